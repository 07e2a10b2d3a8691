"""Lines to terminals: TCP and serial. All that goes wrong on them is an OSError."""

from __future__ import annotations

import asyncio
import os
import socket
import termios
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final, Protocol

from serial import Serial

CHUNK: Final = 4096
KEPT: Final = 65_536
"""What a line that nobody reads may pile up; older bytes are dropped."""

CLOSE_S: Final = 2.0
DRAIN_POLL_S: Final = 0.005

# A peer that lost power sends no farewell. The kernel asks it every few seconds, so that the wait
# for a customer ends when there is nobody left to wait for.
KEEPALIVE: Final = {
    socket.TCP_KEEPIDLE: 10,
    socket.TCP_KEEPINTVL: 5,
    socket.TCP_KEEPCNT: 3,
}


class Link(Protocol):
    """An open line."""

    async def read(self) -> bytes:
        """What arrived since, at least a byte. Raises OSError when the line is gone."""

    async def write(self, data: bytes) -> None: ...

    async def close(self) -> None:
        """Hang up, once; again is nothing. What was not sent yet is thrown away."""


class Line(Protocol):
    """Where a terminal is."""

    async def connect(self) -> Link:
        """Open the line, empty of what came before. Raises OSError."""


class TcpLine:
    """A terminal that listens on a port of the outlet's network."""

    def __init__(self, host: str, port: int) -> None:
        self._host = host
        self._port = port

    async def connect(self) -> TcpLink:
        reader, writer = await asyncio.open_connection(self._host, self._port)
        link = TcpLink(reader, writer)
        link.keep_alive()
        return link


class TcpLink:
    """One TCP connection, whoever opened it."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    def keep_alive(self) -> None:
        wire: socket.socket = self._writer.get_extra_info("socket")
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for option, value in KEEPALIVE.items():
            wire.setsockopt(socket.IPPROTO_TCP, option, value)

    async def read(self) -> bytes:
        try:
            data = await self._reader.read(CHUNK)
        except TimeoutError as error:  # the kernel's, and no wait of ours that ended
            raise ConnectionResetError("the terminal is gone") from error
        if not data:
            raise ConnectionResetError("the terminal closed the connection")
        return data

    async def write(self, data: bytes) -> None:
        self._writer.write(data)
        await self._writer.drain()

    async def close(self) -> None:
        self._writer.close()
        try:
            async with asyncio.timeout(CLOSE_S):
                await self._writer.wait_closed()
        except OSError:
            self._writer.transport.abort()


class SerialLine:
    """A terminal on a serial or USB port, by a path that follows the device and not its plug."""

    def __init__(self, path: str, baud: int = 9600) -> None:
        self._path = path
        self._baud = baud

    async def connect(self) -> FdLink:
        port = await asyncio.to_thread(self._open)
        return FdLink(port.fileno(), lambda: _shut(port))

    def _open(self) -> Serial:
        # Exclusive: two programs on one terminal would read each other's answers.
        port = Serial(self._path, self._baud, timeout=0, exclusive=True)
        try:
            port.reset_input_buffer()
        except termios.error as error:
            port.close()
            raise OSError(*error.args) from error
        return port


def _shut(port: Serial) -> None:
    """Let the last bytes out, but wait for no terminal that takes nothing."""
    with suppress(OSError, termios.error):
        until = time.monotonic() + CLOSE_S
        while port.out_waiting and time.monotonic() < until:
            time.sleep(DRAIN_POLL_S)  # in a thread of its own; serial drivers offer no event
        if port.out_waiting:
            port.reset_output_buffer()
    with suppress(OSError):
        port.close()


class FdLink:
    """A terminal device by its file descriptor, which must not block."""

    def __init__(self, fd: int, hang_up: Callable[[], None]) -> None:
        self._fd = fd
        self._hang_up = hang_up
        self._loop = asyncio.get_running_loop()
        self._arrived = bytearray()
        self._bell = asyncio.Event()
        self._lost: OSError | None = None
        self._closed = False
        self._loop.add_reader(fd, self._readable)

    def _readable(self) -> None:
        try:
            data = os.read(self._fd, CHUNK)
        except BlockingIOError:
            return
        except OSError as error:
            self._lose(error)
            return
        if not data:
            self._lose(ConnectionResetError("the line hung up"))
        self._arrived += data
        del self._arrived[:-KEPT]
        self._bell.set()

    def _lose(self, error: OSError) -> None:
        if self._lost is None:
            self._lost = error
            self._loop.remove_reader(self._fd)
            self._bell.set()

    async def read(self) -> bytes:
        await self._bell.wait()
        data = bytes(self._arrived)
        self._arrived.clear()
        if not data and self._lost:
            raise self._lost
        if not self._lost:
            self._bell.clear()
        return data

    async def write(self, data: bytes) -> None:
        left = memoryview(data)
        while left:
            if self._lost:
                raise self._lost
            try:
                left = left[os.write(self._fd, left) :]
            except BlockingIOError:
                await self._writable()

    async def _writable(self) -> None:
        ready = asyncio.Event()
        self._loop.add_writer(self._fd, ready.set)
        try:
            await ready.wait()
        finally:
            self._loop.remove_writer(self._fd)

    async def close(self) -> None:
        self._lose(ConnectionAbortedError("the line is closed"))
        if not self._closed:
            self._closed = True
            await asyncio.to_thread(self._hang_up)
