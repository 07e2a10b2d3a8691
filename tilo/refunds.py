"""Giving back what was paid: whole, by line, or an amount. Stored amounts are copied, never
reckoned anew.

Every line has its part of what the check stored: its own goods and discount, and of service and
taxes what largest remainder gives it. A refund takes parts away, so whatever is taken in whichever
order and grouping, the last rupiah goes with the last line. What is handed over in cash is rounded
to the coin on the running sum of all refunds, so that it ends exactly at what was paid.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, NamedTuple
from uuid import UUID

from pydantic import Field

from tilo.checks import (
    Check,
    Line,
    Person,
    Refund,
    RefundedLine,
    RefundHow,
    TaxBack,
    TaxLine,
    Tender,
)
from tilo.errors import Refusal
from tilo.events import CheckRefunded
from tilo.money import round_cash, share, spread
from tilo.selling import MAX_LINES, LineUnknown, ReasonRequired
from tilo.tax import TaxRule
from tilo.value import Value

MAX_REFUNDS = 100
"""More of one check is a mistake; every loop over them is bounded by it."""


class RefundNotPaid(Refusal):
    """Only a paid check is refunded; an open one is voided."""

    code = "refund.not_paid"
    status = 409


class RefundExists(Refusal):
    """This very refund was made already; nothing was given back again."""

    code = "refund.exists"
    status = 409


class RefundEmpty(Refusal):
    """There is nothing (more) to give back for that."""

    code = "refund.empty"
    status = 409


class RefundTooMuch(Refusal):
    """More would be given back than was paid."""

    code = "refund.too_much"
    status = 422
    left_rupiah: int


class RefundQuantity(Refusal):
    """Fewer of the line are left than are to be given back."""

    code = "refund.quantity"
    status = 409
    item: str
    left: int


class RefundChanged(Refusal):
    """The amount is not the one the screen showed; nothing was given back."""

    code = "refund.changed"
    status = 409
    seen_rupiah: int
    amount_rupiah: int


class RefundTooMany(Refusal):
    """The check has more refunds than any real one."""

    code = "refund.too_many"
    status = 409
    limit: int


class RefundPick(Value):
    """How many of a line are given back."""

    line_id: UUID
    quantity: Annotated[int, Field(ge=1, le=999)]


class RefundWish(Value):
    """Some lines, or an amount, or everything that is left."""

    lines: Annotated[tuple[RefundPick, ...], Field(max_length=MAX_LINES)] = ()
    amount: Annotated[int, Field(ge=1, le=10**10)] | None = None


class Part(NamedTuple):
    """What is left to give back of a line. `tax` stands inside the goods when it is inclusive."""

    line: Line
    quantity: int
    subtotal: int
    discount: int
    service: int
    tax: int

    @property
    def net(self) -> int:
        return self.subtotal - self.discount

    @property
    def payable(self) -> int:
        return self.net + self.service + (0 if self.line.tax.inclusive else self.tax)

    def less(self, other: Part) -> Part:
        """What is left after `other`."""
        taken = zip(self[1:], other[1:], strict=True)
        return Part(self.line, *(mine - theirs for mine, theirs in taken))


class Quote(NamedTuple):
    """What a refund would be: its parts, and the rupiah handed over."""

    how: RefundHow
    parts: tuple[Part, ...]
    rounding: int
    amount: int


def parts_of(check: Check) -> tuple[Part, ...]:
    """Every line's part of what the check stored. They sum to its totals."""
    lines = check.standing
    services = _services(check, lines)
    taxes = _taxes(check, lines, services)
    return tuple(
        Part(line, line.quantity, line.total, line.discount, services[line.id], taxes[line.id])
        for line in lines
    )


def left_of(check: Check) -> tuple[Part, ...]:
    """What is left to give back of every line."""
    left = {part.line.id: part for part in parts_of(check)}
    for refund in check.refunds:
        for gone in refund.lines:
            part = left[gone.line_id]
            taken = (gone.quantity, gone.subtotal, gone.discount, gone.service, gone.tax)
            left[gone.line_id] = part.less(Part(part.line, *taken))
    return tuple(left.values())


def left_rupiah(check: Check) -> int:
    """What was paid and not given back yet."""
    return check.totals.paid - sum(refund.amount for refund in check.refunds)


def quote(check: Check, wish: RefundWish, tender: Tender = "cash") -> Quote:
    """What would be given back.

    Refuses `refund.not_paid`, `refund.empty`, `refund.too_much`, `refund.quantity`,
    `line.unknown`.
    """
    if check.state != "closed":
        raise RefundNotPaid()
    left, rupiah = left_of(check), left_rupiah(check)
    if wish.amount is not None and wish.amount > rupiah:
        raise RefundTooMuch(left_rupiah=rupiah)
    whole = not wish.lines and wish.amount in (None, rupiah)
    if whole:
        return _told(Quote("full", left, rupiah - _payable(left), rupiah))
    if wish.amount is not None:
        goods = min(wish.amount, _payable(left))
        parts = _by_amount(left, goods)
        return _told(Quote("amount", parts, wish.amount - goods, wish.amount))
    parts = _by_line(left, wish.lines)
    amount = _handed(check, _payable(left) - _payable(parts), rupiah, tender)
    return _told(Quote("lines", parts, amount - _payable(parts), amount))


def refund(
    check: Check,
    wish: RefundWish,
    *,
    refund_id: UUID,
    number: str,
    amount_seen: int,
    tender: Tender,
    reason: str,
    by: Person,
    approver: Person | None,
    at_ms: int,
) -> CheckRefunded:
    """Give back what the screen showed.

    Refuses as `quote` does, and `void.reason_required`, `refund.exists`, `refund.too_many`,
    `refund.changed`.
    """
    if not reason:
        raise ReasonRequired()
    if any(each.id == refund_id for each in check.refunds):
        raise RefundExists()
    if len(check.refunds) >= MAX_REFUNDS:
        raise RefundTooMany(limit=MAX_REFUNDS)
    due = quote(check, wish, tender)
    if due.amount != amount_seen:
        raise RefundChanged(seen_rupiah=amount_seen, amount_rupiah=due.amount)
    lines = tuple(_line(part) for part in due.parts if any(part[1:]))
    made = Refund(
        id=refund_id,
        number=number,
        how=due.how,
        lines=lines,
        subtotal=sum(line.subtotal for line in lines),
        discount=sum(line.discount for line in lines),
        service=sum(line.service for line in lines),
        taxes=_tax_backs(due.parts),
        rounding=due.rounding,
        amount=due.amount,
        tender=tender,
        reason=reason,
        by=by,
        approver=approver,
        at_ms=at_ms,
    )
    return CheckRefunded(check_id=check.id, receipt_number=check.receipt_number, refund=made)


def _told(due: Quote) -> Quote:
    if due.amount == 0 and _payable(due.parts) == 0:
        raise RefundEmpty()
    return due


def _payable(parts: Sequence[Part]) -> int:
    return sum(part.payable for part in parts)


def _handed(check: Check, goods_left: int, rupiah_left: int, tender: Tender) -> int:
    """The running sum of refunds rounded to the coin, less what was handed over before."""
    if goods_left == 0:
        return rupiah_left
    given = check.totals.total - goods_left
    if tender == "cash":
        given = round_cash(given, check.terms.rounding_unit, check.terms.rounding_mode)
    before = check.totals.paid - rupiah_left
    return max(0, min(given - before, rupiah_left))


def _by_line(left: Sequence[Part], picks: Sequence[RefundPick]) -> tuple[Part, ...]:
    """Refuses `line.unknown` and `refund.quantity`."""
    by_id = {part.line.id: part for part in left}
    wanted: dict[UUID, int] = {}
    for pick in picks:
        wanted[pick.line_id] = wanted.get(pick.line_id, 0) + pick.quantity
    taken = []
    for line_id, quantity in wanted.items():
        part = by_id.get(line_id)
        if part is None:
            raise LineUnknown()
        if quantity > part.quantity:
            raise RefundQuantity(item=part.line.name_id, left=part.quantity)
        amounts = (sum(share(whole, part.quantity)[:quantity]) for whole in part[2:])
        taken.append(Part(part.line, quantity, *amounts))
    return tuple(taken)


def _by_amount(left: Sequence[Part], amount: int) -> tuple[Part, ...]:
    """Of every line in proportion; no dish comes back, so no quantity."""
    if amount == 0:
        return ()
    each = spread(amount, [part.payable for part in left])
    return tuple(_some(part, rupiah) for part, rupiah in zip(left, each, strict=True) if rupiah)


def _some(part: Part, rupiah: int) -> Part:
    """`rupiah` of what is payable for a line, taken of its components in proportion."""
    on_top = 0 if part.line.tax.inclusive else part.tax
    net, service, tax = spread(rupiah, [part.net, part.service, on_top])
    discount = part.discount * net // part.net if part.net else 0
    if part.line.tax.inclusive:
        tax = part.tax * net // part.net if part.net else 0
    return Part(part.line, 0, net + discount, discount, service, tax)


def _services(check: Check, lines: Sequence[Line]) -> dict[UUID, int]:
    before = check.terms.service.base == "before_discount"
    served = [line for line in lines if line.tax.serviced and not line.tax.inclusive]
    weights = [line.total - (0 if before else line.discount) for line in served]
    found = dict.fromkeys((line.id for line in lines), 0)
    found.update(_spread_on(served, check.totals.service, weights))
    return found


def _taxes(check: Check, lines: Sequence[Line], services: Mapping[UUID, int]) -> dict[UUID, int]:
    """A tax is shared by the lines sold under it, by what each was taxed on."""
    amounts: dict[tuple[object, ...], int] = {}
    for tax in check.totals.taxes:
        amounts[_key(tax)] = amounts.get(_key(tax), 0) + tax.amount
    found = dict.fromkeys((line.id for line in lines), 0)
    for key, amount in amounts.items():
        taxed = [line for line in lines if _key(line.tax) == key]
        weights = [line.total - line.discount + services[line.id] for line in taxed]
        found.update(_spread_on(taxed, amount, weights))
    return found


def _spread_on(lines: Sequence[Line], amount: int, weights: list[int]) -> dict[UUID, int]:
    parts = spread(amount, weights)
    return {line.id: part for line, part in zip(lines, parts, strict=True)}


def _key(tax: TaxLine | TaxRule) -> tuple[object, ...]:
    tax_class = tax.tax_class if isinstance(tax, TaxLine) else tax.id
    return tax_class, tax.name, tax.kind, tax.rate_bp, tax.inclusive


def _line(part: Part) -> RefundedLine:
    return RefundedLine(
        line_id=part.line.id,
        item_id=part.line.item_id,
        name_id=part.line.name_id,
        name_en=part.line.name_en,
        variant_name_id=part.line.variant_name_id,
        variant_name_en=part.line.variant_name_en,
        quantity=part.quantity,
        subtotal=part.subtotal,
        discount=part.discount,
        service=part.service,
        tax=part.tax,
        amount=part.payable,
    )


def _tax_backs(parts: Sequence[Part]) -> tuple[TaxBack, ...]:
    amounts: dict[TaxRule, int] = {}
    for part in parts:
        if part.tax:
            amounts[part.line.tax] = amounts.get(part.line.tax, 0) + part.tax
    return tuple(
        TaxBack(
            tax_class=rule.id,
            name=rule.name,
            kind=rule.kind,
            rate_bp=rule.rate_bp,
            inclusive=rule.inclusive,
            amount=amount,
        )
        for rule, amount in amounts.items()
    )
