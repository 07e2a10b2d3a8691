"""What screens see without asking: checks, menu and state pushed over one WebSocket each.

Fed by the door after each commit. A screen that reads too slowly is cut off rather than buffered
for ever; it reconnects and asks for what it missed.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager

import orjson
from aiohttp import WSCloseCode, web

from tilo.errors import Refusal

BEAT_SECONDS = 2.0
SESSION_SECONDS = 2.0
"""How soon after a session has ended its sockets are closed."""

FAREWELL_SECONDS = 1.0
BACKLOG = 500
BACKLOG_CHARACTERS = 4_000_000
"""How far a slow screen may be behind, in messages and in their length."""


class WebSocketExpected(Refusal):
    """Only a WebSocket can be opened here."""

    code = "websocket.expected"
    status = 426


def ready(request: web.Request, socket: web.WebSocketResponse) -> None:
    """Refuses `websocket.expected` when the caller asked for something else."""
    if not socket.can_prepare(request).ok:
        raise WebSocketExpected()


class Screen:
    """One connected screen and what it has not been sent yet."""

    def __init__(self, socket: web.WebSocketResponse, link: asyncio.Transport | None) -> None:
        self.socket = socket
        self._link = link
        self._backlog: deque[str] = deque()
        self._length = 0
        self._wake = asyncio.Event()

    def tell(self, message: str) -> None:
        """Say something, or hang up on a screen that is too far behind."""
        if len(self._backlog) < BACKLOG and self._length < BACKLOG_CHARACTERS:
            self._backlog.append(message)
            self._length += len(message)
            self._wake.set()
        elif self._link is not None:
            # A polite close would have to wait behind everything that is not being read.
            self._link.abort()

    def greet(self, message: str) -> None:
        """Say this before all else."""
        self._backlog.appendleft(message)
        self._length += len(message)
        self._wake.set()

    async def drain(self) -> None:
        """Send what comes until the screen is gone."""
        while not self.socket.closed:
            await self._wake.wait()
            self._wake.clear()
            while self._backlog:
                message = self._backlog.popleft()
                await self.socket.send_str(message)
                self._length -= len(message)


class Live:
    """All connected screens, and every WebSocket with the request that opened it."""

    def __init__(self) -> None:
        self._screens: set[Screen] = set()
        self._sockets: dict[web.WebSocketResponse, web.Request] = {}

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

    async def attend(
        self, request: web.Request, hello: Callable[[], Awaitable[object]]
    ) -> web.WebSocketResponse:
        """Keep one screen informed until it leaves. Refuses `websocket.expected`.

        `hello` is asked once the screen is on the list: what changes while it is made is said
        after it, and nothing falls between.
        """
        socket = web.WebSocketResponse(
            protocols=("tilo.live",), heartbeat=10.0, max_msg_size=1024, compress=False
        )
        ready(request, socket)
        await socket.prepare(request)
        screen = Screen(socket, request.transport)
        self._screens.add(screen)
        sender = asyncio.create_task(self._inform(screen, hello))
        try:
            with self.hold(request, socket):
                async for _ in socket:
                    pass  # screens only listen here; commands come by HTTP
        finally:
            self._screens.discard(screen)
            sender.cancel()
            await asyncio.gather(sender, return_exceptions=True)
        return socket

    @contextmanager
    def hold(self, request: web.Request, socket: web.WebSocketResponse) -> Iterator[None]:
        """Know of an open socket, to close it when its session or the box ends."""
        self._sockets[socket] = request
        try:
            yield
        finally:
            del self._sockets[socket]

    async def watch_sessions(self, ended: Callable[[web.Request], Awaitable[bool]]) -> None:
        """Hang up on everybody whose session has ended: who signed out hears nothing more."""
        while True:
            await asyncio.sleep(SESSION_SECONDS)
            gone = [each for each, asked in tuple(self._sockets.items()) if await ended(asked)]
            await self._part(gone, WSCloseCode.POLICY_VIOLATION)

    async def _part(self, sockets: Iterable[web.WebSocketResponse], code: WSCloseCode) -> None:
        await asyncio.gather(*(self._leave(socket, code) for socket in sockets))

    async def _leave(self, socket: web.WebSocketResponse, code: WSCloseCode) -> None:
        """Say goodbye; cut off who does not listen."""
        request = self._sockets.get(socket)
        try:
            async with asyncio.timeout(FAREWELL_SECONDS):
                await socket.close(code=code)
        except TimeoutError:
            if request is not None and request.transport is not None:
                request.transport.abort()

    async def _inform(self, screen: Screen, hello: Callable[[], Awaitable[object]]) -> None:
        screen.greet(orjson.dumps(await hello()).decode())
        await screen.drain()

    async def close(self) -> None:
        """Tell everybody that the box is going away."""
        await self._part(tuple(self._sockets), WSCloseCode.GOING_AWAY)
