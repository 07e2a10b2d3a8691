"""A box, its sync process, a hub, and a line between them that can be cut."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any, Final

import pytest
from pydantic import SecretStr

from edge.state import HubHealth
from edge.sync import process
from hub import db
from hub.catalog import put
from hub.config import Config
from hub.merchants import store as merchants
from hub.people.sessions import digest
from hub.postgres import Cluster
from hub.serve import running
from tests.services import free_port
from tests.shop import Shop, documents

TOKEN: Final = "kotak-bu-tuti"


@pytest.fixture(scope="session")
def database_template(postgres: Cluster) -> str:
    """A hub that knows Warung Bu Tuti, its box and its settings."""
    asyncio.run(_fill(postgres.create_database("sync_template")))
    return "sync_template"


async def _fill(dsn: str) -> None:
    pool = await db.open_pool(dsn)
    await db.migrate(pool)
    async with pool.acquire() as con, con.transaction():
        await merchants.add_merchant(con, "warung-tuti", "Warung Bu Tuti", 0)
        await merchants.add_outlet(con, "kmg", "warung-tuti", 0)
        await merchants.add_box(con, "box-1", "kmg", digest(TOKEN), 0)
        for each in documents("kmg"):
            await put(con, "kmg", each["kind"], each["id"], each["body"], author="t", now_ms=0)
    await pool.close()


class Line:
    """The internet between box and hub: whole, cut, or swallowing everything."""

    def __init__(self) -> None:
        self.port = 0
        self.hub_port = 0
        self.state = "whole"
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self.carried = 0

    async def start(self, port: int = 0) -> None:
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", port or self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        """Everything open breaks, nothing new is taken."""
        if self._server:
            self._server.close()
        for writer in tuple(self._open):
            writer.transport.abort()
        self._server = None

    async def mend(self) -> None:
        self.state = "whole"
        if self._server is None:
            await self.start()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            hub_reader, hub_writer = await asyncio.open_connection("127.0.0.1", self.hub_port)
        except OSError:
            writer.transport.abort()
            self._open.discard(writer)
            return
        self._open.add(hub_writer)
        await asyncio.gather(self._pipe(reader, hub_writer), self._pipe(hub_reader, writer))
        self._open -= {writer, hub_writer}

    async def _pipe(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await source.read(65_536):
                if self.state == "whole":
                    self.carried += len(data)
                    sink.write(data)
                    await sink.drain()
        sink.close()


class Hub:
    """The hub as a server in this process, to be stopped and started on one port."""

    def __init__(self, dsn: str, folder: Path) -> None:
        self.dsn = dsn
        self.port = free_port()
        self.config = Config(hub_dsn=SecretStr(dsn), hub_data=folder, hub_port=self.port)
        self._stack = contextlib.AsyncExitStack()

    async def start(self) -> None:
        await self._stack.enter_async_context(running(self.config))

    async def stop(self) -> None:
        await self._stack.aclose()

    async def sql(self, text: str, *given: Any) -> Any:
        pool = await db.open_pool(self.dsn, size=2)
        try:
            return await pool.fetch(text, *given)
        finally:
            await pool.close()

    async def seqs(self) -> list[int]:
        return [row["seq"] for row in await self.sql("select seq from journal order by seq")]

    async def forge(self) -> None:
        """The hub's last row becomes another one than the box has."""
        await self.sql("update streams set hash = $1", bytes(32))
        await self.sql(
            "update journal j set hash = s.hash from streams s"
            " where s.outlet = j.outlet and s.stream = j.stream and s.seq = j.seq"
        )

    async def change(self, kind: str, doc_id: str, body: dict[str, Any]) -> None:
        pool = await db.open_pool(self.dsn, size=2)
        async with pool.acquire() as con, con.transaction():
            await put(con, "kmg", kind, doc_id, body, author="kantor", now_ms=1)
        await pool.close()


@pytest.fixture
async def hub(database_dsn: str, tmp_path: Path) -> AsyncIterator[Hub]:
    server = Hub(database_dsn, tmp_path)
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def line(hub: Hub) -> AsyncIterator[Line]:
    made = Line()
    made.hub_port = hub.port
    await made.start()
    yield made
    await made.cut()


class Sync:
    """The sync process, in this loop."""

    def __init__(self, shop: Shop, url: str, token: str = TOKEN) -> None:
        self.shop = shop
        self._stop = asyncio.Event()
        socket = str(shop.settings.socket_path)
        self.task = asyncio.create_task(process.run(socket, url, token, self._stop))

    @property
    def hub(self) -> HubHealth:
        """As the box's screens show it."""
        return self.shop.box.neighbours.state.hub

    async def stop(self) -> None:
        self._stop.set()
        await asyncio.wait_for(self.task, 10)


async def until(true: Callable[[], Any | Awaitable[Any]], seconds: float = 20) -> None:
    """Wait for something to become so."""
    async with asyncio.timeout(seconds):
        while True:
            found = true()
            if await found if isinstance(found, Awaitable) else found:
                return
            await asyncio.sleep(0.02)


@pytest.fixture
async def sync(shop: Shop, line: Line) -> AsyncIterator[Sync]:
    running_sync = Sync(shop, f"http://127.0.0.1:{line.port}")
    yield running_sync
    await running_sync.stop()
