"""Lines open empty, close without waiting for ever, and turn every trouble into an OSError."""

import asyncio
import os
import socket
import tty
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from edge.payments.terminals.transports import KEPT, FdLink, SerialLine, TcpLine


@pytest.fixture
def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


class Peer:
    """The other end of TCP connections, one after the other."""

    def __init__(self) -> None:
        self.arrived: asyncio.Queue[tuple[asyncio.StreamReader, asyncio.StreamWriter]]
        self.arrived = asyncio.Queue()

    async def met(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self.arrived.put((reader, writer))


@pytest.fixture
async def peer(free_port: int) -> AsyncIterator[Peer]:
    made = Peer()
    server = await asyncio.start_server(made.met, "127.0.0.1", free_port)
    yield made
    server.close()


async def test_a_terminal_that_does_not_listen_is_an_os_error(free_port: int) -> None:
    with pytest.raises(OSError, match="Connect call failed"):
        await TcpLine("127.0.0.1", free_port).connect()


async def test_what_is_said_over_tcp_arrives_until_somebody_hangs_up(
    peer: Peer, free_port: int
) -> None:
    link = await TcpLine("127.0.0.1", free_port).connect()
    reader, writer = await peer.arrived.get()
    await link.write(b"\x06")
    assert await reader.readexactly(1) == b"\x06"
    writer.write(b"\x15")
    assert await link.read() == b"\x15"
    writer.close()
    with pytest.raises(ConnectionResetError):
        await link.read()
    await link.close()
    await link.close()


async def test_the_kernel_watches_over_a_silent_connection(peer: Peer, free_port: int) -> None:
    """A terminal that lost power says no farewell; nobody waits three minutes for it."""
    link = await TcpLine("127.0.0.1", free_port).connect()
    wire = link._writer.get_extra_info("socket")
    assert wire.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
    assert wire.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE) == 10
    await link.close()


async def test_closing_does_not_wait_for_a_terminal_that_takes_nothing(
    peer: Peer, free_port: int
) -> None:
    link = await TcpLine("127.0.0.1", free_port).connect()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await link.write(b"x" * 50_000_000)
    async with asyncio.timeout(30):
        await link.close()


class Plug:
    """A pseudo-terminal: `path` for the till, `master` for whoever plays the terminal."""

    def __init__(self) -> None:
        self.master, self.slave = os.openpty()
        tty.setraw(self.slave)
        self.path = os.ttyname(self.slave)

    def pull(self) -> None:
        for fd in (self.master, self.slave):
            if fd >= 0:
                os.close(fd)
        self.master = self.slave = -1


@pytest.fixture
def plug() -> Iterator[Plug]:
    made = Plug()
    yield made
    made.pull()


async def test_what_is_said_over_serial_arrives(plug: Plug) -> None:
    link = await SerialLine(plug.path).connect()
    await link.write(b"\x02\x06\n\r\x00")
    assert os.read(plug.master, 10) == b"\x02\x06\n\r\x00"
    os.write(plug.master, b"\x15\x03\r\x04")
    assert await link.read() == b"\x15\x03\r\x04"
    await link.close()
    await link.close()


async def test_a_serial_line_opens_without_what_came_before(plug: Plug) -> None:
    os.write(plug.master, b"an answer of yesterday")
    link = await SerialLine(plug.path).connect()
    os.write(plug.master, b"\x06")
    assert await link.read() == b"\x06"
    await link.close()


async def test_the_last_word_before_closing_is_not_lost(plug: Plug) -> None:
    link = await SerialLine(plug.path).connect()
    await link.write(b"\x06")
    await link.close()
    again = await SerialLine(plug.path).connect()
    assert os.read(plug.master, 10) == b"\x06"
    await again.close()


async def test_a_plug_that_is_pulled_is_an_os_error_for_reader_and_writer(plug: Plug) -> None:
    link = await SerialLine(plug.path).connect()
    reading = asyncio.create_task(link.read())
    await asyncio.sleep(0)  # it waits
    plug.pull()
    with pytest.raises(OSError, match=r"hung up|Input/output"):
        await reading
    with pytest.raises(OSError, match=r"hung up|Input/output"):
        await link.write(b"\x06")
    await link.close()


async def test_a_plug_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="could not open port"):
        await SerialLine(str(tmp_path / "gone")).connect()


async def test_two_programs_cannot_share_a_terminal(plug: Plug) -> None:
    """They would read each other's answers."""
    link = await SerialLine(plug.path).connect()
    with pytest.raises(OSError, match="exclusively lock"):
        await SerialLine(plug.path).connect()
    await link.close()
    again = await SerialLine(plug.path).connect()
    await again.close()


async def test_a_serial_terminal_that_takes_nothing_holds_nobody(plug: Plug) -> None:
    link = await SerialLine(plug.path).connect()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await link.write(b"x" * 1_000_000)
    async with asyncio.timeout(30):
        await link.close()


async def test_a_writer_waits_for_room_and_goes_on(plug: Plug) -> None:
    link = await SerialLine(plug.path).connect()
    data = bytes(range(256)) * 400
    writing = asyncio.create_task(link.write(data))
    got = b""
    while len(got) < len(data):
        got += await asyncio.to_thread(os.read, plug.master, 4096)
    await writing
    assert got == data
    await link.close()


async def test_a_line_that_babbles_to_nobody_is_bounded() -> None:
    read, write = os.pipe()
    os.set_blocking(read, False)
    link = FdLink(read, lambda: os.close(read))
    with os.fdopen(write, "wb", buffering=0) as babbler:
        for _ in range(20):
            await asyncio.to_thread(babbler.write, b"\xff" * 16_384)
    while link._lost is None:
        await asyncio.sleep(0)
    assert len(await link.read()) == KEPT
    with pytest.raises(ConnectionResetError):
        await link.read()
    await link.close()
