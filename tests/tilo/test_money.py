"""Rupiah: what is rounded, shared and spread always adds up again."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vectors import vectors
from tilo.money import half_up, of_rate, round_cash, rupiah, share, spread

VECTORS = vectors("tax_money")
amounts = st.integers(-(10**11), 10**11)


@pytest.mark.parametrize(
    "case", VECTORS["cash_rounding"], ids=lambda c: f"{c['amount']}/{c['unit']}"
)
def test_cash_is_rounded_to_the_coin_as_the_reference_says(case: dict[str, int]) -> None:
    amount, unit = case["amount"], case["unit"]
    assert round_cash(amount, unit, "nearest") == case["nearest"]
    assert round_cash(amount, unit, "down") == case["down"]
    assert round_cash(amount, unit, "up") == case["up"]
    assert round_cash(amount, unit) - amount == case["adjust_nearest"]


@pytest.mark.parametrize("case", VECTORS["split_bill"], ids=lambda c: f"{c['total']}/{c['ways']}")
def test_a_bill_is_shared_as_the_reference_says(case: dict[str, Any]) -> None:
    assert list(share(case["total"], case["ways"])) == case["expect"]


@pytest.mark.parametrize("case", VECTORS["discount_spread"], ids=lambda c: c["name"])
def test_a_discount_is_spread_as_the_reference_says(case: dict[str, Any]) -> None:
    assert list(spread(case["discount"], case["lines"])) == case["expect"]


@pytest.mark.parametrize("case", VECTORS["format"], ids=lambda c: c["text"])
def test_rupiah_is_written_the_indonesian_way(case: dict[str, Any]) -> None:
    assert rupiah(case["rupiah"]) == case["text"]


@given(amounts, st.integers(1, 10**6))
def test_half_up_is_the_nearest_whole_and_halves_go_away_from_zero(top: int, bottom: int) -> None:
    rounded = half_up(top, bottom)
    assert abs(2 * (rounded * bottom - top)) <= bottom
    assert half_up(-top, bottom) == -rounded
    if 2 * abs(top) % (2 * bottom) == bottom:
        assert abs(rounded) * bottom > abs(top)


@given(amounts, st.integers(1, 60))
def test_sharing_never_loses_a_rupiah_and_is_fair(total: int, ways: int) -> None:
    parts = share(total, ways)
    assert sum(parts) == total
    assert len(parts) == ways
    assert max(parts) - min(parts) <= 1


@given(st.integers(0, 10**10), st.lists(st.integers(0, 10**9), min_size=1, max_size=40))
def test_spreading_never_loses_a_rupiah_nor_takes_from_anyone(
    amount: int, weights: list[int]
) -> None:
    parts = spread(amount, weights)
    assert sum(parts) == amount
    assert all(part >= 0 for part in parts)
    whole = sum(weights)
    if whole:
        for part, weight in zip(parts, weights, strict=True):
            assert abs(part * whole - amount * weight) < whole


@given(amounts, st.sampled_from([1, 50, 100, 500, 1000]))
def test_cash_rounding_stays_within_one_coin_and_rounds_only_once(amount: int, unit: int) -> None:
    for mode in ("nearest", "down", "up"):
        rounded = round_cash(amount, unit, mode)
        assert rounded % unit == 0
        assert abs(rounded - amount) < unit
        assert round_cash(rounded, unit, mode) == rounded


@given(st.integers(0, 10**10), st.integers(0, 10_000))
def test_a_rate_never_takes_more_than_all(amount: int, rate_bp: int) -> None:
    assert 0 <= of_rate(amount, rate_bp) <= amount
