"""SQL of the journal at the hub: marks, rows, quarantine."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from hub.db import Connection

Stream = tuple[str, UUID]
"""An outlet and one of its streams."""

COLUMNS: Final = (
    "outlet",
    "stream",
    "seq",
    "month",
    "place",
    "received_ms",
    "id",
    "kind",
    "v",
    "at_ms",
    "hlc",
    "clock",
    "business_date",
    "actor",
    "device",
    "approver",
    "subject",
    "body",
    "hash",
)


class Mark(NamedTuple):
    """The last row of a stream the hub holds."""

    seq: int
    hash: bytes


NOTHING: Final = Mark(0, bytes(32))


class Seen(NamedTuple):
    """What one batch tells of its stream, as a row of ``streams``."""

    outlet: str
    stream: UUID
    box: str
    seq: int
    hash: bytes
    at_ms: int
    head_seq: int
    head_hash: bytes
    seen_ms: int
    whole_ms: int | None


class Genesis(NamedTuple):
    """What the first row of a stream says it continues."""

    outlet: str
    stream: UUID
    parent_stream: UUID | None
    parent_head: bytes | None


class Suspect(NamedTuple):
    """A row the hub could not believe, as a row of ``quarantine``."""

    outlet: str
    stream: UUID
    seq: int
    hash: bytes
    box: str
    reason: str
    row: str
    at_ms: int


async def lock_places(con: Connection, outlets: Sequence[str]) -> dict[str, int]:
    """How many rows each outlet has. Holds the outlets' journals until the transaction ends."""
    found = await con.fetch(
        "select outlet, place from journal_heads where outlet = any($1::text[])"
        " order by outlet for no key update",
        outlets,
    )
    return {row["outlet"]: row["place"] for row in found}


async def start_places(con: Connection, outlets: Iterable[str]) -> None:
    """Outlets from which nothing ever came."""
    await con.execute(
        "insert into journal_heads (outlet) select unnest($1::text[]) on conflict do nothing",
        sorted(outlets),
    )


async def marks(con: Connection, streams: Sequence[Stream]) -> dict[Stream, Mark]:
    """The marks of streams the hub knows."""
    found = await con.fetch(
        "select outlet, stream, seq, hash from streams"
        " where (outlet, stream) in (select * from unnest($1::text[], $2::uuid[]))",
        [outlet for outlet, _ in streams],
        [stream for _, stream in streams],
    )
    return {(row["outlet"], row["stream"]): Mark(row["seq"], row["hash"]) for row in found}


async def hashes_at(
    con: Connection, wanted: Mapping[Stream, int]
) -> dict[tuple[Stream, int], bytes]:
    """The hashes of single rows."""
    found = await con.fetch(
        "select w.outlet, w.stream, w.seq, j.hash"
        " from unnest($1::text[], $2::uuid[], $3::bigint[]) as w (outlet, stream, seq)"
        " cross join lateral (select hash from journal where outlet = w.outlet"
        " and stream = w.stream and seq = w.seq limit 1) as j",
        [outlet for outlet, _ in wanted],
        [stream for _, stream in wanted],
        list(wanted.values()),
    )
    return {((row["outlet"], row["stream"]), row["seq"]): row["hash"] for row in found}


async def hashes_between(
    con: Connection, stream: Stream, first: int, last: int
) -> dict[int, bytes]:
    """The hashes of a stretch of one stream."""
    found = await con.fetch(
        "select seq, hash from journal where outlet = $1 and stream = $2 and seq between $3 and $4",
        *stream,
        first,
        last,
    )
    return {row["seq"]: row["hash"] for row in found}


async def append(con: Connection, records: Sequence[tuple[Any, ...]]) -> None:
    """Rows in the order of ``COLUMNS``."""
    await con.copy_records_to_table("journal", records=records, columns=COLUMNS)


async def move_places(con: Connection, places: Mapping[str, int]) -> None:
    """After ``append``."""
    await con.execute(
        "update journal_heads as h set place = n.place"
        " from unnest($1::text[], $2::bigint[]) as n (outlet, place) where h.outlet = n.outlet",
        list(places),
        list(places.values()),
    )


async def move_marks(con: Connection, seen: Sequence[Seen]) -> None:
    """What the batches told of their streams."""
    await con.execute(
        "insert into streams as s (outlet, stream, box, seq, hash, at_ms, head_seq, head_hash,"
        " seen_ms, whole_ms, started_ms)"
        " select n.*, n.seen_ms from unnest($1::text[], $2::uuid[], $3::text[], $4::bigint[],"
        " $5::bytea[], $6::bigint[], $7::bigint[], $8::bytea[], $9::bigint[], $10::bigint[])"
        " as n (outlet, stream, box, seq, hash, at_ms, head_seq, head_hash, seen_ms, whole_ms)"
        " on conflict (outlet, stream) do update set box = excluded.box, seq = excluded.seq,"
        " hash = excluded.hash,"
        " at_ms = case when excluded.seq > s.seq then excluded.at_ms else s.at_ms end,"
        " head_seq = excluded.head_seq, head_hash = excluded.head_hash,"
        " seen_ms = excluded.seen_ms, whole_ms = coalesce(excluded.whole_ms, s.whole_ms)",
        *(list(column) for column in zip(*seen, strict=True)),
    )


async def name_parents(con: Connection, begun: Iterable[Genesis]) -> None:
    """Which stream a new one continues."""
    await con.executemany(
        "update streams set parent_stream = $3, parent_head = $4 where outlet = $1 and stream = $2",
        begun,
    )


async def quarantine(con: Connection, suspects: Iterable[Suspect]) -> None:
    """Keep what was refused. The same row again only counts."""
    await con.executemany(
        "insert into quarantine as q"
        " (outlet, stream, seq, hash, box, reason, row, first_ms, last_ms)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8, $8)"
        " on conflict (outlet, stream, seq, hash, reason)"
        " do update set last_ms = excluded.last_ms, times = q.times + 1",
        suspects,
    )


def month_of(now_ms: int) -> int:
    """The month (UTC) as the partitions count them: 202611."""
    now = datetime.fromtimestamp(now_ms // 1000, UTC)
    return now.year * 100 + now.month


async def make_room(con: Connection, month: int) -> None:
    """The partitions of a month, written 202611."""
    await con.execute("select add_journal_month($1)", month)
