"""What staff can do to a drawer. Each handler loads, decides by the rules, records."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from edge import documents, people, printing
from edge.till import store
from edge.till.store import CashPaper, TillShown
from edge.till.view import blind, view
from edge.tx import Outcome, Tx
from tilo import till
from tilo.checks import Person
from tilo.commands import Command
from tilo.drawer import MoveKind, Pieces, Report, StreamHead, TillSession
from tilo.events import CashMoved, Event, TillReportPrinted
from tilo.outlet import business_date
from tilo.value import Price, Value

Reason = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)]


class OpenTill(Command):
    """Open the drawer with its float, in rupiah."""

    permission: ClassVar[str] = "till.open"

    session_id: UUID
    opening: Price


class MoveCash(Command):
    """Cash paid in or out, or dropped into the safe; paper comes for it and the drawer opens."""

    permission: ClassVar[str] = "till.move_cash"

    move_id: UUID
    kind: MoveKind
    amount: Annotated[Price, Field(gt=0)]
    reason: Reason = ""


class CountTill(Command):
    """What was found in the drawer, note by note."""

    permission: ClassVar[str] = "till.close"

    pieces: Annotated[tuple[Pieces, ...], Field(max_length=20)]


class CloseTill(Command):
    """Close the drawer upon its last count. `unapproved`: without a second person, though the
    difference is above the outlet's limit."""

    permission: ClassVar[str] = "till.close"

    approval_id: UUID | None = None
    unapproved: bool = False


class PrintReport(Command):
    """Print the figures of this moment, or a closed drawer's Z report again."""

    permission: ClassVar[str] = "till.read"


class PaperAnswer(Value):
    """The print job that was queued; None when the outlet has no printer for it."""

    job_id: UUID | None


def open_till(tx: Tx, do: OpenTill) -> Outcome:
    """Refuses `till.exists`, and `till.open_already` when this person has an open drawer."""
    if store.exists(tx.sql, do.session_id):
        raise till.TillExists()
    outlet = documents.outlet(tx)
    shared = outlet.till_policy == "shared"
    standing = store.open_for(tx.sql, tx.actor.id)
    if standing is not None:
        raise till.TillOpenAlready(cashier=standing.cashier.name)
    # The day begins with a session opened after the cut-over, whoever has not closed theirs yet.
    today = business_date(tx.at_ms, outlet.zone, outlet.cutover_minutes).isoformat()
    day = max(today, tx.business_date)
    fact = till.open_till(
        session_id=do.session_id,
        number=tx.count(f"till_session/{day}"),
        shared=shared,
        opening=do.opening,
        by=tx.actor.person,
        at_ms=tx.at_ms,
        business_date=day,
    )
    return _recorded(tx, None, fact)


def move_cash(tx: Tx, do: MoveCash, session_id: UUID) -> Outcome:
    """Refuses as `till.move_cash` does, and `permission.missing` at another's drawer."""
    session = _theirs(tx, session_id)
    fact = till.move_cash(
        session,
        move_id=do.move_id,
        kind=do.kind,
        amount=do.amount,
        reason=do.reason,
        by=tx.actor.person,
        at_ms=tx.at_ms,
    )
    _queue_slip(tx, session, fact)
    return _recorded(tx, session, fact)


def count_till(tx: Tx, do: CountTill, session_id: UUID) -> Outcome:
    """Refuses as `till.count_till` does, and `permission.missing` at another's drawer."""
    session = _theirs(tx, session_id)
    fact = till.count_till(session, do.pieces, by=tx.actor.person, at_ms=tx.at_ms)
    return _recorded(tx, session, fact)


def close_till(tx: Tx, do: CloseTill, session_id: UUID) -> Outcome:
    """Close, number the Z report and queue it. Refuses as `till.close_till` does, and
    `approval.not_valid`."""
    session = _theirs(tx, session_id)
    till.ensure_open(session)
    outlet = documents.outlet(tx)
    approved_by = _second_person(tx, do.approval_id)
    number = tx.count(f"z_number/{tx.stream.id}")
    fact = till.close_till(
        session,
        report_now(tx, session),
        z_number=f"{outlet.code}-A{tx.stream.mark}-Z{number:04d}",
        limit=outlet.till_limit,
        approved_by=approved_by,
        unapproved=do.unapproved,
    )
    paper_id = tx.new_id()
    store.keep_paper(tx, paper_id, session.id, "z", fact.report)
    printing.queue_report(tx, paper_id, copy=False)
    store.save(tx, till.evolve(session, fact))
    tx.show(TillShown())
    return Outcome(fact.report.model_dump_json().encode(), (fact,))


def print_report(tx: Tx, do: PrintReport, session_id: UUID) -> Outcome:
    """Refuses `till.unknown`, and `permission.missing` to who may not see the figures."""
    session = store.load(tx.sql, session_id)
    may_see(tx, session)
    held = store.z_report(tx.sql, session_id)
    if held is None:
        paper_id = tx.new_id()
        store.keep_paper(tx, paper_id, session.id, "x", report_now(tx, session))
    else:
        paper_id = held[0]
    job_id = printing.queue_report(tx, paper_id, copy=held is not None)
    answer = PaperAnswer(job_id=job_id).model_dump_json().encode()
    if job_id is None:
        return Outcome(answer, ())
    kind: Literal["x", "z"] = "x" if held is None else "z"
    fact = TillReportPrinted(session_id=session_id, report=kind, job_id=job_id)
    return Outcome(answer, (fact,))


def report_now(tx: Tx, session: TillSession) -> Report:
    """The X report of this moment."""
    head = StreamHead(stream=tx.stream.id, seq=tx.head.seq, hash=tx.head.hash)
    return store.report_at(tx.sql, session, tx.actor.person, tx.at_ms, head)


def may_see(tx: Tx, session: TillSession) -> None:
    """Refuses `permission.missing` to who is to count blind."""
    if blind(session, documents.outlet(tx)):
        tx.actor.require("till.expect")


def _theirs(tx: Tx, session_id: UUID) -> TillSession:
    """A session this person may touch. Refuses `till.unknown` and `permission.missing`."""
    session = store.load(tx.sql, session_id)
    if not session.shared and session.cashier.id != tx.actor.id:
        tx.actor.require("till.others")
    return session


def _second_person(tx: Tx, approval_id: UUID | None) -> Person | None:
    """Who agreed to the difference; never the one who closes. Refuses `approval.not_valid`."""
    if approval_id is None:
        return None
    person = people.approver(tx, "till.approve", approval_id)
    if person.id == tx.actor.id:
        raise people.ApprovalNotValid()
    return Person(id=person.id, name=person.name)


def _queue_slip(tx: Tx, session: TillSession, fact: CashMoved) -> None:
    paper_id = tx.new_id()
    slip = CashPaper(move=fact.move, cashier=tx.actor.name)
    store.keep_paper(tx, paper_id, session.id, "cash", slip)
    printing.queue_report(tx, paper_id, copy=False)


def _recorded(tx: Tx, session: TillSession | None, fact: Event) -> Outcome:
    """Save what `fact` makes of the session, tell the screens, answer what this person may see."""
    after = till.evolve(session, fact)
    store.save(tx, after)
    tx.show(TillShown())
    return Outcome(view(after).model_dump_json().encode(), (fact,))
