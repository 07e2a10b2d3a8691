"""The journal as this box keeps it: appending facts to the stream and reading rows back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

import orjson

from edge.db import Sql
from edge.pack import pack, unpack
from tilo.events import Event
from tilo.journal import GENESIS, Clock, Head, Row, row_hash

STREAM_STEP = 1 << 40
"""Places of one stream: place = stream number * STREAM_STEP + seq."""


class Stream(NamedTuple):
    """The life this database is in. `mark` stands in its receipt numbers."""

    no: int
    id: str
    mark: str


class Stamp(NamedTuple):
    """What the door writes around a fact."""

    id: UUID
    at: int
    hlc: str
    clock: Clock
    business_date: str
    actor: str | None
    device: str | None
    approver: str | None = None


class Journal:
    """The stream being written. Belongs to the writer's thread; `head` moves only there."""

    def __init__(self, stream: Stream, head: Head) -> None:
        self.stream = stream
        self.head = head

    def append(self, sql: Sql, fact: Event, stamp: Stamp) -> Head:
        """Write one fact behind the head, in the transaction that is open."""
        body = orjson.dumps(fact.model_dump(mode="json"), option=orjson.OPT_SORT_KEYS)
        seq = self.head.seq + 1
        subject = subject_of(fact)
        fields = (
            self.stream.id,
            seq,
            str(stamp.id),
            fact.kind,
            fact.v,
            stamp.at,
            stamp.hlc,
            stamp.clock,
            stamp.business_date,
            stamp.actor,
            stamp.device,
            stamp.approver,
            subject,
            body.decode(),
        )
        digest = row_hash(self.head.hash, fields)
        sql.execute(
            "insert into journal (place, id, kind, v, at, hlc, clock, business_date, actor,"
            " device, approver, subject, body, hash) values (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                self.stream.no * STREAM_STEP + seq,
                stamp.id.bytes,
                *fields[3:13],
                pack(body),
                bytes.fromhex(digest),
            ),
        )
        self.head = Head(seq, digest)
        return self.head


def subject_of(fact: Event) -> str | None:
    """What a fact is about, for finding it again: the check before anything else."""
    for field in ("check_id", "item_id", "staff_id", "printer_id", "session_id"):
        found = getattr(fact, field, None)
        if found is not None:
            return str(found)
    check = getattr(fact, "check", None)
    return None if check is None else str(check.id)


def current_stream(sql: Sql) -> Stream | None:
    """The stream this database is in, or None before its first start."""
    row = sql.execute("select no, id, mark from streams order by no desc limit 1").fetchone()
    return None if row is None else Stream(*row)


def read_head(sql: Sql, stream: Stream) -> Head:
    """The last row of the stream."""
    row = sql.execute(
        "select place, hash from journal where place between ? and ? order by place desc limit 1",
        (stream.no * STREAM_STEP + 1, (stream.no + 1) * STREAM_STEP - 1),
    ).fetchone()
    return Head(0, GENESIS) if row is None else Head(row[0] % STREAM_STEP, row[1].hex())


def read_rows(sql: Sql, stream: Stream, *, after: int, limit: int) -> list[Row]:
    """At most `limit` rows of the stream behind sequence `after`, in order."""
    first = stream.no * STREAM_STEP + after
    found = sql.execute(
        "select place, id, kind, v, at, hlc, clock, business_date, actor, device, approver,"
        " subject, body, hash from journal where place between ? and ? order by place limit ?",
        (first, (stream.no + 1) * STREAM_STEP - 1, limit + 1),
    ).fetchall()
    if after == 0:
        prev = GENESIS
    elif found and found[0][0] == first:
        prev = found[0][-1].hex()
        found = found[1:]
    else:
        return []
    rows = []
    for place, row_id, *middle, body, digest in found[:limit]:
        rows.append(_row(stream.id, place % STREAM_STEP, row_id, middle, body, prev, digest.hex()))
        prev = digest.hex()
    return rows


class Told(NamedTuple):
    """One fact about a subject, and who did and who approved it."""

    seq: int
    at: int
    kind: str
    actor: str
    approver: str | None
    body: bytes


def read_about(sql: Sql, subject: str, limit: int = 500) -> list[Told]:
    """What happened to one subject, oldest first."""
    found = sql.execute(
        "select place, at, kind, coalesce(actor, ''), approver, body from journal"
        " where subject = ? order by place limit ?",
        (subject, limit),
    ).fetchall()
    return [
        Told(place % STREAM_STEP, at, kind, actor, approver, unpack(body))
        for place, at, kind, actor, approver, body in found
    ]


def facts_about(sql: Sql, subject: str, kinds: Sequence[str]) -> list[Event]:
    """Facts of these kinds about one subject, the newest first."""
    marks = ",".join("?" * len(kinds))
    found = sql.execute(
        f"select kind, body from journal where subject = ? and kind in ({marks})"
        " order by place desc",
        (subject, *kinds),
    )
    return [Event.registry[kind].model_validate_json(unpack(body)) for kind, body in found]


def _row(
    stream: str, seq: int, row_id: bytes, middle: list[Any], body: bytes, prev: str, digest: str
) -> Row:
    """Trusted columns to a value, without validating what this program wrote."""
    kind, v, at, hlc, clock, business_date, actor, device, approver, subject = middle
    return Row.model_construct(
        stream=stream,
        seq=seq,
        id=UUID(bytes=row_id),
        kind=kind,
        v=v,
        at=at,
        hlc=hlc,
        clock=clock,
        business_date=business_date,
        actor=actor,
        device=device,
        approver=approver,
        subject=subject,
        body=unpack(body).decode(),
        prev=prev,
        hash=digest,
    )
