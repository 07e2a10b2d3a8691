"""Facts about the box itself: its stream, its people, its settings, its printers."""

from __future__ import annotations

from typing import ClassVar, Literal
from uuid import UUID

from tilo.events.event import Event
from tilo.value import Slug, Text


class StreamStarted(Event):
    """A database began its life. First row of every stream; names the one it continues, if any."""

    kind: ClassVar[str] = "stream.started"
    merchant: Slug
    outlet: Slug
    box: Slug
    stream: str
    parent_stream: str | None = None
    parent_head: str | None = None


class StaffSignedIn(Event):
    """Somebody began to use a screen with their PIN."""

    kind: ClassVar[str] = "staff.signed_in"
    staff_id: Slug
    device: str


class StaffSignedOut(Event):
    """Somebody ended their session."""

    kind: ClassVar[str] = "staff.signed_out"
    staff_id: Slug


class StaffSignInRefused(Event):
    """A wrong PIN was typed; `tries` in a row so far."""

    kind: ClassVar[str] = "staff.sign_in_refused"
    staff_id: Slug
    device: str
    tries: int


class ApprovalGiven(Event):
    """A second person's PIN allowed one action of whoever asked; the action's fact names both."""

    kind: ClassVar[str] = "staff.approved"
    staff_id: Slug
    approval_id: UUID
    asked_for: str


class SoldOutSet(Event):
    """An item was 86'd or un-86'd at the box. Low-risk: the last write by `hlc` wins."""

    kind: ClassVar[str] = "item.sold_out_set"
    item_id: Slug
    sold_out: bool
    hlc: str


class DocumentsApplied(Event):
    """Settings came down from the hub; `changed` lists kind/id/version of those that were new."""

    kind: ClassVar[str] = "documents.applied"
    cursor: int
    count: int
    changed: tuple[str, ...]


class CommandMismatched(Event):
    """A command id came back with another body; nothing was applied."""

    kind: ClassVar[str] = "command.mismatched"
    command_id: UUID
    command: str


class PrintReported(Event):
    """A printer said what became of a job."""

    kind: ClassVar[str] = "print.reported"
    job_id: UUID
    printer_id: Slug
    outcome: Literal["printed", "failed"]
    copy_marked: bool
    reason: Text = ""


class PrinterTested(Event):
    """A test page was asked for."""

    kind: ClassVar[str] = "printer.tested"
    printer_id: Slug
    job_id: UUID
