"""A drawer over HTTP."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from aiohttp import web
from pydantic import BaseModel, BeforeValidator, Field

from edge import documents, people
from edge.box import Box
from edge.db import Sql
from edge.till import commands, store
from edge.till.view import TillView, blind, view
from edge.tx import Actor
from edge.web import DOOR_REFUSALS, box, perform
from tilo import till
from tilo.drawer import DENOMINATIONS, Report, StreamHead
from tilo.errors import PermissionMissing
from tilo.kit.api import Prepared, Routes
from tilo.report import till_report
from tilo.slip import Row, lay_out
from tilo.value import Price, Value

routes = Routes(tag="till")

ON_TILL = (*DOOR_REFUSALS, PermissionMissing, till.TillUnknown, till.TillNotOpen)


class TillPath(BaseModel):
    """A till session, by its id."""

    session_id: UUID


class TillPolicy(Value):
    """How the outlet handles drawers. A count further off than `limit` asks a second person."""

    shared: bool
    required: bool
    blind: bool
    limit: Price


class TillAnswer(Value):
    """The drawer of whoever asks, and others that are open. `faces`: notes and coins to count."""

    policy: TillPolicy
    faces: tuple[int, ...]
    mine: TillView | None
    others: tuple[TillView, ...]


class ClosedQuery(BaseModel):
    """How many, newest first."""

    limit: Annotated[int, Field(ge=1, le=100)] = 20


class ClosedAnswer(Value):
    """Closed drawers, newest first."""

    sessions: tuple[TillView, ...]


class PaperQuery(BaseModel):
    """Language and width of the paper."""

    lang: Literal["id", "en"] | None = None
    columns: Annotated[Literal[32, 48], BeforeValidator(int)] = 48


class ReportAnswer(Value):
    """A report: its figures, and as it stands on paper, row by row."""

    report: Report
    columns: int
    rows: tuple[Row, ...]


@routes.get("/api/till", permission="till.read", refusals=[documents.OutletMissing])
async def get_till(request: web.Request, actor: Actor) -> TillAnswer:
    """The drawer this person sells into."""

    def look(sql: Sql) -> TillAnswer:
        outlet = documents.find_outlet(sql) or box(request).outlet
        mine = store.open_for(sql, actor.id)
        return TillAnswer(
            policy=TillPolicy(
                shared=outlet.till_policy == "shared",
                required=outlet.till_required,
                blind=outlet.till_blind,
                limit=outlet.till_limit,
            ),
            faces=DENOMINATIONS,
            mine=view(mine) if mine else None,
            others=tuple(
                view(each) for each in store.all_open(sql) if mine is None or each.id != mine.id
            ),
        )

    return await box(request).db.read(look)


@routes.get("/api/till/closed", permission="till.read")
async def list_closed(request: web.Request, query: ClosedQuery) -> ClosedAnswer:
    """Drawers that were closed, to print their Z report again."""
    found = await box(request).db.read(lambda sql: store.last_closed(sql, query.limit))
    return ClosedAnswer(sessions=tuple(view(each) for each in found))


@routes.post(
    "/api/till",
    permission=commands.OpenTill.permission,
    refusals=[*DOOR_REFUSALS, till.TillExists, till.TillOpenAlready, documents.OutletMissing],
)
async def open_till(
    request: web.Request, body: commands.OpenTill, actor: Actor
) -> Prepared[TillView]:
    """Open the drawer with its float."""
    return await perform(request, commands.open_till, body, by=actor)


@routes.post(
    "/api/till/{session_id}/cash",
    permission=commands.MoveCash.permission,
    refusals=[*ON_TILL, till.TillReasonRequired, till.TillMoveExists, till.TillMovesTooMany],
)
async def move_cash(
    request: web.Request, path: TillPath, body: commands.MoveCash, actor: Actor
) -> Prepared[TillView]:
    """Cash in or out that is no sale, or a drop to the safe."""
    return await perform(request, commands.move_cash, body, path.session_id, by=actor)


@routes.post(
    "/api/till/{session_id}/count",
    permission=commands.CountTill.permission,
    refusals=[*ON_TILL, till.TillPiecesTwice],
)
async def count_till(
    request: web.Request, path: TillPath, body: commands.CountTill, actor: Actor
) -> Prepared[TillView]:
    """Count the drawer; only the answer tells what was expected."""
    return await perform(request, commands.count_till, body, path.session_id, by=actor)


@routes.post(
    "/api/till/{session_id}/close",
    permission=commands.CloseTill.permission,
    refusals=[
        *ON_TILL,
        people.ApprovalNotValid,
        till.TillNotCounted,
        till.TillApprovalRequired,
        documents.OutletMissing,
    ],
)
async def close_till(
    request: web.Request, path: TillPath, body: commands.CloseTill, actor: Actor
) -> Prepared[Report]:
    """Close the drawer upon its count; answers, and prints, its Z report."""
    return await perform(request, commands.close_till, body, path.session_id, by=actor)


@routes.get(
    "/api/till/{session_id}/report",
    permission="till.read",
    refusals=[till.TillUnknown, PermissionMissing],
)
async def get_report(
    request: web.Request, path: TillPath, query: PaperQuery, actor: Actor
) -> ReportAnswer:
    """The figures of this moment, or the Z report of a closed drawer."""
    outlet = box(request).outlet
    report = await _report(box(request), path.session_id, actor)
    slip = till_report(report, outlet, query.lang or outlet.language)
    return ReportAnswer(report=report, columns=query.columns, rows=lay_out(slip, query.columns))


@routes.post(
    "/api/till/{session_id}/report",
    permission=commands.PrintReport.permission,
    refusals=[*DOOR_REFUSALS, till.TillUnknown, PermissionMissing, documents.OutletMissing],
)
async def print_report(
    request: web.Request, path: TillPath, body: commands.PrintReport, actor: Actor
) -> Prepared[commands.PaperAnswer]:
    """Print it: an X report as often as wanted, a Z report again marked COPY."""
    return await perform(request, commands.print_report, body, path.session_id, by=actor)


async def _report(shop: Box, session_id: UUID, actor: Actor) -> Report:
    """Refuses `till.unknown`, and `permission.missing` to who is to count blind."""
    door = shop.door
    head = StreamHead(stream=door.journal.stream.id, seq=door.head.seq, hash=door.head.hash)
    at_ms = door.clock.now().ms

    def look(sql: Sql) -> Report:
        session = store.load(sql, session_id)
        if blind(session, documents.find_outlet(sql) or shop.outlet):
            actor.require("till.expect")
        held = store.z_report(sql, session_id)
        return held[1] if held else store.report_at(sql, session, actor.person, at_ms, head)

    return await shop.db.read(look)
