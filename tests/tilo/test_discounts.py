"""What is taken off by hand is spread to the rupiah, and is never more than there is or allowed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tilo.bills import RULES, SARI, check, line, off, wish
from tests.tilo.plates import menu
from tests.vectors import vectors
from tilo import discounts
from tilo.checks import Check, Discount
from tilo.errors import Refusal
from tilo.evolution import evolve
from tilo.menu import NewLine
from tilo.money import of_rate
from tilo.selling import LineIsComped, change_line, void_line
from tilo.tax import TaxRule


@pytest.mark.parametrize("case", vectors("tax_money")["discount_spread"], ids=lambda c: c["name"])
def test_a_discount_on_the_check_is_spread_by_value(case: dict[str, list[int]]) -> None:
    sold = check(*(line(price) for price in case["lines"]))
    sold = off(sold, wish(amount=case["discount"]))
    assert [each.discount for each in sold.lines] == case["expect"]


def test_a_rate_follows_the_check_as_it_grows() -> None:
    sold = off(check(line(100_000)), wish(rate_bp=1000))
    assert sold.totals.discount == 10_000
    grown = sold.model_copy(update={"lines": (*sold.lines, line(50_000))})
    grown = off(grown, wish(grown.lines[1], rate_bp=1000))
    assert [each.value for each in grown.discounts] == [14_500, 5_000]


def test_a_line_discount_comes_before_the_checks() -> None:
    dish, drink = line(40_000), line(10_000)
    sold = off(check(dish, drink), wish(rate_bp=1000), wish(dish, amount=10_000))
    assert [each.value for each in sold.discounts] == [4_000, 10_000]
    assert [each.discount for each in sold.lines] == [13_000, 1_000]


def test_a_discount_is_taken_back_and_everything_is_as_before() -> None:
    before = check(line(48_000), line(13_000))
    sold = off(before, wish(rate_bp=1250))
    after = evolve(sold, discounts.remove_discount(sold, sold.discounts[0].id))
    assert (after.totals, after.lines, after.discounts) == (before.totals, before.lines, ())
    with pytest.raises(discounts.DiscountUnknown):
        discounts.remove_discount(after, sold.discounts[0].id)


def test_more_of_the_check_than_allowed_is_refused_however_it_adds_up() -> None:
    sold = check(line(100_000), line(100_000))
    part = off(sold, wish(sold.lines[0], amount=20_000, allowed_bp=1000))
    with pytest.raises(discounts.DiscountAboveLimit) as told:
        discounts.discount(part, wish(amount=1, allowed_bp=1000))
    assert told.value.facts == {"asked_bp": 1001, "limit_percent": 10}


def test_what_was_allowed_of_a_large_check_does_not_eat_a_small_one() -> None:
    sold = off(check(line(100_000), line(10_000)), wish(amount=11_000, allowed_bp=1000))
    with pytest.raises(discounts.DiscountInTheWay):
        discounts.ensure_covered(evolve(sold, void_line(sold, sold.lines[0].id, "salah")))
    discounts.ensure_covered(sold)


def test_a_comped_line_stays_at_zero_with_its_worth_and_carries_no_service_or_tax() -> None:
    sold = check(line(48_000), line(13_000))
    fact = discounts.comp(sold, sold.lines[0].id, reason="Keluhan", by=SARI, at_ms=1)
    after = evolve(sold, fact)
    assert after.lines[0].total == 0
    assert after.lines[0].comp is not None
    assert after.lines[0].comp.value == 48_000
    assert after.totals == check(sold.lines[1]).totals
    again = evolve(after, discounts.remove_comp(after, sold.lines[0].id))
    assert (again.lines, again.totals) == (sold.lines, sold.totals)


def _refused(code: str, sold: Check, wished: Discount) -> None:
    with pytest.raises(Refusal) as told:
        discounts.discount(sold, wished)
    assert told.value.code == code


def test_what_cannot_be_taken_off_is_refused() -> None:
    dish, gone = line(10_000), line(5_000, state="voided")
    sold = check(dish, gone)
    _refused("line.voided_already", sold, wish(gone, rate_bp=100))
    _refused("line.unknown", sold, wish(line(1), rate_bp=100))
    _refused("discount.empty", check(gone), wish(amount=100))
    _refused("discount.empty", sold, wish(rate_bp=0))
    unreasoned = wish(amount=5).model_copy(update={"reason": ""})
    _refused("void.reason_required", sold, unreasoned)
    once = wish(amount=5)
    _refused("discount.exists", off(sold, once), once)
    many = off(sold, *(wish(amount=1) for _ in range(discounts.MAX_DISCOUNTS)))
    _refused("discount.too_many", many, wish(amount=1))
    free = evolve(sold, discounts.comp(sold, dish.id, reason="x", by=SARI, at_ms=1))
    _refused("line.comped", free, wish(dish, rate_bp=100))
    _refused("check.not_open", sold.model_copy(update={"state": "closed"}), wish(amount=5))
    _refused("check.partly_paid", check(dish, paid=10_000), wish(amount=2_000))


def test_a_comped_draft_is_not_changed() -> None:
    draft = line(10_000, state="draft")
    sold = check(draft)
    free = evolve(sold, discounts.comp(sold, draft.id, reason="x", by=SARI, at_ms=1))
    more = NewLine(line_id=draft.id, item_id=draft.item_id, quantity=2)
    with pytest.raises(LineIsComped):
        change_line(free, more, menu())


prices = st.integers(0, 300_000)
sizes = st.one_of(
    st.builds(lambda n: {"rate_bp": n}, st.integers(1, 10_000)),
    st.builds(lambda n: {"amount": n}, st.integers(1, 500_000)),
)


@given(
    st.lists(st.tuples(prices, st.integers(1, 20), st.sampled_from(RULES)), min_size=1, max_size=8),
    st.lists(st.tuples(sizes, st.integers(-1, 7)), max_size=8),
    st.sets(st.integers(0, 7)),
    st.integers(0, 2000),
)
def test_nothing_goes_below_zero_and_every_rupiah_is_accounted_for(
    goods: list[tuple[int, int, TaxRule]],
    wishes: list[tuple[dict[str, int], int]],
    comped: set[int],
    service_bp: int,
) -> None:
    sold = check(*(line(p, q, rule) for p, q, rule in goods), service_bp=service_bp)
    for n in sorted(comped):
        if n < len(sold.lines):
            fact = discounts.comp(sold, sold.lines[n].id, reason="x", by=SARI, at_ms=1)
            sold = evolve(sold, fact)
    for size, at in wishes:
        target = sold.lines[at] if 0 <= at < len(sold.lines) else None
        try:
            sold = off(sold, wish(target, **size))
        except (discounts.DiscountEmpty, LineIsComped):
            continue
    assert all(0 <= each.discount <= each.total for each in sold.lines)
    assert sum(each.discount for each in sold.lines) == sum(d.value for d in sold.discounts)
    due = sold.totals
    assert due.discount == sum(each.discount for each in sold.lines) <= due.subtotal
    on_top = sum(tax.amount for tax in due.taxes if not tax.inclusive)
    assert due.total == due.subtotal - due.discount + due.service + on_top >= 0
    assert all(tax.amount >= 0 and tax.base >= 0 for tax in due.taxes)
    assert discounts.share_bp(sold) <= 10_000
    if not sold.discounts and not comped:
        assert due.service == of_rate(sum(p * q for p, q, r in goods if r.serviced), service_bp)
