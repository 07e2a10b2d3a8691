"""A simulated terminal on the counter, on either kind of wire, and a till that asks it."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from uuid import UUID

from edge.payments.terminals import BcaEcr, Line, Outcome, Patience, Request, line_for
from edge.payments.terminals.protocol import Kind
from edge.payments.terminals.simulator import CARD, Scene, Simulator
from edge.payments.terminals.transports import Link
from tilo.kit.ids import new_id

__all__ = ["CARD", "PATIENT", "WIRES", "Counter", "Scene", "Wire", "a_counter", "a_request"]

Wire = Literal["tcp", "pty"]
WIRES: tuple[Wire, ...] = ("tcp", "pty")

# So long that only a fault can use it up. A test of silence shortens the one wait it is about.
PATIENT = Patience(
    connect_s=30, ack_s=30, pause_s=0.05, gap_s=30, answer_s=60, inquire_s=60, echo_s=60
)

NASI_GORENG = 93_500


def a_request(kind: Kind = "sale", amount: int = NASI_GORENG, reference: str = "") -> Request:
    return Request(id=new_id(), amount_rupiah=amount, kind=kind, reference=reference)


@dataclass
class Tap:
    """A line that remembers what the till said on it."""

    line: Line
    said: list[bytes] = field(default_factory=list)

    async def connect(self) -> Link:
        return TappedLink(await self.line.connect(), self.said)


@dataclass
class TappedLink:
    link: Link
    said: list[bytes]

    async def read(self) -> bytes:
        return await self.link.read()

    async def write(self, data: bytes) -> None:
        self.said.append(data)
        await self.link.write(data)

    async def close(self) -> None:
        await self.link.close()


@dataclass
class Counter:
    """A till's driver and the terminal beside it."""

    simulator: Simulator
    terminal: BcaEcr
    line: Tap
    written_down: list[UUID] = field(default_factory=list)

    async def charge(self, request: Request | None = None) -> Outcome:
        asked = request or a_request()

        async def write_down() -> None:
            self.written_down.append(asked.id)

        return await self.terminal.charge(asked, write_down)

    def attempts(self) -> int:
        """How often the till said a request."""
        return sum(len(data) > 1 for data in self.line.said)

    async def acks(self) -> int:
        """How often the terminal was acknowledged, once it is done."""
        await self.simulator.idle.wait()
        return self.simulator.acks

    def plays(self, *scenes: Scene) -> None:
        self.simulator.script.extend(scenes)


@asynccontextmanager
async def a_counter(
    wire: Wire,
    folder: Path,
    scenes: Iterable[Scene] = (),
    patience: Patience = PATIENT,
    ack_s: float = 30,
) -> AsyncIterator[Counter]:
    simulator = Simulator(scenes, ack_s=ack_s)
    if wire == "tcp":
        line = line_for(f"tcp://127.0.0.1:{await simulator.listen('127.0.0.1', 0)}")
    else:
        simulator.open_pty(folder / "edc")
        line = line_for(str(folder / "edc"))
    tap = Tap(line)
    terminal = BcaEcr(tap, patience)
    try:
        yield Counter(simulator, terminal, tap)
    finally:
        await terminal.close()
        await simulator.close()
