"""How a party is served: where it sits, seats, courses, holding back, who looks after it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from tilo.checks import Check, Party, Person
from tilo.events import CheckMoved, CheckTransferred, CoversSet, LinesArranged
from tilo.selling import LineNotDraft, LineVoidedAlready, NothingToFire, ensure_open, find_line


def move(check: Check, party: Party) -> CheckMoved:
    """Seat the party elsewhere. Refuses `check.not_open`."""
    ensure_open(check)
    return CheckMoved(check_id=check.id, party=party)


def set_covers(check: Check, covers: int) -> CoversSet:
    """Correct the number of guests. Refuses `check.not_open`."""
    ensure_open(check)
    return CoversSet(check_id=check.id, covers=covers)


def arrange(
    check: Check,
    line_ids: Sequence[UUID],
    *,
    seat: int | None = None,
    course: int | None = None,
    held: bool | None = None,
) -> LinesArranged:
    """Give lines a seat or a course, hold them or let them go; 0 takes a seat or course away.

    A seat can be given to any line, since a check is split by it; the rest is settled once the
    kitchen has the line. Refuses `check.not_open`, `line.unknown`, `line.voided_already`,
    `line.not_draft`.
    """
    ensure_open(check)
    for line_id in line_ids:
        line = find_line(check, line_id)
        if line.state == "voided":
            raise LineVoidedAlready(item=line.name_id)
        if line.state != "draft" and not (course is None and held is None):
            raise LineNotDraft(item=line.name_id)
    return LinesArranged(
        check_id=check.id, line_ids=tuple(line_ids), seat=seat, course=course, held=held
    )


def of_course(check: Check, course: int) -> tuple[UUID, ...]:
    """The drafts of a course, held or not. Refuses `check.not_open`, `check.nothing_to_fire`."""
    ensure_open(check)
    due = tuple(line.id for line in check.lines if line.state == "draft" and line.course == course)
    if not due:
        raise NothingToFire()
    return due


def transfer(check: Check, to: Person) -> CheckTransferred:
    """Hand the party over to somebody else. Refuses `check.not_open`."""
    ensure_open(check)
    return CheckTransferred(check_id=check.id, to=to)
