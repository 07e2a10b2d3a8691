"""Taking something off by hand and giving lines free, as commands."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from edge import checks, people
from edge.tx import Outcome, Tx
from tilo import discounts
from tilo.checks import Check, Discount, Person
from tilo.commands import Command
from tilo.events import Event
from tilo.evolution import evolve
from tilo.people import DISCOUNT_LIMIT_BP

Why = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)]


class GiveDiscount(Command):
    """Take a rate (basis points) or an amount off a line, or off the whole check."""

    permission: ClassVar[str] = "sales.discount"

    discount_id: UUID
    line_id: UUID | None = None
    rate_bp: Annotated[int, Field(ge=1, le=10_000)] | None = None
    amount: Annotated[int, Field(ge=1, le=10**10)] | None = None
    reason: Why
    approval_id: UUID | None = None

    @model_validator(mode="after")
    def _one_size(self) -> Self:
        if (self.rate_bp is None) == (self.amount is None):
            raise ValueError("a rate or an amount")
        return self


class RemoveDiscount(Command):
    """Take a discount back before payment."""

    permission: ClassVar[str] = "sales.discount"


class CompLine(Command):
    """Give a line free: it stays at zero. Needs a supervisor and a reason."""

    permission: ClassVar[str] = "sales.change"

    reason: Why
    approval_id: UUID | None = None


class RemoveComp(Command):
    """The line is owed for again."""

    permission: ClassVar[str] = "sales.change"


def give_discount(tx: Tx, do: GiveDiscount, check_id: UUID) -> Outcome:
    """Refuses as `discounts.discount` does, and `approval.not_valid`."""
    check = checks.load(tx.sql, check_id)
    allowed_bp, approver = _allowed(tx, do.approval_id)
    wish = Discount(
        id=do.discount_id,
        line_id=do.line_id,
        rate_bp=do.rate_bp,
        amount=do.amount,
        reason=do.reason,
        by=tx.actor.person,
        approver=approver,
        allowed_bp=allowed_bp,
        at_ms=tx.at_ms,
    )
    return _recorded(tx, check, discounts.discount(check, wish))


def remove_discount(tx: Tx, do: RemoveDiscount, check_id: UUID, discount_id: UUID) -> Outcome:
    """Refuses as `discounts.remove_discount` does."""
    check = checks.load(tx.sql, check_id)
    return _recorded(tx, check, discounts.remove_discount(check, discount_id))


def comp_line(tx: Tx, do: CompLine, check_id: UUID, line_id: UUID) -> Outcome:
    """Refuses as `discounts.comp` and `people.allow` do."""
    check = checks.load(tx.sql, check_id)
    approver = people.allow(tx, "sales.comp", do.approval_id)
    fact = discounts.comp(
        check, line_id, reason=do.reason, by=tx.actor.person, approver=approver, at_ms=tx.at_ms
    )
    return _recorded(tx, check, fact)


def remove_comp(tx: Tx, do: RemoveComp, check_id: UUID, line_id: UUID) -> Outcome:
    """Refuses as `discounts.remove_comp` does."""
    check = checks.load(tx.sql, check_id)
    return _recorded(tx, check, discounts.remove_comp(check, line_id))


def _allowed(tx: Tx, approval_id: UUID | None) -> tuple[int, Person | None]:
    """How much of a check may be taken off, in basis points, and who approved that."""
    asking = people.find_staff(tx.sql, tx.actor.id)
    own = DISCOUNT_LIMIT_BP[asking.role] if asking else 0
    if approval_id is None:
        return own, None
    person = people.approver(tx, "sales.discount", approval_id)
    return max(own, DISCOUNT_LIMIT_BP[person.role]), Person(id=person.id, name=person.name)


def _recorded(tx: Tx, check: Check, fact: Event) -> Outcome:
    return Outcome(checks.save(tx, evolve(check, fact)), (fact,))
