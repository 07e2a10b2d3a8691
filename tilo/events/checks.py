"""Facts about one check, from its first line to its refunds."""

from __future__ import annotations

from typing import ClassVar, Literal
from uuid import UUID

from tilo.checks import (
    Check,
    Comp,
    Discount,
    Line,
    Party,
    Payment,
    Person,
    Refund,
    Share,
    Terms,
    Totals,
)
from tilo.events.event import Event
from tilo.value import Millis, Rupiah, Text


class CheckOpened(Event):
    """A party began to owe; may carry its first lines."""

    kind: ClassVar[str] = "check.opened"
    check_id: UUID
    number: int
    party: Party
    terms: Terms
    opened_at_ms: Millis
    opened_by: Person
    business_date: str
    lines: tuple[Line, ...] = ()


class LinesAdded(Event):
    """Lines were added as drafts; the kitchen does not know of them yet."""

    kind: ClassVar[str] = "check.lines_added"
    check_id: UUID
    lines: tuple[Line, ...]


class LineChanged(Event):
    """A draft line got another quantity, variant, options or note."""

    kind: ClassVar[str] = "check.line_changed"
    check_id: UUID
    line: Line


class LineVoided(Event):
    """A line was cancelled before payment; `was` tells whether the kitchen had it."""

    kind: ClassVar[str] = "check.line_voided"
    check_id: UUID
    line_id: UUID
    was: Literal["draft", "fired", "ready", "served"]
    amount: Rupiah
    reason: Text = ""


class CheckDiscounted(Event):
    """Something was taken off a line or the check by hand; `discount.value` is what it was then."""

    kind: ClassVar[str] = "check.discounted"
    check_id: UUID
    discount: Discount


class DiscountRemoved(Event):
    """A discount was taken back before payment; `amount` is what it stood at."""

    kind: ClassVar[str] = "check.discount_removed"
    check_id: UUID
    discount_id: UUID
    amount: Rupiah


class LineComped(Event):
    """A line was given free: it stays on the check at zero."""

    kind: ClassVar[str] = "check.line_comped"
    check_id: UUID
    line_id: UUID
    comp: Comp


class CompRemoved(Event):
    """A comped line is owed for again."""

    kind: ClassVar[str] = "check.comp_removed"
    check_id: UUID
    line_id: UUID
    amount: Rupiah


class CheckFired(Event):
    """Lines were sent to the kitchen; `tickets` are those that stations got for it."""

    kind: ClassVar[str] = "check.fired"
    check_id: UUID
    line_ids: tuple[UUID, ...]
    tickets: tuple[UUID, ...]
    fired_at_ms: Millis


class CheckMoved(Event):
    """The party moved to another table or took another name."""

    kind: ClassVar[str] = "check.moved"
    check_id: UUID
    party: Party


class CoversSet(Event):
    """The number of guests was corrected."""

    kind: ClassVar[str] = "check.covers_set"
    check_id: UUID
    covers: int


class CheckPaid(Event):
    """A payment was taken. `totals` are the check's after it."""

    kind: ClassVar[str] = "check.paid"
    check_id: UUID
    payment: Payment
    totals: Totals


class CheckClosed(Event):
    """The check is settled and has its receipt number. Holds all a receipt needs."""

    kind: ClassVar[str] = "check.closed"
    check: Check


class CheckRefunded(Event):
    """Money was given back for a paid check; the check itself stands as it was paid."""

    kind: ClassVar[str] = "check.refunded"
    check_id: UUID
    receipt_number: str | None
    refund: Refund


class CheckVoided(Event):
    """An unpaid check was cancelled as a whole; `amount` is what it stood at."""

    kind: ClassVar[str] = "check.voided"
    check_id: UUID
    reason: Text
    amount: Rupiah
    voided_at_ms: Millis


class SharesSet(Event):
    """What is owed was divided among payers; none means that it is owed as a whole again."""

    kind: ClassVar[str] = "check.shares_set"
    check_id: UUID
    shares: tuple[Share, ...]


class LinesArranged(Event):
    """Lines got a seat or a course, or were held or let go. None leaves as it is, 0 takes away."""

    kind: ClassVar[str] = "check.lines_arranged"
    check_id: UUID
    line_ids: tuple[UUID, ...]
    seat: int | None = None
    course: int | None = None
    held: bool | None = None


class CheckTransferred(Event):
    """The party is looked after by somebody else from now on."""

    kind: ClassVar[str] = "check.transferred"
    check_id: UUID
    to: Person


class ReceiptReprinted(Event):
    """A receipt was printed again, marked COPY."""

    kind: ClassVar[str] = "receipt.reprinted"
    check_id: UUID
    job_id: UUID
