"""Checking passwords never takes the whole hub."""

import asyncio

from hub.people.passwords import WAITING, Passwords, hashed, matches
from tilo.errors import ServerBusy


def test_a_hash_fits_its_password_only() -> None:
    kept = hashed("rahasia")
    assert kept.startswith("$argon2id$")
    assert matches("rahasia", kept)
    assert not matches("Rahasia", kept)
    assert not matches("rahasia", None)
    assert not matches("rahasia", "not a hash")


async def test_a_crowd_is_turned_away_rather_than_kept_waiting() -> None:
    passwords, kept = Passwords(), hashed("rahasia")
    crowd = [passwords.fits("salah", kept) for _ in range(WAITING + 3)]
    answers = await asyncio.gather(*crowd, return_exceptions=True)
    assert sum(isinstance(each, ServerBusy) for each in answers) == 3
    assert [each for each in answers if not isinstance(each, ServerBusy)] == [False] * WAITING
    assert await passwords.fits("rahasia", kept)
