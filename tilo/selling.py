"""What may happen to a check: every decision and its refusals.

Decisions are pure: they look at a check and answer with facts, or refuse; `tilo.evolution` applies
the facts. Two tablets on one check never overwrite each other because every decision concerns
lines, never the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar
from uuid import UUID

from tilo.checks import Check, Line, Party, Payment, Person, ShareMark, Terms
from tilo.errors import Refusal
from tilo.events import (
    CheckClosed,
    CheckFired,
    CheckOpened,
    CheckPaid,
    CheckVoided,
    Event,
    LineChanged,
    LinesAdded,
    LineVoided,
)
from tilo.evolution import MOVES, evolve
from tilo.menu import Menu, NewLine
from tilo.pricing import totals

E = TypeVar("E", bound=Event)

MAX_LINES = 300
"""A check longer than this is a mistake or an attack; every loop below is bounded by it."""


class CheckUnknown(Refusal):
    """There is no such check on this box."""

    code = "check.unknown"
    status = 404


class CheckNotOpen(Refusal):
    """The check was closed or voided meanwhile."""

    code = "check.not_open"
    status = 409
    number: int
    state: str


class CheckTooLong(Refusal):
    """The check would have more lines than any real one."""

    code = "check.too_long"
    status = 422
    limit: int


class CheckPartlyPaid(Refusal):
    """A check with payments cannot be voided or made smaller than what was paid."""

    code = "check.partly_paid"
    status = 409
    paid_rupiah: int


class LineUnknown(Refusal):
    """The line is not on this check."""

    code = "line.unknown"
    status = 404


class LineExists(Refusal):
    """A line with this id stands on the check already."""

    code = "line.exists"
    status = 409


class LineNotDraft(Refusal):
    """The kitchen has the line; it can be voided, not changed."""

    code = "line.not_draft"
    status = 409
    item: str


class LineIsComped(Refusal):
    """The line was given free; it is owed for again before anything else happens to it."""

    code = "line.comped"
    status = 409
    item: str


class LineVoidedAlready(Refusal):
    """Somebody else voided this line first."""

    code = "line.voided_already"
    status = 409
    item: str


class ReasonRequired(Refusal):
    """Voiding what the kitchen has needs a reason."""

    code = "void.reason_required"
    status = 422


class NothingToFire(Refusal):
    """Every line is with the kitchen already."""

    code = "check.nothing_to_fire"
    status = 409


class NothingToPay(Refusal):
    """The check has no lines."""

    code = "check.nothing_to_pay"
    status = 409


class BalanceChanged(Refusal):
    """The balance is not the one the screen showed; nothing was taken."""

    code = "check.balance_changed"
    status = 409
    seen_rupiah: int
    balance_rupiah: int


class PaymentExists(Refusal):
    """This very payment stands on the check already; nothing was taken again."""

    code = "payment.exists"
    status = 409


class PaymentTooMuch(Refusal):
    """More would be settled than is owed."""

    code = "payment.too_much"
    status = 422
    due_rupiah: int


class PaymentShort(Refusal):
    """Less was handed over than is to be settled."""

    code = "payment.short"
    status = 422
    amount_rupiah: int
    tendered_rupiah: int


def price_line(menu: Menu, wish: NewLine, by: Person) -> Line:
    """The line a wish becomes, at this moment's price. Refuses as `Menu.offer` does."""
    offer = menu.offer(wish)
    return Line(
        id=wish.line_id,
        item_id=offer.item_id,
        variant_id=offer.variant_id,
        name_id=offer.name_id,
        name_en=offer.name_en,
        variant_name_id=offer.variant_name_id,
        variant_name_en=offer.variant_name_en,
        options=offer.options,
        quantity=wish.quantity,
        unit_price=offer.unit_price,
        total=offer.unit_price * wish.quantity,
        note=wish.note,
        station=offer.station,
        lead_s=offer.lead_s,
        tax=offer.tax,
        menu_rev=menu.rev,
        added_by=by,
        seat=wish.seat,
        course=wish.course,
        held=wish.held,
    )


def open_check(
    *,
    check_id: UUID,
    number: int,
    party: Party,
    terms: Terms,
    wishes: Sequence[NewLine],
    menu: Menu,
    by: Person,
    at_ms: int,
    business_date: str,
) -> CheckOpened:
    """Begin a check. Refuses `check.too_long`, `line.exists` and as `Menu.offer` does."""
    _bounded(0, wishes)
    _distinct((), wishes)
    return CheckOpened(
        check_id=check_id,
        number=number,
        party=party,
        terms=terms,
        opened_at_ms=at_ms,
        opened_by=by,
        business_date=business_date,
        lines=tuple(price_line(menu, wish, by) for wish in wishes),
    )


def add_lines(check: Check, wishes: Sequence[NewLine], menu: Menu, by: Person) -> LinesAdded:
    """Add drafts. Refuses `check.not_open`, `check.too_long`, `line.exists`, as `Menu.offer`."""
    ensure_open(check)
    _bounded(len(check.lines), wishes)
    _distinct(check.lines, wishes)
    return LinesAdded(check_id=check.id, lines=tuple(price_line(menu, wish, by) for wish in wishes))


def change_line(check: Check, wish: NewLine, menu: Menu) -> LineChanged:
    """Change a draft, priced anew.

    Refuses `line.unknown`, `line.not_draft`, `line.comped`, `check.partly_paid`, and as
    `Menu.offer` does.
    """
    line = find_line(check, wish.line_id)
    if line.state != "draft":
        raise LineNotDraft(item=line.name_id)
    if line.comp is not None:
        raise LineIsComped(item=line.name_id)
    changed = price_line(menu, wish, line.added_by)
    changed = changed.model_copy(update={"split_from": line.split_from})
    return _not_below_paid(check, LineChanged(check_id=check.id, line=changed))


def void_line(check: Check, line_id: UUID, reason: str) -> LineVoided:
    """Cancel a line before payment. What the kitchen has needs a reason.

    Refuses `line.unknown`, `line.voided_already`, `void.reason_required`, `check.partly_paid`.
    """
    line = find_line(check, line_id)
    if ("void", line.state) not in MOVES:
        raise LineVoidedAlready(item=line.name_id)
    assert line.state != "voided"
    if line.state != "draft" and not reason:
        raise ReasonRequired()
    return _not_below_paid(
        check,
        LineVoided(
            check_id=check.id, line_id=line.id, was=line.state, amount=line.total, reason=reason
        ),
    )


def drafts(check: Check, line_ids: Sequence[UUID] | None = None) -> tuple[Line, ...]:
    """The lines to fire: all drafts that are not held, or those that are named, held or not.

    Refuses `check.not_open`, `line.unknown` and `check.nothing_to_fire` (another tablet fired
    them first, or there were none).
    """
    ensure_open(check)
    for line_id in line_ids or ():
        find_line(check, line_id)
    chosen = tuple(
        line
        for line in check.lines
        if line.state == "draft" and (not line.held if line_ids is None else line.id in line_ids)
    )
    if not chosen:
        raise NothingToFire()
    return chosen


def fire(check: Check, lines: Iterable[Line], tickets: Sequence[UUID], at_ms: int) -> CheckFired:
    """Send `lines` to the kitchen, on these tickets."""
    return CheckFired(
        check_id=check.id,
        line_ids=tuple(line.id for line in lines),
        tickets=tuple(tickets),
        fired_at_ms=at_ms,
    )


def void_check(check: Check, reason: str, at_ms: int) -> CheckVoided:
    """Cancel an unpaid check. Refuses `check.not_open`, `check.partly_paid`, `void.reason…`."""
    ensure_open(check)
    if check.payments:
        raise CheckPartlyPaid(paid_rupiah=check.totals.paid)
    if not reason:
        raise ReasonRequired()
    return CheckVoided(
        check_id=check.id, reason=reason, amount=check.totals.total, voided_at_ms=at_ms
    )


def pay_cash(
    check: Check,
    *,
    payment_id: UUID,
    amount: int,
    tendered: int,
    balance_seen: int,
    by: Person,
    at_ms: int,
    share: ShareMark | None = None,
) -> CheckPaid:
    """Take cash for `amount` of the balance.

    Only a payment that settles the whole balance is rounded to the coin: of several tenders only
    the cash remainder is. Refuses `check.not_open`, `payment.exists`, `check.nothing_to_pay`,
    `check.balance_changed`, `payment.too_much`, `payment.short`.
    """
    ensure_open(check)
    if any(payment.id == payment_id for payment in check.payments):
        raise PaymentExists()
    owed = check.totals
    if all(line.state == "voided" for line in check.lines):
        raise NothingToPay()
    if balance_seen != owed.balance:
        raise BalanceChanged(seen_rupiah=balance_seen, balance_rupiah=owed.balance)
    whole = amount == owed.cash_due
    if not whole and not 0 < amount <= owed.balance:
        raise PaymentTooMuch(due_rupiah=owed.cash_due)
    if tendered < amount:
        raise PaymentShort(amount_rupiah=amount, tendered_rupiah=tendered)
    payment = Payment(
        id=payment_id,
        tender="cash",
        amount=amount,
        tendered=tendered,
        change=tendered - amount,
        rounding=owed.cash_due - owed.balance if whole else 0,
        at_ms=at_ms,
        by=by,
        share=share,
    )
    after = totals(check.lines, (*check.payments, payment), check.terms)
    return CheckPaid(check_id=check.id, payment=payment, totals=after)


def close(check: Check, *, receipt_number: str, by: Person, at_ms: int) -> CheckClosed:
    """Settle the check under its receipt number."""
    ensure_open(check)
    assert check.totals.balance == 0, "a closed check owes nothing"
    assert not any(line.state == "draft" for line in check.lines), "everything sold was fired"
    closed = check.model_copy(
        update={
            "state": "closed",
            "rev": check.rev + 1,
            "closed_at_ms": at_ms,
            "cashier": by,
            "receipt_number": receipt_number,
        }
    )
    return CheckClosed(check=closed)


def ensure_open(check: Check) -> None:
    """Refuses `check.not_open`."""
    if check.state != "open":
        raise CheckNotOpen(number=check.number, state=check.state)


def find_line(check: Check, line_id: UUID) -> Line:
    """The line, of an open check. Refuses `check.not_open` and `line.unknown`."""
    ensure_open(check)
    line = check.line(line_id)
    if line is None:
        raise LineUnknown()
    return line


def _not_below_paid(check: Check, fact: E) -> E:
    """What was paid for stays on the check: giving it back is a refund. `check.partly_paid`."""
    if check.payments and evolve(check, fact).totals.balance < 0:
        raise CheckPartlyPaid(paid_rupiah=check.totals.paid)
    return fact


def _bounded(standing: int, wishes: Sequence[NewLine]) -> None:
    if standing + len(wishes) > MAX_LINES:
        raise CheckTooLong(limit=MAX_LINES)


def _distinct(standing: Sequence[Line], wishes: Sequence[NewLine]) -> None:
    ids = [line.id for line in standing] + [wish.line_id for wish in wishes]
    if len(set(ids)) != len(ids):
        raise LineExists()
