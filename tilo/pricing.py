"""A check's lines and payments to its totals. The only place where a check is added up."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from tilo.checks import Discount, Line, Payment, TaxLine, Terms, Totals
from tilo.money import of_rate, round_cash, spread
from tilo.tax import Bill, Goods, TaxRule, bill


def totals(lines: Sequence[Line], payments: Sequence[Payment], terms: Terms) -> Totals:
    """Add up what stands on the check; voided lines count for nothing. What is taken off each
    line is allotted already."""
    sold: dict[TaxRule, tuple[int, int]] = {}
    for line in lines:
        if line.state != "voided":
            gross, off = sold.get(line.tax, (0, 0))
            sold[line.tax] = (gross + line.total, off + line.discount)
    goods = [Goods(rule=rule, gross=gross, discount=off) for rule, (gross, off) in sold.items()]
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


def allot(
    lines: Sequence[Line], discounts: Sequence[Discount]
) -> tuple[tuple[Line, ...], tuple[Discount, ...]]:
    """What each discount takes off now, and each line's part of it.

    First those of single lines, then the check's on what is left, spread over its lines by value.
    Nothing goes below zero: of an amount too large only what there is counts.
    """
    left = {line.id: line.total for line in lines if line.state != "voided"}
    worth: dict[UUID, int] = {}
    for each in discounts:
        if each.line_id is not None:
            whole = left.get(each.line_id, 0)
            worth[each.id] = _taken(each, whole, whole)
            if whole:
                left[each.line_id] = whole - worth[each.id]
    base = sum(left.values())
    for each in discounts:
        if each.line_id is None:
            worth[each.id] = _taken(each, base, sum(left.values()))
            parts = spread(worth[each.id], list(left.values()))
            left = {key: now - part for (key, now), part in zip(left.items(), parts, strict=True)}
    return (
        tuple(_with_discount(line, line.total - left.get(line.id, line.total)) for line in lines),
        tuple(each.model_copy(update={"value": worth[each.id]}) for each in discounts),
    )


def _taken(discount: Discount, base: int, left: int) -> int:
    if discount.rate_bp is not None:
        return min(of_rate(base, discount.rate_bp), left)
    return min(discount.amount or 0, left)


def _with_discount(line: Line, off: int) -> Line:
    return line if line.discount == off else line.model_copy(update={"discount": off})


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
