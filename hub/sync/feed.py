"""Documents down to a box: what changed behind its cursor, waiting for news when there is none."""

import asyncio
from collections.abc import Sequence
from typing import Final

import orjson

from hub.bell import Bell
from hub.catalog import Doc, documents_after, version_of
from hub.clock import Clock
from hub.db import Pool

WAIT_AT_MOST_MS: Final = 25_000


async def answer(
    pool: Pool, bell: Bell, clock: Clock, *, outlet: str, cursor: int, wait_ms: int
) -> bytes:
    """``{cursor, documents, now_ms}`` as JSON."""
    with bell.awaiting(outlet) as news:
        cursor, docs = await _look(pool, outlet, cursor)
        if not docs and wait_ms:
            try:
                async with asyncio.timeout(wait_ms / 1000):
                    while not docs and not bell.closing:
                        await news.wait()
                        news.clear()
                        cursor, docs = await _look(pool, outlet, cursor)
            except TimeoutError:
                pass
    return _written(cursor, docs, clock())


async def _look(pool: Pool, outlet: str, cursor: int) -> tuple[int, Sequence[Doc]]:
    docs = await documents_after(pool, outlet, cursor)
    if docs:
        return docs[-1].change, docs
    if cursor and cursor > (newest := await version_of(pool, outlet)):
        # The hub went back to a backup and numbers changes anew: the box hears everything again.
        return newest, await documents_after(pool, outlet, 0)
    return cursor, docs


def _written(cursor: int, docs: Sequence[Doc], now_ms: int) -> bytes:
    documents = [
        {
            "kind": doc.kind,
            "id": doc.id,
            "version": doc.version,
            "deleted": doc.deleted,
            "body": orjson.Fragment(doc.body),
            "changed_at_ms": doc.changed_ms,
        }
        for doc in docs
    ]
    return orjson.dumps({"cursor": cursor, "documents": documents, "now_ms": now_ms})
