"""Forward-only migrations from numbered ``.sql`` files, for SQLite and PostgreSQL.

Files are called ``NNNN_what.sql``, without a gap; the hub's ``NNNN_pre_what.sql`` and
``NNNN_post_what.sql``, before and after the program is rolled out. Each runs whole in a
transaction of its own, or not at all. What was applied is kept in ``schema_migrations`` with the
file's SHA-256: a file edited later is refused, and so is a database newer than the program.
"""

import re
import sqlite3
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Literal

import structlog

Phase = Literal["all", "pre"]

_NAME: Final = re.compile(r"(\d{4})_(?:(pre|post)_)?[a-z0-9_]+")
_OWN_TRANSACTION: Final = frozenset({"begin", "commit", "rollback", "savepoint", "release"})
_SQLITE_OUTSIDE: Final = frozenset({"attach", "detach", "vacuum", "end"})
_COMMENT: Final = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
_QUOTED: Final = re.compile(
    r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|\$(?P<tag>\w*)\$.*?\$(?P=tag)\$", re.DOTALL
)
# Any number will do, as long as every hub of every version locks the same one.
_LOCK: Final = 0x7469_6C6F
_TABLE: Final = """
create table if not exists schema_migrations (
  number integer primary key,
  name text not null,
  sha256 text not null,
  applied_ms bigint not null
)
"""

log = structlog.get_logger("tilo.migrate")


class MigrationRefused(RuntimeError):
    """The database and the migration files do not belong together. The message says what to do."""


class DatabaseTooNew(MigrationRefused):
    """A newer program has used this database."""


class MigrationEdited(MigrationRefused):
    """A file was changed after it had been applied."""


class MigrationFailed(MigrationRefused):
    """A file did not run; nothing of it was kept."""


@dataclass(frozen=True)
class Migration:
    """One file."""

    number: int
    name: str
    when: Literal["pre", "post"]
    sql: str
    digest: str


def read_migrations(folder: Path) -> list[Migration]:
    """The folder's files in order. Raises MigrationRefused for a name or number out of order."""
    found = [_read(file) for file in sorted(folder.glob("*.sql"))]
    for expected, each in enumerate(found, start=1):
        if each.number != expected:
            raise MigrationRefused(f"{each.name}.sql should be number {expected:04}.")
    return found


def _read(file: Path) -> Migration:
    named = _NAME.fullmatch(file.stem)
    if not named:
        raise MigrationRefused(f"{file.name} is not called NNNN_what.sql.")
    content = file.read_bytes()
    return Migration(
        number=int(named[1]),
        name=file.stem,
        when="post" if named[2] == "post" else "pre",
        sql=content.decode(),
        digest=sha256(content).hexdigest(),
    )


def _pending(
    known: Sequence[Migration], applied: Sequence[tuple[int, str, str]]
) -> list[Migration]:
    """What is yet to be applied. Raises MigrationRefused when past and files disagree."""
    for place, (number, name, digest) in enumerate(applied, start=1):
        if number > len(known):
            raise DatabaseTooNew(
                f"This database was used by a newer program: it is at {name}, and this program "
                f"knows only {len(known)} migrations. Install the newer program again, or restore "
                "a backup from before the upgrade."
            )
        if number != place:
            raise MigrationRefused(f"The database says {name} was applied, but not number {place}.")
        if known[number - 1].digest != digest:
            raise MigrationEdited(
                f"{known[number - 1].name}.sql was edited after it was applied as {name}. Restore "
                "the file as it was, and make the change in a new one."
            )
    return list(known[len(applied) :])


def migrate_sqlite(connection: Any, folder: Path) -> list[str]:
    """Bring a SQLite database up to date, and tell the names of what was applied.

    ``connection`` is a DB-API connection of any SQLite driver, outside a transaction. Foreign keys
    are off while a file runs, as SQLite asks for when tables are rebuilt, and checked before its
    commit. Raises MigrationRefused; then the database is as the last good file left it.
    """
    assert not connection.in_transaction, "migrations need a connection outside a transaction"
    known = read_migrations(folder)
    for each in known:
        _check_statements(each, list(_split(each)), _OWN_TRANSACTION | _SQLITE_OUTSIDE)
    enforced = connection.execute("pragma foreign_keys").fetchone()[0]
    connection.execute("pragma foreign_keys=off")
    done: list[str] = []
    try:
        while name := _next_sqlite(connection, known):
            done.append(name)
            log.info("migrated", migration=name)
    finally:
        connection.execute(f"pragma foreign_keys={enforced}")
    return done


def _next_sqlite(connection: Any, known: Sequence[Migration]) -> str | None:
    """Apply the next file. The look and the leap are one transaction, so two programs may race."""
    if not _waiting_sqlite(connection, known):
        return None
    connection.execute("begin immediate")
    try:
        connection.execute(_TABLE)
        waiting = _pending(known, _applied_sqlite(connection))
        if waiting:
            _run_sqlite(connection, waiting[0])
        connection.execute("commit")
    except BaseException:
        if connection.in_transaction:
            connection.execute("rollback")
        raise
    return waiting[0].name if waiting else None


def _waiting_sqlite(connection: Any, known: Sequence[Migration]) -> bool:
    """Whether there is anything to write; an up-to-date file is only read."""
    sql = "select 1 from sqlite_master where type = 'table' and name = 'schema_migrations'"
    fresh = connection.execute(sql).fetchone() is None
    return bool(_pending(known, [] if fresh else _applied_sqlite(connection)))


def _applied_sqlite(connection: Any) -> list[tuple[int, str, str]]:
    sql = "select number, name, sha256 from schema_migrations order by number"
    return [tuple(row) for row in connection.execute(sql).fetchall()]


def _run_sqlite(connection: Any, migration: Migration) -> None:
    for line, statement in _split(migration):
        try:
            connection.execute(statement)
        except Exception as error:
            raise MigrationFailed(
                f"{migration.name}.sql, line {line}: {error}. Nothing of it was kept."
            ) from error
    broken = connection.execute("pragma foreign_key_check").fetchone()
    if broken:
        raise MigrationFailed(
            f"{migration.name}.sql leaves rows of {broken[0]} that refer to no row of {broken[2]}. "
            "Nothing of it was kept."
        )
    connection.execute(
        "insert into schema_migrations (number, name, sha256, applied_ms) values (?, ?, ?, ?)",
        (migration.number, migration.name, migration.digest, _now_ms()),
    )


def _split(migration: Migration) -> Iterator[tuple[int, str]]:
    """Each statement with its line. SQLite itself says where one ends, so triggers stay whole."""
    statement, line = "", 1
    for piece in re.findall(r"[^;]*;|[^;]+$", migration.sql):
        statement += piece
        if sqlite3.complete_statement(statement):
            leading = statement[: len(statement) - len(statement.lstrip())].count("\n")
            yield line + leading, statement.strip()
            line, statement = line + statement.count("\n"), ""
    if _COMMENT.sub("", statement).strip():
        raise MigrationRefused(f"{migration.name}.sql ends in the middle of a statement.")


def _check_statements(
    migration: Migration, statements: Sequence[tuple[int, str]], forbidden: frozenset[str]
) -> None:
    for line, statement in statements:
        words = _COMMENT.sub(" ", statement).split()
        if words and words[0].lower().rstrip(";") in forbidden:
            raise MigrationRefused(
                f"{migration.name}.sql, line {line}: {words[0]} does not go with one transaction "
                "for each file."
            )


async def migrate_postgres(connection: Any, folder: Path, *, phase: Phase = "all") -> list[str]:
    """Bring a PostgreSQL database up to date, and tell the names of what was applied.

    ``connection`` is asyncpg's, outside a transaction. Several programs may do this at once: each
    file is applied by one of them, under an advisory lock. ``phase="pre"`` stops before the first
    ``post`` file, for use while the old program still runs. Raises MigrationRefused; then the
    database is as the last good file left it.
    """
    assert not connection.is_in_transaction(), "migrations need no transaction around them"
    known = read_migrations(folder)
    for each in known:
        _check_statements(each, list(_split_postgres(each)), _OWN_TRANSACTION)
    done: list[str] = []
    while name := await _next_postgres(connection, known, phase):
        done.append(name)
        log.info("migrated", migration=name)
    return done


async def _next_postgres(connection: Any, known: Sequence[Migration], phase: Phase) -> str | None:
    async with connection.transaction():
        await connection.execute("select pg_advisory_xact_lock($1)", _LOCK)
        if await connection.fetchval("select to_regclass('schema_migrations')") is None:
            await connection.execute(_TABLE)
        rows = await connection.fetch(
            "select number, name, sha256 from schema_migrations order by number"
        )
        waiting = _due(_pending(known, [tuple(row) for row in rows]), phase)
        if waiting:
            await _run_postgres(connection, waiting)
    return waiting.name if waiting else None


def _due(pending: Sequence[Migration], phase: Phase) -> Migration | None:
    """The next file of this phase."""
    if not pending or phase == "all" or pending[0].when == "pre":
        return pending[0] if pending else None
    behind = next((each for each in pending if each.when == "pre"), None)
    if behind:
        raise MigrationRefused(
            f"{behind.name}.sql must wait for {pending[0].name}.sql, which belongs to an earlier "
            "version: finish that rollout first, or stop the program and apply all."
        )
    return None


async def _run_postgres(connection: Any, migration: Migration) -> None:
    try:
        await connection.execute(migration.sql)
    except Exception as error:
        line = migration.sql[: int(getattr(error, "position", None) or 1) - 1].count("\n") + 1
        raise MigrationFailed(
            f"{migration.name}.sql, line {line}: {error}. Nothing of it was kept."
        ) from error
    await connection.execute(
        "insert into schema_migrations (number, name, sha256, applied_ms) values ($1, $2, $3, $4)",
        migration.number,
        migration.name,
        migration.digest,
        _now_ms(),
    )


def _split_postgres(migration: Migration) -> Iterator[tuple[int, str]]:
    """Each statement's beginning with its line, for its first word: quoted bodies are left out."""
    line = 1
    plain = _QUOTED.sub(lambda found: "\n" * found[0].count("\n"), migration.sql)
    for statement in plain.split(";"):
        leading = statement[: len(statement) - len(statement.lstrip())].count("\n")
        yield line + leading, statement
        line += statement.count("\n")


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
