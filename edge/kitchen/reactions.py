"""What kitchen screens see: each open ticket and each station's board, over MQTT."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable

from edge.db import Database
from edge.kitchen import store
from edge.kitchen.store import TicketChanged
from edge.mqtt import Voice
from tilo.kitchen import RECALL_MS, Ticket
from tilo.messages import BoardEntry, BoardShown, BoxBeat, BoxState, TicketShown
from tilo.outlet import Station

BEAT_SECONDS = 2.0
SWEEP_SECONDS = 60.0
FORGOTTEN_MS = 2 * 86_400_000
"""A ticket bumped longer ago is on no screen: shops restart their broker more often than that."""
BOARD_SECONDS = 0.05


class Boards:
    """The open tickets as the screens should see them; mirrors the database, says the changes."""

    def __init__(self, db: Database, outlet: str, boot: str, now_ms: Callable[[], int]) -> None:
        self.voice: Voice | None = None
        self._db = db
        self._outlet = outlet
        self._boot = boot
        self._now_ms = now_ms
        self._stations: list[str] = []
        self._open: dict[str, dict[str, Ticket]] = {}
        self._bumped: dict[str, Ticket] = {}
        self._revs: dict[str, int] = {}
        self._resting: set[str] = set()
        self._stale: set[str] = set()

    async def load(self, stations: Iterable[Station]) -> None:
        """Read what is open, and what screens may still hold as bumped. Once, before the door
        opens: from then on the door tells every change."""
        self._stations = [station.id for station in stations]
        for ticket in await self._db.read(store.open_at):
            self._open.setdefault(ticket.station, {})[str(ticket.id)] = ticket
        since = self._now_ms() - FORGOTTEN_MS
        for ticket in await self._db.read(lambda sql: store.bumped_since(sql, since)):
            self._bumped[str(ticket.id)] = ticket

    def stations_are(self, stations: Iterable[Station]) -> None:
        """The settings changed: a new station has a board from now on."""
        before, self._stations = {*self._stations}, [station.id for station in stations]
        for station in self._stations:
            if station not in before:
                self._say_board(station)

    def heard(self, shown: list[object]) -> None:
        """Listener of the door: say every ticket that changed, then its station's board."""
        touched: dict[str, None] = {}
        for thing in shown:
            if isinstance(thing, TicketChanged):
                self._take(thing.ticket)
                self._say_ticket(thing.ticket)
                touched[thing.ticket.station] = None
        for station in touched:
            self._board_changed(station)

    async def say_all(self) -> None:
        """Everything that is retained, anew: the broker may have forgotten it."""
        self._say_beat()
        self._say(BoxState.topic, BoxState(online=True).model_dump_json(), retain=True)
        for station in {*self._stations, *self._open}:
            for ticket in self._open.get(station, {}).values():
                self._say_ticket(ticket)
            self._say_board(station)

    async def beat(self) -> None:
        """Say every two seconds that the box lives, and clear what can no longer be recalled."""
        swept = 0
        while True:
            now_ms = self._now_ms()
            self._say_beat()
            # Without a broker nothing can be cleared; it is tried again once it is back.
            if now_ms - swept > SWEEP_SECONDS * 1000 and self.voice and self.voice.connected:
                swept = now_ms
                self._clear_old(now_ms)
            await asyncio.sleep(BEAT_SECONDS)

    @property
    def open_tickets(self) -> int:
        return sum(len(tickets) for tickets in self._open.values())

    def _take(self, ticket: Ticket) -> None:
        at_station = self._open.setdefault(ticket.station, {})
        if ticket.state == "open":
            at_station[str(ticket.id)] = ticket
            self._bumped.pop(str(ticket.id), None)
        else:
            at_station.pop(str(ticket.id), None)
            self._bumped[str(ticket.id)] = ticket

    def _clear_old(self, now_ms: int) -> None:
        """Beyond the recall time the retained message goes, so that no screen revives it."""
        for key, ticket in tuple(self._bumped.items()):
            if now_ms - (ticket.bumped_at_ms or 0) > RECALL_MS:
                del self._bumped[key]
                self._say(TicketShown.topic, "", retain=True, ticket=ticket)

    def _say_beat(self) -> None:
        beat = BoxBeat(now_ms=self._now_ms(), boot=self._boot)
        self._say(BoxBeat.topic, beat.model_dump_json(), qos=BoxBeat.qos, retain=False)

    def _say_ticket(self, ticket: Ticket) -> None:
        if self.voice is not None and self.voice.connected:
            self._say(TicketShown.topic, ticket.model_dump_json(), retain=True, ticket=ticket)

    def _board_changed(self, station: str) -> None:
        """Say the board at once, but not more often than every BOARD_SECONDS: a board lists all
        open tickets, and in a rush one message can tell of many changes."""
        if self.voice is None or not self.voice.connected or station in self._resting:
            self._stale.add(station)
            return
        self._say_board(station)
        self._resting.add(station)
        asyncio.get_running_loop().call_later(BOARD_SECONDS, self._rested, station)

    def _rested(self, station: str) -> None:
        self._resting.discard(station)
        if station in self._stale:
            self._board_changed(station)

    def _say_board(self, station: str) -> None:
        self._stale.discard(station)
        self._revs[station] = max(self._revs.get(station, 0) + 1, self._now_ms())
        # A recalled ticket returns to its original place, whatever came in meanwhile.
        tickets = sorted(
            self._open.get(station, {}).values(), key=lambda each: (each.fired_at_ms, each.id)
        )
        board = BoardShown(
            station=station,
            rev=self._revs[station],
            at_ms=self._now_ms(),
            tickets=tuple(BoardEntry(id=each.id, rev=each.rev) for each in tickets),
        )
        self._say(BoardShown.topic, board.model_dump_json(), retain=True, station=station)

    def _say(
        self,
        topic: str,
        payload: str,
        *,
        qos: int = 1,
        retain: bool,
        ticket: Ticket | None = None,
        station: str = "",
    ) -> None:
        if self.voice is not None and self.voice.connected:
            address = topic.format(
                outlet=self._outlet,
                station=ticket.station if ticket else station,
                ticket_id=ticket.id if ticket else "",
            )
            self.voice.say(address, payload.encode(), qos=qos, retain=retain)
