"""What screens see without asking: checks, menu and state pushed over one WebSocket each.

Fed by the door after each commit. A screen that reads too slowly is closed rather than buffered
for ever; it reconnects and asks for what it missed.
"""

from __future__ import annotations

import asyncio
from collections import deque

import orjson
from aiohttp import WSCloseCode, web

BEAT_SECONDS = 2.0
BACKLOG = 500
"""Messages a slow screen may be behind."""


class Screen:
    """One connected screen and what it has not been sent yet."""

    def __init__(self, socket: web.WebSocketResponse) -> None:
        self.socket = socket
        self.backlog: deque[str] = deque()
        self.wake = asyncio.Event()
        self.too_slow = False

    def tell(self, message: str) -> None:
        if len(self.backlog) >= BACKLOG:
            self.too_slow = True
        else:
            self.backlog.append(message)
        self.wake.set()

    async def drain(self) -> None:
        """Send what comes until the screen is gone or too slow."""
        while not self.socket.closed:
            await self.wake.wait()
            self.wake.clear()
            while self.backlog:
                await self.socket.send_str(self.backlog.popleft())
            if self.too_slow:
                await self.socket.close(code=WSCloseCode.TRY_AGAIN_LATER)


class Live:
    """All connected screens."""

    def __init__(self) -> None:
        self._screens: set[Screen] = set()

    @property
    def screens(self) -> int:
        return len(self._screens)

    def tell(self, message: object) -> None:
        """Say something to every screen."""
        if self._screens:
            self.tell_text(orjson.dumps(message).decode())

    def tell_text(self, message: str) -> None:
        """The same, with JSON made already."""
        for screen in self._screens:
            screen.tell(message)

    async def attend(self, request: web.Request, hello: object) -> web.WebSocketResponse:
        """Keep one screen informed until it leaves."""
        socket = web.WebSocketResponse(
            protocols=("tilo.live",), heartbeat=10.0, max_msg_size=1024, compress=False
        )
        await socket.prepare(request)
        screen = Screen(socket)
        screen.tell(orjson.dumps(hello).decode())
        self._screens.add(screen)
        sender = asyncio.create_task(screen.drain())
        try:
            async for _ in socket:
                pass  # screens only listen here; commands come by HTTP
        finally:
            self._screens.discard(screen)
            sender.cancel()
            await asyncio.gather(sender, return_exceptions=True)
        return socket

    async def close(self) -> None:
        """Tell every screen that the box is going away."""
        for screen in tuple(self._screens):
            await screen.socket.close(code=WSCloseCode.GOING_AWAY)
