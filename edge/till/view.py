"""A drawer as whoever counts it may see it: without what sales put into it, until it is counted."""

from __future__ import annotations

from uuid import UUID

from tilo.checks import Person
from tilo.drawer import CashMove, Count, SessionState, TillSession
from tilo.outlet import Outlet
from tilo.till import moved
from tilo.value import Millis, Price, Rupiah, Value


class TillView(Value):
    """A session without its sales. `count` is the last one; with it comes what was expected.

    `over_short` is how far that count was off, in rupiah.
    """

    id: UUID
    rev: int
    number: int
    state: SessionState
    shared: bool
    cashier: Person
    business_date: str
    opened_at_ms: Millis
    closed_at_ms: Millis | None
    opening: Price
    moves: tuple[CashMove, ...]
    paid_in: Rupiah
    paid_out: Rupiah
    drops: Rupiah
    count: Count | None
    over_short: Rupiah | None
    counts: int
    z_number: str | None


def blind(session: TillSession, outlet: Outlet) -> bool:
    """Whether the session's figures are hidden from who may not see what is expected."""
    return session.state == "open" and outlet.till_blind


def view(session: TillSession) -> TillView:
    """What a screen may show of a session."""
    count = session.count
    return TillView(
        id=session.id,
        rev=session.rev,
        number=session.number,
        state=session.state,
        shared=session.shared,
        cashier=session.cashier,
        business_date=session.business_date,
        opened_at_ms=session.opened_at_ms,
        closed_at_ms=session.closed_at_ms,
        opening=session.opening,
        moves=session.moves,
        paid_in=moved(session, "paid_in"),
        paid_out=moved(session, "paid_out"),
        drops=moved(session, "drop"),
        count=count,
        over_short=count.over_short if count else None,
        counts=session.counts,
        z_number=session.z_number,
    )
