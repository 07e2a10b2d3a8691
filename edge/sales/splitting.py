"""What staff can do between checks: split, merge, move lines, undo; and shares, seats, courses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar, Self
from uuid import UUID

from pydantic import Field, model_validator

from edge import checks, documents, kitchen
from edge.journal import facts_about
from edge.sales.commands import CheckExists
from edge.tx import Outcome, Tx
from tilo import serving, sharing, splitting
from tilo.checks import Check, Course, Party, Person, Seat
from tilo.commands import Command
from tilo.errors import Refusal
from tilo.events import Carriage, CheckMerged, CheckOpened, CheckSplit, Event, LinesMoved
from tilo.evolution import evolve
from tilo.people import PERMISSIONS, Staff
from tilo.selling import MAX_LINES
from tilo.shares import MAX_SHARES
from tilo.splitting import Carrying, Hand, OperationUnknown, Pick
from tilo.value import Price, Rupiah, Slug, Value

MAX_PARTS = 20
Picks = Annotated[tuple[Pick, ...], Field(min_length=1, max_length=MAX_LINES)]


class StaffUnknown(Refusal):
    """Nobody of that name sells at this outlet."""

    code = "staff.unknown"
    status = 404


class NewPart(Value):
    """A new check and the lines it gets; its id is made at the tap."""

    check_id: UUID
    lines: Picks


class NewSeatPart(Value):
    """A new check and the seat whose lines it gets."""

    check_id: UUID
    seat: Seat


class SplitItems(Command):
    """Put chosen lines, or some of their quantity, on new checks."""

    permission: ClassVar[str] = "sales.split"

    parts: Annotated[tuple[NewPart, ...], Field(min_length=1, max_length=MAX_PARTS)]


class SplitSeats(Command):
    """Put every line of each seat on a new check of its own."""

    permission: ClassVar[str] = "sales.split"

    parts: Annotated[tuple[NewSeatPart, ...], Field(min_length=1, max_length=MAX_PARTS)]


class MoveLines(Command):
    """Carry lines, or some of their quantity, to another open check."""

    permission: ClassVar[str] = "sales.split"

    to: UUID
    lines: Picks


class MergeCheck(Command):
    """All lines and guests join another check; this one ends."""

    permission: ClassVar[str] = "sales.split"

    into: UUID


class UndoOperation(Command):
    """Take a split, merge or move of lines back."""

    permission: ClassVar[str] = "sales.split"

    operation: UUID


class SetShares(Command):
    """Divide what is owed into `ways` equal shares, or into `amounts` and the rest; with neither
    it is owed as a whole again. The screen names the balance it showed."""

    permission: ClassVar[str] = "sales.split"

    ways: Annotated[int, Field(ge=2, le=MAX_SHARES)] | None = None
    amounts: Annotated[
        tuple[Annotated[Price, Field(ge=1)], ...], Field(max_length=MAX_SHARES - 1)
    ] = ()
    balance_seen: Rupiah

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if self.ways is not None and self.amounts:
            raise ValueError("equal shares have no amounts")
        return self


class ArrangeLines(Command):
    """Give lines a seat or a course, hold them or let them go; 0 takes a seat or course away."""

    permission: ClassVar[str] = "sales.change"

    line_ids: Annotated[tuple[UUID, ...], Field(min_length=1, max_length=MAX_LINES)]
    seat: Seat | Annotated[int, Field(ge=0, le=0)] | None = None
    course: Course | Annotated[int, Field(ge=0, le=0)] | None = None
    held: bool | None = None


class TransferCheck(Command):
    """Hand the party over to another member of staff."""

    permission: ClassVar[str] = "sales.transfer"

    staff_id: Slug


class ChecksAfter(Value):
    """Every check an operation concerned, as it is now; the one it began on comes first."""

    checks: tuple[Check, ...]


def split_items(tx: Tx, do: SplitItems, check_id: UUID) -> Outcome:
    """Refuses `check.exists` and as `splitting.split_items` does."""
    check = checks.load(tx.sql, check_id)
    opened = [_opened(tx, check, part.check_id) for part in do.parts]
    parts = [(evolve(None, fact), part.lines) for fact, part in zip(opened, do.parts, strict=True)]
    return _carried(tx, splitting.split_items(check, parts, _hand(tx, do)), opened)


def split_seats(tx: Tx, do: SplitSeats, check_id: UUID) -> Outcome:
    """Refuses `check.exists` and as `splitting.split_seats` does."""
    check = checks.load(tx.sql, check_id)
    opened = [_opened(tx, check, part.check_id) for part in do.parts]
    parts = [(evolve(None, fact), part.seat) for fact, part in zip(opened, do.parts, strict=True)]
    return _carried(tx, splitting.split_seats(check, parts, _hand(tx, do)), opened)


def move_lines(tx: Tx, do: MoveLines, check_id: UUID) -> Outcome:
    """Refuses as `splitting.move_lines` does."""
    check, to = checks.load(tx.sql, check_id), checks.load(tx.sql, do.to)
    return _carried(tx, splitting.move_lines(check, to, do.lines, _hand(tx, do)))


def merge_check(tx: Tx, do: MergeCheck, check_id: UUID) -> Outcome:
    """Refuses as `splitting.merge` does."""
    check, into = checks.load(tx.sql, check_id), checks.load(tx.sql, do.into)
    return _carried(tx, splitting.merge(check, into, _hand(tx, do)))


def undo_operation(tx: Tx, do: UndoOperation, check_id: UUID) -> Outcome:
    """Refuses `operation.unknown` and as `splitting.undo` does."""
    told = _told_everywhere(tx, check_id, do.operation)
    now = {fact.check_id: checks.load(tx.sql, fact.check_id) for fact in told}
    return _carried(tx, splitting.undo(told, now, _hand(tx, do)))


def set_shares(tx: Tx, do: SetShares, check_id: UUID) -> Outcome:
    """Refuses as `sharing.set_shares` does."""
    check = checks.load(tx.sql, check_id)
    fact = sharing.set_shares(check, ways=do.ways, amounts=do.amounts, balance_seen=do.balance_seen)
    return Outcome(checks.save(tx, evolve(check, fact)), (fact,))


def arrange_lines(tx: Tx, do: ArrangeLines, check_id: UUID) -> Outcome:
    """Refuses as `serving.arrange` does."""
    check = checks.load(tx.sql, check_id)
    fact = serving.arrange(check, do.line_ids, seat=do.seat, course=do.course, held=do.held)
    return Outcome(checks.save(tx, evolve(check, fact)), (fact,))


def transfer_check(tx: Tx, do: TransferCheck, check_id: UUID) -> Outcome:
    """Refuses `check.not_open` and `staff.unknown`."""
    check = checks.load(tx.sql, check_id)
    staff = documents.one(tx.sql, Staff, "staff", do.staff_id)
    if staff is None or not staff.active or "sales.add" not in PERMISSIONS[staff.role]:
        raise StaffUnknown()
    fact = serving.transfer(check, Person(id=staff.id, name=staff.name))
    return Outcome(checks.save(tx, evolve(check, fact)), (fact,))


def _hand(tx: Tx, do: Command) -> Hand:
    return Hand(operation=do.id, at_ms=tx.at_ms, new_id=tx.new_id)


def _opened(tx: Tx, source: Check, check_id: UUID) -> CheckOpened:
    """A check for the same party, under the same terms; its guests stay counted on the first."""
    if checks.exists(tx.sql, check_id):
        raise CheckExists()
    return CheckOpened(
        check_id=check_id,
        number=tx.count(f"check_number/{tx.business_date}"),
        party=Party(
            channel=source.channel,
            table_id=source.table_id,
            table_name=source.table_name,
            name=source.name,
        ),
        terms=source.terms,
        opened_at_ms=tx.at_ms,
        opened_by=tx.actor.person,
        business_date=tx.business_date,
    )


def _carried(tx: Tx, made: Carrying, opened: Sequence[Event] = ()) -> Outcome:
    """Save every check, let the tickets follow their lines, answer all of them."""
    saved = [checks.save(tx, check) for check in made.checks]
    after = {check.id: check for check in made.checks}
    for parcel in made.parcels:
        kitchen.carry(tx, parcel, after[parcel.target.id])
    return Outcome(b'{"checks":[' + b",".join(saved) + b"]}", (*opened, *made.facts))


def _told_everywhere(tx: Tx, check_id: UUID, operation: UUID) -> tuple[Carriage, ...]:
    """What was told of an operation on every check it concerned, this one first.

    A new check of a split knows only where its lines came from; that one knows of all the others.
    Refuses `operation.unknown`.
    """
    told: dict[UUID, Carriage] = {}
    ahead = [check_id]
    while ahead:
        at = ahead.pop()
        if at not in told:
            told[at] = _told(tx, at, operation)
            for parcel in told[at].parcels:
                ahead += [parcel.source.id, parcel.target.id]
    return tuple(told.values())


def _told(tx: Tx, check_id: UUID, operation: UUID) -> Carriage:
    kinds = [CheckSplit.kind, LinesMoved.kind, CheckMerged.kind]
    for fact in facts_about(tx.sql, str(check_id), kinds):
        assert isinstance(fact, CheckSplit | LinesMoved | CheckMerged)
        if fact.operation == operation:
            return fact
    raise OperationUnknown()
