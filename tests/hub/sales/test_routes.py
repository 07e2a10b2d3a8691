"""Head office reads the day of an outlet, down to the last receipt."""

from typing import Any

import pytest

from hub.rebuild import compare
from tests.hub.conftest import Hub, Office
from tests.hub.paper_box import DAY, NOON, PaperBox
from tilo.kit.ids import new_id
from tilo.refunds import RefundPick, RefundWish

HOUR = 3_600_000
SALES = "/api/outlets/kemang/sales"
RECEIPTS = "/api/outlets/kemang/receipts"


async def pushed(hub: Hub, box: PaperBox) -> None:
    assert (await hub.push(box))[0] == 200
    await hub.settled()


async def test_a_day_by_hour_item_and_tender(hub: Hub, owner: Office) -> None:
    box = PaperBox().started()
    lunch = box.sell({"nasi-goreng": 2, "es-teh": 2}, at=NOON + 600_000)
    late = box.sell({"kopi": 1}, at=NOON + 13 * HOUR, covers=1)  # one in the morning
    await pushed(hub, box)
    status, day = await owner.get(SALES, date=DAY)
    assert status == 200
    total = lunch.totals.total + late.totals.total
    assert (day["total"], day["checks"], day["covers"], day["average"]) == (total, 2, 3, total // 2)
    assert [(each["hour"], each["checks"]) for each in day["by_hour"]] == [(12, 1), (1, 1)]
    assert sum(each["total"] for each in day["by_hour"]) == total
    assert {each["item_id"]: each["quantity"] for each in day["by_item"]} == {
        "nasi-goreng": 2,
        "es-teh": 2,
        "kopi": 1,
    }
    paid = lunch.payments[0].amount + late.payments[0].amount
    assert day["by_tender"] == [{"tender": "cash", "total": paid}]
    assert day["tax"] == lunch.totals.taxes[0].amount + late.totals.taxes[0].amount


async def test_a_day_tells_up_to_when_it_is_true(hub: Hub, owner: Office) -> None:
    _, day = await owner.get(SALES, date=DAY)
    assert (day["checks"], day["average"], day["true_to_ms"]) == (0, 0, 0)
    box = PaperBox().started()
    box.sell(at=NOON - HOUR)
    box.sell(at=NOON - HOUR + 5)
    assert (await hub.push(box, box.batch(1, 2)))[0] == 200  # the box has one more
    await hub.settled()
    assert (await owner.get(SALES, date=DAY))[1]["true_to_ms"] == NOON - HOUR
    await pushed(hub, box)
    assert (await owner.get(SALES, date=DAY))[1]["true_to_ms"] == NOON


async def test_receipts_page_by_page_the_newest_first(hub: Hub, owner: Office) -> None:
    box = PaperBox().started()
    checks = [box.sell(at=NOON + (n // 2) * 1_000) for n in range(7)]  # pairs in one millisecond
    await pushed(hub, box)
    seen: list[Any] = []
    query = {"date": DAY, "limit": "3"}
    while True:
        _, page = await owner.get(RECEIPTS, **query)
        if not page["receipts"]:
            break
        seen += page["receipts"]
        query["before"] = str(page["receipts"][-1]["closed_at_ms"])
    assert {each["check_id"] for each in seen} == {str(check.id) for check in checks}
    assert len(seen) == 7
    times = [each["closed_at_ms"] for each in seen]
    assert times == sorted(times, reverse=True)
    first = next(each for each in seen if each["check_id"] == str(checks[0].id))
    assert first == {
        "check_id": str(checks[0].id),
        "receipt_number": checks[0].receipt_number,
        "number": 1,
        "closed_at_ms": NOON,
        "table_name": "4",
        "channel": "dine_in",
        "total": checks[0].totals.total,
        "tender": "cash",
        "cashier": "Sari Wulandari",
        "refunded": 0,
    }


async def test_a_receipt_in_full_names_its_place_in_the_journal(hub: Hub, owner: Office) -> None:
    box = PaperBox().started()
    check = box.sell({"nasi-goreng": 2})
    await pushed(hub, box)
    status, receipt = await owner.get(f"{RECEIPTS}/{check.id}")
    assert status == 200
    row = box.rows[-1]
    told = {name: receipt[name] for name in ("stream", "seq", "at", "hash")}
    assert told == {name: row[name] for name in told}
    assert receipt["check_id"] == str(check.id)
    assert receipt["lines"][0]["name_id"] == "Nasi Goreng"
    assert receipt["totals"]["total"] == check.totals.total


async def test_an_outlet_of_somebody_else_does_not_exist(hub: Hub, owner: Office) -> None:
    box = PaperBox().started()
    check = box.sell()
    await pushed(hub, box)
    for path in (SALES, RECEIPTS):
        status, no = await owner.get(path.replace("kemang", "pasar"), date=DAY)
        assert (status, no["code"]) == (404, "outlet.unknown")
    status, no = await owner.get(f"/api/outlets/senayan/receipts/{check.id}")
    assert (status, no["code"]) == (404, "receipt.unknown")
    status, no = await owner.get(f"{RECEIPTS}/{new_id()}")
    assert (status, no["code"]) == (404, "receipt.unknown")


@pytest.mark.parametrize(
    "date", ["2026-02-30", "0000-00-00", "20261122", "1795323600", "2026-W47-7", ""]
)
async def test_a_day_that_is_not_in_the_calendar_is_refused(owner: Office, date: str) -> None:
    for path in (SALES, RECEIPTS):
        status, no = await owner.get(path, date=date)
        assert (status, no["code"]) == (422, "request.invalid")


async def test_what_was_given_back_counts_on_the_day_it_went_back(hub: Hub, owner: Office) -> None:
    box = PaperBox().started()
    check = box.sell({"nasi-goreng": 2, "es-teh": 1}, at=NOON)
    wish = RefundWish(lines=(RefundPick(line_id=check.lines[0].id, quantity=1),))
    made = box.give_back(check, wish, at=NOON + HOUR, day="2026-11-23").refund
    await pushed(hub, box)
    _, sold = await owner.get(SALES, date=DAY)
    assert (sold["total"], sold["refunds"], sold["refund_count"]) == (check.totals.total, 0, 0)
    _, day = await owner.get(SALES, date="2026-11-23")
    worth = made.amount - made.rounding
    assert (day["total"], day["refunds"], day["refund_count"]) == (-worth, worth, 1)
    assert (day["checks"], day["average"]) == (0, 0)
    assert day["tax"] == -made.taxes[0].amount
    assert day["by_tender"] == [{"tender": "cash", "total": -made.amount}]
    assert [(each["item_id"], each["quantity"]) for each in day["by_item"]] == [("nasi-goreng", -1)]
    assert sum(each["total"] for each in day["by_hour"]) == -worth
    assert sold["total"] + day["total"] == check.totals.total - worth


async def test_a_receipt_tells_what_was_given_back_for_it(hub: Hub, owner: Office) -> None:
    box = PaperBox().started()
    check, other = box.sell(), box.sell()
    made = box.give_back(check, RefundWish(amount=5_000)).refund
    await pushed(hub, box)
    _, receipt = await owner.get(f"{RECEIPTS}/{check.id}")
    assert [each["number"] for each in receipt["refunds"]] == [made.number]
    assert receipt["refunds"][0]["amount"] == 5_000
    _, page = await owner.get(RECEIPTS, date=DAY)
    refunded = {each["check_id"]: each["refunded"] for each in page["receipts"]}
    assert refunded == {str(check.id): 5_000, str(other.id): 0}


async def test_a_refund_counts_once_whoever_tells_it(hub: Hub, owner: Office) -> None:
    box = PaperBox().started()
    check = box.sell()
    made = box.give_back(check, RefundWish(amount=5_000)).refund
    box.give_back(check, RefundWish(amount=5_000), refund_id=made.id)
    await pushed(hub, box)
    _, day = await owner.get(SALES, date=DAY)
    assert (day["refunds"], day["refund_count"]) == (5_000, 1)
    assert day["total"] == check.totals.total - 5_000


async def test_the_figures_with_refunds_are_the_fold_of_the_journal(hub: Hub) -> None:
    box = PaperBox().started()
    first, second = box.sell({"nasi-goreng": 2, "kopi": 1}), box.sell()
    box.give_back(first, RefundWish(amount=7_000))
    await pushed(hub, box)
    box.give_back(second, at=NOON + HOUR, day="2026-11-23")
    await pushed(hub, box)
    found = await compare(hub.dsn)
    assert found.equal, found.told()
