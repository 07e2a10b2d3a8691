"""Splitting, merging, shares, seats and courses over HTTP."""

from __future__ import annotations

from aiohttp import web

from edge.sales import splitting as commands
from edge.sales.commands import CheckExists
from edge.sales.routes import ON_CHECK
from edge.tx import Actor
from edge.web import CheckPath, perform
from tilo import selling, sharing, splitting
from tilo.checks import Check
from tilo.kit.api import Prepared, Routes

routes = Routes(tag="sales")

ON_CHECKS = (*ON_CHECK, splitting.SplitPaid, splitting.SplitDiscounted, splitting.SplitEmpty)
ON_LINES = (
    *ON_CHECKS,
    selling.LineUnknown,
    selling.LineVoidedAlready,
    selling.CheckTooLong,
    splitting.QuantityShort,
    selling.LineIsComped,
)


@routes.post(
    "/api/checks/{check_id}/split",
    permission=commands.SplitItems.permission,
    refusals=[*ON_LINES, CheckExists, splitting.SplitEverything],
)
async def split_items(
    request: web.Request, path: CheckPath, body: commands.SplitItems, actor: Actor
) -> Prepared[commands.ChecksAfter]:
    """Put lines on checks of their own; the kitchen is not fired again."""
    return await perform(request, commands.split_items, body, path.check_id, by=actor)


@routes.post(
    "/api/checks/{check_id}/split-seats",
    permission=commands.SplitSeats.permission,
    refusals=[*ON_LINES, CheckExists, splitting.SplitEverything],
)
async def split_seats(
    request: web.Request, path: CheckPath, body: commands.SplitSeats, actor: Actor
) -> Prepared[commands.ChecksAfter]:
    """Give seats checks of their own."""
    return await perform(request, commands.split_seats, body, path.check_id, by=actor)


@routes.post(
    "/api/checks/{check_id}/move-lines",
    permission=commands.MoveLines.permission,
    refusals=[*ON_LINES, splitting.SplitSame],
)
async def move_lines(
    request: web.Request, path: CheckPath, body: commands.MoveLines, actor: Actor
) -> Prepared[commands.ChecksAfter]:
    """Carry lines to another open check."""
    return await perform(request, commands.move_lines, body, path.check_id, by=actor)


@routes.post(
    "/api/checks/{check_id}/merge",
    permission=commands.MergeCheck.permission,
    refusals=[*ON_CHECKS, splitting.SplitSame, selling.CheckTooLong],
)
async def merge_check(
    request: web.Request, path: CheckPath, body: commands.MergeCheck, actor: Actor
) -> Prepared[commands.ChecksAfter]:
    """Join another open check."""
    return await perform(request, commands.merge_check, body, path.check_id, by=actor)


@routes.post(
    "/api/checks/{check_id}/undo",
    permission=commands.UndoOperation.permission,
    refusals=[
        *ON_CHECKS,
        selling.CheckTooLong,
        splitting.OperationUnknown,
        splitting.OperationOvertaken,
    ],
)
async def undo_operation(
    request: web.Request, path: CheckPath, body: commands.UndoOperation, actor: Actor
) -> Prepared[commands.ChecksAfter]:
    """Take back a split, a merge or a move of lines, until something is paid."""
    return await perform(request, commands.undo_operation, body, path.check_id, by=actor)


@routes.post(
    "/api/checks/{check_id}/shares",
    permission=commands.SetShares.permission,
    refusals=[
        *ON_CHECK,
        selling.NothingToPay,
        selling.BalanceChanged,
        sharing.SharesTooMuch,
        sharing.SharesTooSmall,
    ],
)
async def set_shares(
    request: web.Request, path: CheckPath, body: commands.SetShares, actor: Actor
) -> Prepared[Check]:
    """Divide what is owed among payers."""
    return await perform(request, commands.set_shares, body, path.check_id, by=actor)


@routes.post(
    "/api/checks/{check_id}/arrange",
    permission=commands.ArrangeLines.permission,
    refusals=[
        *ON_CHECK,
        selling.LineUnknown,
        selling.LineVoidedAlready,
        selling.LineNotDraft,
    ],
)
async def arrange_lines(
    request: web.Request, path: CheckPath, body: commands.ArrangeLines, actor: Actor
) -> Prepared[Check]:
    """Seats, courses, and holding back."""
    return await perform(request, commands.arrange_lines, body, path.check_id, by=actor)


@routes.post(
    "/api/checks/{check_id}/transfer",
    permission=commands.TransferCheck.permission,
    refusals=[*ON_CHECK, commands.StaffUnknown],
)
async def transfer_check(
    request: web.Request, path: CheckPath, body: commands.TransferCheck, actor: Actor
) -> Prepared[Check]:
    """Hand the party over."""
    return await perform(request, commands.transfer_check, body, path.check_id, by=actor)
