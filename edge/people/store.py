"""Staff and sessions as this box keeps them. A token is never stored, only its SHA-256."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from edge import documents
from edge.db import Sql
from tilo.people import Staff


class Session(NamedTuple):
    """Somebody using a screen until `expires_at_ms`."""

    staff_id: str
    device: str
    expires_at_ms: int


def token_hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def staff(sql: Sql) -> list[Staff]:
    """Everybody who may sign in here, by name."""
    found = documents.every(sql, Staff, "staff")
    return sorted((person for person in found if person.active), key=lambda person: person.name)


def find_staff(sql: Sql, staff_id: str) -> Staff | None:
    """Somebody who may sign in here."""
    person = documents.one(sql, Staff, "staff", staff_id)
    return person if person is not None and person.active else None


def find_session(sql: Sql, hashed: bytes) -> Session | None:
    row = sql.execute(
        "select staff_id, device, expires_at from sessions where token_hash = ?", (hashed,)
    ).fetchone()
    return None if row is None else Session(*row)


def save_session(sql: Sql, hashed: bytes, session: Session, now_ms: int) -> None:
    sql.execute(
        "insert into sessions (token_hash, staff_id, device, created_at, expires_at)"
        " values (?,?,?,?,?)",
        (hashed, session.staff_id, session.device, now_ms, session.expires_at_ms),
    )
    # Kept a week after their end, so that a screen is told "expired" and not "unknown".
    sql.execute("delete from sessions where expires_at < ?", (now_ms - 7 * 86_400_000,))


def end_session(sql: Sql, hashed: bytes, now_ms: int) -> None:
    sql.execute(
        "update sessions set expires_at = min(expires_at, ?) where token_hash = ?",
        (now_ms, hashed),
    )
