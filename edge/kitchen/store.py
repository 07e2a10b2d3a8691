"""Tickets as this box keeps them, and what selling does to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from edge import printing
from edge.db import Sql
from edge.tx import Tx
from tilo import kitchen
from tilo.checks import Check, Line, Parcel
from tilo.kitchen import RECALL_MS, Ticket, TicketUnknown


class TicketChanged(NamedTuple):
    """For the screens: a ticket as it is now."""

    ticket: Ticket


def open_tickets(tx: Tx, check: Check, lines: Sequence[Line]) -> tuple[Ticket, ...]:
    """Give every station its ticket for these lines, on screens and station printers."""
    tickets = kitchen.tickets_for(
        check, lines, fired_at_ms=tx.at_ms, fired_by=tx.actor.name, new_id=tx.new_id
    )
    for ticket in tickets:
        save(tx, ticket)
        printing.queue_slip(tx, ticket)
    return tickets


def strike(tx: Tx, check_id: UUID, line_ids: Sequence[UUID]) -> None:
    """Strike voided lines through on every ticket that shows them, or would after a recall."""
    for ticket in _in_sight(tx, check_id):
        struck = [line.id for line in ticket.lines if line.id in line_ids]
        if struck:
            save(tx, kitchen.void_lines(ticket, struck))


def relabel(tx: Tx, check: Check) -> None:
    """The party moved: its tickets show where the food goes now, also when recalled later."""
    for ticket in _in_sight(tx, check.id):
        save(tx, kitchen.relabel(ticket, check))


def carry(tx: Tx, parcel: Parcel, to: Check) -> None:
    """Lines moved to another check: their tickets follow them. Nothing is fired or printed."""
    moved = {part.line_id for part in parcel.parts}
    for ticket in _in_sight(tx, parcel.source.id):
        if any(line.id in moved for line in ticket.lines):
            save(tx, kitchen.carry(ticket, parcel.parts, to))


def _in_sight(tx: Tx, check_id: UUID) -> list[Ticket]:
    """Tickets of a check that are on a screen or can be brought back to one."""
    return [
        ticket
        for ticket in of_check(tx.sql, check_id)
        if ticket.bumped_at_ms is None or tx.at_ms - ticket.bumped_at_ms <= RECALL_MS
    ]


def save(tx: Tx, ticket: Ticket) -> None:
    """Write a ticket and show it."""
    tx.sql.execute(
        "insert into tickets (id, rev, station, check_id, state, fired_at, bumped_at, body)"
        " values (?,?,?,?,?,?,?,?) on conflict (id) do update set rev = excluded.rev,"
        " check_id = excluded.check_id, state = excluded.state, bumped_at = excluded.bumped_at,"
        " body = excluded.body",
        (
            ticket.id.bytes,
            ticket.rev,
            ticket.station,
            ticket.check_id.bytes,
            ticket.state,
            ticket.fired_at_ms,
            ticket.bumped_at_ms,
            ticket.model_dump_json().encode(),
        ),
    )
    others = {line.goes_to.check_id for line in ticket.lines if line.goes_to}
    tx.sql.executemany(
        "insert or ignore into ticket_checks (check_id, ticket_id) values (?,?)",
        [(check_id.bytes, ticket.id.bytes) for check_id in others],
    )
    tx.show(TicketChanged(ticket))


def load(sql: Sql, ticket_id: UUID) -> Ticket:
    """Refuses `ticket.unknown`."""
    row = sql.execute("select body from tickets where id = ?", (ticket_id.bytes,)).fetchone()
    if row is None:
        raise TicketUnknown()
    return Ticket.model_validate_json(row[0])


def of_check(sql: Sql, check_id: UUID) -> list[Ticket]:
    """Every ticket that shows lines of a check, in firing order."""
    return _tickets(
        sql,
        "select body from tickets where check_id = ? or id in (select ticket_id"
        " from ticket_checks where check_id = ?) order by fired_at, id",
        check_id.bytes,
        check_id.bytes,
    )


def open_at(sql: Sql, station: str | None = None) -> list[Ticket]:
    """Open tickets of a station, or of all, oldest first."""
    if station is None:
        return _tickets(sql, "select body from tickets where state = 'open' order by fired_at, id")
    return _tickets(
        sql,
        "select body from tickets where state = 'open' and station = ? order by fired_at, id",
        station,
    )


def bumped_since(sql: Sql, since_ms: int) -> list[Ticket]:
    """Tickets of all stations bumped after a moment."""
    return _tickets(
        sql, "select body from tickets where state = 'bumped' and bumped_at > ?", since_ms
    )


def bumped_at(sql: Sql, station: str, now_ms: int, limit: int = 50) -> list[Ticket]:
    """Tickets that can still be recalled, the last bumped first."""
    return _tickets(
        sql,
        "select body from tickets where state = 'bumped' and station = ? and bumped_at > ?"
        " order by bumped_at desc, id desc limit ?",
        station,
        now_ms - RECALL_MS,
        limit,
    )


def _tickets(sql: Sql, query: str, *values: object) -> list[Ticket]:
    return [Ticket.model_validate_json(row[0]) for row in sql.execute(query, values).fetchall()]
