"""The shape of a check: its party, lines, payments and totals. What may happen to it: selling."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from tilo.menu import Choice
from tilo.money import RoundingMode
from tilo.tax import ServiceRule, TaxKind, TaxRule
from tilo.value import Millis, Name, Price, RateBp, Rupiah, Slug, Text, Value

Channel = Literal["dine_in", "take_away"]
CheckState = Literal["open", "closed", "voided", "merged"]
LineState = Literal["draft", "fired", "ready", "served", "voided"]
Tender = Literal["cash"]
RefundHow = Literal["full", "lines", "amount"]
Covers = Annotated[int, Field(ge=0, le=999)]
Seat = Annotated[int, Field(ge=1, le=99)]
Course = Annotated[int, Field(ge=1, le=20)]


class Person(Value):
    """A member of staff as a fact remembers them."""

    id: Slug
    name: Name


class Party(Value):
    """Who owes: guests at a table, or somebody by name."""

    channel: Channel = "dine_in"
    table_id: Slug | None = None
    table_name: Name | None = None
    name: Name | None = None
    covers: Covers = 0


class CheckRef(Value):
    """A check as another one names it."""

    id: UUID
    number: int


class Terms(Value):
    """The outlet's money rules as they stood when the check was opened."""

    service: ServiceRule = ServiceRule()
    rounding_unit: Annotated[int, Field(ge=1)] = 100
    rounding_mode: RoundingMode = "nearest"


class Discount(Value):
    """Taken off by hand: a rate or an amount, of one line or of the whole check.

    `value` is what it takes off now; a rate follows the check. `allowed_bp`: how much of the check
    whoever gave or approved it may take off.
    """

    id: UUID
    line_id: UUID | None = None
    rate_bp: RateBp | None = None
    amount: Price | None = None
    reason: Text
    by: Person
    approver: Person | None = None
    allowed_bp: RateBp
    at_ms: Millis
    value: Rupiah = 0


class Comp(Value):
    """A line given free after it was made: it stands at zero, `value` is what it was worth."""

    value: Rupiah
    reason: Text
    by: Person
    approver: Person | None = None
    at_ms: Millis


class Line(Value):
    """One item on a check, with all it was sold at. `unit_price` holds variant and options;
    `discount` is its part of all discounts, its own and the check's.

    `held`: a draft that waits for its course, or to be named, before it is fired. `split_from`: the
    line this one was a part of; parts that meet again on one check become one line again.
    """

    id: UUID
    item_id: Slug
    variant_id: Slug | None = None
    name_id: Name
    name_en: Name
    variant_name_id: Name | None = None
    variant_name_en: Name | None = None
    options: tuple[Choice, ...] = ()
    quantity: Annotated[int, Field(ge=1, le=999)]
    unit_price: Price
    total: Rupiah
    note: Text = ""
    state: LineState = "draft"
    station: Slug | None = None
    lead_s: int = 0
    tax: TaxRule
    menu_rev: int = 0
    fired_at_ms: Millis | None = None
    added_by: Person
    void_reason: Text | None = None
    discount: Rupiah = 0
    comp: Comp | None = None
    seat: Seat | None = None
    course: Course | None = None
    held: bool = False
    split_from: UUID | None = None


class ShareMark(Value):
    """Which of the shares of a check: 1 of 3."""

    no: int
    of: int


class Share(Value):
    """What one payer owes of a check, in rupiah; paid by the payment named."""

    amount: Rupiah
    payment_id: UUID | None = None


class Carried(Value):
    """A line, or `quantity` of it, that left a check: `arrives` stands on the other one from now
    on, unless it `joins` the part of the same line that is there."""

    line_id: UUID
    quantity: int
    arrives: Line
    joins: UUID | None = None


class Parcel(Value):
    """Lines on their way from one check to another."""

    source: CheckRef
    target: CheckRef
    parts: tuple[Carried, ...]


class Payment(Value):
    """A tender accepted: `amount` of the balance settled, `tendered` handed over, rest is change.

    `rounding` is the cash adjustment this payment caused, outside every tax base. `session_id` is
    the till session that was open when it was taken, if any.
    """

    id: UUID
    tender: Tender
    amount: Rupiah
    tendered: Rupiah
    change: Rupiah
    rounding: Rupiah = 0
    at_ms: Millis
    by: Person
    share: ShareMark | None = None
    session_id: UUID | None = None


class TaxLine(Value):
    """One tax as a receipt shows it."""

    tax_class: Slug
    name: Name
    kind: TaxKind
    rate_bp: RateBp
    inclusive: bool
    net: Rupiah
    base: Rupiah
    dpp: Rupiah
    amount: Rupiah


class TaxBack(Value):
    """What a refund gives back of one tax."""

    tax_class: Slug
    name: Name
    kind: TaxKind
    rate_bp: RateBp
    inclusive: bool
    amount: Rupiah


class RefundedLine(Value):
    """A line's part in a refund. No `quantity` when only money is given back for it.

    amount = subtotal - discount + service + tax, unless the tax stands inside the price.
    """

    line_id: UUID
    item_id: Slug
    name_id: Name
    name_en: Name
    variant_name_id: Name | None = None
    variant_name_en: Name | None = None
    quantity: Annotated[int, Field(ge=0, le=999)]
    subtotal: Rupiah
    discount: Rupiah
    service: Rupiah
    tax: Rupiah
    amount: Rupiah


class Refund(Value):
    """Money given back for a paid check, under a number of its own. All of it copies what the
    check stored; `amount` was handed over, `rounding` is what the coin made of it."""

    id: UUID
    number: str
    how: RefundHow
    lines: tuple[RefundedLine, ...]
    subtotal: Rupiah
    discount: Rupiah
    service: Rupiah
    taxes: tuple[TaxBack, ...]
    rounding: Rupiah
    amount: Rupiah
    tender: Tender
    reason: Text
    by: Person
    approver: Person | None = None
    at_ms: Millis
    session_id: UUID | None = None


class Totals(Value):
    """total = subtotal - discount + service + exclusive taxes; balance = total + rounding - paid.

    `cash_due` is the balance rounded to the outlet's coin.
    """

    subtotal: Rupiah = 0
    discount: Rupiah = 0
    service: Rupiah = 0
    service_rate_bp: RateBp = 0
    service_inclusive: Rupiah = 0
    taxes: tuple[TaxLine, ...] = ()
    total: Rupiah = 0
    rounding: Rupiah = 0
    paid: Rupiah = 0
    change: Rupiah = 0
    balance: Rupiah = 0
    cash_due: Rupiah = 0


class Check(Value):
    """What one party owes, open until closed. `rev` grows by one with every fact.

    `in_charge`: who looks after the party since it was handed over. `last_operation`: the split,
    merge or move of lines that can be undone now. `merged_into`: where the lines of a merged check
    are. Amounts of unpaid `shares` sum to the balance.
    """

    id: UUID
    rev: int
    number: int
    state: CheckState = "open"
    channel: Channel
    table_id: Slug | None = None
    table_name: Name | None = None
    name: Name | None = None
    covers: Covers = 0
    business_date: str
    terms: Terms
    opened_at_ms: Millis
    opened_by: Person
    closed_at_ms: Millis | None = None
    cashier: Person | None = None
    in_charge: Person | None = None
    receipt_number: str | None = None
    lines: tuple[Line, ...] = ()
    payments: tuple[Payment, ...] = ()
    discounts: tuple[Discount, ...] = ()
    refunds: tuple[Refund, ...] = ()
    shares: tuple[Share, ...] = ()
    totals: Totals = Totals()
    last_operation: UUID | None = None
    merged_into: CheckRef | None = None

    @property
    def ref(self) -> CheckRef:
        return CheckRef(id=self.id, number=self.number)

    @property
    def standing(self) -> tuple[Line, ...]:
        """The lines that are owed for."""
        return tuple(line for line in self.lines if line.state != "voided")

    def line(self, line_id: UUID) -> Line | None:
        return next((line for line in self.lines if line.id == line_id), None)


class CheckSummary(Value):
    """A check as a list shows it. `total` is what the receipt says, cash rounding included."""

    id: UUID
    rev: int
    number: int
    state: CheckState
    channel: Channel
    table_id: Slug | None
    table_name: Name | None
    name: Name | None
    covers: int
    opened_at_ms: Millis
    closed_at_ms: Millis | None
    receipt_number: str | None
    line_count: int
    draft_count: int
    total: Rupiah
    balance: Rupiah
    refunded: Rupiah = 0
    by: Person


def summary(check: Check) -> CheckSummary:
    """What a list of checks needs of this one."""
    standing = check.standing
    return CheckSummary(
        id=check.id,
        rev=check.rev,
        number=check.number,
        state=check.state,
        channel=check.channel,
        table_id=check.table_id,
        table_name=check.table_name,
        name=check.name,
        covers=check.covers,
        opened_at_ms=check.opened_at_ms,
        closed_at_ms=check.closed_at_ms,
        receipt_number=check.receipt_number,
        line_count=sum(line.quantity for line in standing),
        draft_count=sum(line.quantity for line in standing if line.state == "draft"),
        total=check.totals.total + check.totals.rounding,
        balance=check.totals.balance,
        refunded=sum(refund.amount for refund in check.refunds),
        by=check.cashier or check.in_charge or check.opened_by,
    )
