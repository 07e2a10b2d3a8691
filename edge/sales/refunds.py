"""Giving money back for a paid check, as a command."""

from __future__ import annotations

from typing import ClassVar, Literal
from uuid import UUID

from edge import checks, documents, people, printing, till
from edge.db import Sql
from edge.sales.discounts import Why
from edge.tx import Outcome, Tx
from tilo import refunds
from tilo.checks import RefundHow
from tilo.commands import Command
from tilo.evolution import evolve
from tilo.refunds import RefundWish
from tilo.value import Price, Rupiah, Value


class RefundCheck(Command):
    """Give back the lines, or the amount, or all that is left, for `amount_seen` rupiah. Needs a
    supervisor and a reason."""

    permission: ClassVar[str] = "sales.pay"

    refund_id: UUID
    wish: RefundWish
    tender: Literal["cash"] = "cash"
    amount_seen: Price
    reason: Why
    approval_id: UUID | None = None


class RefundableLine(Value):
    """How many of a line can still be given back."""

    line_id: UUID
    left: int


class RefundQuote(Value):
    """What would be handed over, and what could be at most. Rupiah."""

    how: RefundHow
    amount: Rupiah
    rounding: Rupiah
    left: Rupiah
    lines: tuple[RefundableLine, ...]


def refund_check(tx: Tx, do: RefundCheck, check_id: UUID) -> Outcome:
    """Refuses as `refunds.refund` and `people.allow` do."""
    check = checks.load(tx.sql, check_id)
    approver = people.allow(tx, "sales.refund", do.approval_id)
    if checks.refund_exists(tx.sql, do.refund_id):
        raise refunds.RefundExists()
    fact = refunds.refund(
        check,
        do.wish,
        refund_id=do.refund_id,
        number=_number(tx),
        amount_seen=do.amount_seen,
        tender=do.tender,
        reason=do.reason,
        by=tx.actor.person,
        approver=approver,
        at_ms=tx.at_ms,
    )
    fact = till.given_back(tx, fact)
    after = evolve(check, fact)
    saved = checks.save(tx, after)
    checks.save_refund(tx, check_id, fact.refund)
    till.record(tx, (fact,))
    printing.queue_refund(tx, fact.refund)
    return Outcome(saved, (fact,))


def quoted(check_id: UUID, wish: RefundWish, sql: Sql) -> RefundQuote:
    """Refuses `check.unknown` and as `refunds.quote` does."""
    check = checks.load(sql, check_id)
    due = refunds.quote(check, wish)
    return RefundQuote(
        how=due.how,
        amount=due.amount,
        rounding=due.rounding,
        left=refunds.left_rupiah(check),
        lines=tuple(
            RefundableLine(line_id=part.line.id, left=part.quantity)
            for part in refunds.left_of(check)
        ),
    )


def _number(tx: Tx) -> str:
    """Of a series of its own, gap-free like the receipts'. A refused refund leaves no gap: the
    counter goes back with it."""
    number = tx.count(f"refund_number/{tx.stream.id}")
    return f"{documents.outlet(tx).code}-A{tx.stream.mark}-{number:06d}R"
