"""Kitchen tickets over HTTP: screens listen over MQTT and act here."""

from __future__ import annotations

from aiohttp import web
from pydantic import BaseModel

from edge.kitchen import commands, store
from edge.tx import Actor
from edge.web import DOOR_REFUSALS, TicketPath, box, perform
from tilo.kit.api import Prepared, Routes
from tilo.kitchen import NothingToRecall, Ticket, TicketBumpedAlready, TicketUnknown
from tilo.value import Slug, Value

routes = Routes(tag="kitchen")


class StationQuery(BaseModel):
    """Of one station, or of all."""

    station: Slug | None = None


class OneStationQuery(BaseModel):
    """Of one station."""

    station: Slug


class TicketsAnswer(Value):
    """A list of tickets."""

    tickets: tuple[Ticket, ...]


@routes.get("/api/tickets", permission="kitchen.read")
async def list_tickets(request: web.Request, query: StationQuery) -> TicketsAnswer:
    """Open tickets, oldest first."""
    found = await box(request).db.read(lambda sql: store.open_at(sql, query.station))
    return TicketsAnswer(tickets=tuple(found))


@routes.get("/api/tickets/done", permission="kitchen.read")
async def list_done(request: web.Request, query: OneStationQuery) -> TicketsAnswer:
    """What was bumped lately and can be recalled, newest first."""
    now_ms = box(request).door.clock.now().ms
    found = await box(request).db.read(lambda sql: store.bumped_at(sql, query.station, now_ms))
    return TicketsAnswer(tickets=tuple(found))


@routes.post(
    "/api/tickets/recall-last",
    permission=commands.RecallLast.permission,
    refusals=[*DOOR_REFUSALS, NothingToRecall],
)
async def recall_last(
    request: web.Request, body: commands.RecallLast, actor: Actor
) -> Prepared[Ticket]:
    """Bring back what the station bumped last."""
    return await perform(request, commands.recall_last, body, by=actor)


@routes.post(
    "/api/tickets/{ticket_id}/bump",
    permission=commands.BumpTicket.permission,
    refusals=[*DOOR_REFUSALS, TicketUnknown, TicketBumpedAlready],
)
async def bump_ticket(
    request: web.Request, path: TicketPath, body: commands.BumpTicket, actor: Actor
) -> Prepared[Ticket]:
    """Mark a ticket, or lines of it, done."""
    return await perform(request, commands.bump_ticket, body, path.ticket_id, by=actor)


@routes.post(
    "/api/tickets/{ticket_id}/recall",
    permission=commands.RecallTicket.permission,
    refusals=[*DOOR_REFUSALS, TicketUnknown, NothingToRecall],
)
async def recall_ticket(
    request: web.Request, path: TicketPath, body: commands.RecallTicket, actor: Actor
) -> Prepared[Ticket]:
    """Bring a ticket, or lines of it, back to its original place."""
    return await perform(request, commands.recall_ticket, body, path.ticket_id, by=actor)
