"""The print process: fetches work from the box and keeps one press per printer busy.

It holds no shop data. It may crash, hang on a dead printer or be restarted without touching a
sale; a printer that does not answer never holds up another one.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Final

import structlog

from edge.printing.desk import Desk, EdgeAway, open_desk
from edge.printing.drivers import Patience, driver_for
from edge.printing.jobs import Work
from edge.printing.press import Pace, Press
from tilo.outlet import Printer

log = structlog.get_logger("edge.printing")

BEAT_S: Final = 4.0
AWAY_S: Final = 0.1
AWAY_MOST_S: Final = 2.0
GRACE_S: Final = 8.0
PATIENCE: Final = Patience()
PACE: Final = Pace()


async def run(
    socket_path: str,
    stop: asyncio.Event,
    *,
    patience: Patience = PATIENCE,
    pace: Pace = PACE,
) -> None:
    """Print until `stop`. Jobs in hand get some seconds to come out."""
    async with open_desk(socket_path) as desk, asyncio.TaskGroup() as group:
        room = Room(desk, group, patience, pace)
        lasting = [group.create_task(room.follow()), group.create_task(room.beat())]
        await stop.wait()
        for task in lasting:
            task.cancel()
        await room.close()


class Room:
    """All presses, each in a task of its own."""

    def __init__(
        self, desk: Desk, group: asyncio.TaskGroup, patience: Patience, pace: Pace
    ) -> None:
        self._desk = desk
        self._group = group
        self._patience = patience
        self._pace = pace
        self._presses: dict[str, Press] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def follow(self) -> None:
        """Ask for work for ever, with growing pauses while the box is away."""
        seen: int | None = None
        away_s = AWAY_S
        while True:
            try:
                work = await self._desk.work(seen)
            except EdgeAway as gone:
                log.info("print.edge_away", reason=str(gone))
                seen = None  # a box that restarted counts from anew
                await asyncio.sleep(away_s)
                away_s = min(away_s * 2, AWAY_MOST_S)
                continue
            away_s = AWAY_S
            if work.rev != seen:
                self._assign(work)
            seen = work.rev

    async def beat(self) -> None:
        """Tell the box that this process lives, and how its printers are."""
        while True:
            for press in tuple(self._presses.values()):
                with suppress(EdgeAway):
                    await self._desk.status(press.printer.id, press.condition)
            await asyncio.sleep(BEAT_S)

    def _assign(self, work: Work) -> None:
        for printer in work.printers:
            self._fit(printer)
        for gone in self._presses.keys() - {printer.id for printer in work.printers}:
            del self._presses[gone]
            self._tasks.pop(gone).cancel()
        for id_, press in self._presses.items():
            press.offer([job for job in work.jobs if job.printer_id == id_])

    def _fit(self, printer: Printer) -> None:
        press = self._presses.get(printer.id)
        if press is None:
            driver = driver_for(printer, self._patience)
            press = self._presses[printer.id] = Press(printer, driver, self._desk, self._pace)
            self._tasks[printer.id] = self._group.create_task(press.run())
        elif press.printer != printer:
            press.refit(printer, driver_for(printer, self._patience))

    async def close(self) -> None:
        """Let every press finish what it has in hand; one that hangs is cut off."""
        for press in self._presses.values():
            press.stop()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks.values(), timeout=GRACE_S)
            for task in late:
                task.cancel()
