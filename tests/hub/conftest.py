"""A hub on a fresh database, with one merchant, two outlets, their boxes and an owner."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import asyncpg
import pytest
from aiohttp.test_utils import TestClient, TestServer
from pydantic import SecretStr

from hub import db, journal
from hub.app import build
from hub.catalog import put
from hub.config import Config
from hub.keys import POOL, WORKER
from hub.merchants import store as merchants
from hub.people import store as people
from hub.people.passwords import hashed
from hub.people.sessions import digest
from hub.postgres import Cluster
from hub.reactions import PROJECTIONS
from tests.hub.paper_box import NOON, PaperBox, Row, rows_of
from tilo.kit.ids import new_id

OUTLETS: Final = {"kemang": "token-kemang", "senayan": "token-senayan"}
PASSWORD: Final = "rahasia-ibu-tuti"
ITEMS: Final[dict[str, Row]] = {
    "nasi-goreng": {"price": 25_000, "variants": []},
    "sate-ayam": {
        "price": 0,
        "variants": [
            {"id": "sepuluh", "name_id": "10 tusuk", "name_en": "10 skewers", "price": 30_000},
            {"id": "duapuluh", "name_id": "20 tusuk", "name_en": "20 skewers", "price": 55_000},
        ],
    },
}


class Clock:
    """Stands still until it is told."""

    def __init__(self) -> None:
        self.now_ms = NOON

    def __call__(self) -> int:
        return self.now_ms


@pytest.fixture(scope="session")
def database_template(postgres: Cluster) -> str:
    """A migrated database with the merchant in it, copied for every test."""
    asyncio.run(_fill(postgres.create_database("hub_template")))
    return "hub_template"


async def _fill(dsn: str) -> None:
    pool = await db.open_pool(dsn)
    await db.migrate(pool)
    async with pool.acquire() as con, con.transaction():
        await merchants.add_merchant(con, "warung", "Warung Tilo", NOON)
        await merchants.add_merchant(con, "toko", "Toko Sebelah", NOON)
        await merchants.add_outlet(con, "pasar", "toko", NOON)
        for outlet, token in OUTLETS.items():
            await merchants.add_outlet(con, outlet, "warung", NOON)
            await merchants.add_box(con, "box-1", outlet, digest(token), NOON)
        await _put_documents(con)
        for role in ("owner", "manager", "cashier"):
            await add_person(con, role)
    await pool.close()


async def add_person(con: Any, role: str, merchant: str = "warung") -> None:
    await people.add_user(
        con,
        user_id=new_id(),
        merchant_id=merchant,
        email=f"{role}@{merchant}.test",
        name=role.title(),
        role=role,
        password_hash=HASH,
        now_ms=NOON,
    )


HASH: Final = hashed(PASSWORD)


async def _put_documents(con: Any) -> None:
    outlet = {
        "id": "kemang",
        "merchant_id": "warung",
        "name": "Warung Tilo Kemang",
        "city": "Jakarta",
        "zone": "Asia/Jakarta",
        "cutover_minutes": 240,
        "code": "KMG",
    }
    category = {"id": "makanan", "name_id": "Makanan", "name_en": "Food", "sort": 1}
    tax = {"id": "pbjt", "name": "PBJT", "kind": "pbjt", "rate_bp": 1000}
    for kind, body in (("outlet", outlet), ("category", category), ("tax_class", tax)):
        await put(con, "kemang", kind, str(body["id"]), body, author="test", now_ms=NOON)
    for item, more in ITEMS.items():
        name = item.replace("-", " ").title()
        body = {"id": item, "name_id": name, "name_en": name, "category": "makanan"}
        body |= {"tax_class": "pbjt", **more}
        await put(con, "kemang", "item", item, body, author="test", now_ms=NOON)


@dataclass
class Hub:
    """A running hub, and the people and boxes that talk to it."""

    client: TestClient[Any, Any]
    clock: Clock
    dsn: str

    @property
    def app(self) -> Any:
        return self.client.app

    @property
    def pool(self) -> Any:
        return self.app[POOL]

    async def push(self, box: PaperBox, batch: Row | None = None, **how: Any) -> tuple[int, Row]:
        """Send rows (all of them when none are named); status and answer."""
        headers = {"Authorization": f"Bearer {box.token}", **how.pop("headers", {})}
        sent = how or {"json": batch or box.batch()}
        async with self.client.post("/v1/sync/journal", headers=headers, **sent) as answer:
            return answer.status, await answer.json()

    async def held(self, box: PaperBox) -> list[Row]:
        """The rows the hub has of this stream, as they were sent."""
        found = await self.pool.fetch(
            "select * from journal where outlet = $1 and stream = $2::uuid order by seq",
            box.outlet,
            box.stream,
        )
        return rows_of(found)

    async def count(self, sql: str, *given: Any) -> Any:
        return await self.pool.fetchval(sql, *given)

    async def settled(self) -> None:
        """Until every projection has read everything."""
        async with asyncio.timeout(30), self.pool.acquire() as con:
            while True:
                await self.app[WORKER].catch_up()
                behind = [await journal.outlets_behind(con, each.name, 1) for each in PROJECTIONS]
                if not any(behind):
                    return
                await asyncio.sleep(0.01)  # the hub's own worker has it in hand

    async def sign_in(self, role: str = "owner", merchant: str = "warung") -> "Office":
        body = {"email": f"{role}@{merchant}.test", "password": PASSWORD}
        async with self.client.post("/api/sign-in", json=body) as answer:
            assert answer.status == 200, await answer.text()
            return Office(self, (await answer.json())["token"])


@dataclass
class Office:
    """Somebody of head office, signed in."""

    hub: Hub
    token: str

    async def get(self, path: str, **query: Any) -> tuple[int, Any]:
        async with self.hub.client.get(path, params=query, headers=self.headers) as answer:
            return answer.status, await answer.json()

    async def post(self, path: str, body: Row) -> tuple[int, Any]:
        async with self.hub.client.post(path, json=body, headers=self.headers) as answer:
            return answer.status, await answer.json() if answer.status != 204 else None

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def listen(self) -> Any:
        protocols = ("tilo.live", f"bearer.{self.token}")
        return self.hub.client.ws_connect("/api/live", protocols=protocols)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def config(database_dsn: str, tmp_path: Path) -> Config:
    return Config(hub_dsn=SecretStr(database_dsn), hub_data=tmp_path / "hub", hub_port=0)


@pytest.fixture
async def hub(config: Config, clock: Clock) -> AsyncIterator[Hub]:
    client = TestClient(TestServer(await build(config, clock)))
    await client.start_server()
    yield Hub(client, clock, config.hub_dsn.get_secret_value())
    await client.close()


@pytest.fixture
async def owner(hub: Hub) -> Office:
    return await hub.sign_in()


@pytest.fixture
async def connect(database_dsn: str) -> AsyncIterator[Callable[[], Any]]:
    """Opens connections to the test's database."""
    opened: list[Any] = []

    async def open_one() -> Any:
        opened.append(await asyncpg.connect(database_dsn))
        return opened[-1]

    yield open_one
    for each in opened:
        await each.close()
