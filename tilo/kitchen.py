"""Kitchen tickets: which station gets what, and how bump, recall and void change a ticket."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal
from uuid import UUID

from tilo.checks import Carried, Channel, Check, Line
from tilo.errors import Refusal
from tilo.value import Millis, Name, Slug, Text, Value

RECALL_MS = 30 * 60_000
"""How long a bumped ticket can be recalled."""

TicketLineState = Literal["fired", "ready", "voided"]


class TicketUnknown(Refusal):
    """There is no such ticket, or its recall time has passed."""

    code = "ticket.unknown"
    status = 404


class TicketBumpedAlready(Refusal):
    """Another screen bumped it first."""

    code = "ticket.bumped_already"
    status = 409


class NothingToRecall(Refusal):
    """Nothing was bumped here lately."""

    code = "ticket.nothing_to_recall"
    status = 409


class Wish(Value):
    """A modifier as a cook reads it."""

    name_id: Name
    name_en: Name


class Destination(Value):
    """Another check than the ticket's, and where its food goes."""

    check_id: UUID
    check_number: int
    channel: Channel
    table_name: Name | None = None
    name: Name | None = None


class TicketLine(Value):
    """What to make, with everything a cook must know. `goes_to`: the check it moved to since it
    was fired; the ticket stays the one it was fired with."""

    id: UUID
    name_id: Name
    name_en: Name
    variant_name_id: Name | None = None
    variant_name_en: Name | None = None
    options: tuple[Wish, ...] = ()
    quantity: int
    note: Text = ""
    lead_s: int = 0
    state: TicketLineState = "fired"
    goes_to: Destination | None = None


class Ticket(Value):
    """What one station sees of one firing. `rev` grows with every change."""

    v: int = 1
    id: UUID
    rev: int = 1
    station: Slug
    check_id: UUID
    check_number: int
    channel: Channel
    table_name: Name | None = None
    name: Name | None = None
    fired_at_ms: Millis
    fired_by: Name
    add_on: bool = False
    state: Literal["open", "bumped"] = "open"
    bumped_at_ms: Millis | None = None
    lines: tuple[TicketLine, ...]


def tickets_for(
    check: Check,
    lines: Iterable[Line],
    *,
    fired_at_ms: int,
    fired_by: str,
    new_id: Callable[[], UUID],
) -> tuple[Ticket, ...]:
    """One ticket per station for what is fired now. Lines without a station need no cooking."""
    by_station: dict[str, list[Line]] = {}
    for line in lines:
        if line.station is not None:
            by_station.setdefault(line.station, []).append(line)
    return tuple(
        Ticket(
            id=new_id(),
            station=station,
            check_id=check.id,
            check_number=check.number,
            channel=check.channel,
            table_name=check.table_name,
            name=check.name,
            fired_at_ms=fired_at_ms,
            fired_by=fired_by,
            add_on=_had_before(check, station),
            lines=tuple(_ticket_line(line) for line in at_station),
        )
        for station, at_station in by_station.items()
    )


def _had_before(check: Check, station: str) -> bool:
    return any(line.station == station and line.fired_at_ms is not None for line in check.lines)


def _ticket_line(line: Line) -> TicketLine:
    return TicketLine(
        id=line.id,
        name_id=line.name_id,
        name_en=line.name_en,
        variant_name_id=line.variant_name_id,
        variant_name_en=line.variant_name_en,
        options=tuple(Wish(name_id=o.name_id, name_en=o.name_en) for o in line.options),
        quantity=line.quantity,
        note=line.note,
        lead_s=line.lead_s,
    )


def bump(
    ticket: Ticket, line_ids: Sequence[UUID] | None, at_ms: int
) -> tuple[Ticket, tuple[UUID, ...]]:
    """Mark lines done, or all of them; answers the ticket and the lines that became ready.

    A ticket leaves the screen when nothing on it is still to be made. Voided lines stay, struck
    through, until the ticket itself is bumped. Refuses `ticket.bumped_already`.
    """
    if ticket.state == "bumped":
        raise TicketBumpedAlready()
    done = tuple(
        line.id
        for line in ticket.lines
        if line.state == "fired" and (line_ids is None or line.id in line_ids)
    )
    after = _set(ticket, done, "ready")
    left = any(line.state == "fired" for line in after.lines)
    if line_ids is None or (done and not left):
        after = after.model_copy(update={"state": "bumped", "bumped_at_ms": at_ms})
    return after, done


def recall(ticket: Ticket, line_ids: Sequence[UUID] | None) -> tuple[Ticket, tuple[UUID, ...]]:
    """Bring lines back, or the whole ticket, to its original place (its firing time stands).

    Refuses `ticket.nothing_to_recall`.
    """
    back = tuple(
        line.id
        for line in ticket.lines
        if line.state == "ready" and (line_ids is None or line.id in line_ids)
    )
    if not back and ticket.state == "open":
        raise NothingToRecall()
    after = _set(ticket, back, "fired")
    return after.model_copy(update={"state": "open", "bumped_at_ms": None}), back


def void_lines(ticket: Ticket, line_ids: Sequence[UUID]) -> Ticket:
    """Strike lines through. They never vanish silently: a cook bumps them away."""
    struck = tuple(line.id for line in ticket.lines if line.id in line_ids)
    return _set(ticket, struck, "voided")


def relabel(ticket: Ticket, check: Check) -> Ticket:
    """The party moved: the ticket shows where the food goes now."""
    goes_to = _destination(check)
    lines = tuple(
        line.model_copy(update={"goes_to": goes_to})
        if line.goes_to and line.goes_to.check_id == check.id
        else line
        for line in ticket.lines
    )
    own = goes_to.__dict__ if ticket.check_id == check.id else {}
    return ticket.model_copy(update={**own, "rev": ticket.rev + 1, "lines": lines})


def carry(ticket: Ticket, parts: Iterable[Carried], to: Check) -> Ticket:
    """Lines moved to another check: the ticket says where they go now, and is never a new one.

    When everything that is still wanted goes there the whole ticket does.
    """
    lines = list(ticket.lines)
    goes_to = _destination(to)
    for part in parts:
        lines = _carried(lines, part, None if to.id == ticket.check_id else goes_to)
    wanted = {line.goes_to for line in lines if line.state != "voided"}
    changes: dict[str, object] = {"rev": ticket.rev + 1}
    if wanted == {goes_to}:
        changes |= goes_to.__dict__
        lines = [line.model_copy(update={"goes_to": None}) for line in lines]
    return ticket.model_copy(update={**changes, "lines": tuple(lines)})


def _carried(
    lines: list[TicketLine], part: Carried, goes_to: Destination | None
) -> list[TicketLine]:
    """Ticket lines after part of one of them went to another check."""
    line = next((line for line in lines if line.id == part.line_id), None)
    if line is None:
        return lines
    reached = part.joins or part.arrives.id
    left = line.quantity - part.quantity
    after: list[TicketLine] = []
    met = any(each.id == part.joins for each in lines)
    for each in lines:
        if each.id == part.line_id:
            if left > 0:
                after.append(each.model_copy(update={"quantity": left}))
            if not met:
                new = {"id": reached, "quantity": part.quantity, "goes_to": goes_to}
                after.append(each.model_copy(update=new))
        elif each.id == part.joins:
            whole = each.quantity + part.quantity
            after.append(each.model_copy(update={"quantity": whole}))
        else:
            after.append(each)
    return after


def check_of(ticket: Ticket, line: TicketLine) -> UUID:
    """The check a line of the ticket stands on."""
    return line.goes_to.check_id if line.goes_to else ticket.check_id


def _destination(check: Check) -> Destination:
    return Destination(
        check_id=check.id,
        check_number=check.number,
        channel=check.channel,
        table_name=check.table_name,
        name=check.name,
    )


def _set(ticket: Ticket, line_ids: Sequence[UUID], state: TicketLineState) -> Ticket:
    lines = tuple(
        line.model_copy(update={"state": state}) if line.id in line_ids else line
        for line in ticket.lines
    )
    return ticket.model_copy(update={"rev": ticket.rev + 1, "lines": lines})
