"""Wakes whoever waits when any hub process has committed something: PostgreSQL's NOTIFY."""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from typing import Any, Final

import asyncpg
import orjson
import structlog

from hub.db import OUT_OF_REACH

DOCUMENTS: Final = "tilo_documents"
"""Payload: the outlet whose documents changed."""

LIVE: Final = "tilo_live"
"""Payload: lines for live screens, each a merchant, a space and one message as JSON."""

LONGEST_PAYLOAD: Final = 7_900
"""Bytes; PostgreSQL takes less than 8,000."""

AGAIN_S: Final = 1.0

log = structlog.stdlib.get_logger("hub.bell")


def live_line(merchant: str, message: dict[str, Any]) -> str:
    """One message for the screens of one merchant."""
    return f"{merchant} {orjson.dumps(message).decode()}"


def packed(lines: Iterable[str]) -> list[str]:
    """Payloads of as many lines as fit: announcing costs by the payload, not by the byte.

    A line that fits into none is left out: screens are owed nothing, and must not stop a fold.
    """
    payloads: list[str] = []
    size = LONGEST_PAYLOAD
    for line in lines:
        length = len(line.encode()) + 1
        if length > LONGEST_PAYLOAD:
            continue
        if size + length > LONGEST_PAYLOAD:
            payloads.append(line)
            size = length
        else:
            payloads[-1] += f"\n{line}"
            size += length
    return payloads


class Bell:
    """Listens on a connection of its own. After a break it wakes everybody, for what it missed."""

    def __init__(self, dsn: str, *, on_live: Callable[[str], None]) -> None:
        self._dsn = dsn
        self._on_live = on_live
        self._waiting: defaultdict[str, set[asyncio.Event]] = defaultdict(set)
        self._task: asyncio.Task[None] | None = None
        self.closing = False

    async def start(self) -> None:
        """Returns once it listens, or at the latest after the first attempt."""
        first = asyncio.Event()
        self._task = asyncio.create_task(self._run(first))
        await first.wait()

    async def stop(self) -> None:
        """Wakes everybody for the last time."""
        self.closing = True
        self._wake_all()
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    @contextlib.contextmanager
    def awaiting(self, outlet: str) -> Iterator[asyncio.Event]:
        """An event set when the outlet's documents change. Take it before looking at them."""
        event = asyncio.Event()
        if self.closing:
            event.set()
        self._waiting[outlet].add(event)
        try:
            yield event
        finally:
            self._waiting[outlet].discard(event)
            if not self._waiting[outlet]:
                del self._waiting[outlet]

    def _wake_all(self) -> None:
        for events in self._waiting.values():
            for event in events:
                event.set()

    async def _run(self, first: asyncio.Event) -> None:
        while True:
            try:
                async with self._listening() as gone:
                    first.set()
                    self._wake_all()
                    await gone.wait()
            except (*OUT_OF_REACH, asyncpg.PostgresError) as error:
                log.warning("bell out of reach", exc_info=error)
            first.set()
            await asyncio.sleep(AGAIN_S)

    @contextlib.asynccontextmanager
    async def _listening(self) -> AsyncIterator[asyncio.Event]:
        gone = asyncio.Event()
        con = await asyncpg.connect(
            self._dsn, timeout=10, server_settings={"application_name": "tilo-hub bell"}
        )
        try:
            con.add_termination_listener(lambda _con: gone.set())
            await con.add_listener(DOCUMENTS, self._on_documents)
            await con.add_listener(LIVE, self._on_live_payload)
            yield gone
        finally:
            with contextlib.suppress(Exception):
                await con.close(timeout=2)

    def _on_documents(self, _con: Any, _pid: int, _channel: str, outlet: str) -> None:
        for event in self._waiting.get(outlet, ()):
            event.set()

    def _on_live_payload(self, _con: Any, _pid: int, _channel: str, payload: str) -> None:
        self._on_live(payload)
