"""Every MQTT message: topic, QoS, retain flag and shape. MQTT carries no truth, only views of it.

Topic levels are `[a-z0-9_-]+` so that every broker we support treats them alike.
"""

from __future__ import annotations

from typing import ClassVar, Literal
from uuid import UUID

from tilo.kitchen import Ticket
from tilo.value import Millis, Slug, Value


class Message(Value):
    """Something said over MQTT. `topic` is a template over the fields of the address."""

    topic: ClassVar[str]
    qos: ClassVar[Literal[0, 1]] = 1
    retain: ClassVar[bool] = False


class TicketShown(Message):
    """A station's current view of one ticket. Retained, so a rebooted screen catches up at once.

    The payload is the ticket itself; an empty payload clears it.
    """

    topic: ClassVar[str] = "tilo/{outlet}/kitchen/{station}/tickets/{ticket_id}"
    retain: ClassVar[bool] = True

    ticket: Ticket


class BoardEntry(Value):
    id: UUID
    rev: int


class BoardShown(Message):
    """Exactly the tickets that are open at a station. A screen drops what is not listed."""

    topic: ClassVar[str] = "tilo/{outlet}/kitchen/{station}/board"
    retain: ClassVar[bool] = True

    v: int = 1
    station: Slug
    rev: int
    at_ms: Millis
    tickets: tuple[BoardEntry, ...]


class BoxBeat(Message):
    """The box lives. A screen that hears none for five seconds says that it is stale."""

    topic: ClassVar[str] = "tilo/{outlet}/box/beat"
    qos: ClassVar[Literal[0, 1]] = 0

    v: int = 1
    now_ms: Millis
    boot: str


class BoxState(Message):
    """Whether the box is connected to the broker; the broker itself says so when it is not."""

    topic: ClassVar[str] = "tilo/{outlet}/box/state"
    retain: ClassVar[bool] = True

    v: int = 1
    online: bool
