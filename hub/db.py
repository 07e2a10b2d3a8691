"""The hub's PostgreSQL: its pool of connections, its schema, and its health."""

from pathlib import Path
from typing import Any, Final

import asyncpg

from tilo.kit.migrate import migrate_postgres, read_migrations
from tilo.kit.system import NotReady

MIGRATIONS: Final = Path(__file__).parent / "migrations"
OLDEST: Final = 150_000
POOL_SIZE: Final = 12

Connection = Any
"""An asyncpg connection; asyncpg ships no types."""

Pool = Any
"""An asyncpg pool."""


OUT_OF_REACH: Final = (
    OSError,
    TimeoutError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # a connection that broke in the middle of something
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
)
"""The database's trouble, not that of what it was asked: try again later."""


class DatabaseUnfit(Exception):
    """The database server is not one the hub can work with."""


async def open_pool(dsn: str, *, size: int = POOL_SIZE) -> Pool:
    """Connections for the whole process. What is acknowledged is on disk: rule U1."""
    pool = await asyncpg.create_pool(
        dsn,
        min_size=2,
        max_size=size,
        command_timeout=60,
        reset=_keep,
        server_settings={"application_name": "tilo-hub", "synchronous_commit": "on"},
    )
    try:
        async with pool.acquire() as con:
            await _check_version(con)
    except BaseException:
        await pool.close()
        raise
    return pool


async def _keep(_con: Connection) -> None:
    """Nothing here sets a session's state, so cleaning it would only cost each use a round trip.
    asyncpg itself still ends a transaction that was left open."""


async def _check_version(con: Connection) -> None:
    version = int(await con.fetchval("select current_setting('server_version_num')"))
    if version < OLDEST:
        raise DatabaseUnfit(f"PostgreSQL {version // 10_000} is too old; the hub needs 15.")


async def migrate(pool: Pool) -> list[str]:
    """Bring the schema up to date; tells what was applied."""
    async with pool.acquire() as con:
        return await migrate_postgres(con, MIGRATIONS)


async def probe_database(pool: Pool) -> str:
    """For ``/readyz``: raises NotReady when the database does not answer."""
    try:
        version = await pool.fetchval("select current_setting('server_version')", timeout=2)
    except (*OUT_OF_REACH, asyncpg.PostgresError) as error:
        raise NotReady(f"the database does not answer ({type(error).__name__})") from error
    return f"PostgreSQL {version}"


async def probe_migrations(pool: Pool) -> str:
    """For ``/readyz``: raises NotReady when the schema is not this program's."""
    wanted = len(read_migrations(MIGRATIONS))
    try:
        there = await pool.fetchval("select max(number) from schema_migrations", timeout=2)
    except asyncpg.UndefinedTableError:
        there = 0
    except (*OUT_OF_REACH, asyncpg.PostgresError) as error:
        raise NotReady("unknown while the database does not answer") from error
    if there != wanted:
        raise NotReady(f"the schema is at {there or 0} of {wanted}; run `tilo-hub migrate`")
    return f"all {wanted} applied"
