"""Printing over HTTP: test pages for people; work and reports for the print process."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import structlog
from aiohttp import web
from pydantic import BaseModel, Field

from edge import checks, documents, till
from edge.box import Box
from edge.db import Sql
from edge.kitchen import store as kitchen
from edge.printing import commands, store
from edge.printing.jobs import Job, PrinterReport, Work
from edge.printing.store import Waiting
from edge.pulse import within
from edge.tx import Actor
from edge.web import DOOR_REFUSALS, PrinterPath, box, perform
from tilo.drawer import Report
from tilo.errors import Refusal
from tilo.kit.api import Prepared, Routes
from tilo.kit.ids import new_id
from tilo.outlet import Outlet, Printer, Station
from tilo.receipt import kitchen_slip, receipt, test_slip
from tilo.refund_slip import refund_slip
from tilo.report import cash_slip, till_report
from tilo.slip import Slip
from tilo.value import Value

log = structlog.get_logger()

routes = Routes(tag="printing")
internal = Routes(tag="print process")


class WaitQuery(BaseModel):
    """Wait up to `wait_ms` milliseconds for work of another revision than `seen`."""

    wait_ms: Annotated[int, Field(ge=0, le=30_000)] = 0
    seen: Annotated[int, Field(ge=0)] | None = None


class JobPath(BaseModel):
    job_id: UUID


class Noted(Value):
    """It was heard."""


@routes.post(
    "/api/printers/{printer_id}/test",
    permission=commands.TestPrinter.permission,
    refusals=[*DOOR_REFUSALS, commands.PrinterUnknown],
)
async def print_test_page(
    request: web.Request, path: PrinterPath, body: commands.TestPrinter, actor: Actor
) -> Prepared[commands.Queued]:
    """Print a test page."""
    return await perform(request, commands.check_printer, body, path.printer_id, by=actor)


@internal.get("/internal/print/work", permission="internal.print")
async def get_work(request: web.Request, query: WaitQuery, actor: Actor) -> Work:
    """What is to be printed; waits for a change when the asker has seen what there is."""
    neighbours = box(request).neighbours
    neighbours.print_alive()
    news = neighbours.print_work.next()
    if query.seen == neighbours.print_work.count and query.wait_ms:
        await within(news, query.wait_ms / 1000)
        neighbours.print_alive()
    work, gone = await _work(box(request))
    for job_id in gone:
        do = commands.ReportJob(id=new_id(), outcome="failed", reason="nothing to print any more")
        await box(request).door.perform(commands.report_job, do, job_id, by=actor)
    return work


@internal.post(
    "/internal/print/jobs/{job_id}/report",
    permission="internal.print",
    refusals=[*DOOR_REFUSALS, commands.JobUnknown],
)
async def report_job(
    request: web.Request, path: JobPath, body: commands.ReportJob, actor: Actor
) -> Prepared[Noted]:
    """What became of a job."""
    box(request).neighbours.print_alive()
    return await perform(request, commands.report_job, body, path.job_id, by=actor)


@internal.post("/internal/print/printers/{printer_id}/status", permission="internal.print")
async def report_status(request: web.Request, path: PrinterPath, body: PrinterReport) -> Noted:
    """How a printer is."""
    box(request).neighbours.printer_is(path.printer_id, body.state, body.reason)
    return Noted()


async def _work(shop: Box) -> tuple[Work, list[UUID]]:
    """What is to be printed; and jobs nothing can be printed for, since printer or sale is gone."""
    outlet = shop.outlet
    at_ms = shop.door.clock.now().ms
    rev = shop.neighbours.print_work.count

    def gather(sql: Sql) -> tuple[Work, list[UUID]]:
        printers = documents.every(sql, Printer, "printer")
        by_id = {printer.id: printer for printer in printers}
        jobs: list[Job] = []
        gone: list[UUID] = []
        for waiting in store.waiting(sql):
            printer = by_id.get(waiting.printer_id)
            slip = _slip(sql, waiting, printer, outlet, at_ms) if printer else None
            if slip is None:
                gone.append(waiting.id)
            else:
                jobs.append(_job(waiting, slip))
        return Work(rev=rev, printers=tuple(printers), jobs=tuple(jobs)), gone

    return await shop.db.read(gather)


def _slip(sql: Sql, waiting: Waiting, printer: Printer, outlet: Outlet, at_ms: int) -> Slip | None:
    """What stands on the paper, made from the sale; None when the sale is gone."""
    try:
        match waiting.kind:
            case "test":
                return test_slip(printer, at_ms, outlet.zone, waiting.language)
            case "slip":
                assert waiting.subject is not None
                ticket = kitchen.load(sql, waiting.subject)
                station = documents.one(sql, Station, "station", ticket.station)
                name = station.name if station else ticket.station
                return kitchen_slip(ticket, name, outlet.zone, waiting.language, waiting.copy)
            case "receipt":
                assert waiting.subject is not None
                check = checks.load(sql, waiting.subject)
                return receipt(check, outlet, waiting.language, copy=waiting.copy)
            case "refund":
                assert waiting.subject is not None
                check, refund = checks.load_refund(sql, waiting.subject)
                return refund_slip(check, refund, outlet, waiting.language, copy=waiting.copy)
            case "report":
                assert waiting.subject is not None
                return _till_slip(till.paper(sql, waiting.subject), waiting, outlet)
    except Refusal:
        return None
    except Exception as fault:  # one slip that cannot be made must not keep all others
        log.error("slip not made", job=str(waiting.id), kind=waiting.kind, exc_info=fault)
        return None


def _till_slip(paper: Report | till.CashPaper, waiting: Waiting, outlet: Outlet) -> Slip:
    if isinstance(paper, Report):
        return till_report(paper, outlet, waiting.language, copy=waiting.copy)
    return cash_slip(paper.move, paper.cashier, outlet, waiting.language)


def _job(waiting: Waiting, slip: Slip) -> Job:
    return Job(
        id=waiting.id,
        printer_id=waiting.printer_id,
        kind=waiting.kind,
        priority=waiting.priority,
        created_at_ms=waiting.created_at_ms,
        language=waiting.language,
        uncertain=waiting.uncertain,
        slip=slip,
    )
