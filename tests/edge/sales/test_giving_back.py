"""What is taken off, given free and given back, end to end over HTTP."""

from typing import Any

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
