"""First boot and every boot: the stream this database lives in, and the door opened upon it."""

from __future__ import annotations

import secrets
from typing import NamedTuple

from edge import documents
from edge.clock import Clock
from edge.db import Database, Sql
from edge.journal import STREAM_STEP, Journal, Stamp, Stream, current_stream, read_head
from edge.perform import Calendar, Door
from tilo.events import StreamStarted
from tilo.hlc import stamp as next_hlc
from tilo.journal import GENESIS, Head
from tilo.kit.ids import new_id
from tilo.outlet import Outlet, business_date

MARK_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""What a hand-read receipt number is made of: no I and 1, no O and 0."""


class Last(NamedTuple):
    """What the newest row says: where time and the trading day stood."""

    at: int
    hlc: str
    business_date: str


async def open_door(db: Database, clock: Clock, outlet: Outlet, box: str) -> Door:
    """The door upon this database's stream; the first time, the stream is begun."""

    def begin(sql: Sql) -> tuple[Journal, Last]:
        stream = current_stream(sql) or _begin_stream(sql, clock, outlet, box)
        return Journal(stream, read_head(sql, stream)), _read_last(sql)

    journal, last = await db.write(begin)
    clock.raise_floor(last.at)
    calendar = Calendar(outlet.zone, outlet.cutover_minutes)
    return Door(db, clock, journal, calendar, last.hlc, last.business_date)


def _begin_stream(sql: Sql, clock: Clock, outlet: Outlet, box: str) -> Stream:
    moment = clock.now()
    used = {row[0] for row in sql.execute("select mark from streams")}
    stream_id = secrets.token_hex(16)
    mark = _mark(stream_id)
    while mark in used:
        stream_id = secrets.token_hex(16)
        mark = _mark(stream_id)
    sql.execute("begin immediate")
    no = sql.execute("select coalesce(max(no), 0) + 1 from streams").fetchone()[0]
    stream = Stream(no, stream_id, mark)
    sql.execute(
        "insert into streams (no, id, mark, started_at) values (?,?,?,?)", (*stream, moment.ms)
    )
    fact = StreamStarted(merchant=outlet.merchant_id, outlet=outlet.id, box=box, stream=stream_id)
    stamp = Stamp(
        id=new_id(),
        at=moment.ms,
        hlc=next_hlc("", moment.ms, stream_id),
        clock=moment.trust,
        business_date=business_date(moment.ms, outlet.zone, outlet.cutover_minutes).isoformat(),
        actor=None,
        device=None,
    )
    Journal(stream, Head(0, GENESIS)).append(sql, fact, stamp)
    sql.execute("commit")
    return stream


def _mark(stream_id: str) -> str:
    """Three letters from the stream's id, for its receipt numbers."""
    number = int(stream_id[:6], 16)
    letters = ""
    for _ in range(3):
        number, digit = divmod(number, len(MARK_LETTERS))
        letters += MARK_LETTERS[digit]
    return letters


def _read_last(sql: Sql) -> Last:
    row = sql.execute(
        "select at, hlc, business_date from journal where place > ? order by place desc limit 1",
        (STREAM_STEP,),
    ).fetchone()
    return Last(*row) if row else Last(0, "", "")


def put_first_documents(sql: Sql, bodies: list[tuple[str, str, int, str]], at_ms: int) -> int:
    """Give a box without settings its first ones, before there is a stream to record them in.

    Answers how many were written; a box that has an outlet already keeps what it has.
    """
    if documents.find_outlet(sql) is not None:
        return 0
    sql.execute("begin immediate")
    sql.execute(
        "insert into counters (name, value) values ('documents_rev', 1)"
        " on conflict (name) do nothing"
    )
    sql.executemany(
        "insert or replace into documents (kind, id, version, body, changed_at, rev)"
        " values (?,?,?,?,?,1)",
        [(*body, at_ms) for body in bodies],
    )
    sql.execute("commit")
    return len(bodies)
