"""A wake-up call for those who wait for news without asking again and again."""

from __future__ import annotations

import asyncio
import contextlib


class Pulse:
    """Take `next()` before looking, wait on it when there was nothing: no news falls between."""

    def __init__(self) -> None:
        self._event = asyncio.Event()
        self.count = 0

    def next(self) -> asyncio.Event:
        return self._event

    def beat(self) -> None:
        """Wake everybody who waits."""
        self.count += 1
        self._event.set()
        self._event = asyncio.Event()


async def within(event: asyncio.Event, seconds: float) -> bool:
    """Wait for `event` at most `seconds`; answers whether it came."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
            return True
    return False
