"""The pen behind the pictures: whole numbers, even scatter, short SVG."""

from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilo.demo.drawing.ink import Dice, Sheet, blob, percent, scatter


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0"), (5, ".05"), (30, ".3"), (65, ".65"), (100, "1"), (108, "1.08"), (120, "1.2")],
)
def test_a_percentage_is_written_as_short_as_svg_allows(value: int, written: str) -> None:
    assert percent(value) == written


@given(st.text(), st.integers(-50, 50), st.integers(0, 400))
def test_dice_stay_within_their_faces(name: str, low: int, more: int) -> None:
    dice = Dice(name)
    assert all(low <= dice.between(low, low + more) <= low + more for _ in range(20))


def test_dice_of_one_name_always_fall_alike() -> None:
    one, same, other = Dice("rawon"), Dice("rawon"), Dice("rendang")
    throws = [one.between(0, 999) for _ in range(8)]
    assert throws == [same.between(0, 999) for _ in range(8)]
    assert throws != [other.between(0, 999) for _ in range(8)]


@given(st.text(), st.integers(1, 120), st.integers(10, 150))
def test_scattered_grains_stay_on_the_plate(name: str, count: int, r: int) -> None:
    grains = scatter(Dice(name), count, r, loose=4)
    assert len(grains) == count
    assert all(hypot(x, y) <= r + 4 * 2 for x, y in grains)


def test_the_outline_of_something_soft_is_closed() -> None:
    outline = blob(Dice("telur"), 50, 46)
    assert outline.startswith("M")
    assert outline.endswith("z")
    assert outline.count("q") == 10


def test_a_paint_used_twice_is_kept_once() -> None:
    sheet = Sheet("kuah")
    assert sheet.round("#fff", "#000") == sheet.round("#fff", "#000")
    assert sheet.round("#fff", "#000") != sheet.round("#fff", "#111")
    assert sheet.svg().count(b"<radialGradient") == 2
