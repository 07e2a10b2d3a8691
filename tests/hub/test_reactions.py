"""Every fact counts once in the figures, and one that cannot be read stops no other."""

import asyncio
from collections.abc import Sequence
from typing import Any

import orjson
import pytest
from prometheus_client import CollectorRegistry

from hub.journal import Entry, Folded, Projection
from hub.keys import WORKER
from hub.reactions import Worker
from hub.sales.reactions import SALES
from hub.sync.metrics import SyncMetrics
from tests.hub.conftest import Hub
from tests.hub.paper_box import DAY, NOON, PaperBox
from tilo.kit.ids import new_id


async def figures(hub: Hub, outlet: str = "kemang") -> Any:
    return await hub.pool.fetchrow("select * from day_totals where outlet = $1", outlet)


async def test_a_sale_becomes_a_receipt_and_part_of_the_day(hub: Hub) -> None:
    box = PaperBox().started()
    first = box.sell({"nasi-goreng": 2, "es-teh": 3})
    second = box.sell({"es-teh": 1}, covers=1)
    await hub.push(box)
    await hub.settled()
    day = await figures(hub)
    assert (day["total"], day["checks"], day["covers"]) == (
        first.totals.total + second.totals.total,
        2,
        3,
    )
    assert day["tax"] == sum(tax.amount for check in (first, second) for tax in check.totals.taxes)
    items = await hub.pool.fetch("select item_id, quantity, total from day_items order by item_id")
    assert [tuple(row) for row in items] == [("es-teh", 4, 100_000), ("nasi-goreng", 2, 50_000)]
    tenders = await hub.pool.fetch("select tender, payments, total from day_tenders")
    paid = first.payments[0].amount + second.payments[0].amount
    assert [tuple(row) for row in tenders] == [("cash", 2, paid)]


async def test_figures_follow_the_row_s_business_day_not_the_calendar(hub: Hub) -> None:
    box = PaperBox().started()
    box.sell(at=NOON + 13 * 3_600_000, day=DAY)  # one in the morning
    await hub.push(box)
    await hub.settled()
    assert (await figures(hub))["business_date"] == DAY


async def test_a_row_that_cannot_be_read_is_set_aside_and_the_rest_flows(hub: Hub) -> None:
    box = PaperBox().started()
    box.sell()
    box.add_raw("check.closed", "{half")
    box.add_raw("check.closed", '{"check": {"id": 7}}')
    box.add_raw("check.closed", '{"check":{}}', v=2)
    check = box.check({"es-teh": 1}, at=NOON, covers=1)
    nul = check.model_copy(update={"table_name": "4\0"}).model_dump_json()
    box.add_raw("check.closed", f'{{"check":{nul}}}')
    box.add_raw("check.closed", f'{{"check":{check.model_dump_json()}}}', day="yesterday")
    box.add_raw("item.sold_out_set", "[]")
    box.sell()
    await hub.push(box)
    await hub.settled()
    assert (await figures(hub))["checks"] == 2
    aside = await hub.pool.fetch("select seq, reason from set_aside order by seq")
    assert [tuple(row) for row in aside] == [
        (3, "unreadable"),
        (4, "unreadable"),
        (5, "newer version"),
        (6, "unreadable"),
        (7, "unreadable"),
        (8, "unreadable"),
    ]


async def test_a_sale_with_names_too_long_to_announce_is_counted_all_the_same(hub: Hub) -> None:
    box = PaperBox().started()
    check = box.check({"es-teh": 1}, at=NOON, covers=1)
    fields = {"table_name": "\U0001f35c" * 400, "receipt_number": "\U0001f35c" * 400}
    cashier = {"id": "sari", "name": "\U0001f35c" * 400}
    body = orjson.loads(check.model_dump_json()) | fields
    wild = {"check": body | {"channel": "\U0001f35c" * 400, "cashier": cashier}}
    box.add_raw("check.closed", orjson.dumps(wild).decode())
    assert (await hub.push(box))[0] == 200
    await hub.settled()
    assert (await figures(hub))["checks"] == 1
    assert await hub.count("select count(*) from set_aside") == 0


async def test_one_check_closed_in_two_streams_counts_once(hub: Hub) -> None:
    """A box restored from an image closes a check its former life had closed already."""
    box = PaperBox().started()
    check = box.sell()
    heir = PaperBox().started(parent=box)
    heir.sell(check_id=check.id)
    heir.sell(row_id=new_id())
    await hub.push(box)
    await hub.push(heir)
    await hub.settled()
    assert (await figures(hub))["checks"] == 2
    aside = await hub.pool.fetchrow("select stream, seq, reason from set_aside")
    assert (aside["stream"].hex, aside["seq"], aside["reason"]) == (heir.stream, 2, "duplicate")


async def test_one_row_id_used_twice_counts_once(hub: Hub) -> None:
    box = PaperBox().started()
    used = new_id()
    box.sell(row_id=used)
    box.sell(row_id=used)
    await hub.push(box)
    await hub.settled()
    assert (await figures(hub))["checks"] == 1
    assert await hub.count("select reason from set_aside") == "duplicate"


async def test_several_workers_count_everything_once(hub: Hub) -> None:
    boxes = [
        PaperBox(outlet, token=f"token-{outlet}").started() for outlet in ("kemang", "senayan")
    ]
    workers = [Worker(hub.pool, SyncMetrics(CollectorRegistry())) for _ in range(4)]
    for _ in range(5):
        for box in boxes:
            before = len(box.rows)
            for _ in range(6):
                box.sell()
            await hub.push(box, box.batch(before + 1 if before > 1 else 1))
        await asyncio.gather(*(worker.catch_up() for worker in workers))
    await hub.settled()
    for box in boxes:
        assert (await figures(hub, box.outlet))["checks"] == 30


async def test_a_fold_that_fails_sets_one_row_aside_not_the_outlet(hub: Hub) -> None:
    """Whatever a projection's SQL stumbles over, the row alone is left out."""
    box = PaperBox().started()
    checks = [box.sell() for _ in range(4)]
    sold: list[Any] = []

    async def fold(con: Any, rows: Sequence[Entry]) -> Folded:
        for row in rows:
            if str(checks[1].id) in row.body:
                await con.execute("select 1 / 0")
        sold.extend(row.seq for row in rows)
        return Folded()

    worker = Worker(
        hub.pool,
        SyncMetrics(CollectorRegistry()),
        projections=[Projection(name="picky", kinds=SALES.kinds, fold=fold)],
    )
    await hub.push(box)
    await worker.catch_up()
    assert sold == [2, 4, 5]
    row = await hub.pool.fetchrow("select seq, reason from set_aside where projection = 'picky'")
    assert tuple(row) == (3, "failed")
    assert await hub.count("select place from projection_marks where projection = 'picky'") == 5


async def test_a_worker_goes_on_by_itself_when_rows_come(hub: Hub) -> None:
    box = PaperBox().started()
    box.sell()
    await hub.push(box)
    async with asyncio.timeout(10):
        while await figures(hub) is None:
            await asyncio.sleep(0.02)


async def test_what_another_process_took_in_is_found(hub: Hub) -> None:
    """Nobody tells this worker: it looks every second."""
    await hub.app[WORKER].stop()
    box = PaperBox().started()
    box.sell()
    await hub.push(box)
    other = Worker(hub.pool, SyncMetrics(CollectorRegistry()))
    other.start()
    async with asyncio.timeout(10):
        while await figures(hub) is None:
            await asyncio.sleep(0.02)
    await other.stop()


async def test_an_86_at_the_box_reaches_the_outlet_s_documents(hub: Hub) -> None:
    box = PaperBox().started()
    box.sold_out("nasi-goreng", True)
    await hub.push(box)
    await hub.settled()
    row = await hub.pool.fetchrow("select body, version from documents where kind = 'availability'")
    assert '"sold_out":true' in row["body"]


async def test_the_last_86_wins_in_whatever_order_they_come_up(hub: Hub) -> None:
    early, late = PaperBox().started(), PaperBox().started()
    early.sold_out("nasi-goreng", True, at=NOON)
    late.sold_out("nasi-goreng", False, at=NOON + 1_000)
    await hub.push(late)
    await hub.settled()
    await hub.push(early)
    await hub.settled()
    row = await hub.pool.fetchrow("select body, version from documents where kind = 'availability'")
    assert '"sold_out":false' in row["body"]
    assert row["version"] == 1


async def test_an_86_from_a_clock_far_ahead_does_not_win_for_ever(hub: Hub) -> None:
    wild, sane = PaperBox().started(), PaperBox().started()
    wild.sold_out("nasi-goreng", True, at=NOON + 10 * 365 * 86_400_000)
    await hub.push(wild)
    await hub.settled()
    hub.clock.now_ms += 1_000
    sane.sold_out("nasi-goreng", False, at=hub.clock.now_ms)
    await hub.push(sane)
    await hub.settled()
    row = await hub.pool.fetchrow("select body from documents where kind = 'availability'")
    assert '"sold_out":false' in row["body"]
    assert await hub.count("select reason from set_aside") == "clock ahead"


@pytest.mark.parametrize("rows", [1, 2_100])
async def test_a_long_backlog_is_read_in_pieces(hub: Hub, rows: int) -> None:
    box = PaperBox().started()
    for number in range(rows):
        box.add_raw("item.sold_out_set" if number % 2 else "noise.made", "[]")
    box.sell()
    for first in range(1, rows + 2, 1_000):
        assert (await hub.push(box, box.batch(first, min(first + 999, rows + 2))))[0] == 200
    await hub.settled()
    marks = await hub.pool.fetch("select place from projection_marks order by projection")
    assert [row["place"] for row in marks] == [rows + 2] * 2
    assert (await figures(hub))["checks"] == 1


async def test_a_projection_waits_out_a_database_that_is_away(hub: Hub, connect: Any) -> None:
    box = PaperBox().started()
    box.sell()
    admin = await connect()
    await admin.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tilo-hub'"
    )
    async with asyncio.timeout(20):
        while (await hub.push(box))[0] != 200:
            await asyncio.sleep(0.05)
        while await admin.fetchval("select checks from day_totals") != 1:
            await asyncio.sleep(0.05)
