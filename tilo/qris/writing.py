"""Writes QRIS payloads: from fields, and from a merchant's code with an amount put into it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from tilo.errors import Refusal
from tilo.qris.code import QrisCode, Tip
from tilo.qris.fields import Pair, QrisError, checksum, pairs_of, written
from tilo.qris.reading import parse

LIMIT_RUPIAH: Final = 10_000_000
"""What one QRIS payment may be at most."""

LONGEST_BILL_NUMBER: Final = 25


class QrisAmountTooHigh(Refusal):
    """No wallet pays so much in one QRIS payment; the rest must be paid otherwise."""

    code = "qris.amount_too_high"
    status = 422
    amount_rupiah: int
    limit_rupiah: int


class QrisTransferCode(Refusal):
    """The code is a QRIS Transfer: it pays a person's account, not a merchant."""

    code = "qris.transfer_code"
    status = 422


def build(fields: Iterable[Pair]) -> str:
    """The payload of these top-level fields (63 is added), in ascending order.

    Raises QrisError when they do not make a valid code.
    """
    ordered = sorted(fields, key=lambda pair: pair[0])
    text = "".join(written(tag, value) for tag, value in ordered) + "6304"
    return parse(text + checksum(text)).payload


def with_amount(
    code: QrisCode, amount_rupiah: int, *, tip: Tip | None = None, bill_number: str | None = None
) -> str:
    """The payload of a one-off code: the merchant's own with this amount in it.

    It brings no news of its payment: a person confirms that by eye, so it counts as unverified.
    Raises QrisTransferCode, QrisAmountTooHigh, and QrisError when the result would be no valid
    code, for one because the bill number (at most 25 characters) does not fit any more.
    """
    if code.transfer:
        raise QrisTransferCode
    if amount_rupiah > LIMIT_RUPIAH:
        raise QrisAmountTooHigh(amount_rupiah=amount_rupiah, limit_rupiah=LIMIT_RUPIAH)
    replaced = {"01", "54", "55", "56", "57"}
    fields = [pair for pair in code.fields if pair[0] not in replaced]
    fields += [("01", "12"), ("54", str(amount_rupiah)), *(tip.pairs() if tip else ())]
    if bill_number is not None:
        fields = _numbered(fields, bill_number)
    return build(fields)


def _numbered(fields: list[Pair], bill_number: str) -> list[Pair]:
    if not 0 < len(bill_number) <= LONGEST_BILL_NUMBER or not bill_number.isascii():
        raise QrisError("TOO_LONG_FIELD", "62")
    inside = dict(pairs_of(dict(fields).get("62", ""))) | {"01": bill_number}
    template = "".join(written(tag, value) for tag, value in sorted(inside.items()))
    return [pair for pair in fields if pair[0] != "62"] + [("62", template)]
