"""How a fact changes a check. Nothing else does, so folding the journal gives every check again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal
from uuid import UUID

from tilo.checks import Check, Line, LineState
from tilo.events import (
    CheckClosed,
    CheckFired,
    CheckMoved,
    CheckOpened,
    CheckPaid,
    CheckVoided,
    CoversSet,
    Event,
    LineChanged,
    LinesAdded,
    LineVoided,
    TicketBumped,
    TicketRecalled,
)
from tilo.pricing import totals

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
        case CheckFired(line_ids=ids, fired_at_ms=at_ms):
            return _next(check, lines=_moved(check, "fire", set(ids), fired_at_ms=at_ms))
        case TicketBumped(line_ids=ids):
            return _next(check, lines=_moved(check, "bump", set(ids)))
        case TicketRecalled(line_ids=ids):
            return _next(check, lines=_moved(check, "recall", set(ids)))
        case CheckMoved(party=party):
            return _next(check, **party.__dict__)
        case CoversSet(covers=covers):
            return _next(check, covers=covers)
        case CheckPaid(payment=payment):
            return _added_up(check, payments=(*check.payments, payment))
        case CheckVoided(voided_at_ms=at_ms):
            return _next(check, state="voided", closed_at_ms=at_ms)
        case CheckClosed(check=closed):
            return closed
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
    return after.model_copy(update={"totals": totals(after.lines, after.payments, after.terms)})


def _moved(check: Check, step: Move, ids: set[UUID], **changes: object) -> tuple[Line, ...]:
    """Lines taken one step. A line that cannot take it stays: the kitchen may bump what the till
    voided a moment ago, and both were right."""
    steps = {
        line.id: line.model_copy(update={**changes, "state": MOVES[step, line.state]})
        for line in check.lines
        if line.id in ids and (step, line.state) in MOVES
    }
    return _swap(check, steps)


def _swap(check: Check, lines: Mapping[UUID, Line]) -> tuple[Line, ...]:
    return tuple(lines.get(line.id, line) for line in check.lines)
