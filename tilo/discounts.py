"""Taking something off by hand, and giving away what was made: every decision and its refusals.

What a discount comes to is reckoned in `tilo.pricing`; how much each role may take off stands in
`tilo.people`.
"""

from __future__ import annotations

from uuid import UUID

from tilo.checks import Check, Comp, Discount, Line, Person
from tilo.errors import Refusal
from tilo.events import CheckDiscounted, CompRemoved, DiscountRemoved, Event, LineComped
from tilo.evolution import evolve
from tilo.selling import (
    CheckPartlyPaid,
    LineIsComped,
    LineVoidedAlready,
    ReasonRequired,
    ensure_open,
    find_line,
)

MAX_DISCOUNTS = 20
"""More on one check is a mistake; every loop over them is bounded by it."""

WHOLE_BP = 10_000


class DiscountAboveLimit(Refusal):
    """With this, more of the check would be taken off than the person may; somebody with a higher
    limit can approve it. `asked_bp` is the share in basis points."""

    code = "discount.above_limit"
    status = 403
    asked_bp: int
    limit_percent: int


class DiscountInTheWay(Refusal):
    """What stays on the check is too little for the discount it has."""

    code = "discount.in_the_way"
    status = 409


class DiscountExists(Refusal):
    """This very discount stands on the check already."""

    code = "discount.exists"
    status = 409


class DiscountUnknown(Refusal):
    """The discount is not on this check (any more)."""

    code = "discount.unknown"
    status = 404


class DiscountEmpty(Refusal):
    """There is nothing left to take it off."""

    code = "discount.empty"
    status = 409


class DiscountTooMany(Refusal):
    """The check has more discounts than any real one."""

    code = "discount.too_many"
    status = 409
    limit: int


class CompMissing(Refusal):
    """The line is owed for already."""

    code = "comp.missing"
    status = 409
    item: str


def share_bp(check: Check) -> int:
    """How much of the goods all discounts take off, in basis points, rounded up."""
    taken = check.totals.discount * WHOLE_BP
    return -(-taken // check.totals.subtotal) if check.totals.subtotal else 0


def discount(check: Check, wish: Discount) -> CheckDiscounted:
    """Take something off a line, or off the whole check.

    Refuses `check.not_open`, `discount.exists`, `discount.too_many`, `line.unknown`,
    `line.voided_already`, `line.comped`, `void.reason_required`, `discount.empty`,
    `discount.above_limit`, `check.partly_paid`.
    """
    ensure_open(check)
    if not wish.reason:
        raise ReasonRequired()
    if any(each.id == wish.id for each in check.discounts):
        raise DiscountExists()
    if len(check.discounts) >= MAX_DISCOUNTS:
        raise DiscountTooMany(limit=MAX_DISCOUNTS)
    if wish.line_id is not None:
        _payable(check, wish.line_id)
    after = evolve(check, CheckDiscounted(check_id=check.id, discount=wish))
    given = after.discounts[-1]
    if given.value == 0:
        raise DiscountEmpty()
    asked = share_bp(after)
    if asked > wish.allowed_bp:
        raise DiscountAboveLimit(asked_bp=asked, limit_percent=wish.allowed_bp // 100)
    fact = CheckDiscounted(check_id=check.id, discount=given)
    _not_below_paid(check, fact)
    return fact


def remove_discount(check: Check, discount_id: UUID) -> DiscountRemoved:
    """Take a discount back. Refuses `check.not_open` and `discount.unknown`."""
    ensure_open(check)
    found = next((each for each in check.discounts if each.id == discount_id), None)
    if found is None:
        raise DiscountUnknown()
    return DiscountRemoved(check_id=check.id, discount_id=discount_id, amount=found.value)


def comp(
    check: Check,
    line_id: UUID,
    *,
    reason: str,
    by: Person,
    at_ms: int,
    approver: Person | None = None,
) -> LineComped:
    """Give a line free: it stays at zero, its worth told.

    Refuses `check.not_open`, `line.unknown`, `line.voided_already`, `line.comped`,
    `void.reason_required`, `check.partly_paid`, `discount.in_the_way`.
    """
    line = _payable(check, line_id)
    if not reason:
        raise ReasonRequired()
    given = Comp(value=line.total, reason=reason, by=by, approver=approver, at_ms=at_ms)
    fact = LineComped(check_id=check.id, line_id=line.id, comp=given)
    _not_below_paid(check, fact)
    ensure_covered(evolve(check, fact))
    return fact


def remove_comp(check: Check, line_id: UUID) -> CompRemoved:
    """The line is owed for again. Refuses `check.not_open`, `line.unknown`,
    `line.voided_already`, `comp.missing`."""
    line = find_line(check, line_id)
    if line.state == "voided":
        raise LineVoidedAlready(item=line.name_id)
    if line.comp is None:
        raise CompMissing(item=line.name_id)
    return CompRemoved(check_id=check.id, line_id=line.id, amount=line.comp.value)


def ensure_covered(after: Check) -> None:
    """What was taken off was allowed of a larger check: it must not become more of a smaller one.
    Refuses `discount.in_the_way`."""
    allowed = max((each.allowed_bp for each in after.discounts), default=WHOLE_BP)
    if share_bp(after) > allowed:
        raise DiscountInTheWay()


def _payable(check: Check, line_id: UUID) -> Line:
    line = find_line(check, line_id)
    if line.state == "voided":
        raise LineVoidedAlready(item=line.name_id)
    if line.comp is not None:
        raise LineIsComped(item=line.name_id)
    return line


def _not_below_paid(check: Check, fact: Event) -> None:
    if check.payments and evolve(check, fact).totals.balance < 0:
        raise CheckPartlyPaid(paid_rupiah=check.totals.paid)
