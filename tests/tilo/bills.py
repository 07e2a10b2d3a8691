"""Checks with goods of every tax, discounts and payments, as the rules make them."""

from typing import Any

from tilo import discounts
from tilo.checks import Check, Discount, Line, LineState, Payment, Person, Terms
from tilo.evolution import evolve
from tilo.kit.ids import new_id
from tilo.pricing import totals
from tilo.selling import close, pay_cash
from tilo.tax import ServiceRule, TaxRule

SARI = Person(id="sari", name="Sari")
PBJT = TaxRule(id="pbjt", name="PB1", kind="pbjt", rate_bp=1000, serviced=True)
PPN = TaxRule(id="ppn", name="PPN", kind="ppn", rate_bp=1200, inclusive=True)
FREE = TaxRule(id="bebas", name="Bebas", kind="none", rate_bp=0)
RULES = (PBJT, PPN, FREE)


def line(price: int, quantity: int = 1, tax: TaxRule = PBJT, state: LineState = "fired") -> Line:
    return Line(
        id=new_id(),
        item_id="rawon",
        name_id="Rawon",
        name_en="Rawon",
        quantity=quantity,
        unit_price=price,
        total=price * quantity,
        state=state,
        tax=tax,
        added_by=SARI,
    )


def check(*lines: Line, service_bp: int = 500, paid: int = 0) -> Check:
    terms = Terms(service=ServiceRule(rate_bp=service_bp))
    payments: tuple[Payment, ...] = ()
    if paid:
        one = Payment(
            id=new_id(), tender="cash", amount=paid, tendered=paid, change=0, at_ms=1, by=SARI
        )
        payments = (one,)
    return Check(
        id=new_id(),
        rev=1,
        number=1,
        channel="dine_in",
        business_date="2026-11-22",
        terms=terms,
        opened_at_ms=1,
        opened_by=SARI,
        lines=lines,
        payments=payments,
        totals=totals(lines, payments, terms),
    )


def wish(line_: Line | None = None, allowed_bp: int = 10_000, **size: Any) -> Discount:
    return Discount(
        id=new_id(),
        line_id=line_.id if line_ else None,
        reason="Keluhan tamu",
        by=SARI,
        allowed_bp=allowed_bp,
        at_ms=1,
        **size,
    )


def off(on: Check, *wishes: Discount) -> Check:
    for each in wishes:
        on = evolve(on, discounts.discount(on, each))
    return on


def paid(sold: Check) -> Check:
    """Settled in cash and closed."""
    due = sold.totals
    payment = pay_cash(
        sold,
        payment_id=new_id(),
        amount=due.cash_due,
        tendered=due.cash_due,
        balance_seen=due.balance,
        by=SARI,
        at_ms=2,
    )
    after = evolve(sold, payment)
    return evolve(after, close(after, receipt_number="KMG-AABC-000001", by=SARI, at_ms=2))
