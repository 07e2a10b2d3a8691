"""How a fact changes a check. Nothing else does, so folding the journal gives every check again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal
from uuid import UUID

from tilo.checks import Carried, Check, Line, LineState
from tilo.events import (
    Carriage,
    CheckClosed,
    CheckDiscounted,
    CheckFired,
    CheckMerged,
    CheckMoved,
    CheckOpened,
    CheckPaid,
    CheckRefunded,
    CheckSplit,
    CheckTransferred,
    CheckVoided,
    CompRemoved,
    CoversSet,
    DiscountRemoved,
    Event,
    LineChanged,
    LineComped,
    LinesAdded,
    LinesArranged,
    LinesMoved,
    LineVoided,
    OperationUndone,
    SharesSet,
    TicketBumped,
    TicketRecalled,
)
from tilo.pricing import allot, totals
from tilo.shares import after_paying, kept_true

Move = Literal["fire", "bump", "recall", "serve", "void"]

MOVES: Mapping[tuple[Move, LineState], LineState] = {
    ("fire", "draft"): "fired",
    ("bump", "fired"): "ready",
    ("recall", "ready"): "fired",
    ("serve", "ready"): "served",
    ("void", "draft"): "voided",
    ("void", "fired"): "voided",
    ("void", "ready"): "voided",
    ("void", "served"): "voided",
}
"""Every transition of a line. What is not here does not happen."""


def evolve(check: Check | None, fact: Event) -> Check:  # noqa: C901 - one arm per fact, no logic
    """The check after `fact`. The only thing that changes a check."""
    if isinstance(fact, CheckOpened):
        return _opened(fact)
    assert check is not None, f"{fact.kind} without a check"
    match fact:
        case LinesAdded(lines=added):
            return _added_up(check, lines=(*check.lines, *added))
        case LineChanged(line=changed):
            return _added_up(check, lines=_swap(check, {changed.id: changed}))
        case LineVoided(line_id=line_id, reason=reason):
            return _added_up(check, lines=_moved(check, "void", {line_id}, void_reason=reason))
        case CheckDiscounted(discount=given):
            return _added_up(check, discounts=(*check.discounts, given))
        case DiscountRemoved(discount_id=gone):
            return _added_up(check, discounts=tuple(d for d in check.discounts if d.id != gone))
        case LineComped(line_id=line_id, comp=comp):
            return _added_up(check, lines=_repriced(check, line_id, total=0, comp=comp))
        case CompRemoved(line_id=line_id, amount=amount):
            return _added_up(check, lines=_repriced(check, line_id, total=amount, comp=None))
        case CheckFired(line_ids=ids, fired_at_ms=at_ms):
            return _next(check, lines=_fired(check, set(ids), at_ms))
        case TicketBumped(line_ids=ids):
            return _next(check, lines=_moved(check, "bump", set(ids)))
        case TicketRecalled(line_ids=ids):
            return _next(check, lines=_moved(check, "recall", set(ids)))
        case CheckMoved(party=party):
            return _next(check, **party.__dict__)
        case CoversSet(covers=covers):
            return _next(check, covers=covers)
        case CheckPaid(payment=payment):
            shares = check.shares
            if payment.share is not None:
                shares = after_paying(shares, payment.share.no, payment.id)
            return _added_up(check, payments=(*check.payments, payment), shares=shares)
        case SharesSet(shares=shares):
            return _next(check, shares=shares)
        case LinesArranged():
            return _next(check, lines=_arranged(check, fact))
        case CheckTransferred(to=to):
            return _next(check, in_charge=to)
        case CheckSplit() | LinesMoved() | CheckMerged() | OperationUndone():
            return _carried(check, fact)
        case CheckVoided(voided_at_ms=at_ms):
            return _next(check, state="voided", closed_at_ms=at_ms)
        case CheckClosed(check=closed):
            return closed
        case CheckRefunded(refund=given):
            return _next(check, refunds=(*check.refunds, given))
    raise AssertionError(f"{fact.kind} does not concern a check")


def _opened(fact: CheckOpened) -> Check:
    return Check(
        id=fact.check_id,
        rev=1,
        number=fact.number,
        **fact.party.__dict__,
        business_date=fact.business_date,
        terms=fact.terms,
        opened_at_ms=fact.opened_at_ms,
        opened_by=fact.opened_by,
        lines=fact.lines,
        totals=totals(fact.lines, (), fact.terms),
    )


def _next(check: Check, **changes: object) -> Check:
    """The next revision."""
    return check.model_copy(update={**changes, "rev": check.rev + 1})


def _added_up(check: Check, **changes: object) -> Check:
    """The next revision of a check whose lines or payments amount to something else now."""
    after = _next(check, **changes)
    lines, discounts = allot(after.lines, after.discounts)
    after = after.model_copy(update={"lines": lines, "discounts": discounts})
    due = totals(after.lines, after.payments, after.terms)
    shares = kept_true(after.shares, due.balance, after.terms.rounding_unit)
    return after.model_copy(update={"totals": due, "shares": shares})


def _moved(check: Check, step: Move, ids: set[UUID], **changes: object) -> tuple[Line, ...]:
    """Lines taken one step. A line that cannot take it stays: the kitchen may bump what the till
    voided a moment ago, and both were right."""
    steps = {
        line.id: line.model_copy(update={**changes, "state": MOVES[step, line.state]})
        for line in check.lines
        if line.id in ids and (step, line.state) in MOVES
    }
    return _swap(check, steps)


def _repriced(check: Check, line_id: UUID, **changes: object) -> tuple[Line, ...]:
    line = check.line(line_id)
    assert line is not None, "only a line that stands there is comped"
    return _swap(check, {line_id: line.model_copy(update=changes)})


def _swap(check: Check, lines: Mapping[UUID, Line]) -> tuple[Line, ...]:
    return tuple(lines.get(line.id, line) for line in check.lines)


def _fired(check: Check, ids: set[UUID], at_ms: int) -> tuple[Line, ...]:
    return _moved(check, "fire", ids, fired_at_ms=at_ms, held=False)


def _arranged(check: Check, fact: LinesArranged) -> tuple[Line, ...]:
    changes: dict[str, object] = {}
    if fact.seat is not None:
        changes["seat"] = fact.seat or None
    if fact.course is not None:
        changes["course"] = fact.course or None
    if fact.held is not None:
        changes["held"] = fact.held
    ids = set(fact.line_ids)
    return _swap(
        check,
        {line.id: line.model_copy(update=changes) for line in check.lines if line.id in ids},
    )


def _carried(check: Check, fact: Carriage) -> Check:
    """The check after lines left or reached it. One that ended with a merge opens again when the
    merge is undone."""
    for parcel in fact.parcels:
        left = parcel.source.id == check.id
        check = with_parts(
            check,
            leaving=parcel.parts if left else (),
            arriving=() if left else parcel.parts,
        )
    changes: dict[str, object] = {"covers": fact.covers}
    if fact.into is not None:
        changes |= {"state": "merged", "merged_into": fact.into, "closed_at_ms": fact.at_ms}
    elif check.state == "merged":
        changes |= {"state": "open", "merged_into": None, "closed_at_ms": None}
    undone = isinstance(fact, OperationUndone)
    last = fact.previous if undone else fact.operation
    return _added_up(check, last_operation=last, **changes)


def with_parts(check: Check, leaving: Iterable[Carried], arriving: Iterable[Carried]) -> Check:
    """The check without what leaves and with what arrives; its totals are not added up yet."""
    lines = list(check.lines)
    for part in leaving:
        _take(lines, part)
    for part in arriving:
        _put(lines, part)
    return check.model_copy(update={"lines": tuple(lines)})


def _take(lines: list[Line], part: Carried) -> None:
    """Less of a line, or the line gone."""
    n = next(n for n, line in enumerate(lines) if line.id == part.line_id)
    left = lines[n].quantity - part.quantity
    if left > 0:
        lines[n] = resized(lines[n], left)
    else:
        del lines[n]


def _put(lines: list[Line], part: Carried) -> None:
    """A line more, or more of the one it joins."""
    for n, line in enumerate(lines):
        if line.id == part.joins:
            lines[n] = resized(line, line.quantity + part.quantity)
            return
    lines.append(part.arrives)


def resized(line: Line, quantity: int) -> Line:
    """The same line with another quantity, at the price it was sold at."""
    return line.model_copy(update={"quantity": quantity, "total": line.unit_price * quantity})
