"""What one closed check adds to an outlet's figures, and a refund takes away; no database here."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Annotated, Final, NamedTuple
from uuid import UUID

from pydantic import Field, StringConstraints

from tilo.value import Millis, Rupiah, Value

HOUR_MS: Final = 3_600_000


Text = Annotated[str, StringConstraints(max_length=400)]
Count = Annotated[int, Field(ge=0, le=10**9)]


class SoldLine(Value):
    """What the figures need of a line."""

    item_id: Text
    name_id: Text
    name_en: Text
    quantity: Count
    total: Rupiah
    state: str = "fired"


class TaxTaken(Value):
    """What the figures need of a tax."""

    amount: Rupiah


class Paid(Value):
    """What the figures need of a payment."""

    tender: Text
    amount: Rupiah


class Somebody(Value):
    """What a receipt shows of a member of staff."""

    name: Text


class Sums(Value):
    """What the figures need of a check's totals."""

    discount: Rupiah = 0
    service: Rupiah = 0
    taxes: tuple[TaxTaken, ...] = ()
    total: Rupiah


class SoldCheck(Value):
    """What the figures need of a check. Tolerant: a newer box may send more."""

    id: UUID
    number: Count
    channel: Text
    table_name: Text | None = None
    name: Text | None = None
    covers: Count = 0
    closed_at_ms: Millis
    cashier: Somebody | None = None
    opened_by: Somebody
    receipt_number: Text
    lines: tuple[SoldLine, ...] = ()
    payments: tuple[Paid, ...] = ()
    totals: Sums


class ClosedBody(Value):
    """The body of ``check.closed``."""

    check: SoldCheck


class GivenLine(Value):
    """What the figures need of a line that was given back, or of which some money was."""

    item_id: Text
    name_id: Text
    name_en: Text
    quantity: Count
    subtotal: Rupiah


class GivenBack(Value):
    """What the figures need of a refund."""

    id: UUID
    number: Text
    at_ms: Millis
    tender: Text
    lines: tuple[GivenLine, ...] = ()
    taxes: tuple[TaxTaken, ...] = ()
    service: Rupiah = 0
    discount: Rupiah = 0
    rounding: Rupiah = 0
    amount: Rupiah

    @property
    def worth(self) -> int:
        """Without the coin's rounding, as a check's total is."""
        return self.amount - self.rounding


class RefundedBody(Value):
    """The body of ``check.refunded``."""

    check_id: UUID
    refund: GivenBack


class Return(NamedTuple):
    """A refund, and where its row stands."""

    outlet: str
    place: int
    month: int
    row_id: UUID
    business_date: str
    check_id: UUID
    refund: GivenBack


class Closing(NamedTuple):
    """A closed check, and where its row stands."""

    outlet: str
    place: int
    month: int
    row_id: UUID
    business_date: str
    check: SoldCheck

    @property
    def tender(self) -> str:
        """How it was paid, ``mixed`` when in several ways."""
        tenders = {payment.tender for payment in self.check.payments}
        return tenders.pop() if len(tenders) == 1 else "mixed" if tenders else "none"

    @property
    def cashier(self) -> str:
        """Who took the last payment."""
        return (self.check.cashier or self.check.opened_by).name


@dataclass(slots=True)
class DaySum:
    total: int = 0
    checks: int = 0
    covers: int = 0
    tax: int = 0
    service: int = 0
    discount: int = 0
    refunds: int = 0
    refund_count: int = 0


@dataclass(slots=True)
class HourSum:
    total: int = 0
    checks: int = 0


@dataclass(slots=True)
class ItemSum:
    name_id: str = ""
    name_en: str = ""
    quantity: int = 0
    total: int = 0
    place: int = 0


@dataclass(slots=True)
class TenderSum:
    payments: int = 0
    total: int = 0


Day = tuple[str, str]
"""An outlet and a business date."""


@dataclass(slots=True)
class Figures:
    """Sums of some closings, to be added to what stands."""

    days: defaultdict[Day, DaySum] = field(default_factory=lambda: defaultdict(DaySum))
    hours: defaultdict[tuple[str, str, int], HourSum] = field(
        default_factory=lambda: defaultdict(HourSum)
    )
    items: defaultdict[tuple[str, str, str], ItemSum] = field(
        default_factory=lambda: defaultdict(ItemSum)
    )
    tenders: defaultdict[tuple[str, str, str], TenderSum] = field(
        default_factory=lambda: defaultdict(TenderSum)
    )


def add_up(closings: Iterable[Closing], returns: Iterable[Return] = ()) -> Figures:
    """The sums of some closings, less some refunds. Each counts once: whoever calls has left out
    duplicates."""
    figures = Figures()
    for one in returns:
        _take_back(figures, one)
    for each in closings:
        day = (each.outlet, each.business_date)
        _add_day(figures.days[day], each)
        hour = figures.hours[(*day, each.check.closed_at_ms // HOUR_MS)]
        hour.total += each.check.totals.total
        hour.checks += 1
        for line in each.check.lines:
            if line.state != "voided":
                _add_line(figures.items[(*day, line.item_id)], line, each.place)
        for payment in each.check.payments:
            tender = figures.tenders[(*day, payment.tender)]
            tender.payments += 1
            tender.total += payment.amount
    return figures


def _add_day(day: DaySum, closing: Closing) -> None:
    totals = closing.check.totals
    day.total += totals.total
    day.checks += 1
    day.covers += closing.check.covers
    day.tax += sum(tax.amount for tax in totals.taxes)
    day.service += totals.service
    day.discount += totals.discount


def _take_back(figures: Figures, one: Return) -> None:
    refund, at = one.refund, (one.outlet, one.business_date)
    day = figures.days[at]
    day.total -= refund.worth
    day.tax -= sum(tax.amount for tax in refund.taxes)
    day.service -= refund.service
    day.discount -= refund.discount
    day.refunds += refund.worth
    day.refund_count += 1
    figures.hours[(*at, refund.at_ms // HOUR_MS)].total -= refund.worth
    figures.tenders[(*at, refund.tender)].total -= refund.amount
    for line in refund.lines:
        item = figures.items[(*at, line.item_id)]
        item.quantity -= line.quantity
        item.total -= line.subtotal
        # A sale names the item; a refund only where nothing else does on that day.
        item.name_id, item.name_en = item.name_id or line.name_id, item.name_en or line.name_en


def _add_line(item: ItemSum, line: SoldLine, place: int) -> None:
    item.quantity += line.quantity
    item.total += line.total
    if place >= item.place:
        item.name_id, item.name_en, item.place = line.name_id, line.name_en, place
