"""What cooks do to tickets: bump and recall, by ticket or by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import Field

from edge import checks
from edge.kitchen import store
from edge.tx import Outcome, Tx
from tilo import kitchen
from tilo.commands import Command
from tilo.events import TicketBumped, TicketRecalled
from tilo.evolution import evolve
from tilo.kitchen import RECALL_MS, NothingToRecall, Ticket, TicketUnknown
from tilo.value import Slug

LineIds = Annotated[tuple[UUID, ...], Field(max_length=300)]


class BumpTicket(Command):
    """Mark a ticket, or lines of it, done."""

    permission: ClassVar[str] = "kitchen.bump"

    line_ids: LineIds | None = None


class RecallTicket(Command):
    """Bring a ticket, or lines of it, back to its original place."""

    permission: ClassVar[str] = "kitchen.bump"

    line_ids: LineIds | None = None


class RecallLast(Command):
    """Bring back what this station bumped last."""

    permission: ClassVar[str] = "kitchen.bump"

    station: Slug


def bump_ticket(tx: Tx, do: BumpTicket, ticket_id: UUID) -> Outcome:
    """Refuses `ticket.unknown` and `ticket.bumped_already`."""
    ticket = store.load(tx.sql, ticket_id)
    after, done = kitchen.bump(ticket, do.line_ids, tx.at_ms)
    facts = {
        check_id: TicketBumped(
            ticket_id=ticket.id,
            check_id=check_id,
            station=ticket.station,
            line_ids=line_ids,
            whole=after.state == "bumped",
            lead_ms=max(0, tx.at_ms - ticket.fired_at_ms),
        )
        for check_id, line_ids in _by_check(ticket, done).items()
    }
    return _changed(tx, after, facts)


def recall_ticket(tx: Tx, do: RecallTicket, ticket_id: UUID) -> Outcome:
    """Refuses `ticket.unknown` (also beyond the recall time) and `ticket.nothing_to_recall`."""
    return _recalled(tx, store.load(tx.sql, ticket_id), do.line_ids)


def recall_last(tx: Tx, do: RecallLast) -> Outcome:
    """Refuses `ticket.nothing_to_recall`."""
    bumped = store.bumped_at(tx.sql, do.station, tx.at_ms, limit=1)
    if not bumped:
        raise NothingToRecall()
    return _recalled(tx, bumped[0], None)


def _recalled(tx: Tx, ticket: Ticket, line_ids: Sequence[UUID] | None) -> Outcome:
    if ticket.bumped_at_ms is not None and tx.at_ms - ticket.bumped_at_ms > RECALL_MS:
        raise TicketUnknown()
    after, back = kitchen.recall(ticket, line_ids)
    facts = {
        check_id: TicketRecalled(
            ticket_id=ticket.id, check_id=check_id, station=ticket.station, line_ids=line_ids
        )
        for check_id, line_ids in _by_check(ticket, back).items()
    }
    return _changed(tx, after, facts)


def _by_check(ticket: Ticket, line_ids: Sequence[UUID]) -> dict[UUID, tuple[UUID, ...]]:
    """The lines by the check they stand on; the ticket's own check, when there are none."""
    found: dict[UUID, tuple[UUID, ...]] = {}
    for line in ticket.lines:
        if line.id in line_ids:
            on = kitchen.check_of(ticket, line)
            found[on] = (*found.get(on, ()), line.id)
    return found or {ticket.check_id: ()}


def _changed(
    tx: Tx, ticket: Ticket, facts: Mapping[UUID, TicketBumped | TicketRecalled]
) -> Outcome:
    """Save the ticket, and its lines' states on open checks. A closed check is a fact already:
    the kitchen finishes what was paid, the receipt does not change."""
    store.save(tx, ticket)
    for check_id, fact in facts.items():
        check = checks.load(tx.sql, check_id)
        if fact.line_ids and check.state == "open":
            checks.save(tx, evolve(check, fact))
    return Outcome(ticket.model_dump_json().encode(), tuple(facts.values()))
