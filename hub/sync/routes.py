"""The two addresses a box calls: journal up, documents down."""

from typing import Annotated

from aiohttp import web
from pydantic import Field

from hub.keys import BELL, CLOCK, INGEST, POOL, PRESENCE
from hub.merchants import Box
from hub.sync import feed
from hub.sync.batch import (
    BYTES_AT_MOST,
    JournalBatch,
    RowUnsound,
    SyncEquivocation,
    SyncGap,
)
from tilo.documents import Document
from tilo.errors import Refusal, ServerBusy
from tilo.kit.api import Prepared, Routes
from tilo.value import Millis, Value

routes = Routes(tag="sync")


class BoxForeign(Refusal):
    """The credential belongs to another box or outlet than the batch names."""

    code = "sync.box_foreign"
    status = 403


class Taken(Value):
    """Everything before ``next_seq`` is on disk at the hub."""

    next_seq: int


class FeedQuery(Value):
    """``cursor`` is that of the last answer, 0 for everything; ``wait_ms`` how long to wait for
    news when there is none."""

    cursor: Annotated[int, Field(ge=0, le=2**53)] = 0
    wait_ms: Annotated[int, Field(ge=0, le=feed.WAIT_AT_MOST_MS)] = 0


class Changes(Value):
    """Documents in the order of their changes; ask again with this cursor."""

    cursor: int
    documents: list[Document]
    now_ms: Millis


@routes.post(
    "/v1/sync/journal",
    permission="sync.push",
    max_body=BYTES_AT_MOST,
    gzip=True,
    refusals=[BoxForeign, SyncGap, SyncEquivocation, RowUnsound, ServerBusy],
)
async def push_journal(request: web.Request, body: JournalBatch, actor: Box) -> Taken:
    """Store consecutive journal rows. Repeating, overlapping or parallel batches have one effect.

    An empty batch stores nothing, reports the box's head, and asks where to go on.
    """
    if (body.outlet, body.box) != (actor.outlet, actor.id):
        raise BoxForeign()
    request.app[PRESENCE].saw(actor.outlet, actor.id)
    return Taken(next_seq=await request.app[INGEST].take(body))


@routes.get("/v1/sync/documents", permission="sync.pull")
async def pull_documents(request: web.Request, query: FeedQuery, actor: Box) -> Prepared[Changes]:
    """What changed in the outlet's documents behind the cursor."""
    app = request.app
    app[PRESENCE].saw(actor.outlet, actor.id)
    answer = await feed.answer(
        app[POOL],
        app[BELL],
        app[CLOCK],
        outlet=actor.outlet,
        cursor=query.cursor,
        wait_ms=query.wait_ms,
    )
    return Prepared(answer)
