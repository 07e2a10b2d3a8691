"""What a QRIS payload says, as values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal

from tilo.qris.acquirers import acquirer
from tilo.qris.fields import Pair
from tilo.value import Value

TRANSFER: Final = "40"
AMOUNT: Final = re.compile(r"(?=.{1,13}\Z)([0-9]+)(?:\.([0-9]{1,2}))?")
_PAN: Final = re.compile(r"[0-9]{15,19}")


class Account(Value):
    """One acquirer's account of the merchant. `pan` is the merchant's number, not a card's."""

    tag: str
    domain: str
    pan: str | None
    merchant_id: str | None
    criteria: str | None

    @property
    def nns(self) -> str | None:
        """The acquirer's number."""
        return self.pan[:8] if self.pan and _PAN.fullmatch(self.pan) else None

    @property
    def acquirer(self) -> str | None:
        return acquirer(self.nns, self.domain)


class Tip(Value):
    """`prompt`: the wallet asks. `fixed`: `value` is rupiah. `percent`: `value` is per cent."""

    mode: Literal["prompt", "fixed", "percent"]
    value: str | None = None

    @classmethod
    def prompt(cls) -> Tip:
        return cls(mode="prompt")

    @classmethod
    def fixed(cls, amount_rupiah: int) -> Tip:
        return cls(mode="fixed", value=str(amount_rupiah))

    @classmethod
    def percent(cls, rate_bp: int) -> Tip:
        whole, hundredths = divmod(rate_bp, 100)
        fraction = f".{hundredths:02}".rstrip("0") if hundredths else ""
        return cls(mode="percent", value=f"{whole}{fraction}")

    def pairs(self) -> tuple[Pair, ...]:
        match self.mode:
            case "prompt":
                return (("55", "01"),)
            case "fixed":
                return (("55", "02"), ("56", self.value or ""))
            case "percent":
                return (("55", "03"), ("57", self.value or ""))


class Additional(Value):
    """Tag 62. `***` as a value means that the wallet asks the payer for it."""

    bill_number: str | None = None
    mobile: str | None = None
    store: str | None = None
    loyalty: str | None = None
    reference: str | None = None
    customer: str | None = None
    terminal: str | None = None
    purpose: str | None = None
    asked_of_payer: str | None = None
    other: tuple[Pair, ...] = ()


ADDITIONAL: Final[Mapping[str, str]] = {
    "01": "bill_number",
    "02": "mobile",
    "03": "store",
    "04": "loyalty",
    "05": "reference",
    "06": "customer",
    "07": "terminal",
    "08": "purpose",
    "09": "asked_of_payer",
}


class QrisCode(Value):
    """A payload that was read. `fields` are its top-level pairs as they stood, without the CRC.

    `warnings` are the parser's words for what is odd, some with a tag: `NO_TAG_51`,
    `MISSING_TAG:61`. Amounts and rates stay as they were written.
    """

    payload: str
    fields: tuple[Pair, ...]
    point_of_initiation: Literal["static", "dynamic"] | None
    accounts: tuple[Account, ...]
    nmid: str | None
    national_criteria: str | None
    mcc: str | None
    currency: str
    country: str
    amount: str | None
    tip: Tip | None
    merchant_name: str | None
    merchant_city: str | None
    postal_code: str | None
    additional: Additional
    crc: str
    warnings: tuple[str, ...]

    @property
    def transfer(self) -> bool:
        """Whether it is QRIS Transfer: it pays a person, not a merchant."""
        return any(account.tag == TRANSFER for account in self.accounts)

    @property
    def amount_rupiah(self) -> int | None:
        """The amount; None without one, or where it has a fraction of a rupiah."""
        found = AMOUNT.fullmatch(self.amount or "")
        return int(found[1]) if found and not int(found[2] or 0) else None

    @property
    def criteria(self) -> str | None:
        """Size class of the merchant (UMI, UKE, …), which sets the fee."""
        own = (account.criteria for account in self.accounts)
        return self.national_criteria or next(filter(None, own), None)
