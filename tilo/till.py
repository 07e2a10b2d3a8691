"""A till session's rules: what may happen to a drawer, and its figures as a fold of facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from tilo.checks import Check, Payment, Person, Refund
from tilo.drawer import (
    CashMove,
    Count,
    MoveKind,
    Pieces,
    Report,
    Sales,
    StreamHead,
    TaxTally,
    TenderTally,
    TillSession,
    worth,
)
from tilo.errors import Refusal
from tilo.events import (
    CashMoved,
    CheckClosed,
    CheckPaid,
    CheckRefunded,
    Event,
    TillClosed,
    TillCounted,
    TillOpened,
)

MAX_MOVES = 500
"""More cash in and out than this in one session is a mistake; every loop is bounded by it."""


class TillUnknown(Refusal):
    """There is no such till session on this box."""

    code = "till.unknown"
    status = 404


class TillExists(Refusal):
    """A session with this id was opened by another command."""

    code = "till.exists"
    status = 409


class TillOpenAlready(Refusal):
    """The drawer is open: it is closed first, with a count."""

    code = "till.open_already"
    status = 409
    cashier: str


class TillNotOpen(Refusal):
    """The session was closed meanwhile; its figures stand."""

    code = "till.not_open"
    status = 409


class TillRequired(Refusal):
    """This outlet takes cash only into an open drawer."""

    code = "till.required"
    status = 409


class TillNotCounted(Refusal):
    """A drawer is counted before it is closed."""

    code = "till.not_counted"
    status = 409


class TillReasonRequired(Refusal):
    """Cash paid in or out needs a reason."""

    code = "till.reason_required"
    status = 422


class TillMovesTooMany(Refusal):
    """The session has more cash movements than any real one."""

    code = "till.moves_too_many"
    status = 409
    limit: int


class TillMoveExists(Refusal):
    """This very movement stands in the session already."""

    code = "till.move_exists"
    status = 409


class TillPiecesTwice(Refusal):
    """A note or coin was counted in two rows."""

    code = "till.pieces_twice"
    status = 422


class TillApprovalRequired(Refusal):
    """The difference is above the outlet's limit: a second person agrees with their PIN, or the
    drawer is closed without, which stands on the Z report."""

    code = "till.approval_required"
    status = 409
    difference_rupiah: int
    limit_rupiah: int


def open_till(
    *,
    session_id: UUID,
    number: int,
    shared: bool,
    opening: int,
    by: Person,
    at_ms: int,
    business_date: str,
) -> TillOpened:
    """Begin a session with `opening` rupiah of float."""
    session = TillSession(
        id=session_id,
        number=number,
        shared=shared,
        cashier=by,
        business_date=business_date,
        opened_at_ms=at_ms,
        opening=opening,
    )
    return TillOpened(session_id=session_id, session=session)


def move_cash(
    session: TillSession,
    *,
    move_id: UUID,
    kind: MoveKind,
    amount: int,
    reason: str,
    by: Person,
    at_ms: int,
) -> CashMoved:
    """Cash in or out that is no sale.

    More than the drawer should hold is not refused: that would tell what is expected. Refuses
    `till.not_open`, `till.reason_required`, `till.move_exists`, `till.moves_too_many`.
    """
    ensure_open(session)
    if kind != "drop" and not reason:
        raise TillReasonRequired()
    if any(move.id == move_id for move in session.moves):
        raise TillMoveExists()
    if len(session.moves) >= MAX_MOVES:
        raise TillMovesTooMany(limit=MAX_MOVES)
    move = CashMove(id=move_id, kind=kind, amount=amount, reason=reason, at_ms=at_ms, by=by)
    return CashMoved(session_id=session.id, move=move)


def count_till(
    session: TillSession, pieces: Sequence[Pieces], *, by: Person, at_ms: int
) -> TillCounted:
    """Count the drawer. Counting again is allowed: every count is a fact, the last one stands.

    Refuses `till.not_open` and `till.pieces_twice`.
    """
    ensure_open(session)
    if len({each.face for each in pieces}) != len(pieces):
        raise TillPiecesTwice()
    found = tuple(pieces)
    count = Count(
        pieces=found, counted=worth(found), expected=expected_cash(session), at_ms=at_ms, by=by
    )
    return TillCounted(session_id=session.id, count=count)


def report(
    session: TillSession,
    *,
    by: Person,
    at_ms: int,
    head: StreamHead,
    outside: Sequence[TenderTally] = (),
    open_checks: tuple[int, int] = (0, 0),
) -> Report:
    """The X report of this moment. `open_checks`: how many, and what they owe in all."""
    expected = expected_cash(session)
    count = session.count
    return Report(
        kind="x",
        session_id=session.id,
        number=session.number,
        shared=session.shared,
        cashier=session.cashier,
        business_date=session.business_date,
        opened_at_ms=session.opened_at_ms,
        at_ms=at_ms,
        by=by,
        opening=session.opening,
        tenders=session.tenders,
        moves=session.moves,
        paid_in=moved(session, "paid_in"),
        paid_out=moved(session, "paid_out"),
        drops=moved(session, "drop"),
        sales=session.sales,
        expected=expected,
        count=count,
        counts=session.counts,
        since_count=expected - count.expected if count else 0,
        over_short=count.over_short if count else None,
        outside=tuple(outside),
        open_checks=open_checks[0],
        open_balance=open_checks[1],
        head=head,
    )


def needs_approval(session: TillSession, limit: int) -> bool:
    """Whether the last count is further from the expectation than the outlet lets pass."""
    return session.count is not None and abs(session.count.over_short) > limit


def close_till(
    session: TillSession,
    so_far: Report,
    *,
    z_number: str,
    limit: int,
    approved_by: Person | None,
    unapproved: bool,
) -> TillClosed:
    """Close with the Z report: the X figures of this moment, numbered.

    Nothing that is open or unsent stands in the way. A difference above `limit` asks for a second
    person, and goes without when told so. Refuses `till.not_open`, `till.not_counted`,
    `till.approval_required`.
    """
    ensure_open(session)
    if session.count is None:
        raise TillNotCounted()
    beyond = needs_approval(session, limit)
    if beyond and approved_by is None and not unapproved:
        raise TillApprovalRequired(difference_rupiah=session.count.over_short, limit_rupiah=limit)
    z = so_far.model_copy(
        update={
            "kind": "z",
            "z_number": z_number,
            "approved_by": approved_by,
            "unapproved": beyond and approved_by is None,
        }
    )
    return TillClosed(session_id=session.id, report=z)


def ensure_open(session: TillSession) -> None:
    """Refuses `till.not_open`."""
    if session.state != "open":
        raise TillNotOpen()


def evolve(session: TillSession | None, fact: Event) -> TillSession:
    """The session after `fact`. The only thing that changes a session."""
    if isinstance(fact, TillOpened):
        return fact.session
    assert session is not None, f"{fact.kind} without a session"
    match fact:
        case CashMoved(move=move):
            return _next(session, moves=(*session.moves, move))
        case TillCounted(count=count):
            return _next(session, count=count, counts=session.counts + 1)
        case CheckPaid(payment=payment):
            return _next(session, tenders=with_payment(session.tenders, payment))
        case CheckRefunded(refund=refund):
            return _next(session, tenders=with_refund(session.tenders, refund))
        case CheckClosed(check=check):
            return _next(session, sales=_with_check(session.sales, check))
        case TillClosed(report=z):
            return _next(session, state="closed", closed_at_ms=z.at_ms, z_number=z.z_number)
    raise AssertionError(f"{fact.kind} does not concern a till session")


def session_of(fact: Event) -> UUID | None:
    """The session a fact belongs to, if any. A check counts where its last payment was taken."""
    match fact:
        case TillOpened() | CashMoved() | TillCounted() | TillClosed():
            return fact.session_id
        case CheckPaid(payment=payment):
            return payment.session_id
        case CheckRefunded(refund=refund):
            return refund.session_id
        case CheckClosed(check=check):
            return check.payments[-1].session_id if check.payments else None
    return None


def expected_cash(session: TillSession) -> int:
    """Float, plus cash taken net of change, less cash given back, plus paid in, less paid out and
    drops; in rupiah."""
    cash = [tally for tally in session.tenders if tally.tender == "cash"]
    return (
        session.opening
        + sum(tally.amount - tally.refunded for tally in cash)
        + moved(session, "paid_in")
        - moved(session, "paid_out")
        - moved(session, "drop")
    )


def moved(session: TillSession, kind: MoveKind) -> int:
    """All movements of a kind, in rupiah."""
    return sum(move.amount for move in session.moves if move.kind == kind)


def with_payment(tallies: Sequence[TenderTally], payment: Payment) -> tuple[TenderTally, ...]:
    """The tallies with one payment more."""
    held = _tally(tallies, payment.tender)
    more = held.model_copy(
        update={"payments": held.payments + 1, "amount": held.amount + payment.amount}
    )
    return _put(tallies, more)


def with_refund(tallies: Sequence[TenderTally], refund: Refund) -> tuple[TenderTally, ...]:
    """The tallies with one refund more."""
    held = _tally(tallies, refund.tender)
    more = held.model_copy(
        update={"refunds": held.refunds + 1, "refunded": held.refunded + refund.amount}
    )
    return _put(tallies, more)


def _tally(tallies: Iterable[TenderTally], tender: str) -> TenderTally:
    return next((each for each in tallies if each.tender == tender), TenderTally(tender=tender))


def _put(tallies: Sequence[TenderTally], tally: TenderTally) -> tuple[TenderTally, ...]:
    if all(each.tender != tally.tender for each in tallies):
        return (*tallies, tally)
    return tuple(tally if each.tender == tally.tender else each for each in tallies)


def _with_check(sales: Sales, check: Check) -> Sales:
    totals = check.totals
    taxes = {tax.tax_class: tax for tax in sales.taxes}
    for line in totals.taxes:
        held = taxes.get(line.tax_class) or TaxTally(
            tax_class=line.tax_class, name=line.name, inclusive=line.inclusive
        )
        taxes[line.tax_class] = held.model_copy(update={"amount": held.amount + line.amount})
    return Sales(
        checks=sales.checks + 1,
        covers=sales.covers + check.covers,
        subtotal=sales.subtotal + totals.subtotal,
        discount=sales.discount + totals.discount,
        service=sales.service + totals.service,
        taxes=tuple(taxes.values()),
        rounding=sales.rounding + totals.rounding,
        total=sales.total + totals.total,
    )


def _next(session: TillSession, **changes: object) -> TillSession:
    return session.model_copy(update={**changes, "rev": session.rev + 1})
