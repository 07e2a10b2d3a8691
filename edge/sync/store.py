"""How far the exchange with the hub has come, as this box knows it."""

from __future__ import annotations

from typing import NamedTuple

import orjson

from edge.db import Sql
from edge.journal import STREAM_STEP, Stream
from edge.pack import unpack


class Behind(NamedTuple):
    """What the hub has not acknowledged: facts, the oldest of them, the sales among them."""

    rows: int
    oldest_ms: int | None
    rupiah: int


def read_cursor(sql: Sql) -> int:
    """How far the hub's feed of settings was applied."""
    return _number(sql, "hub_cursor")


def save_cursor(sql: Sql, cursor: int) -> None:
    _save(sql, "hub_cursor", cursor)


def read_acked(sql: Sql, stream: Stream) -> int:
    """The last sequence the hub has acknowledged."""
    return _number(sql, f"hub_acked/{stream.id}")


def save_acked(sql: Sql, stream: Stream, seq: int) -> None:
    _save(sql, f"hub_acked/{stream.id}", seq)


def behind(sql: Sql, stream: Stream, acked: int, head: int) -> Behind:
    """What is still to be sent."""
    if acked >= head:
        return Behind(0, None, 0)
    first, last = stream.no * STREAM_STEP + acked + 1, stream.no * STREAM_STEP + head
    oldest = sql.execute("select at from journal where place = ?", (first,)).fetchone()
    rupiah = 0
    for (body,) in sql.execute(
        "select body from journal where place between ? and ? and kind = 'check.closed'"
        " limit 20000",
        (first, last),
    ):
        rupiah += int(orjson.loads(unpack(body))["check"]["totals"]["total"])
    return Behind(head - acked, oldest[0] if oldest else None, rupiah)


def _number(sql: Sql, name: str) -> int:
    row = sql.execute("select value from facts where name = ?", (name,)).fetchone()
    return int(row[0]) if row else 0


def _save(sql: Sql, name: str, value: int) -> None:
    sql.execute(
        "insert into facts (name, value) values (?, ?)"
        " on conflict (name) do update set value = excluded.value",
        (name, str(value)),
    )
