"""Discounts, comps and refunds over HTTP."""

from __future__ import annotations

from uuid import UUID

from aiohttp import web
from pydantic import BaseModel

from edge import people
from edge.sales import discounts as commands
from edge.sales import refunds as refunding
from edge.tx import Actor
from edge.web import DOOR_REFUSALS, CheckPath, LinePath, box, perform
from tilo import discounts, refunds, selling
from tilo.checks import Check
from tilo.errors import PermissionMissing
from tilo.kit.api import Prepared, Routes

routes = Routes(tag="sales")

ON_CHECK = (*DOOR_REFUSALS, selling.CheckUnknown, selling.CheckNotOpen)


QUOTE = (
    selling.CheckUnknown,
    selling.LineUnknown,
    refunds.RefundEmpty,
    refunds.RefundNotPaid,
    refunds.RefundQuantity,
    refunds.RefundTooMuch,
)


class DiscountPath(BaseModel):
    """A discount on a check."""

    check_id: UUID
    discount_id: UUID


@routes.post(
    "/api/checks/{check_id}/discounts",
    permission=commands.GiveDiscount.permission,
    refusals=[
        *ON_CHECK,
        people.ApprovalNotValid,
        discounts.DiscountAboveLimit,
        discounts.DiscountEmpty,
        discounts.DiscountExists,
        discounts.DiscountTooMany,
        selling.LineUnknown,
        selling.LineVoidedAlready,
        selling.LineIsComped,
        selling.ReasonRequired,
        selling.CheckPartlyPaid,
    ],
)
async def give_discount(
    request: web.Request, path: CheckPath, body: commands.GiveDiscount, actor: Actor
) -> Prepared[Check]:
    """Take something off a line or the check; above one's own limit it needs an approval."""
    return await perform(request, commands.give_discount, body, path.check_id, by=actor)


@routes.post(
    "/api/checks/{check_id}/discounts/{discount_id}/remove",
    permission=commands.RemoveDiscount.permission,
    refusals=[*ON_CHECK, discounts.DiscountUnknown],
)
async def remove_discount(
    request: web.Request, path: DiscountPath, body: commands.RemoveDiscount, actor: Actor
) -> Prepared[Check]:
    """Take a discount back."""
    return await perform(
        request, commands.remove_discount, body, path.check_id, path.discount_id, by=actor
    )


@routes.post(
    "/api/checks/{check_id}/lines/{line_id}/comp",
    permission=commands.CompLine.permission,
    refusals=[
        *ON_CHECK,
        PermissionMissing,
        people.ApprovalNotValid,
        discounts.DiscountInTheWay,
        selling.LineUnknown,
        selling.LineVoidedAlready,
        selling.LineIsComped,
        selling.ReasonRequired,
        selling.CheckPartlyPaid,
    ],
)
async def comp_line(
    request: web.Request, path: LinePath, body: commands.CompLine, actor: Actor
) -> Prepared[Check]:
    """Give a line free."""
    return await perform(request, commands.comp_line, body, path.check_id, path.line_id, by=actor)


@routes.post(
    "/api/checks/{check_id}/lines/{line_id}/comp/remove",
    permission=commands.RemoveComp.permission,
    refusals=[
        *ON_CHECK,
        discounts.CompMissing,
        selling.LineUnknown,
        selling.LineVoidedAlready,
    ],
)
async def remove_comp(
    request: web.Request, path: LinePath, body: commands.RemoveComp, actor: Actor
) -> Prepared[Check]:
    """Charge a line that was given free."""
    return await perform(request, commands.remove_comp, body, path.check_id, path.line_id, by=actor)


@routes.post("/api/checks/{check_id}/refunds/quote", permission="sales.read", refusals=QUOTE)
async def quote_refund(
    request: web.Request, path: CheckPath, body: refunds.RefundWish
) -> refunding.RefundQuote:
    """What a refund would hand over; nothing happens."""
    return await box(request).db.read(lambda sql: refunding.quoted(path.check_id, body, sql))


@routes.post(
    "/api/checks/{check_id}/refunds",
    permission=refunding.RefundCheck.permission,
    refusals=[
        *DOOR_REFUSALS,
        *QUOTE,
        PermissionMissing,
        people.ApprovalNotValid,
        refunds.RefundChanged,
        refunds.RefundExists,
        refunds.RefundTooMany,
        selling.ReasonRequired,
    ],
)
async def refund_check(
    request: web.Request, path: CheckPath, body: refunding.RefundCheck, actor: Actor
) -> Prepared[Check]:
    """Give money back for a paid check, under a number of its own; prints its slip."""
    return await perform(request, refunding.refund_check, body, path.check_id, by=actor)
