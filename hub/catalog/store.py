"""SQL of documents: reading them, following their changes, writing a new version.

Writing first takes the outlet's change number, and with it the outlet's lock: a number becomes
visible only after every smaller one, so a cursor that has seen it has missed nothing.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import orjson

from hub.bell import DOCUMENTS, LIVE, live_line
from hub.db import Connection, Pool
from tilo.hlc import stamp

AT_ONCE: Final = 1_000
"""Documents in one answer of the feed."""

HUB_STREAM: Final = "hub"
"""Stands for a stream in the stamps of edits made here."""


class Doc(NamedTuple):
    """A document as it is in force."""

    kind: str
    id: str
    version: int
    deleted: bool
    body: str
    changed_ms: int
    change: int


async def _next_change(con: Connection, outlet: str) -> tuple[int, str]:
    """Lock the outlet's documents and number the next change; also tells the merchant."""
    row = await con.fetchrow(
        "update outlets set change = change + 1 where id = $1 returning change, merchant_id", outlet
    )
    assert row is not None, f"no outlet {outlet}"
    return row["change"], row["merchant_id"]


async def find(con: Connection | Pool, outlet: str, kind: str, doc_id: str) -> Doc | None:
    """One document, deleted or not."""
    row = await con.fetchrow(
        "select kind, id, version, deleted, body, changed_ms, change from documents"
        " where outlet = $1 and kind = $2 and id = $3",
        outlet,
        kind,
        doc_id,
    )
    return Doc(*row) if row else None


async def version_of(con: Connection | Pool, outlet: str) -> int:
    """The number of the outlet's last change."""
    return int(await con.fetchval("select change from outlets where id = $1", outlet) or 0)


async def documents_after(con: Connection | Pool, outlet: str, cursor: int) -> list[Doc]:
    """What changed behind the cursor, in order, at most ``AT_ONCE``."""
    rows = await con.fetch(
        "select kind, id, version, deleted, body, changed_ms, change from documents"
        " where outlet = $1 and change > $2 order by change limit $3",
        outlet,
        cursor,
        AT_ONCE,
    )
    return [Doc(*row) for row in rows]


async def in_force(con: Connection | Pool, outlet: str, kinds: Sequence[str]) -> list[Doc]:
    """All documents of some kinds."""
    rows = await con.fetch(
        "select kind, id, version, deleted, body, changed_ms, change from documents"
        " where outlet = $1 and kind = any($2::text[]) and not deleted order by kind, id",
        outlet,
        kinds,
    )
    return [Doc(*row) for row in rows]


async def put(
    con: Connection,
    outlet: str,
    kind: str,
    doc_id: str,
    body: dict[str, Any],
    *,
    author: str,
    now_ms: int,
    deleted: bool = False,
) -> int:
    """Write the next version and announce it at commit; answers its number."""
    change, merchant = await _next_change(con, outlet)
    text = orjson.dumps(body).decode()
    version: int = await con.fetchval(
        "insert into documents as d (outlet, kind, id, version, deleted, body, changed_ms, change)"
        " values ($1, $2, $3, 1, $4, $5, $6, $7)"
        " on conflict (outlet, kind, id) do update set version = d.version + 1,"
        " deleted = excluded.deleted, body = excluded.body,"
        " changed_ms = excluded.changed_ms, change = excluded.change returning version",
        outlet,
        kind,
        doc_id,
        deleted,
        text,
        now_ms,
        change,
    )
    await con.execute(
        "insert into document_versions (outlet, kind, id, version, deleted, body, changed_ms,"
        " author) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        outlet,
        kind,
        doc_id,
        version,
        deleted,
        text,
        now_ms,
        author,
    )
    shown = live_line(merchant, {"t": "menu", "outlet": outlet, "rev": change})
    await con.execute(
        "select pg_notify($1, $2), pg_notify($3, $4)",
        DOCUMENTS,
        outlet,
        LIVE,
        shown,
    )
    return version


async def set_availability(
    con: Connection, outlet: str, item: str, *, sold_out: bool, hlc: str, author: str, now_ms: int
) -> bool:
    """Whether this was the later write: the last one by ``hlc`` wins (rule D2)."""
    await con.execute("select from outlets where id = $1 for no key update", outlet)
    held = await find(con, outlet, "availability", item)
    if held is not None and orjson.loads(held.body).get("hlc", "") >= hlc:
        return False
    body = {"id": item, "sold_out": sold_out, "hlc": hlc}
    await put(con, outlet, "availability", item, body, author=author, now_ms=now_ms)
    return True


async def next_stamp(con: Connection, outlet: str, item: str, now_ms: int) -> str:
    """A stamp later than the item's last write, however far ahead its clock was."""
    await con.execute("select from outlets where id = $1 for no key update", outlet)
    held = await find(con, outlet, "availability", item)
    last = orjson.loads(held.body).get("hlc", "") if held else ""
    return stamp(last, now_ms, HUB_STREAM)
