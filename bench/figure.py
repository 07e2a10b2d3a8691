"""One figure as a line of JSON, and the arithmetic that all of them share."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Sequence
from typing import Any

Figure = dict[str, Any]


def figure(
    name: str,
    value: float,
    unit: str,
    *,
    floor: float | None = None,
    goal: str = "",
    met: bool | None = None,
    note: str = "",
) -> Figure:
    """`ratio` is value / floor. `goal` says in words what figures.md asks, `met` whether it is."""
    return {
        "name": name,
        "value": round(value, 3),
        "unit": unit,
        "floor": None if floor is None else round(floor, 3),
        "ratio": None if not floor else round(value / floor, 3),
        "goal": goal or None,
        "met": met,
        "note": note,
    }


def alternately(
    floor: Callable[[], float], product: Callable[[], float], pairs: int = 3
) -> tuple[float, float]:
    """Medians of floor and product, measured A B A B A B so that both meet the same machine."""
    floors, products = [], []
    for _ in range(pairs):
        floors.append(floor())
        products.append(product())
    return statistics.median(floors), statistics.median(products)


def percentile(values: Sequence[float], percent: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


Run = Callable[[], Iterator[Figure]]
