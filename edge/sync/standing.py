"""How the exchange goes, told to the box when it changes and every few seconds besides."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from typing import Final, Literal

import structlog

from edge.sync.link import BoxAway, BoxRefused, Link
from edge.sync.reach import Guess

TELL_S: Final = 4.0

Way = Literal["push", "pull"]

WAITING: Final = Guess("hub.waiting", None)

log = structlog.get_logger("edge.sync")


@dataclass
class Condition:
    """How one direction goes: `fault` is None while it does."""

    fault: Guess | None = WAITING


class Standing:
    """What `push` and `pull` have last seen of the hub.

    Connected means that the journal arrives. A fault of either direction is told, the journal's
    first; the other direction's good news does not hide it.
    """

    def __init__(self, link: Link) -> None:
        self._link = link
        self._ways: dict[Way, Condition] = {"push": Condition(), "pull": Condition()}
        self._acked: int | None = None
        self._changed = asyncio.Event()

    def reached(self, way: Way, acked: int | None = None) -> None:
        """The hub answered; perhaps with how far it has acknowledged."""
        self._is(way, None)
        if acked is not None and acked != self._acked:
            self._acked = acked
            self._changed.set()

    def failed(self, way: Way, fault: Guess) -> None:
        """This direction stands still."""
        self._is(way, fault)

    def _is(self, way: Way, fault: Guess | None) -> None:
        condition = self._ways[way]
        if condition.fault == fault:
            return
        condition.fault = fault
        self._changed.set()
        if fault:
            log.warning("sync stands still", direction=way, reason=fault.word)
        else:
            log.info("sync goes", direction=way)

    def report(self) -> dict[str, object]:
        """The body of the box's report."""
        push, pull = self._ways["push"].fault, self._ways["pull"].fault
        fault = push or pull
        internet = True if push is None or pull is None else push.internet
        return {
            "connected": push is None,
            "internet": internet,
            "acked_seq": self._acked,
            "error": fault.word if fault else None,
        }

    async def tell(self) -> None:
        """Report for ever; a box that is away is told when it is back."""
        while True:
            self._changed.clear()
            with contextlib.suppress(BoxAway, BoxRefused):
                await self._link.tell_box("/internal/sync/report", self.report())
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(TELL_S):
                    await self._changed.wait()
