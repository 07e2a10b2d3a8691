"""Rupiah arithmetic: rounding, sharing, spreading, cash rounding, display. Integers only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

RoundingMode = Literal["nearest", "down", "up"]


def half_up(numerator: int, denominator: int) -> int:
    """`numerator / denominator` to the nearest whole rupiah, halves away from zero."""
    assert denominator > 0
    if numerator < 0:
        return -half_up(-numerator, denominator)
    return (2 * numerator + denominator) // (2 * denominator)


def of_rate(amount: int, rate_bp: int) -> int:
    """`rate_bp` basis points of `amount`, half up."""
    return half_up(amount * rate_bp, 10_000)


def share(total: int, ways: int) -> tuple[int, ...]:
    """Split `total` into equal shares; the odd rupiah go to the first ones."""
    assert ways > 0
    each, left = divmod(abs(total), ways)
    sign = -1 if total < 0 else 1
    return tuple(sign * (each + (1 if n < left else 0)) for n in range(ways))


def spread(amount: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Spread `amount` by value: largest remainder, ties to the earlier one.

    With no weight at all everything falls on the first, so that nothing is ever lost.
    """
    whole = sum(weights)
    if not weights:
        assert amount == 0, "an amount with nobody to carry it"
        return ()
    if whole == 0:
        return (amount, *([0] * (len(weights) - 1)))
    assert amount >= 0
    assert all(weight >= 0 for weight in weights)
    parts = [amount * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda n: (-(amount * weights[n] % whole), n))
    for n in order[: amount - sum(parts)]:
        parts[n] += 1
    return tuple(parts)


def round_cash(amount: int, unit: int, mode: RoundingMode = "nearest") -> int:
    """`amount` rounded to a multiple of the coin `unit` (Permendag 35/2013: cash only)."""
    assert unit > 0
    if amount < 0:
        return -round_cash(-amount, unit, mode)
    match mode:
        case "down":
            return amount // unit * unit
        case "up":
            return -(-amount // unit) * unit
        case "nearest":
            return half_up(amount, unit) * unit


def rupiah(amount: int) -> str:
    """As people write it in Indonesia: `Rp93.500`, `-Rp15.000`."""
    digits = f"{abs(amount):,}".replace(",", ".")
    return f"-Rp{digits}" if amount < 0 else f"Rp{digits}"
