"""What staff can do to a check. Each handler loads, decides by the rules, records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal, Self
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from edge import checks, documents, kitchen, menu, people, printing, till
from edge.tx import Outcome, Tx
from tilo import discounts, selling, serving, sharing
from tilo.checks import Channel, Check, Course, Covers, Line, Party, Terms
from tilo.commands import Command
from tilo.errors import Refusal
from tilo.events import Event, ReceiptReprinted
from tilo.evolution import evolve
from tilo.menu import NewLine
from tilo.outlet import Table
from tilo.shares import MAX_SHARES
from tilo.tax import ServiceRule
from tilo.value import Name, Price, Rupiah, Slug, Value

Note = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)]
Reason = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)]
Wishes = Annotated[tuple[NewLine, ...], Field(max_length=selling.MAX_LINES)]


class CheckExists(Refusal):
    """A check with this id was opened by another command."""

    code = "check.exists"
    status = 409


class TableUnknown(Refusal):
    """The table is not on this outlet's floor."""

    code = "table.unknown"
    status = 404


class ReceiptMissing(Refusal):
    """Only a closed check has a receipt."""

    code = "receipt.missing"
    status = 409


class OpenCheck(Command):
    """Begin a check; may carry the whole order, and fire it."""

    permission: ClassVar[str] = "sales.open"

    check_id: UUID
    channel: Channel = "dine_in"
    table_id: Slug | None = None
    name: Name | None = None
    covers: Covers = 0
    lines: Wishes = ()
    fire: bool = False


class AddLines(Command):
    """Add lines as drafts, and fire them when asked."""

    permission: ClassVar[str] = "sales.add"

    lines: Annotated[Wishes, Field(min_length=1)]
    fire: bool = False


class ChangeLine(Command):
    """Change a draft line; what is not named stays."""

    permission: ClassVar[str] = "sales.change"

    quantity: Annotated[int, Field(ge=1, le=999)] | None = None
    variant_id: Slug | None = None
    options: Annotated[tuple[Slug, ...], Field(max_length=50)] | None = None
    note: Note | None = None


class VoidLine(Command):
    """Cancel a line before payment. What the kitchen has needs a supervisor and a reason."""

    permission: ClassVar[str] = "sales.change"

    reason: Reason = ""
    approval_id: UUID | None = None


class FireCheck(Command):
    """Send the check's draft lines, those named, or those of a course to the kitchen. What is held
    goes only when it is named or its course is."""

    permission: ClassVar[str] = "sales.fire"

    line_ids: Annotated[tuple[UUID, ...], Field(max_length=selling.MAX_LINES)] | None = None
    course: Course | None = None


class MoveCheck(Command):
    """Seat the party at another table, where it keeps its name; or give it a name instead of a
    table; or turn dining in into taking away."""

    permission: ClassVar[str] = "sales.move"

    table_id: Slug | None = None
    name: Name | None = None
    channel: Channel | None = None

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if self.table_id is None and self.name is None and self.channel is None:
            raise ValueError("a move to nowhere")
        return self


class SetCovers(Command):
    """Correct the number of guests."""

    permission: ClassVar[str] = "sales.change"

    covers: Covers


class VoidCheck(Command):
    """Cancel an unpaid check as a whole. Needs a supervisor."""

    permission: ClassVar[str] = "sales.change"

    reason: Reason
    approval_id: UUID | None = None


class PayCheck(Command):
    """Take cash for `amount` of the balance the screen showed; amounts in rupiah. `share` is the
    number of the share that it pays, if the check is divided."""

    permission: ClassVar[str] = "sales.pay"

    payment_id: UUID
    tender: Literal["cash"] = "cash"
    amount: Price
    tendered: Price
    balance_seen: Rupiah
    share: Annotated[int, Field(ge=1, le=MAX_SHARES)] | None = None


class ReprintReceipt(Command):
    """Print a receipt again, marked COPY."""

    permission: ClassVar[str] = "sales.reprint"


class JobAnswer(Value):
    """The print job that was queued; None when the outlet has no printer for it."""

    job_id: UUID | None


def open_check(tx: Tx, do: OpenCheck) -> Outcome:
    """Refuses `check.exists`, `table.unknown`, and as `selling.open_check` does."""
    if checks.exists(tx.sql, do.check_id):
        raise CheckExists()
    outlet = documents.outlet(tx)
    fact = selling.open_check(
        check_id=do.check_id,
        number=tx.count(f"check_number/{tx.business_date}"),
        party=_party(tx, do.channel, do.table_id, do.name, do.covers),
        terms=Terms(
            service=ServiceRule(rate_bp=outlet.service_rate_bp, base=outlet.service_base),
            rounding_unit=outlet.cash_rounding_unit,
            rounding_mode=outlet.cash_rounding_mode,
        ),
        wishes=do.lines,
        menu=menu.in_force(tx),
        by=tx.actor.person,
        at_ms=tx.at_ms,
        business_date=tx.business_date,
    )
    return _recorded(tx, None, fact, fire=do.fire and bool(do.lines))


def add_lines(tx: Tx, do: AddLines, check_id: UUID) -> Outcome:
    """Refuses as `selling.add_lines` does."""
    check = checks.load(tx.sql, check_id)
    fact = selling.add_lines(check, do.lines, menu.in_force(tx), tx.actor.person)
    return _recorded(tx, check, fact, fire=do.fire)


def change_line(tx: Tx, do: ChangeLine, check_id: UUID, line_id: UUID) -> Outcome:
    """Refuses as `selling.change_line` does, and `discount.in_the_way`."""
    check = checks.load(tx.sql, check_id)
    line = selling.find_line(check, line_id)
    wish = NewLine(
        line_id=line.id,
        item_id=line.item_id,
        variant_id=line.variant_id if do.variant_id is None else do.variant_id,
        options=tuple(o.id for o in line.options) if do.options is None else do.options,
        quantity=line.quantity if do.quantity is None else do.quantity,
        note=line.note if do.note is None else do.note,
        seat=line.seat,
        course=line.course,
        held=line.held,
    )
    fact = selling.change_line(check, wish, menu.in_force(tx))
    discounts.ensure_covered(evolve(check, fact))
    return _recorded(tx, check, fact)


def void_line(tx: Tx, do: VoidLine, check_id: UUID, line_id: UUID) -> Outcome:
    """Refuses as `selling.void_line` does, `discount.in_the_way`, and as `people.allow` for what
    the kitchen has."""
    check = checks.load(tx.sql, check_id)
    fact = selling.void_line(check, line_id, do.reason)
    discounts.ensure_covered(evolve(check, fact))
    if fact.was != "draft":
        people.allow(tx, "sales.void_fired", do.approval_id)
        kitchen.strike(tx, check_id, (line_id,))
    return _recorded(tx, check, fact)


def fire_check(tx: Tx, do: FireCheck, check_id: UUID) -> Outcome:
    """Refuses as `selling.drafts` does."""
    check = checks.load(tx.sql, check_id)
    chosen = do.line_ids if do.course is None else serving.of_course(check, do.course)
    return _recorded(tx, check, _fired(tx, check, selling.drafts(check, chosen)))


def move_check(tx: Tx, do: MoveCheck, check_id: UUID) -> Outcome:
    """Refuses `check.not_open` and `table.unknown`. The kitchen is not fired again."""
    check = checks.load(tx.sql, check_id)
    channel = do.channel or ("dine_in" if do.table_id else check.channel)
    stays = do.table_id is None and do.name is None
    table_id = check.table_id if stays else do.table_id
    name = do.name or (check.name if stays or do.table_id else None)
    party = _party(tx, channel, table_id, name, check.covers)
    fact = serving.move(check, party)
    moved = evolve(check, fact)
    kitchen.relabel(tx, moved)
    return Outcome(checks.save(tx, moved), (fact,))


def set_covers(tx: Tx, do: SetCovers, check_id: UUID) -> Outcome:
    """Refuses `check.not_open`."""
    check = checks.load(tx.sql, check_id)
    return _recorded(tx, check, serving.set_covers(check, do.covers))


def void_check(tx: Tx, do: VoidCheck, check_id: UUID) -> Outcome:
    """Refuses as `selling.void_check` and `people.allow` do."""
    check = checks.load(tx.sql, check_id)
    people.allow(tx, "sales.void_check", do.approval_id)
    fact = selling.void_check(check, do.reason, tx.at_ms)
    kitchen.strike(tx, check_id, tuple(line.id for line in check.lines))
    return _recorded(tx, check, fact)


def pay_check(tx: Tx, do: PayCheck, check_id: UUID) -> Outcome:
    """Take the payment; the one that settles the check fires what is left, closes it under the
    next receipt number and queues its receipt. Refuses as `selling.pay_cash` and
    `sharing.share_to_pay` do, and `till.required`."""
    check = checks.load(tx.sql, check_id)
    share = None if do.share is None else sharing.share_to_pay(check, do.share, do.amount)
    paid = selling.pay_cash(
        check,
        payment_id=do.payment_id,
        amount=do.amount,
        tendered=do.tendered,
        balance_seen=do.balance_seen,
        by=tx.actor.person,
        at_ms=tx.at_ms,
        share=share,
    )
    paid = till.taken(tx, paid)
    facts: list[Event] = [paid]
    after = evolve(check, paid)
    if after.totals.balance == 0:
        after = _settle(tx, after, facts)
        printing.queue_receipt(tx, after, copy=False)
    till.record(tx, facts)
    return Outcome(checks.save(tx, after), tuple(facts))


def reprint_receipt(tx: Tx, do: ReprintReceipt, check_id: UUID) -> Outcome:
    """Refuses `check.unknown` and `receipt.missing`."""
    check = checks.load(tx.sql, check_id)
    if check.state != "closed":
        raise ReceiptMissing()
    job_id = printing.queue_receipt(tx, check, copy=True)
    facts = (ReceiptReprinted(check_id=check_id, job_id=job_id),) if job_id else ()
    return Outcome(JobAnswer(job_id=job_id).model_dump_json().encode(), facts)


def _settle(tx: Tx, check: Check, facts: list[Event]) -> Check:
    """What closing brings: drafts go to the kitchen, the receipt gets its number. Adds to `facts`
    and answers the closed check."""
    left = tuple(line for line in check.lines if line.state == "draft")
    if left:
        fired = _fired(tx, check, left)
        facts.append(fired)
        check = evolve(check, fired)
    outlet = documents.outlet(tx)
    number = tx.count(f"receipt_number/{tx.stream.id}")
    closed = selling.close(
        check,
        receipt_number=f"{outlet.code}-A{tx.stream.mark}-{number:06d}",
        by=tx.actor.person,
        at_ms=tx.at_ms,
    )
    facts.append(closed)
    return evolve(check, closed)


def _recorded(tx: Tx, check: Check | None, fact: Event, *, fire: bool = False) -> Outcome:
    """Save what `fact` makes of the check, fire the new drafts when asked, answer the check."""
    after = evolve(check, fact)
    facts = [fact]
    if fire:
        fired = _fired(tx, after, selling.drafts(after))
        after = evolve(after, fired)
        facts.append(fired)
    return Outcome(checks.save(tx, after), tuple(facts))


def _fired(tx: Tx, check: Check, lines: Sequence[Line]) -> Event:
    tickets = kitchen.open_tickets(tx, check, lines)
    return selling.fire(check, lines, tuple(ticket.id for ticket in tickets), tx.at_ms)


def _party(tx: Tx, channel: Channel, table_id: str | None, name: str | None, covers: int) -> Party:
    """Refuses `table.unknown`."""
    table = None
    if table_id is not None:
        table = documents.one(tx.sql, Table, "table", table_id)
        if table is None:
            raise TableUnknown()
    return Party(
        channel=channel,
        table_id=table_id,
        table_name=table.name if table else None,
        name=name,
        covers=covers,
    )
