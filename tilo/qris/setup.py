"""Judges the code a merchant types or scans as their own, in sentences for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tilo.errors import Refusal
from tilo.qris.code import QrisCode
from tilo.qris.fields import ErrorCode, QrisError
from tilo.qris.reading import parse
from tilo.qris.writing import QrisTransferCode


class QrisUnreadable(Refusal):
    """The text is something else than a QRIS code. `reason` is the parser's code."""

    code = "qris.unreadable"
    status = 422
    reason: str


class QrisDamaged(Refusal):
    """It looks like a QRIS code, but a part was lost or changed on the way."""

    code = "qris.damaged"
    status = 422
    reason: str


class QrisNotValid(Refusal):
    """It came whole, but its issuer wrote something that the standard does not allow."""

    code = "qris.not_valid"
    status = 422
    reason: str


class QrisForeign(Refusal):
    """The code is another country's: it does not pay in rupiah."""

    code = "qris.foreign"
    status = 422
    country: str


class QrisHasAmount(Refusal):
    """The code was made for one payment. A shop's own code leaves the amount open."""

    code = "qris.has_amount"
    status = 422
    amount: str


_REFUSALS: Final[Mapping[ErrorCode, type[QrisUnreadable | QrisDamaged]]] = {
    "EMPTY": QrisUnreadable,
    "TOO_LONG": QrisUnreadable,
    "TLV_HEADER": QrisUnreadable,
    "PAYLOAD_FORMAT": QrisUnreadable,
    "TLV_TRUNCATED": QrisDamaged,
    "TLV_ZERO_LENGTH": QrisDamaged,
    "CRC_MISSING": QrisDamaged,
    "CRC_NOT_LAST": QrisDamaged,
    "CRC_FORMAT": QrisDamaged,
    "CRC_MISMATCH": QrisDamaged,
}


def merchant_code(text: str) -> QrisCode:
    """The merchant's own code, with what is odd about it in `warnings`, or the reason why not."""
    try:
        code = parse(text.strip())
    except QrisError as error:
        raise _REFUSALS.get(error.code, QrisNotValid)(reason=str(error)) from None
    if not code.payload.isprintable():
        raise QrisNotValid(reason="NOT_PRINTABLE")  # it would command the printer
    if code.transfer:
        raise QrisTransferCode
    if code.country != "ID":
        raise QrisForeign(country=code.country)
    if code.amount is not None:
        raise QrisHasAmount(amount=code.amount)
    return code
