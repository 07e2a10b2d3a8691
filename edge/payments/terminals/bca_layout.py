"""The fields of BCA-style requests and answers, as data: a revision by the bank is a new table.

Request and framing follow public clients; of the answer only a few places are public, the rest is
to be confirmed with the bank's binding specification.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

Coding = Literal["binary", "digits", "text", "card", "dropped"]
"""`digits` are padded with zeros on the left, all others with spaces on the right. Of a `card`
only the last four digits are ever read, of a `dropped` field nothing."""


class Field(NamedTuple):
    name: str
    length: int
    coding: Coding


@dataclass(frozen=True)
class Layout:
    """Fields one after the other."""

    fields: tuple[Field, ...]

    @property
    def length(self) -> int:
        return sum(field.length for field in self.fields)

    def offset(self, name: str) -> int:
        """Where a field begins."""
        names = [field.name for field in self.fields]
        return sum(field.length for field in self.fields[: names.index(name)])

    def encode(self, values: Mapping[str, str]) -> bytes:
        """The body with these values. One that does not fit is our mistake."""
        unknown = values.keys() - {field.name for field in self.fields}
        assert not unknown, f"no field is called {sorted(unknown)}"
        return b"".join(_encoded(field, values.get(field.name, "")) for field in self.fields)

    def decode(self, body: bytes) -> dict[str, str]:
        """The values of a body of the right length, without card data and without control
        characters."""
        assert len(body) == self.length, len(body)
        values, at = {}, 0
        for field in self.fields:
            values[field.name] = _decoded(field, body[at : at + field.length])
            at += field.length
        return values


def _encoded(field: Field, value: str) -> bytes:
    if field.coding == "binary":
        return int(value or "1").to_bytes(field.length)
    raw = value.encode("ascii")
    assert len(raw) <= field.length, f"{field.name} holds {field.length} characters"
    return raw.rjust(field.length, b"0") if field.coding == "digits" else raw.ljust(field.length)


def _decoded(field: Field, raw: bytes) -> str:
    if field.coding == "binary":
        return str(int.from_bytes(raw))
    if field.coding == "dropped":
        return ""
    text = raw.decode("ascii", "replace").rstrip()
    if field.coding == "card":
        found = re.search(r"[0-9]{4}\Z", text)
        return found[0] if found else ""
    return "".join(each if each.isprintable() else "?" for each in text)


REQUEST: Final = Layout(
    (
        Field("version", 1, "binary"),
        Field("trans_type", 2, "digits"),
        Field("amount", 12, "digits"),
        Field("other_amount", 12, "digits"),
        Field("pan", 19, "card"),
        Field("expiry", 4, "dropped"),
        Field("cancel_reason", 2, "digits"),
        Field("invoice", 6, "digits"),
        Field("auth_code", 6, "text"),
        Field("installment_flag", 1, "text"),
        Field("redeem_flag", 1, "text"),
        Field("dcc_flag", 1, "text"),
        Field("installment_plan", 3, "text"),
        Field("tenor", 2, "text"),
        Field("generic_data", 12, "text"),
        Field("reference", 12, "text"),
        Field("original_date", 4, "text"),
        Field("filler", 50, "dropped"),
    )
)

RESPONSE: Final = Layout(
    (
        Field("version", 1, "binary"),
        Field("trans_type", 2, "digits"),
        Field("amount", 12, "digits"),
        Field("other_amount", 12, "digits"),
        Field("pan", 19, "card"),
        Field("expiry", 4, "dropped"),
        Field("response_code", 2, "text"),
        Field("rrn", 12, "text"),
        Field("approval_code", 6, "text"),
        Field("date", 8, "digits"),
        Field("time", 6, "digits"),
        Field("merchant_id", 15, "text"),
        Field("terminal_id", 8, "text"),
        Field("offline_flag", 1, "text"),
        Field("cardholder_name", 26, "dropped"),
        Field("pan_cashier", 16, "dropped"),
        Field("invoice", 6, "digits"),
        Field("batch", 6, "digits"),
        Field("issuer_id", 2, "text"),
        Field("installment_flag", 1, "text"),
        Field("dcc_flag", 1, "text"),
        Field("redeem_flag", 1, "text"),
        Field("information_amount", 12, "text"),
        Field("dcc_decimals", 1, "text"),
        Field("dcc_currency", 3, "text"),
        Field("dcc_rate", 8, "text"),
        Field("coupon_flag", 1, "text"),
        Field("filler", 8, "dropped"),
    )
)

Ask = Literal["sale", "qris", "qris_inquiry", "settle", "echo"]

TRANS_TYPES: Final[Mapping[Ask, str]] = {
    "sale": "01",
    "settle": "10",
    "echo": "17",
    "qris": "31",
    "qris_inquiry": "32",
}

USUAL: Final[Mapping[str, str]] = {"version": "1", "auth_code": "000000", "dcc_flag": "N"}
"""What every request says beside its own."""

APPROVED: Final = "00"

SEN: Final = 100
"""Amounts carry two implied decimals: Rp93.500 is 000009350000."""


def request_body(ask: Ask, amount_rupiah: int, reference: str = "") -> bytes:
    """The body that asks for this."""
    own = {"amount": str(amount_rupiah * SEN), "reference": reference}
    return REQUEST.encode({**USUAL, "trans_type": TRANS_TYPES[ask], **own})
