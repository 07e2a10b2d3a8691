"""The exchange with the hub, as the sync process asks for it on the unix socket."""

from __future__ import annotations

from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, Field

from edge.box import BOX_ID, Box
from edge.db import Sql
from edge.journal import STREAM_STEP, read_head, read_rows
from edge.pulse import within
from edge.sync import commands
from edge.sync.store import read_cursor
from edge.tx import Actor
from edge.web import DOOR_REFUSALS, box, perform
from tilo.journal import Hash, Row, StreamId
from tilo.kit.api import Prepared, Routes
from tilo.value import Slug, Text, Value

internal = Routes(tag="sync process")


class JournalQuery(BaseModel):
    """Rows behind `after`; waits up to `wait_ms` milliseconds for the first."""

    after: Annotated[int, Field(ge=0, lt=STREAM_STEP)] = 0
    limit: Annotated[int, Field(ge=1, le=2000)] = 500
    wait_ms: Annotated[int, Field(ge=0, le=30_000)] = 0


class HeadAnswer(Value):
    seq: int
    hash: Hash


class JournalAnswer(Value):
    """Rows in order, and where the stream stands."""

    stream: StreamId
    head: HeadAnswer
    rows: tuple[Row, ...]


class SyncAnswer(Value):
    """Who this box is, and how far the exchange has come."""

    merchant: Slug
    outlet: Slug
    box: Slug
    stream: StreamId
    cursor: int
    acked_seq: int
    head_seq: int


class ReportBody(BaseModel):
    """How the exchange goes. `error` is a word of the catalogue, such as `hub.unreachable`."""

    connected: bool
    internet: bool | None = None
    acked_seq: Annotated[int, Field(ge=0)] | None = None
    error: Text | None = None


class Noted(Value):
    """It was heard."""


@internal.get("/internal/journal", permission="internal.sync")
async def get_journal(request: web.Request, query: JournalQuery) -> JournalAnswer:
    """Journal rows behind a sequence."""
    shop = box(request)
    news = shop.facts.next()
    answer = await _journal(shop, query)
    if not answer.rows and query.wait_ms and await within(news, query.wait_ms / 1000):
        answer = await _journal(shop, query)
    return answer


@internal.get("/internal/sync", permission="internal.sync")
async def get_sync(request: web.Request) -> SyncAnswer:
    """Where the exchange stands."""
    shop = box(request)
    return SyncAnswer(
        merchant=shop.outlet.merchant_id,
        outlet=shop.outlet.id,
        box=BOX_ID,
        stream=shop.door.journal.stream.id,
        cursor=await shop.db.read(read_cursor),
        acked_seq=shop.neighbours.acked,
        head_seq=shop.door.head.seq,
    )


@internal.post(
    "/internal/documents",
    permission="internal.sync",
    refusals=DOOR_REFUSALS,
    max_body=64 * 1024 * 1024,
)
async def post_documents(
    request: web.Request, body: commands.ApplyDocuments, actor: Actor
) -> Prepared[commands.Applied]:
    """Settings from the hub."""
    return await perform(request, commands.apply_documents, body, by=actor)


@internal.post("/internal/sync/report", permission="internal.sync")
async def post_report(request: web.Request, body: ReportBody) -> Noted:
    """How the exchange goes."""
    box(request).neighbours.sync_is(
        connected=body.connected,
        internet=body.internet,
        acked=body.acked_seq,
        error=body.error,
    )
    return Noted()


async def _journal(shop: Box, query: JournalQuery) -> JournalAnswer:
    stream = shop.door.journal.stream

    def look(sql: Sql) -> JournalAnswer:
        """Rows and head of one moment, both on disk: a head that is still being written may never
        come to be."""
        head = read_head(sql, stream)
        return JournalAnswer.model_construct(
            stream=stream.id,
            head=HeadAnswer(seq=head.seq, hash=head.hash),
            rows=tuple(read_rows(sql, stream, after=query.after, limit=query.limit)),
        )

    return await shop.db.read(look)
