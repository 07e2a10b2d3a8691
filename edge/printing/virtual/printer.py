"""The virtual printer's network side: behaves on its port as a real one does, faults included.

One connection at a time; status is answered ahead of the print buffer; without paper the buffer
waits and prints when paper is back; what a dropped connection had not sent is lost.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Annotated, Final, Literal

import structlog
from pydantic import Field

from edge.printing.drivers.status import ASB, REAL_TIME, Flags
from edge.printing.virtual.decode import Paper, Sheet
from edge.printing.virtual.lexer import Lexer
from tilo.value import Value

log = structlog.get_logger("edge.virtual_printer")

IDLE_S: Final = 90.0  # real printers drop who says nothing; else one dead client blocks all
ASK_STATUS: Final = b"\x10\x04"
ASK_AUTOMATIC: Final = b"\x1da"


class Mishap(Value):
    """Goes wrong once, when `after_bytes` more of a job have been printed."""

    kind: Literal["hang", "drop", "paper_out"]
    after_bytes: Annotated[int, Field(ge=0, le=1_000_000)] = 200


class State(Value):
    """What is wrong with the printer. `offline`: its port is closed, as if it had no power."""

    paper_out: bool = False
    cover_open: bool = False
    offline: bool = False
    hang: bool = False
    mishap: Mishap | None = None

    @property
    def stopped(self) -> bool:
        """Whether the mechanism stands still."""
        return self.paper_out or self.cover_open or self.hang or self.offline

    @property
    def flags(self) -> Flags:
        return {
            "offline": self.paper_out or self.cover_open,
            "cover_open": self.cover_open,
            "stopped_paper_end": self.paper_out,
            "paper_end": self.paper_out,
        }


class VirtualPrinter:
    """`printed` is called with every slip, in order; `changed` when the state changes."""

    def __init__(
        self,
        columns: int,
        printed: Callable[[Sheet], None],
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        self.state = State()
        self.port = 0
        self._host = ""
        self._columns = columns
        self._printed = printed
        self._changed = changed
        self._paper = Paper(columns)
        self._buffer: deque[bytes] = deque()
        self._turn = asyncio.Lock()
        self._awake = asyncio.Event()
        self._awake.set()
        self._server: asyncio.Server | None = None
        self._lines: dict[asyncio.Task[None], asyncio.StreamWriter] = {}
        self._speaking: asyncio.StreamWriter | None = None
        self._automatic = False

    async def open(self, host: str, port: int) -> None:
        """Listen; with port 0 any free one is taken and kept in `port`."""
        self._host = host
        self._server = await asyncio.start_server(self._serve, host, port)
        self.port = int(self._server.sockets[0].getsockname()[1])

    async def close(self) -> None:
        """Close the port and hang up on everybody."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for writer in self._lines.values():
            writer.transport.abort()
        self._awake.set()  # whoever waits for the printer to wake finds the line dead
        await asyncio.gather(*self._lines)

    async def become(self, state: State) -> None:
        """Take on another state: work goes on where it stood still, or stops."""
        was, self.state = self.state, state
        if state.offline and not was.offline:
            await self.close()
            self._end_of_line(lost=True)
        elif was.offline and not state.offline:
            await self.open(self._host, self.port)
        if state.hang:
            self._awake.clear()
        else:
            self._awake.set()
        self._tell()
        self._work()
        self._changed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = asyncio.current_task()
        assert line is not None
        self._lines[line] = writer
        try:
            async with self._turn:
                await self._listen(reader, writer)
        except OSError as broken:
            log.debug("printer.connection_lost", reason=str(broken))
        finally:
            del self._lines[line]
            writer.close()

    async def _listen(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lexer = Lexer()
        self._speaking, self._automatic = writer, False
        try:
            while not writer.is_closing():
                await self._awake.wait()
                async with asyncio.timeout(IDLE_S):
                    data = await reader.read(4096)
                if not data:
                    break
                await self._awake.wait()
                for command in lexer.feed(data):
                    self._receive(command)
                self._work()
                await writer.drain()
        finally:
            self._speaking = None
            self._end_of_line(lost=False)

    def _receive(self, command: bytes) -> None:
        """Status is answered now, everything else waits its turn in the buffer."""
        if command.startswith(ASK_STATUS):
            self._say(bytes((_real_time(command[2], self.state.flags),)))
        elif command.startswith(ASK_AUTOMATIC):
            self._automatic = command[2] != 0
            self._tell()
        else:
            self._buffer.append(command)

    def _tell(self) -> None:
        if self._automatic and not self.state.hang:
            self._say(_automatic(self.state.flags))

    def _say(self, data: bytes) -> None:
        if self._speaking is not None and not self._speaking.is_closing():
            self._speaking.write(data)

    def _work(self) -> None:
        """Print what is in the buffer, until something stops the mechanism."""
        while self._buffer and not self.state.stopped:
            command = self._buffer.popleft()
            if (sheet := self._paper.take(command)) is not None:
                self._printed(sheet)
            self._wear(len(command))
        if not self._buffer and self._speaking is None:
            self._tear()

    def _wear(self, size: int) -> None:
        mishap = self.state.mishap
        if mishap is None:
            return
        if (left := mishap.after_bytes - size) > 0:
            later = mishap.model_copy(update={"after_bytes": left})
            self.state = self.state.model_copy(update={"mishap": later})
            return
        self.state = self.state.model_copy(update={"mishap": None})
        match mishap.kind:
            case "hang":
                self.state = self.state.model_copy(update={"hang": True})
                self._awake.clear()
            case "paper_out":
                self.state = self.state.model_copy(update={"paper_out": True})
                self._tell()
            case "drop":
                self._buffer.clear()
                if self._speaking is not None:
                    self._speaking.transport.abort()
        self._changed()

    def _end_of_line(self, *, lost: bool) -> None:
        """A connection ended. What is in the buffer is still printed, unless the power went."""
        if lost:
            self._buffer.clear()
        if not self._buffer:
            self._tear()

    def _tear(self) -> None:
        if (sheet := self._paper.tear()) is not None:
            self._printed(sheet)
        self._paper = Paper(self._columns)


def _real_time(n: int, flags: Flags) -> int:
    bits = (bit for name, bit in REAL_TIME.get(n, {}).items() if flags.get(name))
    return 0x12 | sum(bits)


def _automatic(flags: Flags) -> bytes:
    parts = (sum(bit for name, bit in names.items() if flags.get(name)) for names in ASB)
    return bytes((0x10 | next(parts), *parts, 0x0F))
