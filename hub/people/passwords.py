"""Checks passwords with argon2id, off the event loop and never too many at once."""

import asyncio
import secrets
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from tilo.errors import ServerBusy

AT_ONCE: Final = 2
WAITING: Final = 32

_hasher: Final = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def hashed(password: str) -> str:
    """What is stored of a password."""
    return _hasher.hash(password)


@cache
def _nobodys() -> str:
    """A hash no password fits, verified for accounts that do not exist: same time, same words."""
    return hashed(secrets.token_urlsafe(16))


class Passwords:
    """The checking, bounded: each check takes 19 MiB and about 20 ms of a core."""

    def __init__(self) -> None:
        self._places = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0

    async def fits(self, password: str, stored: str | None) -> bool:
        """Whether the password is the stored one; takes as long when nothing is stored.

        Refuses ``server.busy`` when too many wait.
        """
        if self._waiting >= WAITING:
            raise ServerBusy()
        self._waiting += 1
        try:
            async with self._places:
                return await asyncio.to_thread(matches, password, stored)
        finally:
            self._waiting -= 1


def matches(password: str, stored: str | None) -> bool:
    """The check itself; as slow when nothing is stored."""
    try:
        _hasher.verify(stored or _nobodys(), password)
    except (Argon2Error, InvalidHashError):
        return False
    return stored is not None
