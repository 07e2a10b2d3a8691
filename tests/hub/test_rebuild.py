"""Computed again from the first row of every journal, the figures are the same."""

import asyncio
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from prometheus_client import CollectorRegistry

from hub import db
from hub.reactions import Worker
from hub.rebuild import compare
from hub.sync.batch import JournalBatch
from hub.sync.ingest import Ingest
from hub.sync.metrics import SyncMetrics
from tests.hub.conftest import Hub
from tests.hub.paper_box import NOON, PaperBox
from tilo.kit.ids import new_id
from tilo.refunds import RefundWish

DISHES = ("nasi-goreng", "sate-ayam", "es-teh", "kopi")

EVENTS = some.one_of(
    some.tuples(
        some.just("sell"),
        some.dictionaries(some.sampled_from(DISHES), some.integers(1, 9), min_size=1, max_size=3),
        some.integers(0, 40),
        some.sampled_from(("2026-11-21", "2026-11-22", "2026-11-23")),
    ),
    some.tuples(some.just("sell_again"), some.integers(0, 20)),
    some.tuples(
        some.just("give_back"),
        some.integers(0, 20),
        some.one_of(some.none(), some.integers(1, 30_000)),
        some.sampled_from(("2026-11-22", "2026-11-23")),
    ),
    some.tuples(some.just("sold_out"), some.sampled_from(DISHES), some.booleans()),
    some.tuples(
        some.just("garbage"),
        some.sampled_from(("check.closed", "check.refunded", "item.sold_out_set")),
    ),
    some.tuples(some.just("restore")),
    some.tuples(some.just("sync")),
    some.tuples(some.just("fold")),
)


class Outlet:
    """One outlet living through a generated day: boxes fail, are restored, sync when they can."""

    def __init__(self, name: str, ingest: Ingest, worker: Worker) -> None:
        self.name, self.ingest, self.worker = name, ingest, worker
        self.box = self._new_box(None)
        self.lives = [self.box]
        self.checks: list[Any] = []
        self.given_back = 0

    def _new_box(self, parent: PaperBox | None) -> PaperBox:
        return PaperBox(self.name, token=f"token-{self.name}").started(parent)

    async def live(self, day: list[Any]) -> None:
        for number, (what, *given_) in enumerate(day):
            await getattr(self, what)(NOON + number * 300_000, *given_)
        await self.sync(0)
        await self.worker.catch_up()

    async def sell(self, at: int, dishes: dict[str, int], covers: int, day: str) -> None:
        self.checks.append(self.box.sell(dishes, at=at, covers=covers, day=day))

    async def sell_again(self, at: int, which: int) -> None:
        if self.checks:
            self.box.sell(at=at, check_id=self.checks[which % len(self.checks)].id)

    async def give_back(self, at: int, which: int, amount: int | None, day: str) -> None:
        if self.checks:
            check = self.checks[which % len(self.checks)]
            wish = RefundWish(amount=amount and min(amount, check.totals.paid))
            self.box.give_back(check, wish, at=at, day=day)
            self.given_back += 1

    async def sold_out(self, at: int, item: str, sold_out: bool) -> None:
        self.box.sold_out(item, sold_out, at=at)

    async def garbage(self, at: int, kind: str) -> None:
        self.box.add_raw(kind, '{"half":', at=at)

    async def restore(self, _at: int) -> None:
        self.box = self._new_box(self.box)
        self.lives.append(self.box)

    async def sync(self, _at: int) -> None:
        for life in reversed(self.lives):  # the newest life often reaches the hub first
            await self.ingest.take(JournalBatch.model_validate(life.batch()))

    async def fold(self, _at: int) -> None:
        await self.worker.catch_up()


@pytest.mark.slow
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(days=some.lists(some.lists(EVENTS, max_size=25), min_size=1, max_size=2))
def test_whatever_happened_in_the_outlets(database_dsn: str, days: list[list[Any]]) -> None:
    asyncio.run(_live_and_compare(database_dsn, days))


async def _live_and_compare(dsn: str, days: list[list[Any]]) -> None:
    pool = await db.open_pool(dsn)
    metrics = SyncMetrics(CollectorRegistry())
    ingest = Ingest(pool, metrics, now_ms=lambda: NOON)
    ingest.start()
    worker = Worker(pool, metrics)
    try:
        outlets = [Outlet(f"outlet-{new_id()}", ingest, worker) for _ in days]
        async with pool.acquire() as con:
            await con.executemany(
                "insert into outlets (id, merchant_id, created_ms) values ($1, 'warung', 0)",
                [(outlet.name,) for outlet in outlets],
            )
        await asyncio.gather(*(o.live(day) for o, day in zip(outlets, days, strict=True)))
        await worker.catch_up()
        for outlet in outlets:
            assert (await compare(dsn, outlet.name)).told() == EQUAL | {
                "rows": (await compare(dsn, outlet.name)).rows
            }
            sold = {check.id: check for check in outlet.checks}
            counted = await pool.fetchval(
                "select coalesce(sum(checks), 0) from day_totals where outlet = $1", outlet.name
            )
            assert counted == len(sold)
            back = await pool.fetchval(
                "select coalesce(sum(refund_count), 0) from day_totals where outlet = $1",
                outlet.name,
            )
            assert back == outlet.given_back
    finally:
        await ingest.stop()
        await pool.close()


EQUAL = {
    "equal": True,
    "differing": {
        "receipts": 0,
        "refunds": 0,
        "day_totals": 0,
        "day_hours": 0,
        "day_items": 0,
        "day_tenders": 0,
        "set_aside": 0,
        "availability": 0,
    },
    "examples": [],
}


async def _sold(hub: Hub) -> None:
    box = PaperBox().started()
    for _ in range(3):
        box.sell()
    box.sold_out("kopi", True)
    await hub.push(box)
    await hub.settled()


async def test_a_figure_touched_by_hand_is_found(hub: Hub) -> None:
    """The proof can fail."""
    await _sold(hub)
    assert (await compare(hub.dsn)).equal
    await hub.pool.execute("update day_totals set total = total + 1")
    found = await compare(hub.dsn)
    assert not found.equal
    assert found.differing["day_totals"] == 2
    assert {each["side"] for each in found.examples} == {"in use", "anew"}


async def test_a_lost_receipt_is_found(hub: Hub) -> None:
    await _sold(hub)
    await hub.pool.execute("delete from receipts where number = 2")
    assert (await compare(hub.dsn)).differing["receipts"] == 1


async def test_an_availability_older_than_the_journal_is_found(hub: Hub) -> None:
    await _sold(hub)
    await hub.pool.execute(
        "update documents set body = replace(body, 'true', 'false') where kind = 'availability'"
    )
    assert (await compare(hub.dsn)).differing["availability"] == 1


async def test_comparing_changes_nothing_and_needs_no_pause(hub: Hub) -> None:
    await _sold(hub)
    before = await hub.pool.fetch("select * from day_totals")
    await compare(hub.dsn)
    assert await hub.pool.fetch("select * from day_totals") == before
    box = PaperBox("senayan", token="token-senayan").started()
    await hub.push(box)
    assert (await compare(hub.dsn)).equal
