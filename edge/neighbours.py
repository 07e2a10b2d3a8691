"""Keeps the state of the box's neighbours from what they report, and tells the screens."""

from __future__ import annotations

import asyncio
import contextlib
from typing import NamedTuple

import structlog

from edge import documents
from edge.db import Database
from edge.live import Live
from edge.perform import Door
from edge.printing import store as printing
from edge.pulse import Pulse
from edge.state import (
    SILENT_MS,
    BoxHealth,
    BrokerHealth,
    HubHealth,
    PrinterHealth,
    PrinterState,
    State,
)
from edge.sync import store as sync
from tilo.outlet import Printer

log = structlog.get_logger()

WATCH_SECONDS = 2.0


class Heard(NamedTuple):
    """What a printer's process said last, and when."""

    state: PrinterState
    reason: str | None


class Neighbours:
    """Hub, internet, broker and printers, as the box knows them now."""

    def __init__(self, db: Database, door: Door, live: Live, version: str) -> None:
        self.print_work = Pulse()
        self.acked = 0
        self.print_heard_ms = 0
        self.sync_heard_ms = 0
        self._db, self._door, self._live, self._version = db, door, live, version
        self._broker_ok = False
        self._internet: bool | None = None
        self._hub_connected = False
        self._hub_reason: str | None = None
        self._last_sync_ms: int | None = None
        self._printers: list[Printer] = []
        self._printer_heard: dict[str, Heard] = {}
        self._acked_saved = 0
        self._shown = State()
        self._look = asyncio.Event()
        self._refreshing = asyncio.Lock()
        self._backlog = sync.Backlog(door.journal.stream)

    @property
    def state(self) -> State:
        return self._shown

    async def load(self) -> None:
        """Read what is kept: printers, and how far the hub has acknowledged."""
        stream = self._door.journal.stream
        self._printers = await self._db.read(lambda sql: documents.every(sql, Printer, "printer"))
        self.acked = max(self.acked, await self._db.read(lambda sql: sync.read_acked(sql, stream)))
        self._acked_saved = self.acked
        self.print_work.beat()
        await self._refresh()

    def broker_is(self, connected: bool) -> None:
        self._broker_ok = connected
        self._look.set()

    def print_queue_changed(self) -> None:
        self.print_work.beat()
        self._look.set()

    def print_alive(self) -> None:
        self.print_heard_ms = self._now_ms()

    def printer_is(self, printer_id: str, state: PrinterState, reason: str | None) -> None:
        self.print_alive()
        self._printer_heard[printer_id] = Heard(state, reason)
        self._look.set()

    def sync_is(
        self, *, connected: bool, internet: bool | None, acked: int | None, error: str | None
    ) -> None:
        """What the sync process reports."""
        now_ms = self.sync_heard_ms = self._now_ms()
        self._hub_connected, self._internet, self._hub_reason = connected, internet, error
        if connected:
            self._last_sync_ms = now_ms
        if acked is not None:
            # The hub may say less than before: it went back to a backup, and is sent it again.
            self.acked = min(acked, self._door.head.seq)
        self._look.set()

    async def watch(self) -> None:
        """Look again when something was said, and every two seconds; tell screens what changed.
        No fault of the disk ends it: this is what says that the disk is at fault."""
        while True:
            for job in (self._probe_storage, self._refresh, self.save):
                try:
                    await job()
                except Exception as fault:
                    log.warning("looking at the neighbours failed", error=str(fault))
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(WATCH_SECONDS):
                    await self._look.wait()
            self._look.clear()

    def silence(self, heard_ms: int) -> str:
        """How long a process of ours has not been heard, in words."""
        if not heard_ms:
            return "not heard yet"
        silent_ms = self._now_ms() - heard_ms
        return "alive" if silent_ms < SILENT_MS else f"silent for {silent_ms // 1000} s"

    async def save(self) -> None:
        """Keep how far the hub has acknowledged. Losing it is harmless: the hub says it again."""
        if self.acked == self._acked_saved or not self._db.has_room():
            return
        acked, stream = self.acked, self._door.journal.stream
        await self._db.write(lambda sql: sync.save_acked(sql, stream, acked))
        self._acked_saved = acked

    async def _probe_storage(self) -> None:
        """After a fault of the disk, notice by itself that it can be written to again."""
        if self._door.storage_ok or not self._db.has_room():
            return
        at_ms = self._now_ms()
        await self._db.write(lambda sql: sync.probe(sql, at_ms))
        self._door.storage_ok = True

    async def _refresh(self) -> None:
        async with self._refreshing:
            await self._refresh_alone()

    async def _refresh_alone(self) -> None:
        acked, head = self.acked, self._door.head.seq
        behind = await self._db.read(lambda sql: self._backlog.behind(sql, acked, head))
        waiting = await self._db.read(printing.counts)
        now_ms = self._now_ms()
        sync_alive = now_ms - self.sync_heard_ms < SILENT_MS
        disk_ok = self._door.storage_ok and self._db.has_room()
        state = State(
            box=BoxHealth(ok=disk_ok, disk="ok" if disk_ok else "full", version=self._version),
            internet=self._internet if sync_alive else None,
            hub=HubHealth(
                connected=self._hub_connected and sync_alive,
                last_sync_ms=self._last_sync_ms,
                unsynced=behind.rows,
                oldest_unsynced_ms=behind.oldest_ms,
                unsynced_rupiah=behind.rupiah,
                reason=self._hub_reason if sync_alive else "sync.silent",
            ),
            broker=BrokerHealth(ok=self._broker_ok),
            printers=tuple(self._printer(each, waiting, now_ms) for each in self._printers),
        )
        if _without_clock(state) != _without_clock(self._shown):
            self._shown = state
            self._live.tell_text('{"t":"state","state":' + state.model_dump_json() + "}")
        else:
            self._shown = state

    def _printer(self, printer: Printer, waiting: dict[str, int], now_ms: int) -> PrinterHealth:
        heard = self._printer_heard.get(printer.id, Heard("unknown", None))
        if now_ms - self.print_heard_ms > SILENT_MS:
            heard = Heard("unknown", "print.silent")
        return PrinterHealth(
            id=printer.id,
            name=printer.name,
            state=heard.state,
            waiting=waiting.get(printer.id, 0),
            reason=heard.reason,
        )

    def _now_ms(self) -> int:
        return self._door.clock.now().ms


def _without_clock(state: State) -> State:
    """What is worth telling: not merely that the hub was heard again."""
    return state.model_copy(update={"hub": state.hub.model_copy(update={"last_sync_ms": None})})
