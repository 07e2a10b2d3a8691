"""One request and its answer over an open line: acknowledgements, repeats, waits.

What is certain before the terminal took the request is certain: it may be sent again. After that
nothing is ever sent again; the customer may have paid.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import structlog

from edge.payments.terminals.bca_frame import ACK, NAK, Heard, Stream, frame
from edge.payments.terminals.bca_layout import RESPONSE
from edge.payments.terminals.protocol import Reason
from edge.payments.terminals.transports import Link

log = structlog.get_logger("edge.terminal")

REPEATS: Final = 3


@dataclass(frozen=True)
class Patience:
    """How long to wait, in seconds.

    `answer_s` is the customer's time at the terminal: card, PIN, second thoughts, a slow bank.
    """

    connect_s: float = 3.0
    ack_s: float = 3.0
    pause_s: float = 0.2  # after a NAK: an ACK on its heels must win over a repeat
    gap_s: float = 1.0  # silence in the middle of a frame
    answer_s: float = 180.0
    inquire_s: float = 60.0
    echo_s: float = 10.0
    linger_s: float = 3.0  # the terminal may miss our last ACK and say it all again


class Silence(Exception):
    """Nothing certain came of it, for this reason."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


Judge = Callable[[bytes], bool]


class Talk:
    """The conversation."""

    def __init__(self, link: Link, patience: Patience) -> None:
        self._link = link
        self._patience = patience
        self._stream = Stream(RESPONSE.length)
        self._heard: deque[Heard] = deque()
        self._silent = False
        self._now = asyncio.get_running_loop().time

    async def ask(
        self, request: bytes, answer_s: float, *, early: Judge, again: Judge, careful: bool
    ) -> bytes:
        """The body of the answer, acknowledged. Raises Silence, and OSError when the line breaks.

        `early` tells whether an answer that came in place of the ACK is to this request; `again`
        whether one that came after it was given before. `careful`: the terminal may be busy with
        an earlier request and read this one later, so silence is not met with a repeat: it might
        do both.
        """
        body = await self._deliver(frame(request), early, careful)
        return body if body is not None else await self._answer(self._now() + answer_s, again)

    async def linger(self) -> None:
        """Acknowledge the answer again for as long as the terminal may repeat it."""
        until = self._now() + self._patience.linger_s
        with suppress(OSError):  # the wait ends, or the line
            while True:
                await self._acknowledge(await self._next(until))

    async def _deliver(self, data: bytes, early: Judge, careful: bool) -> bytes | None:
        """Until the terminal has taken it. An answer instead of an ACK is returned at once."""
        for _ in range(1 + REPEATS):
            await self._write(data)
            try:
                said = await self._reply(early)
            except TimeoutError:
                self._silent = True
                if careful:
                    break
                continue
            if said.kind == "frame":
                log.info("terminal.ack_missed")
                return said.body
            if said.kind == "ack":
                return None
        raise Silence("not_acknowledged" if self._silent else "not_taken")

    async def _reply(self, early: Judge) -> Heard:
        """The ACK, the NAK, or the answer whose ACK got lost."""
        until = self._now() + self._patience.ack_s
        refusal: Heard | None = None
        while True:
            try:
                said = await self._next(until)
            except TimeoutError:
                if refusal is None:
                    raise
                return refusal
            if said.kind == "nak":
                refusal = said
                until = min(until, self._now() + self._patience.pause_s)
            elif said.kind == "ack":
                return said
            else:
                await self._acknowledge(said)
                if said.kind == "frame" and early(said.body):
                    return said

    async def _answer(self, until: float, again: Judge) -> bytes:
        broken = torn = 0
        while True:
            try:
                said = await self._next_or_torn(until)
            except TimeoutError:
                raise Silence("no_answer") from None
            broken += said.kind == "broken"
            torn += said.kind == "torn"
            if broken > REPEATS:
                raise Silence("garbled")
            if said.kind != "torn" or torn <= REPEATS:  # beyond, the line is noisy: just listen
                await self._acknowledge(said)
            if said.kind == "frame" and not again(said.body):
                return said.body

    async def _next_or_torn(self, until: float) -> Heard:
        """The next thing said, or `torn` when something began and did not end."""
        while not self._heard:
            gap = self._now() + self._patience.gap_s if self._stream.unfinished else until
            try:
                await self._listen(min(gap, until))
            except TimeoutError:
                if until <= gap:
                    raise
                self._stream.forget()
                return Heard("torn")
        return self._heard.popleft()

    async def _next(self, until: float) -> Heard:
        while not self._heard:
            await self._listen(until)
        return self._heard.popleft()

    async def _listen(self, until: float) -> None:
        """Take in what comes next. Raises TimeoutError when nothing does."""
        async with asyncio.timeout_at(until):
            data = await self._link.read()
        self._heard.extend(sound(self._stream.feed(data)))

    async def _acknowledge(self, said: Heard) -> None:
        if said.kind == "frame":
            with suppress(OSError):  # the answer is here, whatever becomes of the line
                await self._write(ACK)
        elif said.kind in ("broken", "torn"):
            log.info("terminal.answer_broken", how=said.kind)
            await self._write(NAK)

    async def _write(self, data: bytes) -> None:
        async with asyncio.timeout(self._patience.ack_s):
            await self._link.write(data)


def sound(heard: list[Heard]) -> list[Heard]:
    """Without broken frames that a sound one follows: asking again for them would confuse."""
    frames = [at for at, each in enumerate(heard) if each.kind == "frame"]
    return [
        each
        for at, each in enumerate(heard)
        if each.kind != "broken" or not frames or at > frames[-1]
    ]
