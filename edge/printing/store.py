"""The durable queue of every printer. A job is written by the transaction that causes it, so it
exists exactly when the sale does; its slip is made from the sale when the printer asks."""

from __future__ import annotations

from typing import Literal, NamedTuple
from uuid import UUID

from edge import documents
from edge.db import Sql
from edge.tx import Tx
from tilo.checks import Check, Refund
from tilo.kitchen import Ticket
from tilo.outlet import Language, Printer

JobKind = Literal["receipt", "slip", "test", "report", "refund"]
PRIORITY: dict[JobKind, int] = {
    "receipt": 10,
    "refund": 10,
    "slip": 10,
    "report": 20,
    "test": 50,
}


class PrintQueued(NamedTuple):
    """For the print process: there is work."""

    printer_id: str


class Waiting(NamedTuple):
    """A job as its row stands."""

    id: UUID
    printer_id: str
    kind: JobKind
    subject: UUID | None
    language: Language
    copy: bool
    uncertain: bool
    priority: int
    created_at_ms: int


def queue_receipt(tx: Tx, check: Check, *, copy: bool) -> UUID | None:
    """Queue a receipt at the outlet's receipt printer; None when it has none."""
    printers = _printers(tx)
    printer = next((p for p in printers if p.purpose == "receipt"), None)
    if printer is None:
        return None
    return queue(tx, printer, "receipt", check.id, copy=copy)


def queue_refund(tx: Tx, refund: Refund) -> UUID | None:
    """Queue a refund's slip at the outlet's receipt printer; None when it has none."""
    printer = next((p for p in _printers(tx) if p.purpose == "receipt"), None)
    if printer is None:
        return None
    return queue(tx, printer, "refund", refund.id, copy=False)


def queue_report(tx: Tx, paper_id: UUID, *, copy: bool) -> UUID | None:
    """Queue a paper of the till at the outlet's receipt printer; None when it has none."""
    printer = next((p for p in _printers(tx) if p.purpose == "receipt"), None)
    if printer is None:
        return None
    return queue(tx, printer, "report", paper_id, copy=copy)


def queue_slip(tx: Tx, ticket: Ticket) -> None:
    """Queue a ticket at every printer of its station."""
    for printer in _printers(tx):
        if printer.purpose == "station" and printer.station == ticket.station:
            queue(tx, printer, "slip", ticket.id, copy=False)


def queue(tx: Tx, printer: Printer, kind: JobKind, subject: UUID | None, *, copy: bool) -> UUID:
    """Write a job; answers its id."""
    job_id = tx.new_id()
    tx.sql.execute(
        "insert into print_jobs (id, printer_id, kind, subject, language, copy, priority, state,"
        " created_at) values (?,?,?,?,?,?,?,'queued',?)",
        (
            job_id.bytes,
            printer.id,
            kind,
            subject.bytes if subject else None,
            documents.outlet(tx).language,
            int(copy),
            PRIORITY[kind],
            tx.at_ms,
        ),
    )
    tx.show(PrintQueued(printer.id))
    return job_id


def waiting(sql: Sql, limit: int = 50) -> list[Waiting]:
    """The next jobs of every printer, by priority and age; `limit` of each, so that one that is
    off never keeps the work of another. One that was begun but never reported may be on paper
    already: it is handed out as uncertain, so that it comes out marked."""
    found = sql.execute(
        "select id, printer_id, kind, subject, language, copy, uncertain or state = 'started',"
        " priority, created_at from (select *, row_number() over (partition by printer_id"
        " order by priority, created_at, id) as place from print_jobs"
        " where state in ('queued', 'started')) where place <= ? order by printer_id, place",
        (limit,),
    ).fetchall()
    return [
        Waiting(
            UUID(bytes=row[0]),
            row[1],
            row[2],
            UUID(bytes=row[3]) if row[3] else None,
            row[4],
            bool(row[5]),
            bool(row[6]),
            row[7],
            row[8],
        )
        for row in found
    ]


def counts(sql: Sql) -> dict[str, int]:
    """How many jobs wait at each printer."""
    found = sql.execute(
        "select printer_id, count(*) from print_jobs where state in ('queued', 'started')"
        " group by printer_id"
    )
    return dict(found.fetchall())


def _printers(tx: Tx) -> list[Printer]:
    rev, _ = documents.revisions(tx)
    held = tx.cache.get("printers")
    if held is None or held[0] != rev:
        held = tx.cache["printers"] = (rev, documents.every(tx.sql, Printer, "printer"))
    printers: list[Printer] = held[1]
    return printers
