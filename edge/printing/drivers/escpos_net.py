"""ESC/POS printers on the network: raw TCP, usually port 9100, one connection at a time.

A finished send says only that the bytes reached some buffer. So the printer is asked how it is
before and after; one that gives no answer to any question is taken for a clone without status.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from edge.printing.drivers.driver import Condition, Outcome
from edge.printing.drivers.status import Ear, Flags, ask, real_time

QUESTIONS: Final = (1, 2, 4)  # printer, cause of being offline, paper
SILENT_CONTACTS: Final = 3  # so often silent, and never a word: it has no status to give
CHUNK: Final = 4096

UNREACHABLE: Final = Condition("offline", "unreachable")
DROPPED: Final = Condition("offline", "connection_lost")
NO_ANSWER: Final = Condition("hanging", "no_answer")
NO_STATUS: Final = Condition("unknown", "no_status")


@dataclass(frozen=True)
class Patience:
    """How long a printer may take, in seconds.

    The drain wait follows the paper: at `bytes_per_s` a printer is surely done with a job, and
    until then it may still report that the paper ran out.
    """

    connect_s: float = 3.0
    reply_s: float = 1.0
    send_s: float = 10.0
    poll_s: float = 0.25
    bytes_per_s: int = 1500
    drain_s: float = 4.0


class EscposNet:
    """A printer behind a host and a port."""

    def __init__(self, host: str, port: int, patience: Patience) -> None:
        self._host = host
        self._port = port
        self._patience = patience
        self._answers: frozenset[int] = frozenset()  # the questions it has ever answered
        self._silent_contacts = 0

    async def probe(self) -> Condition:
        try:
            link = await self._connect()
        except OSError:
            return UNREACHABLE
        try:
            return await self._greet(link)
        except OSError:
            return DROPPED
        finally:
            await link.close()

    async def send(self, data: bytes, started: Callable[[], Awaitable[None]]) -> Outcome:
        try:
            link = await self._connect()
        except OSError:
            return Outcome("retry", UNREACHABLE)
        try:
            try:
                condition = await self._greet(link)
            except OSError:
                return Outcome("retry", DROPPED)
            if not condition.ready:
                return Outcome("retry", condition)
            await started()
            return await self._print(link, data)
        finally:
            await link.close()

    async def _connect(self) -> Link:
        async with asyncio.timeout(self._patience.connect_s):
            reader, writer = await asyncio.open_connection(self._host, self._port)
        return Link(reader, writer, self._patience)

    async def _greet(self, link: Link) -> Condition:
        """How the printer is. Silence of one that could talk means it hangs; of a stranger, too,
        until it was silent often enough to be taken for a printer without status."""
        condition = await self._ask(link)
        if self._answers:
            return condition
        self._silent_contacts += 1
        return NO_ANSWER if self._silent_contacts < SILENT_CONTACTS else NO_STATUS

    async def _ask(self, link: Link) -> Condition:
        """What it says now. It hangs when it leaves a question open that it once answered."""
        replies = await link.status()
        self._answers |= replies.keys()
        if not replies or self._answers - replies.keys():
            return NO_ANSWER
        flags: Flags = {}
        for n, reply in replies.items():
            flags |= real_time(n, reply)
        return condition_of(flags)

    async def _print(self, link: Link, data: bytes) -> Outcome:
        try:
            await link.send(data)
            condition = await self._drain(link, len(data))
        except TimeoutError:
            condition = NO_ANSWER
        except OSError:
            condition = DROPPED
        if condition.ready:
            return Outcome("printed", condition)
        return Outcome("retry", condition, uncertain=True)

    async def _drain(self, link: Link, size: int) -> Condition:
        """Stay until the paper should be out; the first bad news ends it."""
        wait_s = min(size / self._patience.bytes_per_s, self._patience.drain_s)
        if not self._answers:
            await link.farewell(wait_s)
            return NO_STATUS
        now = asyncio.get_running_loop().time
        done_at = now() + wait_s
        while True:
            condition = await self._ask(link)
            if not condition.ready or now() >= done_at:
                return condition
            await asyncio.sleep(min(self._patience.poll_s, max(0.0, done_at - now())))


def condition_of(flags: Flags) -> Condition:
    """The worst that the status flags say."""
    if flags.get("paper_end") or flags.get("stopped_paper_end"):
        return Condition("paper_out")
    if flags.get("cover_open"):
        return Condition("offline", "cover_open")
    if flags.get("error"):
        return Condition("offline", "error")
    if flags.get("offline"):
        return Condition("offline", "not_ready")
    return Condition("ok", "paper_low" if flags.get("near_end") else None)


class Link:
    """One connection to a printer. Broken connections raise OSError, never anything else."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, patience: Patience
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._patience = patience
        self._ear = Ear()

    async def status(self) -> dict[int, int]:
        """The printer's answers by question, up to the first it leaves open."""
        replies: dict[int, int] = {}
        for n in QUESTIONS:
            reply = await self._ask(n)
            if reply is None:
                break
            replies[n] = reply
        return replies

    async def _ask(self, n: int) -> int | None:
        self._writer.write(ask(n))
        try:
            async with asyncio.timeout(self._patience.reply_s):
                await self._writer.drain()
                return await self._answer()
        except TimeoutError:
            return None

    async def _answer(self) -> int:
        while True:
            for said in self._ear.hear(await self._heard()):
                if said.kind == "realtime":
                    return said.data[0]

    async def _heard(self) -> bytes:
        data = await self._reader.read(256)
        if not data:
            raise ConnectionResetError("the printer closed the connection")
        return data

    async def send(self, data: bytes) -> None:
        """Raises TimeoutError when the printer stops taking bytes."""
        for at in range(0, len(data), CHUNK):
            self._writer.write(data[at : at + CHUNK])
            async with asyncio.timeout(self._patience.send_s):
                await self._writer.drain()

    async def farewell(self, wait_s: float) -> None:
        """Say that this is all and let a printer without status close when it is done."""
        self._writer.write_eof()
        with suppress(TimeoutError):
            async with asyncio.timeout(wait_s):
                await self._reader.read()

    async def close(self) -> None:
        """Hang up; what a hanging printer would not take is thrown away, not sent later."""
        self._writer.close()
        try:
            async with asyncio.timeout(self._patience.reply_s):
                await self._writer.wait_closed()
        except OSError:
            self._writer.transport.abort()
