"""A Saturday evening: waiters sell, cooks cook what their screens show, and broker and box are
killed under them. At closing time the kitchen is empty, the books are right, and every dish was
shown to a cook and bumped once."""

import asyncio
import contextlib
import random
import tempfile
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import aiomqtt
import orjson
import psutil
import pytest

from edge.broker import Broker
from edge.db import Database
from tests.box_process import BoxProcess
from tests.cook import screen
from tests.edge.conftest import EARS, broker, kitchen_mosquitto, kitchen_nats
from tests.evening import Evening, sell, the_books_are_right
from tests.shop import Body, Tablet, all_rows, config, documents, fresh, settle

__all__ = ["broker", "kitchen_mosquitto", "kitchen_nats"]  # fixtures

WAITERS = 5
STATIONS = ("dapur", "bar")


@pytest.fixture
async def evening(service_folder: Path, broker: Broker) -> AsyncIterator[Evening]:
    folder = Path(tempfile.mkdtemp(prefix="box-", dir=service_folder))
    await settle(folder, documents(f"o{fresh()[-12:]}"))
    box = BoxProcess(config(folder, mqtt_port=broker.port))
    try:
        yield Evening(await box.start())
    finally:
        await box.kill()


class Cook:
    """Looks at a screen of one station and bumps what it shows, oldest first."""

    def __init__(self, evening: Evening, tablet: Tablet, station: str) -> None:
        self.evening = evening
        self.tablet = tablet
        self.station = station
        self.bumped: list[str] = []

    async def cook(self, broker: Broker, outlet: str) -> None:
        """Until the evening is over. A screen whose broker died is switched on again."""
        while not await self._look(broker, outlet):
            await asyncio.sleep(0.05)

    async def _look(self, broker: Broker, outlet: str) -> bool:
        """At one screen, as long as it lives; whether everything is cooked."""
        with contextlib.suppress(aiomqtt.MqttError):
            async with screen(broker, outlet, EARS) as shown:
                while not shown.gone:
                    for ticket in shown.board(self.station):
                        await self._bump(ticket)
                    if self.evening.over and not await self.tablet.tickets(self.station):
                        return True
                    await asyncio.sleep(0.02)
        return False

    async def _bump(self, ticket: Body) -> None:
        """Once: what is bumped may stand on the screen for a moment longer."""
        if ticket["id"] not in self.bumped:
            self.bumped.append(ticket["id"])
            await self.evening.tap(self.tablet, f"/api/tickets/{ticket['id']}/bump", {})


async def kill(broker: Broker) -> None:
    """kill -9, and another one in its place that remembers nothing."""
    assert broker.pid
    process = psutil.Process(broker.pid)
    process.kill()
    await asyncio.to_thread(process.wait, 15)
    await asyncio.to_thread(broker.stop)
    await asyncio.to_thread(broker.launch)


@pytest.mark.slow
async def test_a_saturday_evening(evening: Evening, broker: Broker) -> None:
    box, dice = evening.box, random.Random(20261122)
    outlet = await the_outlet(box)
    async with aiohttp.ClientSession() as http:
        waiters = [await box.tablet(http, f"kasir-{n}").sign_in("sari") for n in range(WAITERS)]
        cooks = [
            Cook(evening, await box.tablet(http, station).sign_in("slamet"), station)
            for station in STATIONS
        ]
        cooking = [asyncio.create_task(cook.cook(broker, outlet)) for cook in cooks]
        selling = [
            asyncio.create_task(sell(evening, waiter, random.Random(n)))
            for n, waiter in enumerate(waiters)
        ]
        for fall in ("broker", "box", "broker", "box"):
            await evening.reaches(evening.answered + dice.randint(20, 60))
            if fall == "broker":
                await kill(broker)
            else:
                await box.kill()
                await box.start()
        await evening.reaches(evening.answered + 40)
        evening.over = True
        await asyncio.gather(*selling, *cooking)
        async with screen(broker, outlet, EARS) as tomorrow:
            for station in STATIONS:
                await tomorrow.shows(station)
    await box.kill()
    await the_books_are_right(evening)
    await every_ticket_was_bumped_once(box, cooks)


async def the_outlet(box: BoxProcess) -> str:
    async with aiohttp.ClientSession() as http:
        outlet: str = (await box.tablet(http, "").get("/api/welcome")).yes()["outlet"]["id"]
    return outlet


async def every_ticket_was_bumped_once(box: BoxProcess, cooks: list[Cook]) -> None:
    db = Database(box.settings.data / "tilo.db")
    await db.open()
    rows = await db.read(all_rows)
    await db.close()
    fired = [orjson.loads(row.body)["tickets"] for row in rows if row.kind == "check.fired"]
    made = Counter(ticket for each in fired for ticket in each)
    bumps = [orjson.loads(row.body) for row in rows if row.kind == "ticket.bumped"]
    assert all(bump["whole"] for bump in bumps)
    assert Counter(bump["ticket_id"] for bump in bumps) == made
    assert Counter(ticket for cook in cooks for ticket in cook.bumped) == made
