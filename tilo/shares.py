"""Dividing what is owed on one check among its payers, to the rupiah.

Shares stay on one check, so service and tax are reckoned once. All but the last are whole coins,
since people pay them in cash; the last carries what is left and is rounded when it settles.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from tilo.checks import Share
from tilo.money import spread

MAX_SHARES = 50


def divided(owed: int, weights: Sequence[int], unit: int) -> tuple[int, ...]:
    """`owed` by weight, in coins of `unit`; the odd rupiah fall on the last.

    Where a coin is too coarse to give everybody something it goes rupiah by rupiah; nothing at all
    when even that leaves somebody without.
    """
    coins = [amount * unit for amount in spread(owed // unit, weights)]
    coins[-1] += owed % unit
    exact = coins if min(coins) > 0 else list(spread(owed, weights))
    return tuple(exact) if min(exact) > 0 else ()


def after_paying(shares: Sequence[Share], no: int, payment_id: UUID) -> tuple[Share, ...]:
    """Share `no`, counted from 1, is paid."""
    paid = shares[no - 1].model_copy(update={"payment_id": payment_id})
    return (*shares[: no - 1], paid, *shares[no:])


def kept_true(shares: Sequence[Share], owed: int, unit: int) -> tuple[Share, ...]:
    """The shares after what is owed changed: unpaid ones change in proportion, paid ones stay.

    Where that cannot be, nothing is divided any more.
    """
    unpaid = [share.amount for share in shares if share.payment_id is None]
    if sum(unpaid) == owed:
        return tuple(shares)
    if not unpaid or owed <= 0:
        return ()
    amounts = iter(divided(owed, unpaid, unit) or [0] * len(unpaid))
    after = tuple(
        share if share.payment_id else share.model_copy(update={"amount": next(amounts)})
        for share in shares
    )
    return after if all(share.amount > 0 for share in after) else ()
