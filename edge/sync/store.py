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


def probe(sql: Sql, at_ms: int) -> None:
    """Write something, to see whether the disk takes it."""
    _save(sql, "disk_probe", at_ms)


def read_acked(sql: Sql, stream: Stream) -> int:
    """The last sequence the hub has acknowledged."""
    return _number(sql, f"hub_acked/{stream.id}")


def save_acked(sql: Sql, stream: Stream, seq: int) -> None:
    _save(sql, f"hub_acked/{stream.id}", seq)


class Backlog:
    """Adds up what the hub has not acknowledged. Each sale is looked at twice, when it comes and
    when it goes: a shop without the internet for a month still knows its figure at once."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._after = self._upto = 0
        self._rupiah = 0

    def behind(self, sql: Sql, acked: int, head: int) -> Behind:
        """What is still to be sent."""
        if not self._after <= acked <= head or head < self._upto:
            self._after = self._upto = acked  # the hub went back, or so did we: count anew
            self._rupiah = 0
        self._rupiah += self._sold(sql, max(self._upto, acked), head)
        self._rupiah -= self._sold(sql, self._after, min(acked, self._upto))
        self._after, self._upto = acked, head
        if acked >= head:
            return Behind(0, None, 0)
        first = self._stream.no * STREAM_STEP + acked + 1
        oldest = sql.execute("select at from journal where place = ?", (first,)).fetchone()
        return Behind(head - acked, oldest[0] if oldest else None, self._rupiah)

    def _sold(self, sql: Sql, after: int, upto: int) -> int:
        """Rupiah of the checks closed behind `after`, up to `upto`."""
        base = self._stream.no * STREAM_STEP
        found = sql.execute(
            "select body from journal where place > ? and place <= ? and kind = 'check.closed'",
            (base + after, base + upto),
        )
        return sum(int(orjson.loads(unpack(body))["check"]["totals"]["total"]) for (body,) in found)


def _number(sql: Sql, name: str) -> int:
    row = sql.execute("select value from facts where name = ?", (name,)).fetchone()
    return int(row[0]) if row else 0


def _save(sql: Sql, name: str, value: int) -> None:
    sql.execute(
        "insert into facts (name, value) values (?, ?)"
        " on conflict (name) do update set value = excluded.value",
        (name, str(value)),
    )
