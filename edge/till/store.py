"""Till sessions as this box keeps them, and the papers they put out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple
from uuid import UUID

from edge import documents
from edge.db import Sql
from edge.pack import pack, unpack
from edge.tx import Tx
from tilo import till
from tilo.checks import Person
from tilo.drawer import CashMove, Report, StreamHead, TenderTally, TillSession
from tilo.events import CheckPaid, CheckRefunded, Event
from tilo.value import Name, Value

PaperKind = Literal["x", "z", "cash"]


class TillShown(NamedTuple):
    """For the screens: a drawer was opened, moved, counted or closed."""


class CashPaper(Value):
    """A slip of cash that is no sale."""

    move: CashMove
    cashier: Name


def load(sql: Sql, session_id: UUID) -> TillSession:
    """Refuses `till.unknown`."""
    row = sql.execute("select body from till_sessions where id = ?", (session_id.bytes,)).fetchone()
    if row is None:
        raise till.TillUnknown()
    return TillSession.model_validate_json(unpack(row[0]))


def exists(sql: Sql, session_id: UUID) -> bool:
    row = sql.execute("select 1 from till_sessions where id = ?", (session_id.bytes,)).fetchone()
    return row is not None


def save(tx: Tx, session: TillSession) -> None:
    tx.sql.execute(
        "insert into till_sessions (id, state, business_date, cashier_id, shared, opened_at,"
        " closed_at, body) values (?,?,?,?,?,?,?,?) on conflict (id) do update set"
        " state = excluded.state, closed_at = excluded.closed_at, body = excluded.body",
        (
            session.id.bytes,
            session.state,
            session.business_date,
            session.cashier.id,
            int(session.shared),
            session.opened_at_ms,
            session.closed_at_ms,
            pack(session.model_dump_json().encode()),
        ),
    )


def open_for(sql: Sql, staff_id: str) -> TillSession | None:
    """The open session somebody sells into: their own drawer, else the shared one."""
    row = sql.execute(
        "select body from till_sessions where state = 'open' and (shared or cashier_id = ?)"
        " order by shared, opened_at desc limit 1",
        (staff_id,),
    ).fetchone()
    return None if row is None else TillSession.model_validate_json(unpack(row[0]))


def all_open(sql: Sql) -> list[TillSession]:
    """Every open session, oldest first."""
    found = sql.execute("select body from till_sessions where state = 'open' order by opened_at")
    return [TillSession.model_validate_json(unpack(row[0])) for row in found]


def last_closed(sql: Sql, limit: int) -> list[TillSession]:
    """Closed sessions, newest first."""
    found = sql.execute(
        "select body from till_sessions where state = 'closed' order by closed_at desc limit ?",
        (limit,),
    )
    return [TillSession.model_validate_json(unpack(row[0])) for row in found]


def session_for(tx: Tx, tender: str) -> UUID | None:
    """The session a payment taken now belongs to, if any.

    Refuses `till.required` for cash where the outlet takes it only into an open drawer.
    """
    session_id = _session_of(tx)
    if session_id is None and tender == "cash" and documents.outlet(tx).till_required:
        raise till.TillRequired()
    return session_id


def _session_of(tx: Tx) -> UUID | None:
    row = tx.sql.execute(
        "select id from till_sessions where state = 'open' and (shared or cashier_id = ?)"
        " order by shared, opened_at desc limit 1",
        (tx.actor.id,),
    ).fetchone()
    return None if row is None else UUID(bytes=row[0])


def taken(tx: Tx, paid: CheckPaid) -> CheckPaid:
    """The payment with the session it belongs to. Refuses `till.required`."""
    session_id = session_for(tx, paid.payment.tender)
    payment = paid.payment.model_copy(update={"session_id": session_id})
    return paid.model_copy(update={"payment": payment})


def given_back(tx: Tx, refunded: CheckRefunded) -> CheckRefunded:
    """The refund with the session whose drawer it comes out of, if any is open."""
    refund = refunded.refund.model_copy(update={"session_id": _session_of(tx)})
    return refunded.model_copy(update={"refund": refund})


def record(tx: Tx, facts: Iterable[Event]) -> None:
    """Add to the sessions what a sale brought. A payment in no session is kept by its day, so that
    a Z report can tell of it."""
    changed: dict[UUID, TillSession] = {}
    for fact in facts:
        session_id = till.session_of(fact)
        if session_id is not None:
            before = changed.get(session_id) or load(tx.sql, session_id)
            changed[session_id] = till.evolve(before, fact)
        elif isinstance(fact, CheckPaid):
            _add_outside(tx, fact.payment.tender, (1, fact.payment.amount, 0, 0))
        elif isinstance(fact, CheckRefunded):
            _add_outside(tx, fact.refund.tender, (0, 0, 1, fact.refund.amount))
    for session in changed.values():
        save(tx, session)


def _add_outside(tx: Tx, tender: str, more: tuple[int, int, int, int]) -> None:
    """`more`: payments and what they came to, refunds and what they came to."""
    tx.sql.execute(
        "insert into till_outside (business_date, tender, payments, amount, refunds, refunded)"
        " values (?,?,?,?,?,?) on conflict (business_date, tender) do update set"
        " payments = payments + excluded.payments, amount = amount + excluded.amount,"
        " refunds = refunds + excluded.refunds, refunded = refunded + excluded.refunded",
        (tx.business_date, tender, *more),
    )


def outside(sql: Sql, business_date: str) -> list[TenderTally]:
    """Payments and refunds of a trading day that were made in no session."""
    found = sql.execute(
        "select tender, payments, amount, refunds, refunded from till_outside"
        " where business_date = ? order by tender",
        (business_date,),
    )
    names = ("tender", "payments", "amount", "refunds", "refunded")
    return [TenderTally.model_validate(dict(zip(names, row, strict=True))) for row in found]


def open_checks(sql: Sql) -> tuple[int, int]:
    """How many checks are open, and what they owe in all."""
    row = sql.execute(
        "select count(*), coalesce(sum(balance), 0) from checks where state = 'open'"
    ).fetchone()
    return int(row[0]), int(row[1])


def report_at(sql: Sql, session: TillSession, by: Person, at_ms: int, head: StreamHead) -> Report:
    """The X report of a moment."""
    return till.report(
        session,
        by=by,
        at_ms=at_ms,
        head=head,
        outside=outside(sql, session.business_date),
        open_checks=open_checks(sql),
    )


def keep_paper(
    tx: Tx, paper_id: UUID, session_id: UUID, kind: PaperKind, paper: Report | CashPaper
) -> None:
    """A paper as it is to stand, however late the printer asks for it."""
    tx.sql.execute(
        "insert into till_papers (id, session_id, kind, at, body) values (?,?,?,?,?)",
        (
            paper_id.bytes,
            session_id.bytes,
            kind,
            tx.at_ms,
            pack(paper.model_dump_json().encode()),
        ),
    )


def paper(sql: Sql, paper_id: UUID) -> Report | CashPaper:
    """Refuses `till.unknown`."""
    row = sql.execute(
        "select kind, body from till_papers where id = ?", (paper_id.bytes,)
    ).fetchone()
    if row is None:
        raise till.TillUnknown()
    shape: type[Report] | type[CashPaper] = CashPaper if row[0] == "cash" else Report
    return shape.model_validate_json(unpack(row[1]))


def z_report(sql: Sql, session_id: UUID) -> tuple[UUID, Report] | None:
    """The Z report of a closed session, and the id of its paper."""
    row = sql.execute(
        "select id, body from till_papers where session_id = ? and kind = 'z'",
        (session_id.bytes,),
    ).fetchone()
    if row is None:
        return None
    return UUID(bytes=row[0]), Report.model_validate_json(unpack(row[1]))
