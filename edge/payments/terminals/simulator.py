"""A BCA-style terminal that is not there: answers on TCP or a pseudo-terminal as a script says.

`python -m edge.payments.terminals.simulator --port 9999` for demos: without a script the last two
digits of the amount choose (Rp25.051 is declined with 51), everything else is approved.
"""

from __future__ import annotations

import asyncio
import os
import signal
import tty
from collections import deque
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Final, Literal, get_args

import click
import structlog

from edge.payments.terminals.bca_frame import ACK, NAK, Heard, Stream, frame
from edge.payments.terminals.bca_layout import APPROVED, REQUEST, RESPONSE, SEN, TRANS_TYPES
from edge.payments.terminals.transports import FdLink, Link, TcpLink
from tilo.kit.logs import setup

log = structlog.get_logger("edge.terminal_simulator")

Scene = Literal[
    "approve",
    "decline_05",
    "decline_51",
    "decline_54",
    "cancel",
    "no_code",
    "slow",  # waits for finish() or `slow_s`, then approves
    "garbage",  # before the answer
    "bad_lrc_once",
    "bad_lrc",  # every time it is said
    "torn",  # half of the answer, and all of it when asked again
    "split",  # one byte at a time
    "joined",  # ACK and answer in one piece
    "nak",  # turns this attempt down
    "nak_then_ack",  # a stray NAK with the ACK on its heels
    "mute",  # no ACK to this attempt, and nothing done
    "lost_ack",  # done and answered, but the ACK never arrives
    "drop_before_ack",
    "drop_after_ack",  # the customer pays all the same
    "silent",  # the same without a hang-up
    "amount_mismatch",
    "kind_mismatch",
    "duplicate",  # says its answer again after the ACK
    "stale",  # says its last answer again before it takes the request
    "full_pan",  # does not mask the card number
]
"""What happens to one request, or to one attempt at it where the scene says so."""

SCENES: Final[tuple[Scene, ...]] = get_args(Scene)

CODES: Final[Mapping[Scene, str]] = {
    "decline_05": "05",
    "decline_51": "51",
    "decline_54": "54",
    "cancel": "S2",
    "no_code": "",
}
BY_ENDING: Final[Mapping[int, Scene]] = {
    5: "decline_05",
    51: "decline_51",
    54: "decline_54",
    97: "slow",
    98: "drop_after_ack",
    99: "cancel",
}
"""What the last two digits of an amount provoke when there is no script."""

UNKNOWN_RECORD: Final = "25"
GARBAGE: Final = b"\x00\xff\x02\x02\x06\x15AT\r\n\x02\x02"
ATTEMPTS: Final = 4
CARD: Final = "4811111111111114"  # a test number of the card schemes
ASKS: Final = {code: ask for ask, code in TRANS_TYPES.items()}


@dataclass(frozen=True)
class Taken:
    """A payment that the simulated customer made, in hundredths of a rupiah."""

    ask: str
    sen: int
    rrn: str

    @property
    def amount_rupiah(self) -> int:
        return self.sen // SEN


class Simulator:
    """One terminal. `requests` is every attempt it heard, `taken` what it charged, `acks` how
    often the till acknowledged."""

    def __init__(
        self,
        scenes: Iterable[Scene] = (),
        *,
        by_ending: bool = False,
        slow_s: float = 120.0,
        ack_s: float = 3.0,
    ) -> None:
        self.script = deque(scenes)
        self.requests: list[dict[str, str]] = []
        self.taken: list[Taken] = []
        self.acks = 0
        self.last = b""
        self.ack_s = ack_s
        self.busy = asyncio.Event()  # a request was taken, and
        self.idle = asyncio.Event()  # is dealt with
        self.plugged = asyncio.Event()
        self._finish = asyncio.Event()
        self._by_ending = by_ending
        self._slow_s = slow_s
        self._numbers = count(int(datetime.now(UTC).timestamp()) % 10**6 * 10**3)
        self._settled = 0
        self._server: asyncio.Server | None = None
        self._sessions: set[asyncio.Task[None]] = set()
        self._path: Path | None = None
        self._slave: int | None = None

    async def listen(self, host: str, port: int) -> int:
        """Answer on a TCP port; 0 takes a free one. Returns the port."""
        self._server = await asyncio.start_server(self._connected, host, port)
        self.plugged.set()
        return int(self._server.sockets[0].getsockname()[1])

    def open_pty(self, path: Path) -> None:
        """Answer on a pseudo-terminal that `path` points to."""
        master, self._slave = os.openpty()
        tty.setraw(self._slave)
        os.set_blocking(master, False)
        path.unlink(missing_ok=True)
        path.symlink_to(os.ttyname(self._slave))
        self._path = path
        self.plugged.set()
        self._start(FdLink(master, lambda: os.close(master)))

    def finish(self) -> None:
        """Let a slow customer be done."""
        self._finish.set()

    async def close(self) -> None:
        if self._server:
            self._server.close()
        for session in self._sessions:
            session.cancel()
        if self._sessions:
            await asyncio.wait(self._sessions)
        self._unplug()

    def _unplug(self) -> None:
        if self._path:
            self._path.unlink(missing_ok=True)
            self.plugged.clear()
        if self._slave is not None:
            os.close(self._slave)
            self._slave = None

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._start(TcpLink(reader, writer))

    def _start(self, link: Link) -> None:
        session = asyncio.create_task(self._serve(link))
        self._sessions.add(session)
        session.add_done_callback(self._sessions.discard)

    async def _serve(self, link: Link) -> None:
        """Until the line is gone. A pseudo-terminal is plugged in again."""
        try:
            await Session(self, link).run()
        except OSError as error:
            log.info("simulator.line_gone", error=type(error).__name__)
        finally:
            await link.close()
        if self._path and isinstance(link, FdLink):
            self._unplug()
            self.open_pty(self._path)

    def scene(self, request: Mapping[str, str]) -> Scene:
        if self.script:
            return self.script.popleft()
        ending = int(request["amount"]) // SEN % 100
        return BY_ENDING.get(ending, "approve") if self._by_ending else "approve"

    async def customer(self) -> None:
        """The time a slow customer takes."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self._slow_s):
                await self._finish.wait()
        self._finish.clear()

    def decide(self, request: Mapping[str, str], scene: Scene) -> bytes:
        """Charge the customer or not, and the answer that says so."""
        code, ask = CODES.get(scene, APPROVED), ASKS[request["trans_type"]]
        sen, rrn = int(request["amount"]), f"{next(self._numbers):012}"
        if scene == "amount_mismatch":
            sen += SEN
        if ask in ("sale", "qris") and code == APPROVED:
            self.taken.append(Taken(ask, sen, rrn))
        elif ask == "qris_inquiry" and code == APPROVED:
            found = self._found(request["reference"])
            code = APPROVED if found else UNKNOWN_RECORD
            sen, rrn = (found.sen, found.rrn) if found else (sen, "")
        elif ask == "settle":
            sen = sum(taken.sen for taken in self.taken[self._settled :])
            self._settled = len(self.taken)
        kind = TRANS_TYPES["settle"] if scene == "kind_mismatch" else request["trans_type"]
        card = CARD if scene == "full_pan" else f"{CARD[:6]}******{CARD[-4:]}"
        return answer({"trans_type": kind, "response_code": code, "rrn": rrn}, sen, card)

    def _found(self, reference: str) -> Taken | None:
        for taken in reversed(self.taken):
            if taken.ask == "qris" and reference in ("", taken.rrn):
                return taken
        return None


def answer(own: Mapping[str, str], sen: int, card: str) -> bytes:
    """The frame of an answer."""
    now = datetime.now(UTC)
    usual = {
        "version": "1",
        "amount": str(sen),
        "pan": card,
        "expiry": "****",
        "approval_code": own["rrn"][-6:] if own["response_code"] == APPROVED else "",
        "date": now.strftime("%Y%m%d"),
        "time": now.strftime("%H%M%S"),
        "merchant_id": "000885000000001",
        "terminal_id": "D1A00001",
        "offline_flag": "N",
        "invoice": own["rrn"][-6:],
        "batch": "000007",
        "issuer_id": "01",
        "dcc_flag": "N",
    }
    return frame(RESPONSE.encode({**usual, **own}))


class Session:
    """One line to a till."""

    def __init__(self, terminal: Simulator, link: Link) -> None:
        self._terminal = terminal
        self._link = link
        self._stream = Stream(REQUEST.length)
        self._heard: deque[Heard] = deque()
        self._later: deque[Heard] = deque()  # came while an ACK was awaited

    async def run(self) -> None:
        while True:
            said = self._later.popleft() if self._later else await self._next()
            if said.kind == "frame":
                self._terminal.idle.clear()
                try:
                    await self._request(REQUEST.decode(said.body))
                finally:
                    self._terminal.busy.clear()
                    self._terminal.idle.set()
            elif said.kind == "broken":
                await self._link.write(NAK)

    async def _request(self, request: dict[str, str]) -> None:
        terminal = self._terminal
        scene = terminal.scene(request)
        terminal.requests.append(request)
        asked = {name: request[name] for name in ("trans_type", "amount", "reference")}
        log.info("simulator.asked", scene=scene, **asked)
        if not await self._take(scene):
            return
        terminal.busy.set()
        if scene == "slow":
            await terminal.customer()
        said = terminal.decide(request, scene)
        terminal.last = said
        if scene == "drop_after_ack":
            raise ConnectionAbortedError
        if scene != "silent":
            await self._answer(said, scene)
        if scene == "duplicate":
            await self._answer(said, "approve")

    async def _take(self, scene: Scene) -> bool:
        """Acknowledge the request, or whatever the scene does instead."""
        if scene == "drop_before_ack":
            raise ConnectionAbortedError
        if scene == "stale" and self._terminal.last:
            await self._answer(self._terminal.last, "approve")
        if scene == "nak_then_ack":
            await self._link.write(NAK)
        if scene == "nak":
            await self._link.write(NAK)
        elif scene not in ("mute", "lost_ack", "joined"):
            await self._link.write(ACK)
        return scene not in ("mute", "nak")

    async def _answer(self, said: bytes, scene: Scene) -> None:
        """Say it until the till has it."""
        for attempt in range(ATTEMPTS):
            for piece in pieces(said, scene, attempt):
                await self._link.write(piece)
            if await self._acknowledged():
                self._terminal.acks += 1
                return

    async def _acknowledged(self) -> bool:
        with suppress(TimeoutError):
            async with asyncio.timeout(self._terminal.ack_s):
                while True:
                    said = await self._next()
                    if said.kind in ("ack", "nak"):
                        return said.kind == "ack"
                    self._later.append(said)
        return False

    async def _next(self) -> Heard:
        while not self._heard:
            self._heard.extend(self._stream.feed(await self._link.read()))
        return self._heard.popleft()


def pieces(said: bytes, scene: Scene, attempt: int) -> list[bytes]:
    """How the answer goes over the line this time."""
    broken = said[:-1] + bytes([said[-1] ^ 1])
    first = attempt == 0
    match scene:
        case "garbage" if first:
            return [GARBAGE + said]
        case "joined" if first:
            return [ACK + said]
        case "torn" if first:
            return [said[: len(said) // 2]]
        case "bad_lrc_once" if first:
            return [broken]
        case "bad_lrc":
            return [broken]
        case "split":
            return [said[at : at + 1] for at in range(len(said))]
    return [said]


def _scenes(_context: click.Context, _parameter: click.Parameter, text: str) -> list[Scene]:
    known = {str(scene): scene for scene in SCENES}
    names = [name for name in text.split(",") if name]
    if unknown := [name for name in names if name not in known]:
        raise click.BadParameter(f"no scene is called {', '.join(unknown)}; there are {known}")
    return [known[name] for name in names]


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=int, help="TCP port; 0 takes a free one.")
@click.option("--pty", type=click.Path(path_type=Path), help="Make a serial device of this name.")
@click.option("--script", default="", callback=_scenes, help="Scenes in order, with commas.")
@click.option("--slow-s", default=120.0, show_default=True, help="A slow customer's seconds.")
def main(host: str, port: int | None, pty: Path | None, script: list[Scene], slow_s: float) -> None:
    """A card terminal without a bank, for demos and trials."""
    if port is None and pty is None:
        raise click.UsageError("say --port or --pty")
    setup(process="terminal-simulator")
    terminal = Simulator(script, by_ending=not script, slow_s=slow_s)
    asyncio.run(_run(terminal, host, port, pty))


async def _run(terminal: Simulator, host: str, port: int | None, pty: Path | None) -> None:
    stop = asyncio.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, stop.set)
    try:
        if port is not None:
            log.info("simulator.ready", address=f"tcp://{host}:{await terminal.listen(host, port)}")
        if pty is not None:
            terminal.open_pty(pty)
            log.info("simulator.ready", address=str(pty))
        await stop.wait()
    finally:
        await terminal.close()


if __name__ == "__main__":
    main()
