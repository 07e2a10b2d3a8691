"""Facts about tickets."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from tilo.events.event import Event
from tilo.value import Slug


class TicketBumped(Event):
    """Lines were marked done at a station; `whole` when the ticket left the screen."""

    kind: ClassVar[str] = "ticket.bumped"
    ticket_id: UUID
    check_id: UUID
    station: Slug
    line_ids: tuple[UUID, ...]
    whole: bool
    lead_ms: int


class TicketRecalled(Event):
    """Lines marked done came back."""

    kind: ClassVar[str] = "ticket.recalled"
    ticket_id: UUID
    check_id: UUID
    station: Slug
    line_ids: tuple[UUID, ...]
