"""The one file: what is refused at the door of it, and what its threads owe each other."""

import asyncio
import hashlib
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite

from edge import db as database
from edge.db import Database, DatabaseBroken, Sql, storage_refusal
from edge.perform import Door
from tests.shop import running
from tilo.errors import DiskFull, ServerBusy


@pytest.fixture
async def db(folder: Path) -> AsyncIterator[Database]:
    opened = Database(folder / "tilo.db")
    await opened.open()
    yield opened
    await opened.close()


def fingerprint(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.glob("tilo.db*")
        if path.suffix != ".db-shm"
    }


async def refusal(path: Path) -> str:
    """The sentence a database that cannot be used is refused with; no thread is left behind."""
    before = {*threading.enumerate()}
    with pytest.raises(DatabaseBroken) as refused:
        await Database(path).open()
    for thread in {*threading.enumerate()} - before:
        if not thread.name.startswith("asyncio"):
            thread.join(10)
            assert not thread.is_alive()
    return str(refused.value)


async def test_an_old_sqlite_is_refused_with_what_to_do(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Debian 12's own can damage the file beside a backup."""
    monkeypatch.setattr("edge.db.sqlite.sqlite_version_info", (3, 40, 1))
    monkeypatch.setattr("edge.db.sqlite.sqlite_version", "3.40.1")
    told = await refusal(folder / "tilo.db")
    assert "3.40.1" in told
    assert "3.51.3" in told
    assert "make setup" in told
    assert not (folder / "tilo.db").exists()


def test_the_sqlite_we_run_on_is_safe() -> None:
    assert sqlite.sqlite_version_info >= database.OLDEST_SAFE


async def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(folder: Path) -> None:
    path = folder / "tilo.db"
    path.write_bytes(b"nota makan siang, bukan basis data\n" * 500)
    before = fingerprint(folder)
    told = await refusal(path)
    assert "left as it is" in told
    assert "restore" in told
    assert fingerprint(folder) == before


async def test_a_damaged_file_is_refused_and_left_as_it_is(folder: Path) -> None:
    """A page of it was overwritten; what stood in the log beside it must not be lost either."""
    async with running(folder) as shop:
        sari = await shop.as_("sari")
        for _ in range(20):
            await sari.order()
    async with running(folder) as shop:
        sari = await shop.as_("sari")
        await sari.order()
        damaged = folder / "copy"
        damaged.mkdir()
        for name in ("tilo.db", "tilo.db-wal"):
            (damaged / name).write_bytes((folder / name).read_bytes())
    raw = bytearray((damaged / "tilo.db").read_bytes())
    raw[3 * 4096 : 12 * 4096] = bytes(9 * 4096)
    (damaged / "tilo.db").write_bytes(raw)
    before = fingerprint(damaged)
    told = await refusal(damaged / "tilo.db")
    assert "restore" in told
    assert fingerprint(damaged) == before


async def test_an_empty_file_of_that_name_is_no_reason_to_start_empty(folder: Path) -> None:
    """A file of no bytes is what SQLite itself makes first; a fresh box may have one."""
    (folder / "tilo.db").touch()
    db = Database(folder / "tilo.db")
    await db.open()
    await db.close()


async def test_a_database_of_a_newer_program_is_refused(folder: Path) -> None:
    async with running(folder):
        pass

    db = Database(folder / "tilo.db")
    await db.open()
    await db.write(
        lambda sql: sql.execute(
            "insert into schema_migrations select max(number) + 1, 'later', 'x', 0"
            " from schema_migrations"
        ).close()
    )
    await db.close()
    before = fingerprint(folder)
    told = await refusal(folder / "tilo.db")
    assert "newer program" in told
    assert "it is at later" in told
    assert fingerprint(folder) == before


async def test_a_folder_that_cannot_be_made_is_told(folder: Path) -> None:
    (folder / "file").write_text("not a folder")
    assert "cannot be used" in await refusal(folder / "file" / "tilo.db")


async def test_a_reader_sees_one_moment_while_the_shop_sells(db: Database) -> None:
    """Two looks inside one read agree although a sale was committed between them."""
    between, go_on = threading.Event(), threading.Event()

    def count(sql: Sql) -> int:
        found: int = sql.execute("select count(*) from facts").fetchone()[0]
        return found

    def twice(sql: Sql) -> tuple[int, int]:
        first = count(sql)
        between.set()
        assert go_on.wait(10)
        return first, count(sql)

    looking = asyncio.create_task(db.read(twice))
    await asyncio.to_thread(between.wait, 10)
    await db.write(lambda sql: sql.execute("insert into facts values ('a', 'b')").close())
    go_on.set()
    assert await looking == (0, 0)
    assert await db.read(count) == 1


async def test_a_reader_cannot_write(db: Database) -> None:
    with pytest.raises(sqlite.Error):
        await db.read(lambda sql: sql.execute("insert into facts values ('a', 'b')"))
    assert await db.read(lambda sql: sql.execute("select count(*) from facts").fetchone()[0]) == 0


async def test_a_read_that_fails_or_is_given_up_frees_its_reader(db: Database) -> None:
    """Two readers, many more accidents."""

    def accident(_sql: Sql) -> None:
        raise ValueError("a mistake of ours")

    for _ in range(5):
        with pytest.raises(ValueError):
            await db.read(accident)
        given_up = asyncio.create_task(db.read(lambda sql: sql.execute("select 1").fetchone()))
        await asyncio.sleep(0)
        given_up.cancel()
        await asyncio.gather(given_up, return_exceptions=True)
    async with asyncio.timeout(5):
        assert await db.read(lambda sql: sql.execute("select 1").fetchone()) == (1,)


async def test_work_runs_on_the_connection_s_own_thread_and_never_on_the_loop(
    db: Database,
) -> None:
    """`aiosqlite.Connection._execute` is private: an update that changes it must fail here."""
    here = threading.get_ident()
    writers = {await db.write(lambda _sql: threading.get_ident()) for _ in range(3)}
    readers = {await db.read(lambda _sql: threading.get_ident()) for _ in range(6)}
    assert len(writers) == 1
    assert len(readers) == 2
    assert here not in writers | readers
    assert not writers & readers


async def test_writes_come_one_after_another(db: Database) -> None:
    inside: list[int] = []

    def alone(_sql: Sql) -> int:
        inside.append(1)
        assert len(inside) == 1
        inside.pop()
        return 1

    assert sum(await asyncio.gather(*(db.write(alone) for _ in range(50)))) == 50


@pytest.mark.parametrize("checkpoint", [True, False], ids=["alone", "beside Litestream"])
async def test_beside_litestream_the_program_never_empties_the_log(
    folder: Path, checkpoint: bool
) -> None:
    """Not while it runs, not when it closes, not when it opens again (rule 0.2)."""
    log = folder / "tilo.db-wal"
    db = Database(folder / "tilo.db", checkpoint=checkpoint)
    await db.open()

    def note(sql: Sql) -> None:
        sql.execute("insert into facts values (hex(randomblob(8)), ?)", ("nota " * 20_000,))

    for _ in range(50):
        await db.write(note)
    written = log.stat().st_size
    await db.close()
    if checkpoint:
        assert not log.exists(), "the file alone is the whole shop"
        return
    assert log.stat().st_size == written
    assert written > 1000 * 4096, "long enough to be emptied by itself"
    db = Database(folder / "tilo.db", checkpoint=False)
    await db.open()
    kept = await db.read(lambda sql: sql.execute("select count(*) from facts").fetchone()[0])
    assert kept == 50
    await db.close()
    assert log.stat().st_size == written


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (sqlite.OperationalError("database or disk is full"), DiskFull),
        (sqlite.OperationalError("disk I/O error"), DiskFull),
        (sqlite.OperationalError("attempt to write a readonly database"), DiskFull),
        (sqlite.OperationalError("database is locked"), ServerBusy),
        (sqlite.IntegrityError("UNIQUE constraint failed: checks.id"), type(None)),
        (ValueError("disk is full of notes"), type(None)),
    ],
)
def test_a_fault_of_the_disk_is_told_as_one(fault: Exception, told: type) -> None:
    assert type(storage_refusal(fault)) is told


def test_nothing_but_the_door_writes() -> None:
    """Who finds another writer here must say why it needs no journal."""
    edge = Path(database.__file__).parent
    writers = {
        str(path.relative_to(edge))
        for path in edge.rglob("*.py")
        if ".write(lambda sql" in path.read_text() or "db.write(" in path.read_text()
    }
    assert writers == {"perform.py", "life.py", "demo.py", "neighbours.py"}
    assert Door.__module__ == "edge.perform"
