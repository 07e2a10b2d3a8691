"""Refunds give back exactly what was paid: in whichever order and grouping, and never more."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tilo.bills import PBJT, PPN, RULES, SARI, check, line, off, paid, wish
from tilo import discounts, refunds
from tilo.checks import Check, Terms
from tilo.errors import Refusal
from tilo.evolution import evolve
from tilo.kit.ids import new_id
from tilo.pricing import totals
from tilo.refunds import RefundPick, RefundWish
from tilo.selling import LineIsComped
from tilo.tax import ServiceRule, TaxRule


def back(sold: Check, asked: RefundWish, **more: Any) -> Check:
    due = refunds.quote(sold, asked)
    told: dict[str, Any] = {
        "refund_id": new_id(),
        "number": "KMG-AABC-000001R",
        "amount_seen": due.amount,
        "tender": "cash",
        "reason": "Keluhan tamu",
        "by": SARI,
        "approver": None,
        "at_ms": 3,
    }
    return evolve(sold, refunds.refund(sold, asked, **(told | more)))


def of(sold: Check, *counts: int) -> RefundWish:
    """So many of the first line, so many of the second …"""
    return RefundWish(
        lines=tuple(
            RefundPick(line_id=each.id, quantity=n)
            for each, n in zip(sold.lines, counts, strict=False)
            if n
        )
    )


def given_back(sold: Check) -> int:
    return sum(each.amount for each in sold.refunds)


def all_is_back(sold: Check) -> None:
    """Component by component."""
    due, made = sold.totals, sold.refunds
    assert given_back(sold) == due.paid
    assert sum(each.rounding for each in made) == due.rounding
    assert sum(each.service for each in made) == due.service
    goods = sum(each.subtotal - each.discount for each in made)
    assert goods == due.subtotal - due.discount
    taxes: dict[str, int] = {}
    for each in made:
        for tax in each.taxes:
            taxes[tax.tax_class] = taxes.get(tax.tax_class, 0) + tax.amount
    assert taxes == {tax.tax_class: tax.amount for tax in due.taxes if tax.amount}


def adds_up(sold: Check) -> None:
    for each in sold.refunds:
        on_top = sum(tax.amount for tax in each.taxes if not tax.inclusive)
        exact = each.subtotal - each.discount + each.service + on_top
        assert each.amount == exact + each.rounding >= 0
        assert exact == sum(one.amount for one in each.lines)
        for one in each.lines:
            assert 0 <= one.discount <= one.subtotal
            assert one.service >= 0
            assert one.tax >= 0
            assert one.amount >= 0


def test_a_whole_refund_copies_the_check() -> None:
    sold = paid(off(check(line(48_000, 2), line(13_000), line(45_000, tax=PPN)), wish(rate_bp=700)))
    after = back(sold, RefundWish())
    made = after.refunds[0]
    assert (made.how, made.amount) == ("full", sold.totals.paid)
    assert (made.subtotal, made.discount) == (sold.totals.subtotal, sold.totals.discount)
    assert [one.quantity for one in made.lines] == [2, 1, 1]
    all_is_back(after)
    assert (after.state, after.totals, after.lines) == (sold.state, sold.totals, sold.lines)
    with pytest.raises(refunds.RefundEmpty):
        refunds.quote(after, RefundWish())


def test_a_line_comes_back_with_its_discount_service_tax_and_coin() -> None:
    sold = paid(off(check(line(25_000), line(18_000), line(5_000)), wish(amount=10_000)))
    made = back(sold, of(sold, 1)).refunds[0]
    assert (made.subtotal, made.discount, made.service) == (25_000, 5_208, 990)
    assert [tax.amount for tax in made.taxes] == [2_078]
    assert made.amount == 22_900
    assert made.rounding == 22_900 - (25_000 - 5_208 + 990 + 2_078)


def test_what_the_guest_gets_can_be_paid_in_coins() -> None:
    sold = paid(check(line(33_333, 3), line(12_777)))
    for counts in ((1, 0), (1, 1), (1, 0)):
        sold = back(sold, of(sold, *counts))
        assert sold.refunds[-1].amount % 100 == 0
    all_is_back(sold)


def test_an_amount_takes_of_everything_and_the_rest_can_still_be_given_back() -> None:
    sold = paid(check(line(48_000, 2), line(45_000, tax=PPN)))
    sold = back(sold, RefundWish(amount=20_000))
    made = sold.refunds[0]
    assert (made.how, made.amount, made.rounding) == ("amount", 20_000, 0)
    assert [one.quantity for one in made.lines] == [0, 0]
    sold = back(sold, of(sold, 2))
    sold = back(sold, RefundWish())
    assert [one.quantity for one in sold.refunds[-1].lines] == [1]
    all_is_back(sold)


def test_what_a_rule_of_tax_says_today_changes_no_refund() -> None:
    """The amounts are the stored ones, even where the rates no longer give them."""
    sold = paid(check(line(48_000)))
    service, tax = sold.totals.service, sold.totals.taxes[0].amount
    odd = sold.model_copy(update={"terms": Terms(service=ServiceRule(rate_bp=9_999))})
    made = back(odd, RefundWish()).refunds[0]
    assert (made.service, made.taxes[0].amount) == (service, tax)


def refused(code: str, sold: Check, asked: RefundWish, **more: Any) -> dict[str, Any]:
    with pytest.raises(Refusal) as told:
        back(sold, asked, **more)
    assert told.value.code == code
    return told.value.facts


def test_what_cannot_be_given_back_is_refused() -> None:
    unpaid = check(line(48_000), line(0))
    refused("refund.not_paid", unpaid, RefundWish())
    sold = paid(unpaid)
    whole = sold.totals.paid
    too_much = refused("refund.too_much", sold, RefundWish(amount=whole + 1))
    assert too_much == {"left_rupiah": whole}
    assert refused("refund.quantity", sold, of(sold, 2)) == {"item": "Rawon", "left": 1}
    ghost = RefundWish(lines=(RefundPick(line_id=new_id(), quantity=1),))
    refused("line.unknown", sold, ghost)
    refused("refund.empty", sold, of(sold, 0, 1))
    refused("void.reason_required", sold, RefundWish(), reason="")
    facts = refused("refund.changed", sold, RefundWish(), amount_seen=whole - 1)
    assert facts == {"seen_rupiah": whole - 1, "amount_rupiah": whole}
    once = back(sold, RefundWish(amount=100))
    refused("refund.exists", once, RefundWish(), refund_id=once.refunds[0].id)
    for _ in range(refunds.MAX_REFUNDS - 1):
        once = back(once, RefundWish(amount=1))
    refused("refund.too_many", once, RefundWish())


def test_a_line_named_twice_is_counted_once() -> None:
    sold = paid(check(line(48_000, 2)))
    pick = RefundPick(line_id=sold.lines[0].id, quantity=1)
    twice = RefundWish(lines=(pick, pick))
    assert refunds.quote(sold, twice).amount == sold.totals.paid
    with pytest.raises(refunds.RefundQuantity):
        refunds.quote(sold, RefundWish(lines=(pick, pick, pick)))


prices = st.integers(0, 300_000)
goods = st.lists(
    st.tuples(prices, st.integers(1, 6), st.sampled_from(RULES)), min_size=1, max_size=6
)
offs = st.lists(
    st.tuples(
        st.one_of(
            st.builds(lambda n: {"rate_bp": n}, st.integers(1, 10_000)),
            st.builds(lambda n: {"amount": n}, st.integers(1, 100_000)),
        ),
        st.integers(-1, 5),
    ),
    max_size=3,
)


@st.composite
def closed_checks(draw: st.DrawFn) -> Check:
    terms = Terms(
        service=ServiceRule(
            rate_bp=draw(st.sampled_from((0, 500, 700, 1000))),
            base=draw(st.sampled_from(("before_discount", "after_discount"))),
        ),
        rounding_unit=draw(st.sampled_from((1, 100, 500))),
        rounding_mode=draw(st.sampled_from(("nearest", "down", "up"))),
    )
    sold = check(*(line(p, q, rule) for p, q, rule in draw(goods)))
    sold = sold.model_copy(update={"terms": terms, "totals": totals(sold.lines, (), terms)})
    for size, at in draw(offs):
        target = sold.lines[at] if 0 <= at < len(sold.lines) else None
        try:
            sold = off(sold, wish(target, **size))
        except (discounts.DiscountEmpty, LineIsComped):
            continue
    return paid(sold)


@settings(deadline=None)
@given(closed_checks(), st.data())
def test_all_lines_in_any_order_and_grouping_give_back_exactly_the_total(
    sold: Check, data: st.DataObject
) -> None:
    units = data.draw(
        st.permutations([n for n, each in enumerate(sold.lines) for _ in range(each.quantity)])
    )
    waiting: list[int] = []  # worth nothing by themselves: they go with the next
    while units:
        some = data.draw(st.integers(1, len(units)))
        waiting, units = waiting + units[:some], units[some:]
        counts = [waiting.count(n) for n in range(len(sold.lines))]
        try:
            sold = back(sold, of(sold, *counts))
        except refunds.RefundEmpty:
            continue
        waiting = []
        assert given_back(sold) <= sold.totals.paid
        adds_up(sold)
    all_is_back(sold)


acts = st.one_of(
    st.builds(lambda n: ("amount", n), st.integers(1, 400_000)),
    st.builds(lambda n: ("line", n), st.integers(0, 5)),
)


@settings(deadline=None)
@given(closed_checks(), st.lists(acts, max_size=8))
def test_refunds_of_every_kind_never_exceed_the_payments(
    sold: Check, wished: list[tuple[str, int]]
) -> None:
    for kind, n in wished:
        if kind == "line" and n >= len(sold.lines):
            continue
        counts = [int(n == m) for m in range(len(sold.lines))]
        asked = RefundWish(amount=n) if kind == "amount" else of(sold, *counts)
        try:
            sold = back(sold, asked)
        except (refunds.RefundEmpty, refunds.RefundTooMuch, refunds.RefundQuantity):
            continue
        assert 0 <= given_back(sold) <= sold.totals.paid
        adds_up(sold)
    if given_back(sold) < sold.totals.paid:
        sold = back(sold, RefundWish())
        all_is_back(sold)
    adds_up(sold)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_parts_sum_to_what_the_check_stored(rule: TaxRule) -> None:
    sold = paid(off(check(line(33_333, 3, rule), line(12_777, tax=PBJT)), wish(rate_bp=333)))
    parts, due = refunds.parts_of(sold), sold.totals
    assert sum(part.payable for part in parts) == due.total
    assert sum(part.service for part in parts) == due.service
    assert sum(part.tax for part in parts) == sum(tax.amount for tax in due.taxes)
