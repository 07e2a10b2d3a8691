"""Printing as commands: a test page, and what the print process reports."""

from __future__ import annotations

from typing import ClassVar, Literal
from uuid import UUID

from edge import documents
from edge.printing.store import PrintQueued, queue
from edge.tx import Outcome, Tx
from tilo.commands import Command
from tilo.errors import Refusal
from tilo.events import Event, PrinterTested, PrintReported
from tilo.outlet import Printer
from tilo.value import Text, Value


class PrinterUnknown(Refusal):
    """The outlet has no such printer."""

    code = "printer.unknown"
    status = 404


class JobUnknown(Refusal):
    """There is no such print job."""

    code = "job.unknown"
    status = 404


class TestPrinter(Command):
    """Print a test page."""

    __test__ = False  # pytest looks for classes by this name
    permission: ClassVar[str] = "printing.test"


class ReportJob(Command):
    """What became of a job. `started` is said before its first byte leaves, so that a job that was
    begun and never finished comes back as uncertain and is printed marked."""

    permission: ClassVar[str] = "internal.print"

    outcome: Literal["started", "printed", "retry", "failed"]
    reason: Text | None = None
    uncertain: bool = False


class Queued(Value):
    """The job that was queued."""

    job_id: UUID


def check_printer(tx: Tx, do: TestPrinter, printer_id: str) -> Outcome:
    """Queue a test page. Refuses `printer.unknown`."""
    printer = documents.one(tx.sql, Printer, "printer", printer_id)
    if printer is None:
        raise PrinterUnknown()
    job_id = queue(tx, printer, "test", None, copy=False)
    fact = PrinterTested(printer_id=printer.id, job_id=job_id)
    return Outcome(Queued(job_id=job_id).model_dump_json().encode(), (fact,))


def report_job(tx: Tx, do: ReportJob, job_id: UUID) -> Outcome:
    """Refuses `job.unknown`. A job that is finished stays so."""
    row = tx.sql.execute(
        "select printer_id, state, copy, uncertain from print_jobs where id = ?", (job_id.bytes,)
    ).fetchone()
    if row is None:
        raise JobUnknown()
    printer_id, state, copy, uncertain = row
    if state in {"printed", "failed"}:
        return Outcome(b"{}", ())
    to = {"started": "started", "retry": "queued"}.get(do.outcome, do.outcome)
    finished = do.outcome in {"printed", "failed"}
    tx.sql.execute(
        "update print_jobs set state = ?, uncertain = ?, reason = ?, finished_at = ? where id = ?",
        (
            to,
            int(do.uncertain or (bool(uncertain) and not finished)),
            do.reason,
            tx.at_ms if finished else None,
            job_id.bytes,
        ),
    )
    tx.show(PrintQueued(printer_id))
    facts: tuple[Event, ...] = ()
    if do.outcome == "printed" or do.outcome == "failed":
        facts = (
            PrintReported(
                job_id=job_id,
                printer_id=printer_id,
                outcome=do.outcome,
                copy_marked=bool(copy or uncertain or do.uncertain),
                reason=do.reason or "",
            ),
        )
    return Outcome(b"{}", facts)
