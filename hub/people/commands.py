"""Signing in to head office."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

import structlog

from hub.db import Pool
from hub.people import store
from hub.people.backoff import counters
from hub.people.passwords import Passwords
from hub.people.sessions import open_session
from tilo.errors import Refusal, RequestTooMany

NOBODY: Final = UUID(int=0)

log = structlog.stdlib.get_logger("hub.people")


class CredentialsWrong(Refusal):
    """No account has this address and password. Which of the two was wrong is not told."""

    code = "credentials.wrong"
    status = 401


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session."""

    token: str
    expires_ms: int
    email: str
    name: str


async def sign_in(
    pool: Pool, passwords: Passwords, *, email: str, password: str, address: str, now_ms: int
) -> SignedIn:
    """Open a session.

    Refuses ``credentials.wrong``, and ``request.too_many`` without looking at the password.
    """
    email = email.strip().lower()
    account = await store.account_of(pool, email)
    # Asked for nobody's account too: how long an answer takes must not tell who has one.
    known = await store.is_known_place(pool, account.id if account else NOBODY, address)
    against = counters(email, address, known_place=known)
    if wait_ms := await store.count_try(pool, against, now_ms):
        raise RequestTooMany(retry_after_s=-(-wait_ms // 1000))
    fits = await passwords.fits(password, account.password_hash if account else None)
    if not fits or account is None:
        log.warning("sign-in refused", address=address)
        raise CredentialsWrong()
    async with pool.acquire() as con, con.transaction():
        await store.forgive(con, against)
        await store.remember_place(con, account.id, address, now_ms)
        token, expires_ms = await open_session(con, account.id, now_ms)
    return SignedIn(token=token, expires_ms=expires_ms, email=email, name=account.name)
