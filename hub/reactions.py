"""The table of what follows journal rows, and the worker that keeps it up.

Each projection keeps its own mark and may lag; marks move in the transaction of what they stand
for, so that every row counts exactly once, whatever is killed when.
"""

import asyncio
import contextlib
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

import structlog

from hub import journal
from hub.bell import LIVE, live_line, packed
from hub.catalog.reactions import AVAILABILITY
from hub.db import OUT_OF_REACH, Connection, Pool
from hub.journal import Aside, Entry, Folded, Projection, Window
from hub.sales.reactions import SALES
from hub.sync.metrics import SyncMetrics

PROJECTIONS: Final[Sequence[Projection]] = (SALES, AVAILABILITY)

OUTLETS_AT_ONCE: Final = 100
ROWS_AT_ONCE: Final = 1_000
HELD_BACK_S: Final = 0.5
HELD_BACK_TURNS: Final = 10
LOOK_EVERY_S: Final = 1.0
"""How often to look for rows that another process took in."""

BOX_SHOWN_EVERY_S: Final = 1.0

log = structlog.stdlib.get_logger("hub.reactions")


class Worker:
    """Folds what comes. Several processes may each have one: an outlet's lock decides."""

    def __init__(
        self,
        pool: Pool,
        metrics: SyncMetrics,
        projections: Sequence[Projection] = PROJECTIONS,
        *,
        is_busy: Callable[[], bool] = lambda: False,
    ) -> None:
        """While ``is_busy`` the worker holds back: boxes are answered before figures move."""
        self._is_busy = is_busy
        self._pool = pool
        self._metrics = metrics
        self._projections = projections
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._box_shown: dict[str, float] = {}

    def start(self) -> None:
        """Begin with what is behind."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """What was not committed is folded after the next start."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def rows_came(self, _outlets: Iterable[str]) -> None:
        """Told by ingest after its commit."""
        self._wake.set()

    async def catch_up(self) -> None:
        """Fold until nothing is behind."""
        for projection in self._projections:
            while await self._step(projection):
                pass

    async def _run(self) -> None:
        while True:
            self._wake.clear()
            try:
                await self.catch_up()
            except OUT_OF_REACH as error:
                log.warning("database out of reach", exc_info=error)
                await asyncio.sleep(LOOK_EVERY_S)
            except Exception as error:
                log.error("projection failed", exc_info=error)
                await asyncio.sleep(LOOK_EVERY_S)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY_S):
                    await self._wake.wait()

    async def _step(self, projection: Projection) -> bool:
        """Fold some rows of some outlets; whether there was anything to do."""
        await self._give_way()
        async with self._pool.acquire() as con:
            behind = await journal.outlets_behind(con, projection.name, OUTLETS_AT_ONCE)
            if not behind:
                self._metrics.lag.labels(projection.name).set(0)
                return False
            try:
                return await self._fold(con, projection, behind, ROWS_AT_ONCE) > 0
            except OUT_OF_REACH:
                raise
            except Exception as error:
                log.warning("folding one by one", projection=projection.name, exc_info=error)
            for outlet in behind:
                await self._fold_carefully(con, projection, outlet)
        return True

    async def _give_way(self) -> None:
        """Wait for a lull, but not for ever: an hour of rush must not stop the figures."""
        for _ in range(HELD_BACK_TURNS):
            if not self._is_busy():
                return
            await asyncio.sleep(HELD_BACK_S / HELD_BACK_TURNS)

    async def _fold_carefully(self, con: Connection, projection: Projection, outlet: str) -> None:
        """One row at a time; one that fails even so is set aside, and the rest goes on (J3)."""
        while True:
            try:
                if await self._fold(con, projection, [outlet], 1) == 0:
                    return
            except OUT_OF_REACH:
                raise
            except Exception as error:
                log.error(
                    "row set aside", projection=projection.name, outlet=outlet, exc_info=error
                )
                await self._skip(con, projection, outlet)

    async def _fold(
        self, con: Connection, projection: Projection, outlets: Sequence[str], at_most: int
    ) -> int:
        """One transaction; answers how many outlets moved."""
        async with con.transaction():
            found = await _claimed(con, projection.name, outlets)
            if not found:
                return 0
            each_at_most = max(1, at_most // len(found))
            rows = await journal.entries(con, found, projection.kinds, each_at_most)
            folded = await projection.fold(con, rows) if rows else Folded()
            await _finish(con, projection.name, found, rows, each_at_most, folded)
            await self._announce(con, found, folded)
        self._metrics.lag.labels(projection.name).set(sum(w.upto - w.after for w in found))
        if folded.aside:
            self._report(projection, folded.aside)
        return len(found)

    async def _skip(self, con: Connection, projection: Projection, outlet: str) -> None:
        async with con.transaction():
            found = await _claimed(con, projection.name, [outlet])
            rows = await journal.entries(con, found, projection.kinds, 1)
            if rows:
                folded = Folded(aside=[Aside(rows[0], "failed")])
                await _finish(con, projection.name, found, rows, 1, folded)
                self._report(projection, folded.aside)

    def _report(self, projection: Projection, aside: Sequence[Aside]) -> None:
        self._metrics.set_aside.labels(projection.name).inc(len(aside))
        for entry, reason in aside[:10]:
            log.warning(
                "row set aside",
                projection=projection.name,
                outlet=entry.outlet,
                stream=entry.stream.hex,
                seq=entry.seq,
                kind=entry.kind,
                reason=reason,
            )

    async def _announce(self, con: Connection, found: Sequence[Window], folded: Folded) -> None:
        """Tell live screens, at commit."""
        now = time.monotonic()
        quiet = [
            each.outlet
            for each in found
            if now - self._box_shown.get(each.outlet, -60.0) >= BOX_SHOWN_EVERY_S
        ]
        self._box_shown.update(dict.fromkeys(quiet, now))
        messages = [*folded.shown, *await _boxes_shown(con, quiet)] if quiet else folded.shown
        if not messages:
            return
        rows = await con.fetch(
            "select id, merchant_id from outlets where id = any($1::text[])",
            list({outlet for outlet, _ in messages}),
        )
        merchants = {row["id"]: row["merchant_id"] for row in rows}
        lines = (live_line(merchants[at], said) for at, said in messages if at in merchants)
        await con.execute(
            "select pg_notify($1, p) from unnest($2::text[]) as p", LIVE, packed(lines)
        )


async def _claimed(con: Connection, projection: str, outlets: Sequence[str]) -> list[Window]:
    """Those outlets no other worker has in hand, and what they have to read."""
    rows = await con.fetch(
        "select o from unnest($1::text[]) as o"
        " where pg_try_advisory_xact_lock(hashtextextended($2 || o, 0))",
        outlets,
        f"projection/{projection}/",
    )
    return await journal.windows(con, projection, [row["o"] for row in rows])


async def _finish(
    con: Connection,
    projection: str,
    found: Sequence[Window],
    rows: Sequence[Entry],
    each_at_most: int,
    folded: Folded,
) -> None:
    """Move the marks: to the window's end, or to the last row when there were too many."""
    last: dict[str, Entry] = {}
    counts: dict[str, int] = {}
    for row in rows:
        last[row.outlet] = row
        counts[row.outlet] = counts.get(row.outlet, 0) + 1
    marks = []
    for each in found:
        entry = last.get(each.outlet)
        full = entry is not None and counts[each.outlet] >= each_at_most
        place = entry.place if entry and full else each.upto
        marks.append((each.outlet, place, entry.at_ms if entry else 0))
    await journal.move_marks(con, projection, marks)
    if folded.aside:
        await journal.set_aside(con, projection, folded.aside)


async def _boxes_shown(con: Connection, outlets: Sequence[str]) -> list[tuple[str, dict[str, Any]]]:
    """How far the boxes of these outlets have come."""
    rows = await con.fetch(
        "select distinct on (outlet) outlet, box, seq, at_ms, seen_ms from streams"
        " where outlet = any($1::text[]) order by outlet, seen_ms desc",
        outlets,
    )
    return [
        (
            row["outlet"],
            {
                "t": "box",
                "outlet": row["outlet"],
                "box": {
                    "id": row["box"],
                    "last_seen_ms": row["seen_ms"],
                    "seq": row["seq"],
                    "synced_to_ms": row["at_ms"],
                },
            },
        )
        for row in rows
    ]
