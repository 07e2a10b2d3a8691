"""What every printer driver promises; tests/contracts/test_driver.py holds each one to it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal, Protocol

PrinterState = Literal["ok", "offline", "hanging", "paper_out", "unknown"]


@dataclass(frozen=True)
class Condition:
    """How a printer is. `unknown`: it can be reached but has no voice to say more."""

    state: PrinterState
    reason: str | None = None

    @property
    def ready(self) -> bool:
        return self.state in ("ok", "unknown")


@dataclass(frozen=True)
class Outcome:
    """What became of one attempt to print.

    `retry` leaves the job in the queue. `uncertain`: bytes went out and nobody can say whether
    paper came, so the next attempt must be marked COPY.
    """

    result: Literal["printed", "retry"]
    condition: Condition
    uncertain: bool = False


class Driver(Protocol):
    """One printer. Its caller never runs two of these at once: printers take one connection."""

    async def probe(self) -> Condition:
        """How the printer is, without printing. Never raises, never waits for ever."""

    async def send(self, data: bytes, started: Callable[[], Awaitable[None]]) -> Outcome:
        """Print one whole job.

        `started` is awaited after the printer said it is ready and before the first byte; what it
        raises goes to the caller, with nothing sent. A printer that is not ready gets no byte.
        """
