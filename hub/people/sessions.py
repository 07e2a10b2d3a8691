"""Sessions of head office: an opaque token for the browser, its SHA-256 for the database."""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from hub.db import Connection, Pool
from hub.people.roles import PERMISSIONS

LIFE_MS: Final = 12 * 3_600_000


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in, and until when."""

    user_id: UUID
    merchant_id: str
    email: str
    name: str
    permissions: frozenset[str]
    expires_ms: int
    session: bytes


def digest(token: str) -> bytes:
    """What the database knows of a token."""
    return hashlib.sha256(token.encode()).digest()


def fresh_token() -> str:
    """256 bits nobody guesses."""
    return secrets.token_urlsafe(32)


async def open_session(con: Connection, user_id: UUID, now_ms: int) -> tuple[str, int]:
    """A token, and when it ends."""
    token, expires_ms = fresh_token(), now_ms + LIFE_MS
    await con.execute(
        "insert into sessions (token_sha256, user_id, created_ms, expires_ms)"
        " values ($1, $2, $3, $4)",
        digest(token),
        user_id,
        now_ms,
        expires_ms,
    )
    return token, expires_ms


async def person_of(pool: Pool, token: str) -> Person | None:
    """Who holds the token, even when it has expired; None for a token nobody knows."""
    row = await pool.fetchrow(
        "select s.token_sha256, s.expires_ms, u.id, u.merchant_id, u.email, u.name, u.role"
        " from sessions s join users u on u.id = s.user_id"
        " where s.token_sha256 = $1 and u.disabled_ms is null",
        digest(token),
    )
    if row is None:
        return None
    return Person(
        user_id=row["id"],
        merchant_id=row["merchant_id"],
        email=row["email"],
        name=row["name"],
        permissions=PERMISSIONS.get(row["role"], frozenset()),
        expires_ms=row["expires_ms"],
        session=row["token_sha256"],
    )


async def close_session(pool: Pool, session: bytes) -> None:
    """Sign out."""
    await pool.execute("delete from sessions where token_sha256 = $1", session)


async def forget_expired(pool: Pool, now_ms: int) -> None:
    """Housekeeping."""
    await pool.execute("delete from sessions where expires_ms < $1", now_ms - LIFE_MS)
