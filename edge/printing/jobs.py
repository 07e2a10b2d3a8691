"""What box and print process say to each other: the work, and what became of it."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from edge.printing.drivers.driver import PrinterState
from tilo.outlet import Language, Printer
from tilo.slip import Slip
from tilo.value import Millis, Slug, Value

Outcome = Literal["started", "printed", "retry", "failed"]


class Job(Value):
    """One slip for one printer. A copy somebody asked for carries its mark already.

    `uncertain`: it was begun before and never reported, so it may be on paper already.
    """

    id: UUID
    printer_id: Slug
    kind: Literal["receipt", "slip", "test", "report", "refund"]
    priority: int
    created_at_ms: Millis
    uncertain: bool = False
    language: Language
    slip: Slip


class Work(Value):
    """All jobs not finished, each printer's in the order they are to be printed.

    `rev` grows with every change to them, so that who has seen this waits for the next.
    """

    rev: int
    printers: tuple[Printer, ...]
    jobs: tuple[Job, ...]


class JobReport(Value):
    """What became of an attempt. `started` is said before the first byte leaves.

    `uncertain`: bytes went out and nobody could say whether paper came; so a job printed after
    all carries the COPY mark.
    """

    id: UUID
    outcome: Outcome
    reason: str | None = None
    uncertain: bool = False


class PrinterReport(Value):
    """How a printer is; said when it changes and every few seconds as a sign of life."""

    state: PrinterState
    reason: str | None = None
