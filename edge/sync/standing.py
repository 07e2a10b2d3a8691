"""How the exchange goes, told to the box when it changes and every few seconds besides."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Final

from edge.sync.link import BoxAway, HubAway, Link

TELL_S: Final = 4.0


class Standing:
    """What `push` and `pull` have last seen of the hub."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._connected = False
        self._internet: bool | None = None
        self._error: str | None = "hub.waiting"
        self._acked: int | None = None
        self._changed = asyncio.Event()

    def reached(self, acked: int | None = None) -> None:
        """The hub answered; perhaps with how far it has acknowledged."""
        news = not self._connected or (acked is not None and acked != self._acked)
        self._connected, self._internet, self._error = True, True, None
        if acked is not None:
            self._acked = acked
        if news:
            self._changed.set()

    def lost(self, away: HubAway) -> None:
        self.failed(away.word, away.internet)

    def failed(self, word: str, internet: bool | None) -> None:
        """The exchange stands still; `word` says why."""
        if self._connected or word != self._error:
            self._changed.set()
        self._connected, self._internet, self._error = False, internet, word

    async def tell(self) -> None:
        """Report for ever; a box that is away is told when it is back."""
        while True:
            with contextlib.suppress(BoxAway):
                await self._link.tell_box(
                    "/internal/sync/report",
                    {
                        "connected": self._connected,
                        "internet": self._internet,
                        "acked_seq": self._acked,
                        "error": self._error,
                    },
                )
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(TELL_S):
                    await self._changed.wait()
            self._changed.clear()
