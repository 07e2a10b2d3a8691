"""Facts, in the past tense: the journal's vocabulary. A fact is never updated or deleted.

Every class names its `kind`; its fields are the body of the journal row. The docstring is the
documentation (docs/events.md is compared with this file by a test).
"""

from __future__ import annotations

from typing import Any, ClassVar, Literal
from uuid import UUID

from tilo.checks import (
    Check,
    CheckRef,
    Comp,
    Covers,
    Discount,
    Line,
    Parcel,
    Party,
    Payment,
    Person,
    Refund,
    Share,
    Terms,
    Totals,
)
from tilo.drawer import CashMove, Count, Report, TillSession
from tilo.value import Millis, Rupiah, Slug, Text, Value


class Event(Value):
    """A recorded fact. `v` is the version of the body's shape."""

    kind: ClassVar[str]
    v: ClassVar[int] = 1
    registry: ClassVar[dict[str, type[Event]]] = {}

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        assert cls.kind not in Event.registry, f"two events are called {cls.kind}"
        Event.registry[cls.kind] = cls


class StreamStarted(Event):
    """A database began its life. First row of every stream; names the one it continues, if any."""

    kind: ClassVar[str] = "stream.started"
    merchant: Slug
    outlet: Slug
    box: Slug
    stream: str
    parent_stream: str | None = None
    parent_head: str | None = None


class StaffSignedIn(Event):
    """Somebody began to use a screen with their PIN."""

    kind: ClassVar[str] = "staff.signed_in"
    staff_id: Slug
    device: str


class StaffSignedOut(Event):
    """Somebody ended their session."""

    kind: ClassVar[str] = "staff.signed_out"
    staff_id: Slug


class StaffSignInRefused(Event):
    """A wrong PIN was typed; `tries` in a row so far."""

    kind: ClassVar[str] = "staff.sign_in_refused"
    staff_id: Slug
    device: str
    tries: int


class ApprovalGiven(Event):
    """A second person's PIN allowed one action of whoever asked; the action's fact names both."""

    kind: ClassVar[str] = "staff.approved"
    staff_id: Slug
    approval_id: UUID
    asked_for: str


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


class Carriage(Value):
    """Lines changed checks. The fact is recorded once for every check concerned, under one
    `operation`; `parcels` are those that left or reached this check.

    `previous` is the operation before it on this check, `covers` its guests from now on, `into`
    says where all its lines went when it ended with this.
    """

    check_id: UUID
    operation: UUID
    previous: UUID | None = None
    parcels: tuple[Parcel, ...]
    covers: Covers
    into: CheckRef | None = None
    at_ms: Millis


class CheckSplit(Carriage, Event):
    """Lines were put on checks of their own, by item or by seat; told on each of the checks."""

    kind: ClassVar[str] = "check.split"
    how: Literal["item", "seat"]


class LinesMoved(Carriage, Event):
    """Lines moved to another open check; told on both."""

    kind: ClassVar[str] = "check.lines_moved"


class CheckMerged(Carriage, Event):
    """All lines of one check joined another; told on both."""

    kind: ClassVar[str] = "check.merged"


class OperationUndone(Carriage, Event):
    """A split, merge or move of lines was taken back; told on each of the checks."""

    kind: ClassVar[str] = "check.operation_undone"
    undoes: UUID


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


class TicketBumped(Event):
    """Lines were marked done at a station; `whole` when the ticket left the screen."""

    kind: ClassVar[str] = "ticket.bumped"
    ticket_id: UUID
    check_id: UUID
    station: Slug
    line_ids: tuple[UUID, ...]
    whole: bool
    lead_ms: int


class TicketRecalled(Event):
    """Lines marked done came back."""

    kind: ClassVar[str] = "ticket.recalled"
    ticket_id: UUID
    check_id: UUID
    station: Slug
    line_ids: tuple[UUID, ...]


class ReceiptReprinted(Event):
    """A receipt was printed again, marked COPY."""

    kind: ClassVar[str] = "receipt.reprinted"
    check_id: UUID
    job_id: UUID


class SoldOutSet(Event):
    """An item was 86'd or un-86'd at the box. Low-risk: the last write by `hlc` wins."""

    kind: ClassVar[str] = "item.sold_out_set"
    item_id: Slug
    sold_out: bool
    hlc: str


class DocumentsApplied(Event):
    """Settings came down from the hub; `changed` lists kind/id/version of those that were new."""

    kind: ClassVar[str] = "documents.applied"
    cursor: int
    count: int
    changed: tuple[str, ...]


class CommandMismatched(Event):
    """A command id came back with another body; nothing was applied."""

    kind: ClassVar[str] = "command.mismatched"
    command_id: UUID
    command: str


class PrintReported(Event):
    """A printer said what became of a job."""

    kind: ClassVar[str] = "print.reported"
    job_id: UUID
    printer_id: Slug
    outcome: Literal["printed", "failed"]
    copy_marked: bool
    reason: Text = ""


class PrinterTested(Event):
    """A test page was asked for."""

    kind: ClassVar[str] = "printer.tested"
    printer_id: Slug
    job_id: UUID


class TillOpened(Event):
    """A drawer was opened with its float."""

    kind: ClassVar[str] = "till.opened"
    session_id: UUID
    session: TillSession


class CashMoved(Event):
    """Cash that is no sale went into or out of the drawer: paid in, paid out, or dropped."""

    kind: ClassVar[str] = "till.cash_moved"
    session_id: UUID
    move: CashMove


class TillCounted(Event):
    """A drawer was counted blind, note by note; what was expected stands beside it."""

    kind: ClassVar[str] = "till.counted"
    session_id: UUID
    count: Count


class TillClosed(Event):
    """A drawer was closed. Holds its whole Z report, with the journal's head before this row."""

    kind: ClassVar[str] = "till.closed"
    session_id: UUID
    report: Report


class TillReportPrinted(Event):
    """An X report, or a Z report again, was sent to the printer."""

    kind: ClassVar[str] = "till.report_printed"
    session_id: UUID
    report: Literal["x", "z"]
    job_id: UUID
