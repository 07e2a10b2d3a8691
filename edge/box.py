"""The running box: its parts, put together once, and the state of its neighbours."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from pathlib import Path

from aiohttp import web

from edge import documents
from edge.checks import CheckShown
from edge.clock import Clock
from edge.config import Config
from edge.db import Database
from edge.kitchen.reactions import Boards
from edge.life import open_door
from edge.live import BEAT_SECONDS, Live
from edge.menu.commands import MenuShown, SoldOutShown
from edge.menu.page import MenuPages
from edge.mqtt import Voice
from edge.neighbours import Neighbours
from edge.people.door import Reception
from edge.perform import Calendar, Door
from edge.printing.store import PrintQueued
from edge.pulse import Pulse
from edge.till.store import TillShown
from tilo.messages import BoxState
from tilo.outlet import Outlet, Station

BOX_ID = "box-1"
VERSION = "0.1.0"


class NotSetUp(RuntimeError):
    """The box has no outlet yet. The message says what to do."""


class Box:
    """Everything `tilo-edge serve` is made of, in the order it starts and stops."""

    def __init__(
        self,
        config: Config,
        db: Database,
        door: Door,
        outlet: Outlet,
    ) -> None:
        self.config = config
        self.db = db
        self.door = door
        self.outlet = outlet
        self.boot = secrets.token_hex(8)
        self.live = Live()
        self.menu = MenuPages(db)
        self.reception = Reception(db, door, config.session_hours)
        self.neighbours = Neighbours(db, door, self.live, VERSION)
        self.boards = Boards(db, outlet.id, self.boot, lambda: door.clock.now().ms)
        self.voice = self._voice()
        self.boards.voice = self.voice
        self.facts = Pulse()
        self._tasks: list[asyncio.Task[None]] = []
        door.listeners += [self.boards.heard, self._heard]

    @classmethod
    async def open(cls, config: Config, clock: Clock | None = None) -> Box:
        """Open the database and everything upon it. Raises `DatabaseBroken`, `NotSetUp`."""
        path = config.data / "tilo.db"
        db = Database(path, checkpoint=config.replica == "none", alone=True)
        await db.open()
        try:
            outlet = await db.read(documents.find_outlet)
            if outlet is None:
                raise NotSetUp(
                    "This box has no outlet yet. Claim it at the hub, or try the sample "
                    "restaurant: tilo-edge seed-demo"
                )
            door = await open_door(db, clock or Clock(), outlet, BOX_ID)
        except BaseException:
            await db.close()
            raise
        return cls(config, db, door, outlet)

    @property
    def media(self) -> Path:
        """Folder of the pictures."""
        return self.config.data / "media"

    def _voice(self) -> Voice:
        config = self.config
        topic = BoxState.topic.format(outlet=self.outlet.id)
        return Voice(
            host=config.mqtt_host,
            port=config.mqtt_port,
            user=config.mqtt_user,
            password=config.mqtt_password.get_secret_value(),
            will=(topic, BoxState(online=False).model_dump_json().encode()),
            on_connect=self.boards.say_all,
            on_change=lambda: self.neighbours.broker_is(self.voice.connected),
        )

    async def start(self) -> None:
        stations = await self.db.read(lambda sql: documents.every(sql, Station, "station"))
        await self.boards.load(stations)
        await self.neighbours.load()
        self.door.start()
        self.voice.start()
        watch_sessions = self.live.watch_sessions(self.reception.ended)
        for job in (self.boards.beat(), self._beat(), self.neighbours.watch(), watch_sessions):
            self._tasks.append(asyncio.create_task(job))

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.live.close()
        await self.door.stop()
        await self.voice.stop()
        with contextlib.suppress(Exception):  # a full disk; the hub will say it again
            await self.neighbours.save()
        await self.db.close()

    def _heard(self, shown: list[object]) -> None:
        """Listener of the door: tell screens and the processes that follow the journal."""
        menu_changed = False
        for thing in shown:
            match thing:
                case CheckShown(body=body):
                    self.live.tell_text('{"t":"check","check":' + body.decode() + "}")
                case SoldOutShown(item_id=item_id, sold_out=sold_out):
                    self.live.tell({"t": "sold_out", "item_id": item_id, "sold_out": sold_out})
                case MenuShown():
                    menu_changed = True
                case PrintQueued():
                    self.neighbours.print_queue_changed()
                case TillShown():
                    self.live.tell({"t": "till"})
        if menu_changed:
            self.reception.forget()
            self._tasks = [task for task in self._tasks if not task.done()]
            self._tasks.append(asyncio.create_task(self._settings_changed()))
        self.facts.beat()

    async def menu_rev(self) -> int:
        """The revision of the settings in force."""
        return await self.db.read(documents.revision)

    async def _settings_changed(self) -> None:
        rev = await self.menu_rev()
        outlet = await self.db.read(documents.find_outlet)
        if outlet is not None:
            self.outlet = outlet
        self.door.calendar = Calendar(self.outlet.zone, self.outlet.cutover_minutes)
        stations = await self.db.read(lambda sql: documents.every(sql, Station, "station"))
        self.boards.stations_are(stations)
        await self.neighbours.load()
        self.live.tell({"t": "menu", "rev": rev})

    async def _beat(self) -> None:
        while True:
            self.live.tell({"t": "beat", "now_ms": self.door.clock.now().ms})
            await asyncio.sleep(BEAT_SECONDS)


BOX = web.AppKey("box", Box)
