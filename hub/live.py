"""What office screens see without asking: one WebSocket each, ten thousand to a process.

Nothing here is owed to anyone: a screen that reads too slowly is let go, connects again, and asks
for what it shows. So there is no queue and no task for a screen, only its socket.
"""

import asyncio
import contextlib
import socket
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import orjson
import structlog
from aiohttp import WSCloseCode, web

from hub.clock import Clock
from tilo.errors import Refusal, ServerBusy

BEAT_S: Final = 2.0
BEAT_PARTS: Final = 20
SCREENS_AT_MOST: Final = 20_000
BEHIND_AT_MOST: Final = 32 * 1024
"""Bytes a screen may leave unread; below aiohttp's own mark, so that sending never waits."""

SILENT_MS: Final = 30_000
"""A screen whose machine acknowledges nothing for so long is gone."""

MESSAGES_AT_MOST: Final = 20_000
SCREENS_A_TURN: Final = 50
PROTOCOL: Final = "tilo.live"

log = structlog.stdlib.get_logger("hub.live")


class SocketOnly(Refusal):
    """This address speaks WebSocket with the protocol tilo.live only."""

    code = "office.socket_only"
    status = 426


def _notice_silence(transport: asyncio.Transport) -> None:
    """Let the kernel end a connection whose beats nobody acknowledges: cheaper than pings."""
    line = transport.get_extra_info("socket")
    if line.family in (socket.AF_INET, socket.AF_INET6) and hasattr(socket, "TCP_USER_TIMEOUT"):
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, SILENT_MS)


@dataclass(frozen=True, slots=True, eq=False)
class Screen:
    """One connected screen."""

    ws: web.WebSocketResponse
    transport: asyncio.Transport

    async def send(self, text: str) -> None:
        """Send without waiting: a screen that left too much unread is cut off."""
        if self.ws.closed or self.transport.is_closing():
            return
        if self.transport.get_write_buffer_size() > BEHIND_AT_MOST:
            self.transport.abort()
            return
        try:
            await self.ws.send_str(text)
        except (ConnectionError, RuntimeError):
            self.transport.abort()


class Live:
    """The screens of all merchants on this process."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._screens: defaultdict[str, set[Screen]] = defaultdict(set)
        self._outbox: asyncio.Queue[tuple[str, str]] = asyncio.Queue(MESSAGES_AT_MOST)
        self._tasks: list[asyncio.Task[None]] = []
        self.count = 0

    def start(self) -> None:
        """Begin to beat and to send."""
        self._tasks = [asyncio.create_task(self._beat()), asyncio.create_task(self._deliver())]

    async def stop(self) -> None:
        """Tell every screen that this process goes away."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(self._close(each.ws) for each in self._of(None)))

    async def attend(self, request: web.Request, merchant: str) -> web.WebSocketResponse:
        """Keep one screen informed until it leaves.

        Refuses ``office.socket_only`` and ``server.busy``.
        """
        ws = web.WebSocketResponse(
            protocols=(PROTOCOL,), max_msg_size=1024, compress=False, timeout=5.0
        )
        if not ws.can_prepare(request).ok or request.transport is None:
            raise SocketOnly()
        if self.count >= SCREENS_AT_MOST:
            raise ServerBusy(retry_after_s=30)
        screen = Screen(ws, request.transport)
        await ws.prepare(request)
        _notice_silence(request.transport)
        ws.headers.clear()  # sent; a kilobyte less to keep for each screen
        self.count += 1
        self._screens[merchant].add(screen)
        try:
            await screen.send(self._beat_text())
            async for _ in ws:
                pass  # screens only listen here; commands come by HTTP
        finally:
            self.count -= 1
            self._screens[merchant].discard(screen)
            if not self._screens[merchant]:
                del self._screens[merchant]
        return ws

    def tell(self, payload: str) -> None:
        """Pass on what the bell says: see ``hub.bell.LIVE``."""
        if not self._screens:
            return
        for line in payload.split("\n"):
            merchant, _, text = line.partition(" ")
            if merchant in self._screens:
                self._post(merchant, text)

    def _post(self, merchant: str, text: str) -> None:
        try:
            self._outbox.put_nowait((merchant, text))
        except asyncio.QueueFull:
            log.warning("live message lost", waiting=self._outbox.qsize())

    def _of(self, merchant: str | None) -> list[Screen]:
        if merchant is not None:
            return list(self._screens.get(merchant, ()))
        return [screen for each in self._screens.values() for screen in each]

    async def _deliver(self) -> None:
        while True:
            merchant, text = await self._outbox.get()
            await self._send_all(self._of(merchant), text)

    async def _beat(self) -> None:
        """Every screen once in `BEAT_S`, a part of them at a time: all at once would hold up
        everything else for as long as ten thousand sends take."""
        while True:
            screens = self._of(None)
            part = -(-len(screens) // BEAT_PARTS)
            for number in range(BEAT_PARTS):
                await asyncio.sleep(BEAT_S / BEAT_PARTS)
                mine = screens[number * part : (number + 1) * part]
                await self._send_all(mine, self._beat_text())

    async def _send_all(self, screens: Sequence[Screen], text: str) -> None:
        for number, screen in enumerate(screens, start=1):
            await screen.send(text)
            if number % SCREENS_A_TURN == 0:
                await asyncio.sleep(0)  # others want the loop too

    def _beat_text(self) -> str:
        return orjson.dumps({"t": "beat", "now_ms": self._clock()}).decode()

    async def _close(self, ws: web.WebSocketResponse) -> None:
        with contextlib.suppress(Exception):
            async with asyncio.timeout(1):
                await ws.close(code=WSCloseCode.GOING_AWAY)
