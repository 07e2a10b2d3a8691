"""SQL of accounts and of their failed sign-ins."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from hub.db import Connection, Pool
from hub.people.backoff import FORGOTTEN_MS, Counter, wait_ms


class Account(NamedTuple):
    """Somebody who may sign in."""

    id: UUID
    name: str
    password_hash: str


async def account_of(pool: Pool, email: str) -> Account | None:
    """The account with this address, in lower case."""
    row = await pool.fetchrow(
        "select id, name, password_hash from users where email = $1 and disabled_ms is null", email
    )
    return Account(*row) if row else None


async def is_known_place(pool: Pool, user_id: UUID, address: str) -> bool:
    """Whether the account signed in from this address before."""
    return bool(
        await pool.fetchval(
            "select true from sign_in_places where user_id = $1 and address = $2", user_id, address
        )
    )


async def remember_place(con: Connection, user_id: UUID, address: str, now_ms: int) -> None:
    """The account signed in from this address."""
    await con.execute(
        "insert into sign_in_places (user_id, address, last_ms) values ($1, $2, $3)"
        " on conflict (user_id, address) do update set last_ms = excluded.last_ms",
        user_id,
        address,
        now_ms,
    )


async def count_try(pool: Pool, counters: Sequence[Counter], now_ms: int) -> int:
    """Count a try before it is judged, so that many at once all count.

    Answers how many milliseconds to wait; then the try was neither counted nor may be judged.
    """
    async with pool.acquire() as con, con.transaction():
        keys = [each.key for each in counters]
        await con.execute(
            "insert into sign_in_tries (key, failures, blocked_until_ms, last_ms)"
            " select unnest($1::text[]), 0, 0, $2 on conflict do nothing",
            keys,
            now_ms,
        )
        rows = await con.fetch(
            "select * from sign_in_tries where key = any($1::text[]) order by key for update", keys
        )
        blocked = max(row["blocked_until_ms"] for row in rows)
        if blocked > now_ms:
            return int(blocked) - now_ms
        failures = {row["key"]: _tries(row["failures"], row["last_ms"], now_ms) for row in rows}
        await con.executemany(
            "update sign_in_tries set failures = $2, blocked_until_ms = $3, last_ms = $4"
            " where key = $1",
            [
                (key, failures[key], now_ms + wait_ms(patience, failures[key]), now_ms)
                for key, patience in counters
            ],
        )
    return 0


def _tries(failures: int, last_ms: int, now_ms: int) -> int:
    return 1 if now_ms - last_ms > FORGOTTEN_MS else failures + 1


async def forgive(con: Connection, counters: Sequence[Counter]) -> None:
    """A good sign-in ends its counters; the address's only takes back this one try."""
    ended = [each.key for each in counters if not each.key.startswith("address:")]
    await con.execute("delete from sign_in_tries where key = any($1::text[])", ended)
    shared = [each.key for each in counters if each.key.startswith("address:")]
    await con.execute(
        "update sign_in_tries set failures = greatest(failures - 1, 0), blocked_until_ms = 0"
        " where key = any($1::text[])",
        shared,
    )


async def forget_old_tries(pool: Pool, now_ms: int) -> None:
    """Housekeeping."""
    await pool.execute("delete from sign_in_tries where last_ms < $1", now_ms - FORGOTTEN_MS)


async def add_user(
    con: Connection,
    *,
    user_id: UUID,
    merchant_id: str,
    email: str,
    name: str,
    role: str,
    password_hash: str,
    now_ms: int,
) -> bool:
    """Whether the account is new. An existing one is left as it is."""
    row = await con.fetchval(
        "insert into users (id, merchant_id, email, name, role, password_hash, created_ms)"
        " values ($1, $2, $3, $4, $5, $6, $7) on conflict (email) do nothing returning id",
        user_id,
        merchant_id,
        email,
        name,
        role,
        password_hash,
        now_ms,
    )
    return row is not None


async def set_password(con: Connection, email: str, password_hash: str) -> None:
    """Takes effect at the next sign-in."""
    await con.execute("update users set password_hash = $2 where email = $1", email, password_hash)
