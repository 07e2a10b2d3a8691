"""Facts about a drawer."""

from __future__ import annotations

from typing import ClassVar, Literal
from uuid import UUID

from tilo.drawer import CashMove, Count, Report, TillSession
from tilo.events.event import Event


class TillOpened(Event):
    """A drawer was opened with its float."""

    kind: ClassVar[str] = "till.opened"
    session_id: UUID
    session: TillSession


class CashMoved(Event):
    """Cash that is no sale went into or out of the drawer: paid in, paid out, or dropped."""

    kind: ClassVar[str] = "till.cash_moved"
    session_id: UUID
    move: CashMove


class TillCounted(Event):
    """A drawer was counted blind, note by note; what was expected stands beside it."""

    kind: ClassVar[str] = "till.counted"
    session_id: UUID
    count: Count


class TillClosed(Event):
    """A drawer was closed. Holds its whole Z report, with the journal's head before this row."""

    kind: ClassVar[str] = "till.closed"
    session_id: UUID
    report: Report


class TillReportPrinted(Event):
    """An X report, or a Z report again, was sent to the printer."""

    kind: ClassVar[str] = "till.report_printed"
    session_id: UUID
    report: Literal["x", "z"]
    job_id: UUID
