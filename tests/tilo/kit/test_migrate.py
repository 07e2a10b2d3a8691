"""Migrations: whole or not at all, once, in order, and only forwards."""

import asyncio
import threading
from itertools import chain
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlcipher3 import dbapi2 as sqlite

from tilo.kit.migrate import (
    DatabaseTooNew,
    MigrationEdited,
    MigrationFailed,
    MigrationRefused,
    migrate_postgres,
    migrate_sqlite,
    read_migrations,
)

TABLES = """
-- tables; the semicolon in this comment ends nothing
create table items (id integer primary key, name text not null);
create table lines (item integer not null references items, note text default 'a;b');
"""
TRIGGER = """
/* a trigger; whole */
create trigger no_ghosts before insert on items begin
  select raise(abort, 'no; name') where new.name = '';
  update lines set note = 'x;y' where item = new.id;
end;
insert into items values (1, 'Nasi; Goreng'); insert into items values (2, 'Es Teh');
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "files").mkdir()
    return tmp_path / "files"


def write(folder: Path, **files: str) -> Path:
    for name, sql in files.items():
        (folder / f"{name.removeprefix('m')}.sql").write_text(sql)
    return folder


class TestSqlite:
    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        return tmp_path / "box.db"

    @pytest.fixture
    def db(self, path: Path) -> Any:
        connection = sqlite.connect(str(path), isolation_level=None)
        yield connection
        connection.close()

    def names(self, db: Any) -> list[str]:
        rows = db.execute("select name from schema_migrations order by number").fetchall()
        return [row[0] for row in rows]

    def test_a_fresh_box_gets_every_file_in_order(self, db: Any, folder: Path) -> None:
        write(folder, m0001_tables=TABLES, m0002_trigger=TRIGGER)
        assert migrate_sqlite(db, folder) == ["0001_tables", "0002_trigger"]
        assert db.execute("select name from items").fetchall() == [("Nasi; Goreng",), ("Es Teh",)]
        with pytest.raises(sqlite.IntegrityError, match="no; name"):
            db.execute("insert into items values (3, '')")

    def test_a_second_start_changes_nothing(self, db: Any, folder: Path) -> None:
        write(folder, m0001_tables=TABLES)
        migrate_sqlite(db, folder)
        before = db.total_changes
        assert migrate_sqlite(db, folder) == []
        assert db.total_changes == before

    def test_a_bad_file_leaves_nothing_of_itself(self, db: Any, folder: Path) -> None:
        write(folder, m0001_tables=TABLES)
        write(folder, m0002_bad="create table good (a);\n\ninsert into nowhere values (1);")
        with pytest.raises(MigrationFailed, match=r"0002_bad\.sql, line 3: no such table: nowhere"):
            migrate_sqlite(db, folder)
        assert not db.in_transaction
        assert self.names(db) == ["0001_tables"]
        assert db.execute("select * from sqlite_master where name = 'good'").fetchall() == []
        write(folder, m0002_bad="create table good (a);")
        assert migrate_sqlite(db, folder) == ["0002_bad"]

    def test_an_edited_file_is_refused(self, db: Any, folder: Path) -> None:
        write(folder, m0001_tables=TABLES)
        migrate_sqlite(db, folder)
        write(folder, m0001_tables=TABLES + " ")
        with pytest.raises(MigrationEdited, match="edited after it was applied"):
            migrate_sqlite(db, folder)

    def test_a_newer_database_is_refused_in_a_clear_sentence(self, db: Any, folder: Path) -> None:
        write(folder, m0001_tables=TABLES, m0002_trigger=TRIGGER)
        migrate_sqlite(db, folder)
        (folder / "0002_trigger.sql").unlink()
        with pytest.raises(DatabaseTooNew, match="at 0002_trigger, and this program knows only 1"):
            migrate_sqlite(db, folder)

    def test_a_row_that_would_refer_to_nothing_is_refused(self, db: Any, folder: Path) -> None:
        write(folder, m0001_tables=TABLES, m0002_ghost="insert into lines (item) values (99);")
        with pytest.raises(MigrationFailed, match="lines that refer to no row of items"):
            migrate_sqlite(db, folder)
        assert self.names(db) == ["0001_tables"]

    def test_a_table_may_be_rebuilt_without_losing_its_children(
        self, db: Any, folder: Path
    ) -> None:
        db.execute("pragma foreign_keys=on")
        parent = "create table parents (id integer primary key); insert into parents values (1);"
        child = (
            "create table children (parent integer references parents on delete cascade);"
            "insert into children values (1);"
        )
        rebuild = (
            "create table new (id integer primary key, name text);"
            "insert into new (id) select id from parents;"
            "drop table parents; alter table new rename to parents;"
        )
        write(folder, m0001_family=parent + child, m0002_rebuild=rebuild)
        migrate_sqlite(db, folder)
        assert db.execute("select count(*) from children").fetchone() == (1,)
        assert db.execute("pragma foreign_keys").fetchone() == (1,)

    @pytest.mark.parametrize(
        ("name", "sql"),
        [
            ("m0001_commit", "create table a (b);\ncommit;"),
            ("m0001_begin", "/* hm */ BEGIN; create table a (b);"),
            ("m0001_vacuum", "vacuum;"),
            ("m0001_half", "create table a (b"),
            ("m0002_gap", "create table a (b);"),
            ("mfirst", "create table a (b);"),
        ],
    )
    def test_a_file_that_breaks_the_rules_is_refused_before_anything_runs(
        self, db: Any, folder: Path, name: str, sql: str
    ) -> None:
        write(folder, **{name: sql})
        with pytest.raises(MigrationRefused):
            migrate_sqlite(db, folder)
        assert db.execute("select count(*) from sqlite_master").fetchone() == (0,)

    def test_two_programs_starting_at_once_apply_each_file_once(
        self, path: Path, folder: Path
    ) -> None:
        for number in range(1, 9):
            write(folder, **{f"m{number:04}_t": f"create table t{number} (a);"})
        start, applied = threading.Barrier(4), list[list[str]]()

        def run() -> None:
            connection = sqlite.connect(str(path), isolation_level=None, timeout=30)
            start.wait()
            applied.append(migrate_sqlite(connection, folder))
            connection.close()

        threads = [threading.Thread(target=run) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(applied) == 4
        assert sorted(chain.from_iterable(applied)) == [f"{number:04}_t" for number in range(1, 9)]

    def test_the_box_s_own_files_apply(self, db: Any) -> None:
        folder = Path(__file__).parents[3] / "edge" / "migrations"
        assert migrate_sqlite(db, folder) == [each.name for each in read_migrations(folder)]


class TestPostgres:
    async def test_a_fresh_hub_gets_every_file_in_order(
        self, database_dsn: str, folder: Path
    ) -> None:
        function = (
            "create table a (b int);\n"
            "create function bump() returns int language plpgsql as $$\n"
            "begin\n  update a set b = b + 1; return 1;\nend $$;\n"
            "insert into a values (1); -- commit; is only a word here\n"
        )
        write(folder, m0001_pre_a=function, m0002_post_b="select bump();")
        connection = await asyncpg.connect(database_dsn)
        assert await migrate_postgres(connection, folder) == ["0001_pre_a", "0002_post_b"]
        assert await connection.fetchval("select b from a") == 2
        assert await migrate_postgres(connection, folder) == []
        await connection.close()

    async def test_a_bad_file_leaves_nothing_of_itself(
        self, database_dsn: str, folder: Path
    ) -> None:
        write(folder, m0001_bad="create table good (a int);\n\nselect nothing from nowhere;")
        connection = await asyncpg.connect(database_dsn)
        with pytest.raises(MigrationFailed, match=r"0001_bad\.sql, line 3: .*nowhere"):
            await migrate_postgres(connection, folder)
        assert await connection.fetchval("select to_regclass('good')") is None
        assert await connection.fetchval("select to_regclass('schema_migrations')") is None
        await connection.close()

    async def test_edited_and_newer_are_refused(self, database_dsn: str, folder: Path) -> None:
        write(folder, m0001_a="create table a (b int);", m0002_c="create table c (b int);")
        connection = await asyncpg.connect(database_dsn)
        await migrate_postgres(connection, folder)
        write(folder, m0002_c="create table c (b bigint);")
        with pytest.raises(MigrationEdited):
            await migrate_postgres(connection, folder)
        (folder / "0002_c.sql").unlink()
        with pytest.raises(DatabaseTooNew, match="newer program"):
            await migrate_postgres(connection, folder)
        await connection.close()

    async def test_several_hubs_starting_at_once_apply_each_file_once(
        self, database_dsn: str, folder: Path
    ) -> None:
        for number in range(1, 6):
            write(folder, **{f"m{number:04}_t": f"create table t{number} (a int);"})
        hubs = [await asyncpg.connect(database_dsn) for _ in range(5)]
        applied = await asyncio.gather(*(migrate_postgres(hub, folder) for hub in hubs))
        assert sorted(chain.from_iterable(applied)) == [f"{number:04}_t" for number in range(1, 6)]
        for hub in hubs:
            await hub.close()

    async def test_what_comes_after_the_rollout_waits_for_it(
        self, database_dsn: str, folder: Path
    ) -> None:
        write(folder, m0001_a="create table a (b int);")
        write(folder, m0002_pre_wider="alter table a add c int;")
        write(folder, m0003_post_narrower="alter table a drop b;")
        connection = await asyncpg.connect(database_dsn)
        assert await migrate_postgres(connection, folder, phase="pre") == [
            "0001_a",
            "0002_pre_wider",
        ]
        assert await migrate_postgres(connection, folder, phase="pre") == []
        write(folder, m0004_pre_next="create table d (e int);")
        with pytest.raises(MigrationRefused, match=r"0004_pre_next\.sql must wait for 0003_post"):
            await migrate_postgres(connection, folder, phase="pre")
        assert await migrate_postgres(connection, folder) == ["0003_post_narrower", "0004_pre_next"]
        await connection.close()

    async def test_a_file_that_would_commit_by_itself_is_refused(
        self, database_dsn: str, folder: Path
    ) -> None:
        write(folder, m0001_commit="create table a (b int);\ncommit;")
        connection = await asyncpg.connect(database_dsn)
        with pytest.raises(MigrationRefused, match=r"line 2: commit"):
            await migrate_postgres(connection, folder)
        assert await connection.fetchval("select to_regclass('a')") is None
        await connection.close()

    async def test_the_hub_s_own_files_apply(self, database_dsn: str) -> None:
        folder = Path(__file__).parents[3] / "hub" / "migrations"
        connection = await asyncpg.connect(database_dsn)
        applied = await migrate_postgres(connection, folder)
        assert applied == [each.name for each in read_migrations(folder)]
        await connection.close()
