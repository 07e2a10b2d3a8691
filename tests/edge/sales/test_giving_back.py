"""What is taken off, given free and given back, end to end over HTTP."""

from typing import Any

import aiohttp
import pytest

from tests.shop import (
    OUTLET,
    PINS,
    Answer,
    Body,
    Shop,
    Tablet,
    adds_up,
    document,
    fresh,
    item_document,
    line,
)
from tests.vectors import vectors

BILLS = [each for each in vectors("tax_money")["bills"] if each["kind"] == "restaurant_exclusive"]


async def approved(tablet: Tablet, permission: str, by: str = "budi") -> str:
    body = {"staff_id": by, "pin": PINS[by], "permission": permission}
    told: str = (await tablet.post_plain("/api/approvals", body)).yes()["approval_id"]
    return told


async def off(tablet: Tablet, check: Body, **wish: Any) -> Answer:
    body = {"discount_id": fresh(), "reason": "Keluhan tamu"} | wish
    return await tablet.do(check, "discounts", **body)


async def comp(tablet: Tablet, check: Body, which: Body, **more: Any) -> Answer:
    body = {"reason": "Keluhan tamu"} | more
    return await tablet.do(check, f"lines/{which['id']}/comp", **body)


# --- discounts


@pytest.mark.parametrize("case", BILLS, ids=lambda each: each["name"])
async def test_a_check_comes_to_what_the_reference_says(shop: Shop, case: Body) -> None:
    rule = {"id": "pbjt", "name": "PB1", "kind": "pbjt", "serviced": True}
    dishes = ["rawon", "kopi", "es-teh", "kolak"][: len(case["items"])]
    money = {
        "service_rate_bp": round(float(case["service_rate"]) * 100),
        "service_base": case["service_base"],
    }
    await shop.apply(
        document("outlet", OUTLET | {"id": "kmg"} | money, 2),
        document("tax_class", rule | {"rate_bp": round(float(case["pbjt_rate"]) * 100)}, 2),
        *(
            item_document(dish, 2, price=price, active=True)
            for dish, price in zip(dishes, case["items"], strict=True)
        ),
    )
    tuti = await shop.as_("tuti")
    check = await tuti.order(*(line(dish) for dish in dishes))
    if case["discount"]:
        check = (await off(tuti, check, amount=case["discount"])).yes()
    expect, totals = case["expect"], check["totals"]
    told = {
        "subtotal": totals["subtotal"],
        "discount": totals["discount"],
        "service_charge": totals["service"],
        "pbjt_base": totals["taxes"][0]["base"],
        "pbjt": totals["taxes"][0]["amount"],
        "total": totals["total"],
    }
    assert told == expect
    closed = (await tuti.pay(check)).yes()
    adds_up(closed)


async def test_the_tax_offices_own_example_as_a_check_from_order_to_paper(shop: Shop) -> None:
    """Bapenda Jakarta: 100,000 less 20 %, service 5 % before the discount, PBJT 10 %."""
    await shop.apply(
        document("outlet", OUTLET | {"id": "kmg", "service_base": "before_discount"}, 2),
        item_document("rawon", 2, price=100_000),
    )
    budi = await shop.as_("budi")
    check = await budi.order(line("rawon"))
    check = (await off(budi, check, rate_bp=2000, reason="Promo pembukaan")).yes()
    assert check["totals"]["total"] == 93_500
    check = (await budi.pay(check)).yes()
    assert (check["state"], check["totals"]["paid"]) == ("closed", 93_500)
    paper = (await budi.get(f"/api/checks/{check['id']}/receipt", lang="id")).yes()
    text = "\n".join(row.get("text", "") for row in paper["rows"])
    for words in ("Diskon 20%", "-Rp20.000", "Rp5.000", "Rp8.500", "Rp93.500"):
        assert words in text


async def test_a_cashier_discounts_up_to_the_limit_and_beyond_it_with_a_pin(
    shop: Shop, sari: Tablet
) -> None:
    check = await sari.order(line("rawon"), line("kopi"))  # 61.000
    check = (await off(sari, check, rate_bp=1000)).yes()
    assert check["totals"]["discount"] == 6_100
    told = (await off(sari, check, amount=1_000)).no("discount.above_limit")
    assert told["facts"] == {"asked_bp": 1164, "limit_percent": 10}
    approval = await approved(sari, "sales.discount")
    check = (await off(sari, check, amount=1_000, approval_id=approval)).yes()
    given = check["discounts"][-1]
    assert (given["by"]["id"], given["approver"]["name"]) == ("sari", "Budi Hartono")
    row = (await shop.journal())[-1]
    assert (row.kind, row.actor, row.approver) == ("check.discounted", "sari", "budi")
    adds_up(check)


async def test_an_approver_cannot_go_beyond_their_own_limit(sari: Tablet) -> None:
    check = await sari.order(line("rawon"))
    approval = await approved(sari, "sales.discount", by="budi")
    told = (await off(sari, check, rate_bp=3000, approval_id=approval)).no("discount.above_limit")
    assert told["facts"]["limit_percent"] == 25
    approval = await approved(sari, "sales.discount", by="maya")
    (await off(sari, check, rate_bp=3000, approval_id=approval)).yes()


async def test_a_discount_on_one_line_is_taken_back_until_the_check_is_paid(sari: Tablet) -> None:
    check = await sari.order(line("rawon"), line("kopi"))
    soup = check["lines"][0]
    less = (await off(sari, check, line_id=soup["id"], amount=5_000)).yes()
    assert [each["discount"] for each in less["lines"]] == [5_000, 0]
    gone = f"discounts/{less['discounts'][0]['id']}/remove"
    again = (await sari.do(less, gone)).yes()
    assert again["totals"] == check["totals"]
    (await sari.do(less, gone)).no("discount.unknown")
    less = (await off(sari, check, line_id=soup["id"], amount=5_000)).yes()
    (await sari.pay(less)).yes()
    gone = f"discounts/{less['discounts'][0]['id']}/remove"
    (await sari.do(less, gone)).no("check.not_open")
    (await off(sari, less, amount=1)).no("check.not_open")


async def test_a_line_does_not_leave_from_under_its_discount(sari: Tablet) -> None:
    check = await sari.order(line("rawon"), line("kopi"))
    check = (await off(sari, check, amount=6_000)).yes()
    (await sari.void(check, check["lines"][0])).no("discount.in_the_way")
    body = {"quantity": 1, "note": "panas"}
    (await sari.do(check, f"lines/{check['lines'][1]['id']}/change", **body)).yes()


async def test_a_discount_without_size_or_with_two_is_no_discount(sari: Tablet) -> None:
    check = await sari.order(line("rawon"))
    (await off(sari, check)).no("request.invalid")
    (await off(sari, check, rate_bp=100, amount=100)).no("request.invalid")
    (await off(sari, check, rate_bp=10_001)).no("request.invalid")
    (await off(sari, check, amount=100, reason=" ")).no("void.reason_required")


# --- comps


async def test_a_comp_needs_approval_stays_at_zero_and_is_on_the_receipt(
    shop: Shop, sari: Tablet
) -> None:
    check = await sari.order(line("rawon"), line("kopi"), fire=True)
    soup = check["lines"][0]
    (await comp(sari, check, soup)).no("permission.missing")
    approval = await approved(sari, "sales.comp")
    check = (await comp(sari, check, soup, approval_id=approval)).yes()
    given = check["lines"][0]
    assert (given["total"], given["comp"]["value"], given["state"]) == (0, 48_000, "fired")
    assert given["comp"]["approver"]["id"] == "budi"
    assert check["totals"]["subtotal"] == 13_000
    adds_up(check)
    row = (await shop.journal())[-1]
    assert (row.kind, row.approver) == ("check.line_comped", "budi")
    (await sari.pay(check)).yes()
    paper = (await sari.get(f"/api/checks/{check['id']}/receipt", lang="en")).yes()
    assert any("On the house (Rp48.000)" in row.get("text", "") for row in paper["rows"])


async def test_a_comped_line_is_charged_again(budi: Tablet) -> None:
    before = await budi.order(line("rawon", 2), fire=True)
    soup = before["lines"][0]
    free = (await comp(budi, before, soup)).yes()
    assert free["totals"]["total"] == 0
    (await comp(budi, free, soup)).no("line.comped")
    back = f"lines/{soup['id']}/comp/remove"
    again = (await budi.do(free, back)).yes()
    assert again["totals"] == before["totals"]
    (await budi.do(free, back)).no("comp.missing")


async def test_a_check_given_free_as_a_whole_closes_with_a_receipt(budi: Tablet) -> None:
    check = await budi.order(line("kopi"), fire=True)
    free = (await comp(budi, check, check["lines"][0])).yes()
    closed = (await budi.pay(free)).yes()
    assert (closed["state"], closed["totals"]["paid"]) == ("closed", 0)
    adds_up(closed)


# --- refunds


async def quoted(tablet: Tablet, check: Body, **wish: Any) -> Answer:
    return await tablet.post_plain(f"/api/checks/{check['id']}/refunds/quote", wish)


async def refund(tablet: Tablet, check: Body, wish: Body | None = None, **more: Any) -> Answer:
    """Of what the box says it comes to."""
    told = (await quoted(tablet, check, **(wish or {}))).yes()
    body = {
        "refund_id": fresh(),
        "wish": wish or {},
        "amount_seen": told["amount"],
        "reason": "Makanan salah",
    }
    return await tablet.do(check, "refunds", **(body | more))


def picks(check: Body, *counts: int) -> Body:
    lines = [
        {"line_id": each["id"], "quantity": n}
        for each, n in zip(check["lines"], counts, strict=False)
        if n
    ]
    return {"lines": lines}


async def sold(tablet: Tablet, *lines: Body) -> Body:
    closed: Body = (await tablet.pay(await tablet.order(*lines, fire=True))).yes()
    return closed


async def test_a_paid_check_is_given_back_line_by_line_to_the_last_rupiah(
    shop: Shop, sari: Tablet, budi: Tablet
) -> None:
    check = await sari.order(line("rawon", 2), line("kopi"), line("sambal-botol"))
    check = (await off(sari, check, rate_bp=1000)).yes()
    check = (await sari.pay(check)).yes()
    for counts in ((1,), (0, 1, 1), (1,)):
        check = (await refund(budi, check, picks(check, *counts))).yes()
        assert check["refunds"][-1]["amount"] % 100 == 0, "it can be paid in coins"
    assert sum(each["amount"] for each in check["refunds"]) == check["totals"]["paid"]
    (await quoted(budi, check)).no("refund.empty")
    assert check["state"] == "closed"
    numbers = [each["number"] for each in check["refunds"]]
    assert [number[-7:] for number in numbers] == ["000001R", "000002R", "000003R"]
    row = (await shop.journal())[-1]
    assert (row.kind, row.subject, row.actor) == ("check.refunded", check["id"], "budi")
    listed = (await sari.get("/api/checks", state="closed")).yes()["checks"][0]
    assert listed["refunded"] == check["totals"]["paid"]


async def test_a_cashier_refunds_with_a_supervisors_pin_and_both_names_are_kept(
    shop: Shop, sari: Tablet
) -> None:
    check = await sold(sari, line("rawon"))
    (await refund(sari, check)).no("permission.missing")
    approval = await approved(sari, "sales.refund")
    check = (await refund(sari, check, approval_id=approval)).yes()
    made = check["refunds"][0]
    assert (made["by"]["id"], made["approver"]["id"], made["how"]) == ("sari", "budi", "full")
    assert made["amount"] == check["totals"]["paid"]
    row = (await shop.journal())[-1]
    assert (row.actor, row.approver) == ("sari", "budi")


async def test_a_refused_refund_uses_no_number(budi: Tablet) -> None:
    check = await sold(budi, line("rawon"))
    (await refund(budi, check, amount_seen=1)).no("refund.changed")
    (await refund(budi, check, reason="")).no("void.reason_required")
    check = (await refund(budi, check, {"amount": 10_000})).yes()
    assert check["refunds"][0]["number"].endswith("-000001R")
    (await quoted(budi, check, amount=check["totals"]["paid"])).no("refund.too_much")
    told = (await quoted(budi, check)).yes()
    assert told["left"] == told["amount"] == check["totals"]["paid"] - 10_000
    assert [each["left"] for each in told["lines"]] == [1]


async def test_a_refund_sent_twice_gives_back_once(budi: Tablet) -> None:
    check = await sold(budi, line("rawon"))
    told = (await quoted(budi, check, amount=5_000)).yes()
    body = {
        "id": fresh(),
        "refund_id": fresh(),
        "wish": {"amount": 5_000},
        "amount_seen": told["amount"],
        "reason": "Makanan salah",
    }
    path = f"/api/checks/{check['id']}/refunds"
    first = (await budi.post(path, body)).yes()
    assert (await budi.post(path, body)).yes() == first
    (await budi.post(path, body | {"id": fresh()})).no("refund.exists")


async def test_an_open_check_is_voided_not_refunded(budi: Tablet) -> None:
    check = await budi.order(line("rawon"), fire=True)
    (await quoted(budi, check)).no("refund.not_paid")


async def test_a_refund_prints_a_slip_that_names_its_receipt(shop: Shop, budi: Tablet) -> None:
    check = await sold(budi, line("rawon", 2))
    check = (await refund(budi, check, picks(check, 1))).yes()
    made = check["refunds"][0]
    connector = aiohttp.UnixConnector(path=str(shop.settings.socket_path))
    async with (
        aiohttp.ClientSession(connector=connector) as inside,
        inside.get("http://box/internal/print/work") as answer,
    ):
        jobs = (await answer.json())["jobs"]
    slip = next(job for job in jobs if job["kind"] == "refund")["slip"]
    assert slip[0] == {"kind": "drawer"}
    words = " ".join(str(block) for block in slip)
    for told in (made["number"], check["receipt_number"], "1 x Rawon", "Makanan salah"):
        assert told in words


async def test_a_refund_comes_out_of_the_drawer_it_is_taken_from(shop: Shop, budi: Tablet) -> None:
    session = fresh()
    (await budi.post("/api/till", {"session_id": session, "opening": 200_000})).yes()
    check = await sold(budi, line("rawon"))
    check = (await refund(budi, check, {"amount": 10_000})).yes()
    assert check["refunds"][0]["session_id"] == check["payments"][0]["session_id"] == session
