"""A check's lines and payments to its totals. The only place where a check is added up."""

from __future__ import annotations

from collections.abc import Sequence

from tilo.checks import Line, Payment, TaxLine, Terms, Totals
from tilo.money import round_cash
from tilo.tax import Bill, Goods, TaxRule, bill


def totals(lines: Sequence[Line], payments: Sequence[Payment], terms: Terms) -> Totals:
    """Add up what stands on the check; voided lines count for nothing."""
    gross: dict[TaxRule, int] = {}
    for line in lines:
        if line.state != "voided":
            gross[line.tax] = gross.get(line.tax, 0) + line.total
    goods = [Goods(rule=rule, gross=amount) for rule, amount in gross.items()]
    due = bill(goods, terms.service)
    rounding = sum(payment.rounding for payment in payments)
    paid = sum(payment.amount for payment in payments)
    balance = due.total + rounding - paid
    return Totals(
        subtotal=due.subtotal,
        discount=due.discount,
        service=due.service,
        service_rate_bp=terms.service.rate_bp,
        service_inclusive=due.service_inclusive,
        taxes=_tax_lines(due),
        total=due.total,
        rounding=rounding,
        paid=paid,
        change=sum(payment.change for payment in payments),
        balance=balance,
        cash_due=round_cash(balance, terms.rounding_unit, terms.rounding_mode),
    )


def _tax_lines(due: Bill) -> tuple[TaxLine, ...]:
    return tuple(
        TaxLine(
            tax_class=part.rule.id,
            name=part.rule.name,
            kind=part.rule.kind,
            rate_bp=part.rule.rate_bp,
            inclusive=part.rule.inclusive,
            net=part.net,
            base=part.base,
            dpp=part.dpp,
            amount=part.amount,
        )
        for part in due.dues
        if part.rule.kind != "none"
    )
