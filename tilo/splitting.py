"""Splitting and merging checks and moving lines between them: every decision and its refusals.

A line is carried, whole or in part, from one check to another; nothing is ever priced anew and no
line is lost: the sum of all lines is the same before and after. Each decision answers one fact for
every check concerned, so that folding a check's own facts gives it again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Literal, NamedTuple
from uuid import UUID

from pydantic import Field

from tilo.checks import Carried, Check, CheckRef, Line, Parcel
from tilo.errors import Refusal
from tilo.events import (
    Carriage,
    CheckMerged,
    CheckSplit,
    LinesMoved,
    OperationUndone,
)
from tilo.evolution import evolve, resized, with_parts
from tilo.selling import (
    MAX_LINES,
    CheckTooLong,
    LineIsComped,
    LineVoidedAlready,
    ensure_open,
    find_line,
)
from tilo.value import Value

MAX_QUANTITY = 999
MAX_COVERS = 999


class SplitPaid(Refusal):
    """Something was paid on the check: its lines stay where the money was taken for them."""

    code = "split.paid"
    status = 409
    number: int
    paid_rupiah: int


class SplitDiscounted(Refusal):
    """Something was taken off the check by hand: that was meant for the lines it has."""

    code = "split.discounted"
    status = 409
    number: int


class SplitEmpty(Refusal):
    """Nothing to carry: no line was chosen, or none is left on the check."""

    code = "split.empty"
    status = 422


class SplitEverything(Refusal):
    """A split that leaves nothing behind is none."""

    code = "split.everything"
    status = 409


class SplitSame(Refusal):
    """The check cannot be merged with itself."""

    code = "split.same"
    status = 422


class QuantityShort(Refusal):
    """Fewer of the line are left on the check than were to leave it."""

    code = "line.quantity_short"
    status = 409
    item: str
    left: int


class OperationUnknown(Refusal):
    """No such split, merge or move of lines was made on this check."""

    code = "operation.unknown"
    status = 404


class OperationOvertaken(Refusal):
    """Something newer was done with these lines; that is undone first."""

    code = "operation.overtaken"
    status = 409


class Pick(Value):
    """A line to carry, or `quantity` of it."""

    line_id: UUID
    quantity: Annotated[int, Field(ge=1, le=999)] | None = None


Carriages = CheckSplit | LinesMoved | CheckMerged | OperationUndone
"""The facts that tell of lines changing checks."""


class Carrying(NamedTuple):
    """What came of it: a fact for every check concerned, and the checks after them."""

    facts: tuple[Carriages, ...]
    checks: tuple[Check, ...]
    parcels: tuple[Parcel, ...]


class Hand(NamedTuple):
    """What a decision needs of the world: the operation's id, the moment, fresh line ids."""

    operation: UUID
    at_ms: int
    new_id: Callable[[], UUID]


def split_items(
    check: Check, parts: Sequence[tuple[Check, Sequence[Pick]]], hand: Hand
) -> Carrying:
    """Put chosen lines on new checks, given empty in `parts`.

    Refuses `check.not_open`, `split.paid`, `split.discounted`, `split.empty`, `split.everything`,
    `line.unknown`, `line.voided_already`, `line.quantity_short`, `line.comped`.
    """
    return _split(check, parts, hand, "item")


def split_seats(check: Check, parts: Sequence[tuple[Check, int]], hand: Hand) -> Carrying:
    """Put every line of a seat on a new check of its own.

    Refuses as `split_items` does: `split.empty` where a seat has no line (any more).
    """
    chosen = [
        (new, [Pick(line_id=line.id) for line in check.standing if line.seat == seat])
        for new, seat in parts
    ]
    return _split(check, chosen, hand, "seat")


def _split(
    check: Check,
    parts: Sequence[tuple[Check, Sequence[Pick]]],
    hand: Hand,
    how: Literal["item", "seat"],
) -> Carrying:
    _ensure_free(check)
    journey = _Journey((check, *(new for new, _ in parts)), hand)
    for new, picks in parts:
        journey.carry(check, new, picks)
    if not parts:
        raise SplitEmpty()
    if not journey.at[check.id].standing:
        raise SplitEverything()
    return journey.told(lambda told: CheckSplit(**told, how=how))


def move_lines(check: Check, to: Check, picks: Sequence[Pick], hand: Hand) -> Carrying:
    """Carry lines to another open check; a check left without lines ends there.

    Refuses as `split_items` does, but may take everything; also `split.same`, `check.too_long`.
    """
    _ensure_two(check, to)
    journey = _Journey((check, to), hand)
    journey.carry(check, to, picks)
    if not journey.at[check.id].standing:
        journey.end(check, to.ref)
    return journey.told(lambda told: LinesMoved(**told))


def merge(check: Check, into: Check, hand: Hand) -> Carrying:
    """All lines and guests of `check` join `into`, and `check` ends.

    Refuses `check.not_open`, `split.paid`, `split.discounted`, `split.same`, `split.empty`,
    `check.too_long`.
    """
    _ensure_two(check, into)
    journey = _Journey((check, into), hand)
    journey.carry(check, into, [Pick(line_id=line.id) for line in check.standing])
    journey.end(check, into.ref)
    journey.covers[into.id] = min(MAX_COVERS, into.covers + check.covers)
    return journey.told(lambda told: CheckMerged(**told))


def undo(facts: Sequence[Carriage], checks: Mapping[UUID, Check], hand: Hand) -> Carrying:
    """Take a split, merge or move of lines back, given its facts and the checks it concerned.

    Lines go back as they are now; one that was voided meanwhile stays where it was voided. Refuses
    `operation.overtaken` when one of the checks has been split, merged or moved from since, or a
    line is no longer there; `split.paid`; `split.discounted`; `check.not_open`.
    """
    for fact in facts:
        check = checks[fact.check_id]
        if check.last_operation != fact.operation:
            raise OperationOvertaken()
        if fact.into is None:
            _ensure_free(check)
    journey = _Journey(tuple(checks[fact.check_id] for fact in facts), hand)
    journey.previous = {fact.check_id: fact.previous for fact in facts}
    for parcel in _parcels(facts):
        _give_back(journey, parcel)
    for fact in facts:
        _restore(journey, fact)
    return journey.told(lambda told: OperationUndone(**told, undoes=facts[0].operation))


def _parcels(facts: Sequence[Carriage]) -> tuple[Parcel, ...]:
    """All of them, each once: the check that lines left tells of everything that left it."""
    return tuple(
        parcel for fact in facts for parcel in fact.parcels if parcel.source.id == fact.check_id
    )


def _give_back(journey: _Journey, parcel: Parcel) -> None:
    source, target = journey.at[parcel.source.id], journey.at[parcel.target.id]
    picks = []
    for part in parcel.parts:
        line = target.line(part.joins or part.arrives.id)
        if line is None:
            raise OperationOvertaken()
        if line.state != "voided":
            # A line that arrived on its own goes back as it is, however many it holds by now.
            joined = part.quantity if part.joins else None
            picks.append(Pick(line_id=line.id, quantity=joined))
    if picks:
        journey.carry(target, source, picks)


def _restore(journey: _Journey, fact: Carriage) -> None:
    """A new check of a split that is empty again ends; guests go back to where they came from."""
    home = next((p.source for p in fact.parcels if p.target.id == fact.check_id), None)
    check = journey.at[fact.check_id]
    if home and isinstance(fact, CheckSplit) and not check.standing:
        journey.end(check, home)
    if home and isinstance(fact, CheckMerged):
        journey.covers[check.id] = max(0, check.covers - journey.at[home.id].covers)


class _Journey:
    """Checks while lines are carried between them, and what is to be told of each."""

    def __init__(self, checks: Sequence[Check], hand: Hand) -> None:
        self.before = {check.id: check for check in checks}
        self.at = dict(self.before)
        self.parcels: list[Parcel] = []
        self.covers = {check.id: check.covers for check in checks}
        self.previous = {check.id: check.last_operation for check in checks}
        self._into: dict[UUID, CheckRef] = {}
        self._hand = hand

    def carry(self, source: Check, target: Check, picks: Sequence[Pick]) -> None:
        """Refuses `split.empty`, `check.too_long` and what `_part` refuses."""
        if not picks:
            raise SplitEmpty()
        parts = []
        for pick in picks:
            part = _part(self.at[source.id], self.at[target.id], pick, self._hand.new_id)
            parts.append(part)
            for check in (source, target):
                self.at[check.id] = with_parts(
                    self.at[check.id],
                    leaving=[part] if check is source else [],
                    arriving=[part] if check is target else [],
                )
        if len(self.at[target.id].lines) > MAX_LINES:
            raise CheckTooLong(limit=MAX_LINES)
        parcel = Parcel(source=source.ref, target=target.ref, parts=tuple(parts))
        self.parcels.append(parcel)

    def end(self, check: Check, into: CheckRef) -> None:
        self._into[check.id] = into

    def told(self, fact: Callable[[dict[str, Any]], Carriages]) -> Carrying:
        """A fact for every check, and the checks after it."""
        facts = tuple(fact(self._fields(check_id)) for check_id in self.before)
        after = tuple(
            evolve(check, each) for check, each in zip(self.before.values(), facts, strict=True)
        )
        return Carrying(facts, after, tuple(self.parcels))

    def _fields(self, check_id: UUID) -> dict[str, Any]:
        mine = [p for p in self.parcels if check_id in (p.source.id, p.target.id)]
        return {
            "check_id": check_id,
            "operation": self._hand.operation,
            "previous": self.previous[check_id],
            "parcels": tuple(mine),
            "covers": self.covers[check_id],
            "into": self._into.get(check_id),
            "at_ms": self._hand.at_ms,
        }


def _part(source: Check, target: Check, pick: Pick, new_id: Callable[[], UUID]) -> Carried:
    """Refuses `line.unknown`, `line.voided_already`, `line.quantity_short`, `line.comped`."""
    line = find_line(source, pick.line_id)
    if line.state == "voided":
        raise LineVoidedAlready(item=line.name_id)
    quantity = pick.quantity or line.quantity
    if quantity > line.quantity:
        raise QuantityShort(item=line.name_id, left=line.quantity)
    arrives = line
    if quantity < line.quantity:
        if line.comp is not None:
            raise LineIsComped(item=line.name_id)
        own = {"id": new_id(), "split_from": line.split_from or line.id}
        arrives = resized(line, quantity).model_copy(update=own)
    joins = next((other.id for other in target.standing if _one(other, arrives)), None)
    return Carried(line_id=line.id, quantity=quantity, arrives=arrives, joins=joins)


def _one(part: Line, other: Line) -> bool:
    """Whether these are parts of one line, and still alike in everything but quantity."""
    if (part.split_from or part.id) != (other.split_from or other.id):
        return False
    if part.quantity + other.quantity > MAX_QUANTITY:
        return False
    apart = {"id", "split_from", "quantity", "total", "discount"}
    return part.model_dump(exclude=apart) == other.model_dump(exclude=apart)


def _ensure_free(check: Check) -> None:
    """Refuses `check.not_open`, `split.paid` and `split.discounted`."""
    ensure_open(check)
    if check.payments:
        raise SplitPaid(number=check.number, paid_rupiah=check.totals.paid)
    if check.discounts:
        raise SplitDiscounted(number=check.number)


def _ensure_two(check: Check, other: Check) -> None:
    """Refuses `split.same`, `check.not_open`, `split.paid`, `split.discounted`."""
    if check.id == other.id:
        raise SplitSame()
    _ensure_free(check)
    _ensure_free(other)
