"""The box's one SQLite file: one writer, a few readers, migrations, and what a full disk says.

A transaction is one function that runs on the writer's thread from begin to commit: aiosqlite's
price is the thread hop per awaited statement (measured 4 to 9 times dearer otherwise).
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, Literal, TypeVar

import aiosqlite
from sqlcipher3 import dbapi2 as sqlite

from tilo.errors import DiskFull, ServerBusy
from tilo.kit.migrate import MigrationRefused, migrate_sqlite

T = TypeVar("T")
Sql = Any
"""A DB-API connection of the driver above; it ships no types."""

Mode = Literal["ro", "rwc"]

OLDEST_SAFE = (3, 51, 3)
"""Older versions can corrupt a WAL that another process checkpoints (rules.md 0.1)."""

RESERVE_BYTES = 8 * 1024 * 1024
"""With less than this left on the disk nothing new is written (rules.md S2)."""

START_BYTES = 1024 * 1024
"""What SQLite's own files beside the database may need when it is opened."""

CHECKED_AT_START_BYTES = 64 * 1024 * 1024

MIGRATIONS = Path(__file__).parent / "migrations"


class DatabaseBroken(RuntimeError):
    """The file cannot be used. The message says what happened and what to do."""


class Database:
    """One file. `write` runs functions one after another; `read` on its own connections.

    `alone`: no other program may open it so at the same time. What the box keeps in memory, its
    journal's head above all, is only true while nobody else writes.
    """

    def __init__(
        self, path: Path, *, checkpoint: bool = True, readers: int = 2, alone: bool = False
    ) -> None:
        self.path = path
        self._alone = alone
        self._claim: IO[bytes] | None = None
        self._checkpoint = checkpoint
        self._readers_wanted = readers
        self._writer: aiosqlite.Connection | None = None
        self._readers: asyncio.Queue[aiosqlite.Connection] = asyncio.Queue()

    async def open(self) -> None:
        """Open, or create, and migrate the file. Raises `DatabaseBroken`."""
        if sqlite.sqlite_version_info < OLDEST_SAFE:
            raise DatabaseBroken(
                f"SQLite {sqlite.sqlite_version} can damage the database beside a backup; "
                f"{'.'.join(map(str, OLDEST_SAFE))} or newer is needed. Run `make setup`."
            )
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if self._alone:
                self._claim = _claim(self.path.with_suffix(".lock"))
            await asyncio.to_thread(_examine, self.path)
            self._writer = await _connect(self.path, "rwc", self._prepare_writer)
            for _ in range(self._readers_wanted):
                self._readers.put_nowait(await _connect(self.path, "ro", _prepare_reader))
        except (sqlite.DatabaseError, OSError) as fault:
            await self.close()
            if self._is_full():
                raise DatabaseBroken(
                    f"The disk under {self.path.parent} is full, too full to start. Nothing is "
                    "damaged; free some space and start again."
                ) from fault
            raise DatabaseBroken(
                f"The database {self.path.name} in {self.path.parent} cannot be used ({fault}). "
                "It was left as it is; restore it from the replica or choose another data folder."
            ) from fault
        except MigrationRefused as refused:
            await self.close()
            raise DatabaseBroken(str(refused)) from refused

    def _prepare_writer(self, sql: Sql) -> None:
        sql.execute("pragma journal_mode=wal")
        sql.execute("pragma synchronous=full")
        sql.execute("pragma foreign_keys=on")
        sql.execute("pragma temp_store=memory")
        sql.execute("pragma cache_size=-8192")
        sql.execute("pragma journal_size_limit=67108864")
        sql.execute(f"pragma wal_autocheckpoint={1000 if self._checkpoint else 0}")
        migrate_sqlite(sql, MIGRATIONS)

    async def write(self, work: Callable[[Sql], T]) -> T:
        """Run `work` on the writer's thread. It owns begin and commit."""
        assert self._writer is not None, "the database is not open"
        return await _on_thread(self._writer, work)

    async def read(self, work: Callable[[Sql], T]) -> T:
        """Run `work` on a reader's thread, in one consistent view."""
        reader = await self._readers.get()
        try:
            return await _on_thread(reader, lambda sql: _in_view(sql, work))
        finally:
            self._readers.put_nowait(reader)

    def has_room(self) -> bool:
        """Whether there is space left to write into."""
        try:
            return shutil.disk_usage(self.path.parent).free > RESERVE_BYTES
        except OSError:
            return False

    def _is_full(self) -> bool:
        try:
            return shutil.disk_usage(self.path.parent).free < START_BYTES
        except OSError:
            return False

    async def close(self) -> None:
        """Close every connection; nothing may be running.

        The last one to close empties the log into the file. With Litestream nobody but Litestream
        may: then the last are readers, which cannot write.
        """
        writer, self._writer = self._writer, None
        if writer is not None and not self._checkpoint:
            await writer.close()
        while not self._readers.empty():
            await self._readers.get_nowait().close()
        if writer is not None and self._checkpoint:
            await writer.close()
        if self._claim is not None:
            self._claim.close()
            self._claim = None


def _claim(path: Path) -> IO[bytes]:
    """Hold the file until it is closed; the kernel lets go of it even after kill -9."""
    file = path.open("ab")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise DatabaseBroken(
            f"A box runs already on the data folder {path.parent}. Stop it first, or choose "
            "another folder."
        ) from None
    return file


def _examine(path: Path) -> None:
    """Look at a file that exists before anything may write to it: even closing a connection that
    may write moves what is in the log into the file, and a damaged one is to be left as it is.

    The whole file is checked when it is small; a large one daily, so that a box with years of
    sales still opens at once. Raises `sqlite.DatabaseError`.
    """
    if not path.exists() or path.stat().st_size == 0:
        return
    with contextlib.closing(sqlite.connect(_address(path, "ro"), uri=True)) as sql:
        sql.execute("pragma busy_timeout=5000")
        if path.stat().st_size < CHECKED_AT_START_BYTES:
            found = sql.execute("pragma quick_check(1)").fetchone()[0]
            if found != "ok":
                raise sqlite.DatabaseError(found)
        else:
            sql.execute("select count(*) from sqlite_schema")


def _address(path: Path, mode: Mode) -> str:
    return f"{path.absolute().as_uri()}?mode={mode}"


async def _connect(path: Path, mode: Mode, prepare: Callable[[Sql], None]) -> aiosqlite.Connection:
    def connector() -> Sql:
        return sqlite.connect(
            _address(path, mode),
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
        )

    connection = await aiosqlite.Connection(connector, iter_chunk_size=64)
    try:
        await _on_thread(connection, lambda sql: sql.execute("pragma busy_timeout=5000").close())
        await _on_thread(connection, prepare)
    except BaseException:
        await connection.close()
        raise
    return connection


def _prepare_reader(sql: Sql) -> None:
    sql.execute("pragma cache_size=-4096")


async def _on_thread(connection: aiosqlite.Connection, work: Callable[[Sql], T]) -> T:
    """aiosqlite has no public way to run a function on its thread; this is the one place that
    uses its private one, guarded by a test."""
    result: T = await connection._execute(work, connection._conn)  # type: ignore[no-untyped-call]
    return result


def _in_view(sql: Sql, work: Callable[[Sql], T]) -> T:
    sql.execute("begin")
    try:
        return work(sql)
    finally:
        sql.execute("commit")


def storage_refusal(fault: Exception) -> DiskFull | ServerBusy | None:
    """What the shop is told about a fault of the disk, or None when it is a fault of ours."""
    if not isinstance(fault, sqlite.Error):
        return None
    code = getattr(fault, "sqlite_errorcode", None)
    primary = code & 0xFF if isinstance(code, int) else None
    said = str(fault).lower()
    if primary in {8, 10, 13, 14} or any(
        word in said for word in ("disk is full", "readonly", "disk i/o", "unable to open")
    ):
        return DiskFull()
    if primary in {5, 6} or "locked" in said:
        return ServerBusy()
    return None
