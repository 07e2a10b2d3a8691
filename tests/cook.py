"""A kitchen screen for tests: hears what a broker retains and says, and keeps the last of each."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiomqtt

from edge.broker import Account, Broker

Body = dict[str, Any]
PATIENCE_S = 15


class Screen:
    """What a screen of one outlet has heard. `said` is the last payload of each topic; an empty
    one takes the topic away, as the broker does."""

    def __init__(self, outlet: str) -> None:
        self.outlet = outlet
        self.said: dict[str, Body] = {}
        self.heard: list[tuple[str, bytes, bool]] = []
        self.gone = False
        self._news = asyncio.Condition()

    async def listen(self, client: aiomqtt.Client) -> None:
        """Until the broker is gone."""
        try:
            async for message in client.messages:
                await self._take(message)
        finally:
            self.gone = True

    async def _take(self, message: aiomqtt.Message) -> None:
        topic = str(message.topic).removeprefix(f"tilo/{self.outlet}/")
        payload = bytes(message.payload)
        self.heard.append((topic, payload, message.retain))
        if payload:
            self.said[topic] = json.loads(payload)
        else:
            self.said.pop(topic, None)
        async with self._news:
            self._news.notify_all()

    async def until(self, holds: Callable[[], Any]) -> None:
        """Wait until it has heard what makes this true."""
        try:
            async with asyncio.timeout(PATIENCE_S), self._news:
                await self._news.wait_for(holds)
        except TimeoutError:
            raise AssertionError(f"never heard; this was: {self.said}") from None

    def board(self, station: str) -> list[Body]:
        """The tickets a cook sees: those the board lists, in the revision it names."""
        board = self.said.get(f"kitchen/{station}/board", {"tickets": []})
        shown = [self.ticket(station, entry["id"]) for entry in board["tickets"]]
        in_step = zip(shown, board["tickets"], strict=True)
        return [ticket for ticket, entry in in_step if ticket and ticket["rev"] >= entry["rev"]]

    def ticket(self, station: str, ticket_id: str) -> Body | None:
        return self.said.get(f"kitchen/{station}/tickets/{ticket_id}")

    async def shows(self, station: str, *names: str) -> list[Body]:
        """Wait until the board shows exactly these lines, in this order, voided ones struck."""

        def lines() -> list[str]:
            return [
                f"-{line['name_en']}-" if line["state"] == "voided" else line["name_en"]
                for ticket in self.board(station)
                for line in ticket["lines"]
            ]

        await self.until(lambda: f"kitchen/{station}/board" in self.said and lines() == [*names])
        return self.board(station)


@asynccontextmanager
async def screen(broker: Broker, outlet: str, user: Account) -> AsyncIterator[Screen]:
    """A screen that has just been switched on."""
    heard = Screen(outlet)
    async with (
        aiomqtt.Client(
            broker.host,
            broker.port,
            username=user.name,
            password=user.password,
            protocol=aiomqtt.ProtocolVersion.V311,
        ) as client,
        hearing(heard, client),
    ):
        yield heard


@asynccontextmanager
async def hearing(heard: Screen, client: aiomqtt.Client) -> AsyncIterator[None]:
    """Subscribed to everything of the outlet."""
    listening = asyncio.create_task(heard.listen(client))
    await client.subscribe(f"tilo/{heard.outlet}/#", qos=1)
    try:
        yield
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
