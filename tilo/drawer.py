"""The shape of a till session: a drawer from its float to its count, and its X and Z report."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, model_validator

from tilo.checks import Person
from tilo.journal import Hash, StreamId
from tilo.value import Millis, Name, Price, Rupiah, Slug, Text, Value

MoveKind = Literal["paid_in", "paid_out", "drop"]
SessionState = Literal["open", "closed"]

DENOMINATIONS = (100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100)
"""Notes and coins a drawer holds, in rupiah, largest first."""

Face = Literal[100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100]


class Pieces(Value):
    """How many of one note or coin. `face` is what one is worth, in rupiah."""

    face: Face
    count: Annotated[int, Field(ge=0, le=99_999)]


def worth(pieces: tuple[Pieces, ...]) -> int:
    """What notes and coins come to, in rupiah."""
    return sum(each.face * each.count for each in pieces)


class CashMove(Value):
    """Cash that is no sale: paid in, paid out, or dropped into the safe. `amount` is positive."""

    id: UUID
    kind: MoveKind
    amount: Annotated[Price, Field(gt=0)]
    reason: Text = ""
    at_ms: Millis
    by: Person


class Count(Value):
    """What was found in the drawer, and what should have been in it at that moment."""

    pieces: tuple[Pieces, ...]
    counted: Rupiah
    expected: Rupiah
    at_ms: Millis
    by: Person

    @model_validator(mode="after")
    def _adds_up(self) -> Count:
        assert self.counted == worth(self.pieces), "the sum of the notes and coins is the count"
        return self

    @property
    def over_short(self) -> int:
        """Rupiah too many (or, negative, missing)."""
        return self.counted - self.expected


class TenderTally(Value):
    """Payments of one tender. `amount` is net of change; `refunded` went back, and is positive."""

    tender: Slug
    payments: int = 0
    amount: Rupiah = 0
    refunds: int = 0
    refunded: Rupiah = 0


class TaxTally(Value):
    """One tax over all checks closed in the session."""

    tax_class: Slug
    name: Name
    inclusive: bool
    amount: Rupiah = 0


class Sales(Value):
    """Checks closed in the session: those whose last payment was taken in it."""

    checks: int = 0
    covers: int = 0
    subtotal: Rupiah = 0
    discount: Rupiah = 0
    service: Rupiah = 0
    taxes: tuple[TaxTally, ...] = ()
    rounding: Rupiah = 0
    total: Rupiah = 0


class TillSession(Value):
    """A drawer from its float to its count. `number` is the session's of its business day.

    `shared`: everybody sells into it; else only `cashier` does. `count` is the last one, of
    `counts` in all.
    """

    id: UUID
    rev: int = 1
    number: int
    state: SessionState = "open"
    shared: bool
    cashier: Person
    business_date: str
    opened_at_ms: Millis
    closed_at_ms: Millis | None = None
    opening: Price
    tenders: tuple[TenderTally, ...] = ()
    moves: tuple[CashMove, ...] = ()
    sales: Sales = Sales()
    count: Count | None = None
    counts: int = 0
    z_number: str | None = None


class StreamHead(Value):
    """The journal's last row when the report was made: ties the paper to the chain."""

    stream: StreamId
    seq: int
    hash: Hash


class Report(Value):
    """A session's figures at a moment: X while it is open, as often as wanted; Z closes it, once.

    `expected` is what the drawer should hold. `since_count` is cash that moved after the count:
    it is in the drawer though nobody counted it, so `over_short` = `counted` + `since_count` -
    `expected`. `outside` are payments of the business day that were taken in no session.
    """

    kind: Literal["x", "z"]
    z_number: str | None = None
    session_id: UUID
    number: int
    shared: bool
    cashier: Person
    business_date: str
    opened_at_ms: Millis
    at_ms: Millis
    by: Person
    approved_by: Person | None = None
    unapproved: bool = False
    opening: Price
    tenders: tuple[TenderTally, ...]
    moves: tuple[CashMove, ...]
    paid_in: Rupiah
    paid_out: Rupiah
    drops: Rupiah
    sales: Sales
    expected: Rupiah
    count: Count | None = None
    counts: int = 0
    since_count: Rupiah = 0
    over_short: Rupiah | None = None
    outside: tuple[TenderTally, ...] = ()
    open_checks: int = 0
    open_balance: Rupiah = 0
    head: StreamHead
