"""A small believable outlet, its box running, and people with tablets who use it over HTTP.

`Shop` runs the whole box in this process; `tests/journeys` run it as a process of its own and
use the same tablets. Whatever a tablet is answered can be asked `.yes()` or `.no(code)`.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import aiohttp
import orjson
from argon2 import PasswordHasher
from multidict import CIMultiDictProxy
from pydantic import SecretStr

from edge.app import INTERNAL, Serving
from edge.box import Box
from edge.clock import Clock
from edge.config import Config
from edge.db import Database, Sql
from edge.journal import current_stream, read_head, read_rows
from edge.life import put_first_documents
from edge.sync import commands as sync
from tests.services import BOX, SCREEN
from tilo.errors import Refusal
from tilo.journal import GENESIS, Head, Row, verify_chain
from tilo.kit.ids import new_id
from tilo.people import Role

Body = dict[str, Any]
Document = dict[str, Any]

PINS: Final[Mapping[str, str]] = {
    "sari": "1234",
    "agus": "2580",
    "budi": "4040",
    "maya": "515151",
    "tuti": "170845",
    "slamet": "4321",
    "togar": "9090",
    "putu": "606060",
}

CREW: Final[Mapping[str, tuple[str, Role]]] = {
    "sari": ("Sari Wulandari", "cashier"),
    "agus": ("Agus Salim", "cashier"),
    "budi": ("Budi Hartono", "supervisor"),
    "maya": ("Maya Anggraini", "manager"),
    "tuti": ("Ibu Tuti", "owner"),
    "slamet": ("Pak Slamet", "kitchen"),
    "togar": ("Togar Simanjuntak", "inventory"),
    "putu": ("Putu Wijaya", "super_admin"),
}

PBJT = {"id": "pbjt", "name": "PB1", "kind": "pbjt", "rate_bp": 1000, "serviced": True}
PPN = {"id": "ppn", "name": "PPN", "kind": "ppn", "rate_bp": 1200, "inclusive": True}

GROUPS: Final[tuple[Body, ...]] = (
    {
        "id": "pedas",
        "name_id": "Level pedas",
        "name_en": "Heat",
        "min": 1,
        "max": 1,
        "options": [
            {"id": "tidak", "name_id": "Tidak pedas", "name_en": "Mild", "default": True},
            {"id": "sedang", "name_id": "Pedas sedang", "name_en": "Medium"},
            {"id": "gila", "name_id": "Pedas gila", "name_en": "Insane", "price": 3000},
        ],
    },
    {
        "id": "telur",
        "name_id": "Tambah telur",
        "name_en": "Extra egg",
        "min": 0,
        "max": 2,
        "options": [
            {"id": "ceplok", "name_id": "Telur ceplok", "name_en": "Fried egg", "price": 7000},
            {"id": "dadar", "name_id": "Telur dadar", "name_en": "Omelette", "price": 8000},
        ],
    },
)

SIZES: Final = (
    {"id": "sepuluh", "name_id": "10 tusuk", "name_en": "10 skewers", "price": 30_000},
    {"id": "dua-puluh", "name_id": "20 tusuk", "name_en": "20 skewers", "price": 55_000},
)


def _item(item_id: str, names: tuple[str, str], price: int, **more: Any) -> Body:
    standing = {"category": "makanan", "tax_class": "pbjt", "station": "dapur"}
    return {"id": item_id, "name_id": names[0], "name_en": names[1], "price": price} | (
        standing | more
    )


ITEMS: Final[tuple[Body, ...]] = (
    _item("nasi-goreng", ("Nasi Goreng", "Fried Rice"), 35_000, modifier_groups=["pedas", "telur"]),
    _item("sate-ayam", ("Sate Ayam", "Chicken Satay"), 0, variants=list(SIZES)),
    _item("rawon", ("Rawon", "Black Beef Soup"), 48_000),
    _item("es-teh", ("Es Teh Manis", "Sweet Iced Tea"), 8_000, station="bar", category="minuman"),
    _item("kopi", ("Kopi Tubruk", "Black Coffee"), 13_000, station="bar", category="minuman"),
    _item(
        "sambal-botol",
        ("Sambal Botol", "Bottled Sambal"),
        45_000,
        station=None,
        tax_class="ppn",
        category="toko",
    ),
    _item("kolak", ("Kolak", "Banana Compote"), 15_000, active=False),
)

OUTLET: Final[Body] = {
    "merchant_id": "warung-tuti",
    "name": "Warung Bu Tuti",
    "city": "Jakarta",
    "zone": "Asia/Jakarta",
    "cutover_minutes": 240,
    "code": "KMG",
    "service_rate_bp": 500,
    "cash_rounding_unit": 100,
    "cash_rounding_mode": "nearest",
    "language": "id",
}


@cache
def pin_hash(pin: str) -> str:
    """As the office would make it, only quicker: how dear it is stands in the hash itself."""
    return PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(pin)


def document(kind: str, body: Body, version: int = 1, deleted: bool = False) -> Document:
    return {
        "kind": kind,
        "id": body["id"],
        "version": version,
        "deleted": deleted,
        "body": dict(body),
    }


def staff_document(staff_id: str, version: int = 1, **changes: Any) -> Document:
    """One of the crew, perhaps with another role or dismissed."""
    name, role = CREW[staff_id]
    body = {"id": staff_id, "name": name, "role": role, "pin_hash": pin_hash(PINS[staff_id])}
    return document("staff", body | {"colour": "#c2603a"} | changes, version)


def item_document(item_id: str, version: int = 1, **changes: Any) -> Document:
    """An item of the menu, perhaps at another price."""
    body = next(item for item in ITEMS if item["id"] == item_id)
    return document("item", body | changes, version)


def documents(outlet_id: str = "kmg", printer_port: int = 9100) -> list[Document]:
    """Everything the outlet is made of."""
    printer = {"id": "kasir", "name": "Kasir", "host": "127.0.0.1", "port": printer_port}
    stations = [
        {"id": "dapur", "name": "Dapur", "kind": "kitchen", "sort": 1},
        {"id": "bar", "name": "Bar", "kind": "bar", "sort": 2},
    ]
    categories = [
        {"id": name, "name_id": name.title(), "name_en": name.title()}
        for name in ("makanan", "minuman", "toko")
    ]
    tables = [
        {"id": f"meja-{n}", "name": str(n), "area": "Dalam", "seats": 4, "sort": n}
        for n in range(1, 9)
    ]
    return [
        document("outlet", OUTLET | {"id": outlet_id}),
        *(document("tax_class", each) for each in (PBJT, PPN)),
        *(document("station", each) for each in stations),
        *(document("category", each) for each in categories),
        *(document("modifier_group", each) for each in GROUPS),
        *(document("item", each) for each in ITEMS),
        *(document("table", each) for each in tables),
        *(staff_document(each) for each in CREW),
        document("printer", printer | {"columns": 48, "purpose": "receipt"}),
    ]


def config(folder: Path, **more: Any) -> Config:
    """Settings of a box on this folder; nobody listens where it looks for the broker."""
    settings: dict[str, Any] = {
        "data": folder,
        "port": 0,
        "socket": folder / "edge.sock",
        "mqtt_port": 9,
        "mqtt_user": BOX.name,
        "mqtt_password": SecretStr(BOX.password),
        "mqtt_screen_user": SCREEN.name,
        "mqtt_screen_password": SecretStr(SCREEN.password),
    }
    return Config(**(settings | more))


async def settle(folder: Path, settings: list[Document]) -> None:
    """Give a fresh data folder its outlet."""
    db = Database(folder / "tilo.db", readers=1)
    await db.open()
    rows = [(d["kind"], d["id"], d["version"], orjson.dumps(d["body"]).decode()) for d in settings]
    await db.write(lambda sql: put_first_documents(sql, rows, 0))
    await db.close()


def all_rows(sql: Sql) -> list[Row]:
    """The whole journal of the stream in force; its chain verified."""
    stream = current_stream(sql)
    assert stream is not None
    rows = read_rows(sql, stream, after=0, limit=1_000_000)
    assert verify_chain(rows, Head(0, GENESIS)) == read_head(sql, stream)
    return rows


def line(item_id: str, quantity: int = 1, **more: Any) -> Body:
    """A wish to sell. A fried rice comes mild, satay by ten, unless said otherwise."""
    usual: Body = {}
    if item_id == "nasi-goreng":
        usual = {"options": ["tidak"]}
    if item_id == "sate-ayam":
        usual = {"variant_id": "sepuluh"}
    return {"line_id": fresh(), "item_id": item_id, "quantity": quantity} | usual | more


def fresh() -> str:
    """An id as a tablet makes it at the tap."""
    return str(new_id())


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: CIMultiDictProxy[str]
    raw: bytes

    @property
    def body(self) -> Any:
        return json.loads(self.raw)

    def yes(self) -> Any:
        """The body of a yes."""
        assert self.status in (200, 204), f"{self.status}: {self.raw.decode(errors='replace')}"
        return self.body if self.raw else None

    def no(self, code: str) -> Any:
        """The problem; every one of them has its words in both languages."""
        assert self.headers["Content-Type"] == "application/problem+json", self.raw
        problem = self.body
        assert problem["code"] == code, problem
        assert self.status == problem["status"] == Refusal.registry[code].status
        assert problem["request_id"] == self.headers["X-Request-Id"]
        for words in (problem["detail_id"], problem["detail_en"]):
            assert len(words) > 5
            assert "{{" not in words
            assert code not in words, "a sentence, not the bare code"
        assert problem["detail_id"] != problem["detail_en"]
        return problem


@dataclass
class Tablet:
    """A browser at the shop's Wi-Fi, perhaps with somebody signed in."""

    http: aiohttp.ClientSession
    base: str
    name: str = ""
    session: Body = field(default_factory=dict)

    @property
    def headers(self) -> dict[str, str]:
        token = self.session.get("token")
        return {"Authorization": f"Bearer {token}"} if token else {}

    async def get(
        self, path: str, headers: Mapping[str, str] | None = None, **query: Any
    ) -> Answer:
        told = {name: str(value) for name, value in query.items() if value is not None}
        async with self.http.get(
            self.base + path, params=told, headers={**self.headers, **(headers or {})}
        ) as answer:
            return Answer(answer.status, answer.headers, await answer.read())

    async def post(self, path: str, body: Body | None = None, **fields: Any) -> Answer:
        """A command; its id is made here unless given."""
        whole = {"id": fresh()} | (body or {}) | fields
        return await self.send(path, orjson.dumps(whole))

    async def send(self, path: str, raw: bytes, **headers: str) -> Answer:
        """Bytes as they are."""
        told = {"Content-Type": "application/json", **self.headers, **headers}
        async with self.http.post(self.base + path, data=raw, headers=told) as answer:
            return Answer(answer.status, answer.headers, await answer.read())

    async def sign_in(self, staff_id: str, pin: str | None = None) -> Tablet:
        body = {"staff_id": staff_id, "pin": pin or PINS[staff_id], "device": self.name}
        self.session = (await self.post_plain("/api/sign-in", body)).yes()
        return self

    async def post_plain(self, path: str, body: Body) -> Answer:
        """A body that is no command: it has no id."""
        return await self.send(path, orjson.dumps(body))

    async def order(self, *lines: Body, table: str | None = "meja-1", **more: Any) -> Body:
        """A new check with these lines, not fired unless asked."""
        body = {"check_id": fresh(), "table_id": table, "covers": 2, "lines": list(lines)}
        check: Body = (await self.post("/api/checks", body | more)).yes()
        return check

    async def check(self, check: Body) -> Body:
        """It as the box has it now."""
        found: Body = (await self.get(f"/api/checks/{check['id']}")).yes()
        return found

    async def do(self, check: Body, verb: str, **fields: Any) -> Answer:
        return await self.post(f"/api/checks/{check['id']}/{verb}", fields)

    async def add(self, check: Body, *lines: Body, **more: Any) -> Answer:
        return await self.do(check, "lines", lines=list(lines), **more)

    async def void(self, check: Body, which: Body, reason: str = "") -> Answer:
        return await self.do(check, f"lines/{which['id']}/void", reason=reason)

    async def pay(self, check: Body, amount: int | None = None, **more: Any) -> Answer:
        """Cash for the whole check as this tablet shows it, or for a part of it."""
        return await self.do(check, "pay", **(cash(check, amount) | more))

    async def tickets(self, station: str | None = None) -> list[Body]:
        found: list[Body] = (await self.get("/api/tickets", station=station)).yes()["tickets"]
        return found


def cash(check: Body, amount: int | None = None) -> Body:
    """The body of a payment as a till would send it."""
    totals = check["totals"]
    settled = totals["cash_due"] if amount is None else amount
    return {
        "payment_id": fresh(),
        "tender": "cash",
        "amount": settled,
        "tendered": settled,
        "balance_seen": totals["balance"],
    }


def adds_up(check: Body) -> None:
    """Rule 3: lines, service, taxes and rounding make the total; payments make what is paid."""
    totals = check["totals"]
    standing = [each for each in check["lines"] if each["state"] != "voided"]
    charged = [each for each in standing if each["comp"] is None]
    assert totals["subtotal"] == sum(each["unit_price"] * each["quantity"] for each in charged)
    assert totals["discount"] == sum(each["discount"] for each in standing)
    assert totals["discount"] == sum(each["value"] for each in check["discounts"])
    on_top = sum(tax["amount"] for tax in totals["taxes"] if not tax["inclusive"])
    assert totals["total"] == totals["subtotal"] - totals["discount"] + totals["service"] + on_top
    assert totals["paid"] == sum(each["amount"] for each in check["payments"])
    assert totals["paid"] == sum(each["tendered"] - each["change"] for each in check["payments"])
    assert totals["rounding"] == sum(each["rounding"] for each in check["payments"])
    assert totals["balance"] == totals["total"] + totals["rounding"] - totals["paid"]
    assert check["state"] != "closed" or totals["balance"] == 0
    assert (check["receipt_number"] is not None) == (check["state"] == "closed")


class Hands:
    """A clock the test turns, by the shop's own time (UTC+7); it stands still meanwhile."""

    def __init__(self, text: str = "2026-11-22 13:35") -> None:
        self.ms = 0
        self.turn(text)

    def turn(self, text: str) -> None:
        self.ms = round(datetime.fromisoformat(f"{text}+07:00").timestamp() * 1000)

    def clock(self) -> Clock:
        return Clock(lambda: self.ms, lambda: self.ms)


class Shop:
    """A box running in this process, on a data folder that outlives it."""

    def __init__(self, folder: Path, settings: Config, clock: Clock | None = None) -> None:
        self.folder = folder
        self.settings = settings
        self.clock = clock
        self.serving: Serving | None = None
        self._links: list[aiohttp.ClientSession] = []

    @property
    def box(self) -> Box:
        assert self.serving is not None, "the shop is closed"
        return self.serving.box

    @property
    def base(self) -> str:
        assert self.serving is not None, "the shop is closed"
        return f"http://127.0.0.1:{self.serving.port}"

    async def open(self) -> Shop:
        self.serving = Serving(await Box.open(self.settings, self.clock))
        await self.serving.start()
        return self

    async def close(self) -> None:
        for link in self._links:
            await link.close()
        self._links.clear()
        if self.serving is not None:
            await self.serving.stop()
            self.serving = None

    async def restart(self) -> None:
        """Off and on again; tablets connect anew."""
        await self.close()
        await self.open()

    def tablet(self, name: str = "kasir-1", address: str = "127.0.0.1") -> Tablet:
        """A browser nobody is signed in at."""
        link = aiohttp.ClientSession(connector=aiohttp.TCPConnector(local_addr=(address, 0)))
        self._links.append(link)
        return Tablet(link, self.base, name)

    async def as_(self, staff_id: str) -> Tablet:
        """A tablet somebody of the crew is signed in at."""
        return await self.tablet(f"tablet-{staff_id}").sign_in(staff_id)

    async def apply(self, *settings: Document) -> Body:
        """Settings come down from the hub."""
        do = sync.ApplyDocuments.model_validate(
            {"id": fresh(), "cursor": 1, "documents": list(settings)}
        )
        answer = await self.box.door.perform(sync.apply_documents, do, by=INTERNAL)
        applied: Body = json.loads(answer)
        return applied

    async def journal(self) -> list[Row]:
        """Every fact so far; the chain is verified on the way."""
        rows: list[Row] = await self.box.db.read(all_rows)
        return rows

    async def kinds(self, after: int = 0) -> list[str]:
        """What happened behind a sequence, in words."""
        return [row.kind for row in await self.journal() if row.seq > after]


@asynccontextmanager
async def running(folder: Path, outlet_id: str = "kmg", **more: Any) -> AsyncIterator[Shop]:
    """A shop that opened this morning."""
    if not (folder / "tilo.db").exists():
        await settle(folder, documents(outlet_id))
    clock = more.pop("clock", None)
    shop = await Shop(folder, config(folder, **more), clock).open()
    try:
        yield shop
    finally:
        await shop.close()
