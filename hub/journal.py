"""Reading journals at the hub: every consumer follows an outlet's rows by place, with a mark."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from hub.db import Connection


class Entry(NamedTuple):
    """A row as a consumer sees it. ``place`` orders an outlet's rows over all its streams."""

    outlet: str
    place: int
    month: int
    received_ms: int
    stream: UUID
    seq: int
    id: UUID
    kind: str
    v: int
    at_ms: int
    hlc: str
    business_date: str
    body: str


class Aside(NamedTuple):
    """A row that a consumer could not read or did not count, and why."""

    entry: Entry
    reason: str


@dataclass(slots=True)
class Folded:
    """What came of some rows: those set aside, and what live screens should hear, by outlet."""

    aside: list[Aside] = field(default_factory=list)
    shown: list[tuple[str, dict[str, Any]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Projection:
    """A consumer: which kinds it reads, and how it writes what they mean."""

    name: str
    kinds: Sequence[str]
    fold: Callable[[Connection, Sequence[Entry]], Awaitable[Folded]]


class Window(NamedTuple):
    """What an outlet's mark has yet to pass: ``after`` exclusive, ``upto`` inclusive."""

    outlet: str
    after: int
    upto: int


_WINDOWS = (
    "select h.outlet, coalesce(m.place, 0) as after, h.place as upto from journal_heads h"
    " left join projection_marks m on m.projection = $1 and m.outlet = h.outlet"
    " where h.place > coalesce(m.place, 0)"
)


async def outlets_behind(con: Connection, projection: str, at_most: int) -> list[str]:
    """Outlets with rows the projection has not read."""
    rows = await con.fetch(f"{_WINDOWS} limit $2", projection, at_most)
    return [row["outlet"] for row in rows]


async def windows(con: Connection, projection: str, outlets: Sequence[str]) -> list[Window]:
    """What these outlets have that the projection has not read."""
    rows = await con.fetch(
        f"{_WINDOWS} and h.outlet = any($2::text[]) order by h.outlet", projection, outlets
    )
    return [Window(*row) for row in rows]


async def entries(
    con: Connection, found: Sequence[Window], kinds: Sequence[str], at_most: int
) -> list[Entry]:
    """The rows of some kinds in these windows, by outlet and place, ``at_most`` of each outlet."""
    rows = await con.fetch(
        "select j.* from unnest($1::text[], $2::bigint[], $3::bigint[]) as w (outlet, after, upto)"
        " cross join lateral (select outlet, place, month, received_ms, stream, seq, id, kind, v,"
        " at_ms, hlc, business_date, body from journal"
        " where outlet = w.outlet and place > w.after and place <= w.upto"
        " and kind = any($4::text[]) order by place limit $5) as j order by j.outlet, j.place",
        [each.outlet for each in found],
        [each.after for each in found],
        [each.upto for each in found],
        kinds,
        at_most,
    )
    return [Entry(*row) for row in rows]


async def move_marks(
    con: Connection, projection: str, marks: Sequence[tuple[str, int, int]]
) -> None:
    """``(outlet, place, at_ms)`` up to which the projection has read."""
    await con.execute(
        "insert into projection_marks as m (projection, outlet, place, at_ms)"
        " select $1, n.* from unnest($2::text[], $3::bigint[], $4::bigint[]) as n"
        " on conflict (projection, outlet) do update set place = excluded.place,"
        " at_ms = greatest(m.at_ms, excluded.at_ms)",
        projection,
        *(list(column) for column in zip(*marks, strict=True)),
    )


async def set_aside(con: Connection, projection: str, aside: Sequence[Aside]) -> None:
    """Note rows that did not count (rule J3)."""
    await con.executemany(
        "insert into set_aside (projection, outlet, place, stream, seq, kind, reason)"
        " values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
        [(projection, e.outlet, e.place, e.stream, e.seq, e.kind, reason) for e, reason in aside],
    )
