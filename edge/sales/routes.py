"""Selling over HTTP."""

from __future__ import annotations

from typing import Annotated, Literal

from aiohttp import web
from pydantic import BaseModel, BeforeValidator, Field

from edge import checks, documents, people
from edge.journal import read_about
from edge.sales import commands
from edge.tx import Actor
from edge.web import DOOR_REFUSALS, CheckPath, LinePath, box, perform
from tilo import discounts, menu, selling, sharing, till
from tilo.checks import Check, CheckSummary
from tilo.errors import PermissionMissing
from tilo.kit.api import Prepared, Routes
from tilo.people import Staff
from tilo.receipt import receipt
from tilo.slip import Row, lay_out
from tilo.value import Millis, Value

routes = Routes(tag="sales")

OFFER = (
    menu.ItemUnknown,
    menu.ItemSoldOut,
    menu.VariantRequired,
    menu.OptionUnknown,
    menu.OptionsOutOfRange,
)
APPROVAL = (PermissionMissing, people.ApprovalNotValid)
ON_CHECK = (*DOOR_REFUSALS, selling.CheckUnknown, selling.CheckNotOpen)
FOREVER = 4_102_444_800_000


class ChecksQuery(BaseModel):
    """Open checks, or closed ones before a moment, newest first."""

    state: Literal["open", "closed"] = "open"
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    before_ms: Millis = FOREVER


class ChecksAnswer(Value):
    """A list of checks."""

    checks: tuple[CheckSummary, ...]


class ReceiptQuery(BaseModel):
    """Language and width of a receipt."""

    lang: Literal["id", "en"] | None = None
    columns: Annotated[Literal[32, 48], BeforeValidator(int)] = 48


class ReceiptAnswer(Value):
    """A receipt as it stands on paper, row by row."""

    columns: int
    rows: tuple[Row, ...]


class HistoryEntry(Value):
    """One fact about a check. `body` is the journal's own JSON."""

    seq: int
    at_ms: Millis
    kind: str
    actor_name: str
    approver_name: str | None = None
    body: str


class HistoryAnswer(Value):
    """Everything that happened to a check, oldest first."""

    events: tuple[HistoryEntry, ...]


@routes.get("/api/checks", permission="sales.read")
async def list_checks(request: web.Request, query: ChecksQuery) -> ChecksAnswer:
    """Open checks, oldest first; or closed ones, newest first."""
    db = box(request).db
    if query.state == "open":
        return ChecksAnswer(checks=tuple(await db.read(checks.open_summaries)))
    found = await db.read(
        lambda sql: checks.closed_summaries(sql, before_ms=query.before_ms, limit=query.limit)
    )
    return ChecksAnswer(checks=tuple(found))


@routes.get("/api/checks/{check_id}", permission="sales.read", refusals=[selling.CheckUnknown])
async def get_check(request: web.Request, path: CheckPath) -> Prepared[Check]:
    """One check, priced."""
    return Prepared(await box(request).db.read(lambda sql: checks.body(sql, path.check_id)))


@routes.post(
    "/api/checks",
    permission=commands.OpenCheck.permission,
    refusals=[
        *DOOR_REFUSALS,
        *OFFER,
        commands.CheckExists,
        commands.TableUnknown,
        documents.OutletMissing,
        selling.CheckTooLong,
        selling.LineExists,
    ],
)
async def open_check(
    request: web.Request, body: commands.OpenCheck, actor: Actor
) -> Prepared[Check]:
    """Open a check; it may carry the whole order and fire it."""
    return await perform(request, commands.open_check, body, by=actor)


@routes.post(
    "/api/checks/{check_id}/lines",
    permission=commands.AddLines.permission,
    refusals=[*ON_CHECK, *OFFER, selling.CheckTooLong, selling.LineExists],
)
async def add_lines(
    request: web.Request, path: CheckPath, body: commands.AddLines, actor: Actor
) -> Prepared[Check]:
    """Add lines to a check."""
    return await perform(request, commands.add_lines, body, path.check_id, by=actor)


@routes.post(
    "/api/checks/{check_id}/lines/{line_id}/change",
    permission=commands.ChangeLine.permission,
    refusals=[
        *ON_CHECK,
        *OFFER,
        selling.LineUnknown,
        selling.LineNotDraft,
        selling.LineIsComped,
        selling.CheckPartlyPaid,
        discounts.DiscountInTheWay,
    ],
)
async def change_line(
    request: web.Request, path: LinePath, body: commands.ChangeLine, actor: Actor
) -> Prepared[Check]:
    """Change a line the kitchen does not have yet."""
    return await perform(request, commands.change_line, body, path.check_id, path.line_id, by=actor)


@routes.post(
    "/api/checks/{check_id}/lines/{line_id}/void",
    permission=commands.VoidLine.permission,
    refusals=[
        *ON_CHECK,
        *APPROVAL,
        selling.LineUnknown,
        selling.LineVoidedAlready,
        selling.ReasonRequired,
        selling.CheckPartlyPaid,
        discounts.DiscountInTheWay,
    ],
)
async def void_line(
    request: web.Request, path: LinePath, body: commands.VoidLine, actor: Actor
) -> Prepared[Check]:
    """Void a line before payment."""
    return await perform(request, commands.void_line, body, path.check_id, path.line_id, by=actor)


@routes.post(
    "/api/checks/{check_id}/fire",
    permission=commands.FireCheck.permission,
    refusals=[*ON_CHECK, selling.LineUnknown, selling.NothingToFire],
)
async def fire_check(
    request: web.Request, path: CheckPath, body: commands.FireCheck, actor: Actor
) -> Prepared[Check]:
    """Send draft lines to the kitchen."""
    return await perform(request, commands.fire_check, body, path.check_id, by=actor)


@routes.post(
    "/api/checks/{check_id}/move",
    permission=commands.MoveCheck.permission,
    refusals=[*ON_CHECK, commands.TableUnknown],
)
async def move_check(
    request: web.Request, path: CheckPath, body: commands.MoveCheck, actor: Actor
) -> Prepared[Check]:
    """Seat the party elsewhere."""
    return await perform(request, commands.move_check, body, path.check_id, by=actor)


@routes.post(
    "/api/checks/{check_id}/covers",
    permission=commands.SetCovers.permission,
    refusals=ON_CHECK,
)
async def set_covers(
    request: web.Request, path: CheckPath, body: commands.SetCovers, actor: Actor
) -> Prepared[Check]:
    """Correct the number of guests."""
    return await perform(request, commands.set_covers, body, path.check_id, by=actor)


@routes.post(
    "/api/checks/{check_id}/void",
    permission=commands.VoidCheck.permission,
    refusals=[*ON_CHECK, *APPROVAL, selling.ReasonRequired, selling.CheckPartlyPaid],
)
async def void_check(
    request: web.Request, path: CheckPath, body: commands.VoidCheck, actor: Actor
) -> Prepared[Check]:
    """Void an unpaid check."""
    return await perform(request, commands.void_check, body, path.check_id, by=actor)


@routes.post(
    "/api/checks/{check_id}/pay",
    permission=commands.PayCheck.permission,
    refusals=[
        *ON_CHECK,
        selling.PaymentExists,
        selling.NothingToPay,
        selling.BalanceChanged,
        selling.PaymentTooMuch,
        selling.PaymentShort,
        sharing.ShareUnknown,
        sharing.SharePaid,
        sharing.ShareAmountWrong,
        till.TillRequired,
    ],
)
async def pay_check(
    request: web.Request, path: CheckPath, body: commands.PayCheck, actor: Actor
) -> Prepared[Check]:
    """Take cash; what settles the check closes it and prints its receipt."""
    return await perform(request, commands.pay_check, body, path.check_id, by=actor)


@routes.get(
    "/api/checks/{check_id}/receipt",
    permission="sales.read",
    refusals=[selling.CheckUnknown, documents.OutletMissing],
)
async def get_receipt(request: web.Request, path: CheckPath, query: ReceiptQuery) -> ReceiptAnswer:
    """The receipt of a closed check, or the bill of an open one, as it would be printed."""
    outlet = box(request).outlet
    check = await box(request).db.read(lambda sql: checks.load(sql, path.check_id))
    slip = receipt(check, outlet, query.lang or outlet.language)
    return ReceiptAnswer(columns=query.columns, rows=lay_out(slip, query.columns))


@routes.post(
    "/api/checks/{check_id}/receipt",
    permission=commands.ReprintReceipt.permission,
    refusals=[*DOOR_REFUSALS, selling.CheckUnknown, commands.ReceiptMissing],
)
async def reprint_receipt(
    request: web.Request, path: CheckPath, body: commands.ReprintReceipt, actor: Actor
) -> Prepared[commands.JobAnswer]:
    """Print the receipt again, marked COPY."""
    return await perform(request, commands.reprint_receipt, body, path.check_id, by=actor)


@routes.get(
    "/api/checks/{check_id}/history",
    permission="sales.history",
    refusals=[selling.CheckUnknown],
)
async def get_history(request: web.Request, path: CheckPath) -> HistoryAnswer:
    """What happened to a check, and who did it."""
    db = box(request).db
    if not await db.read(lambda sql: checks.exists(sql, path.check_id)):
        raise selling.CheckUnknown()
    found = await db.read(lambda sql: read_about(sql, str(path.check_id)))
    crew = await db.read(lambda sql: documents.every(sql, Staff, "staff"))
    names = {person.id: person.name for person in crew}
    return HistoryAnswer(
        events=tuple(
            HistoryEntry(
                seq=told.seq,
                at_ms=told.at,
                kind=told.kind,
                actor_name=names.get(told.actor, told.actor),
                approver_name=names.get(told.approver, told.approver) if told.approver else None,
                body=told.body.decode(),
            )
            for told in found
        )
    )
