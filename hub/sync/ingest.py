"""Takes batches of journal rows in: many boxes' batches share one transaction and one fsync.

Each batch keeps its own outcome. The answer leaves after the commit (rule U1); a batch that
spoils the shared transaction is tried again alone, so that it cannot hold up the others.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

import asyncpg
import orjson
import structlog

from hub.db import Connection, Pool
from hub.sync import store
from hub.sync.batch import Broken, JournalBatch, RowUnsound, SyncEquivocation, SyncGap, verify
from hub.sync.judge import Clash, Gap, Take, fork, judge, overlap
from hub.sync.metrics import SyncMetrics
from hub.sync.store import NOTHING, Genesis, Mark, Seen, Suspect
from tilo.errors import Refusal, ServerBusy

LANES: Final = 2
GROUP_ROWS: Final = 3_000
WAITING_ROWS: Final = 40_000

log = structlog.stdlib.get_logger("hub.sync")


@dataclass(slots=True, eq=False)
class Waiting:
    """A batch on its way, and who waits for its outcome: the next sequence number, or a no."""

    batch: JournalBatch
    key: store.Stream
    sound: bool
    done: asyncio.Future[int]
    outcome: int | Refusal = 0


@dataclass(slots=True)
class Group:
    """What one transaction will write."""

    now_ms: int
    month: int
    places: dict[str, int]
    records: list[tuple[Any, ...]] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    begun: list[Genesis] = field(default_factory=list)
    suspects: list[Suspect] = field(default_factory=list)
    moved: dict[str, int] = field(default_factory=dict)


class Ingest:
    """The hub's door for journal rows. An outlet's batches always take the same lane."""

    def __init__(
        self,
        pool: Pool,
        metrics: SyncMetrics,
        *,
        now_ms: Callable[[], int],
        on_rows: Callable[[Sequence[str]], None],
    ) -> None:
        """``on_rows`` is told, after the commit, which outlets have new rows."""
        self._pool = pool
        self._metrics = metrics
        self._now_ms = now_ms
        self._on_rows = on_rows
        self._queues = [deque[Waiting]() for _ in range(LANES)]
        self._filled = [asyncio.Event() for _ in range(LANES)]
        self._tasks: list[asyncio.Task[None]] = []
        self._waiting_rows = 0
        self._months: set[int] = set()

    def start(self) -> None:
        """Begin to take batches."""
        self._tasks = [asyncio.create_task(self._lane(lane)) for lane in range(LANES)]

    async def stop(self) -> None:
        """Batches not committed are answered 503; their boxes send them again."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for queue in self._queues:
            for each in queue:
                _deliver(each, ServerBusy())

    async def take(self, batch: JournalBatch) -> int:
        """The next sequence number wanted, once everything before it is on disk.

        Refuses ``sync.gap``, ``sync.equivocation``, ``sync.row_unsound`` and ``server.busy``.
        """
        waiting = await self._examined(batch)
        if self._waiting_rows > WAITING_ROWS:
            raise ServerBusy()
        lane = hash(batch.outlet) % LANES
        self._waiting_rows += len(batch.rows)
        try:
            self._queues[lane].append(waiting)
            self._filled[lane].set()
            return await waiting.done
        finally:
            self._waiting_rows -= len(batch.rows)

    async def _examined(self, batch: JournalBatch) -> Waiting:
        key = (batch.outlet, UUID(batch.stream))
        done = asyncio.get_running_loop().create_future()
        try:
            verify(batch)
        except Broken:
            return Waiting(batch, key, sound=False, done=done)
        except RowUnsound as no:
            await self._report_unsound(batch, key, no)
            raise
        return Waiting(batch, key, sound=True, done=done)

    async def _report_unsound(
        self, batch: JournalBatch, key: store.Stream, refusal: RowUnsound
    ) -> None:
        self._metrics.refused(refusal.code)
        log.error("row unsound", outlet=batch.outlet, box=batch.box, seq=refusal.seq)
        index = refusal.seq - batch.from_seq
        suspect = _suspect(batch, key, index, refusal.code, self._now_ms())
        async with self._pool.acquire() as con:
            await store.quarantine(con, [suspect])

    async def _lane(self, lane: int) -> None:
        queue, filled = self._queues[lane], self._filled[lane]
        while True:
            await filled.wait()
            filled.clear()
            while queue:
                group = _next_group(queue)
                try:
                    await self._settle(group)
                except asyncio.CancelledError:
                    for each in group:
                        _deliver(each, ServerBusy())
                    raise

    async def _settle(self, group: Sequence[Waiting]) -> None:
        try:
            await self._commit(group)
        except (OSError, asyncpg.InterfaceError, asyncpg.PostgresConnectionError) as error:
            log.warning("database out of reach", exc_info=error)
            for each in group:
                _deliver(each, ServerBusy())
        except Exception as error:
            if len(group) > 1:
                for each in group:
                    await self._settle([each])
            else:
                log.error("batch failed", outlet=group[0].batch.outlet, exc_info=error)
                if not group[0].done.done():
                    group[0].done.set_exception(error)
        else:
            for each in group:
                _deliver(each, each.outcome)

    async def _commit(self, group: Sequence[Waiting]) -> None:
        began = time.perf_counter()
        now_ms = self._now_ms()
        month = store.month_of(now_ms)
        async with self._pool.acquire() as con:
            if month not in self._months:
                await store.make_room(con, month)
                self._months.add(month)
            async with con.transaction():
                places = await _locked(con, sorted({each.batch.outlet for each in group}))
                work = Group(now_ms, month, places)
                await _judge_all(con, group, work)
                await _write(con, work)
        self._report(group, work, time.perf_counter() - began)

    def _report(self, group: Sequence[Waiting], work: Group, seconds: float) -> None:
        self._metrics.committed(batches=len(group), rows=len(work.records), seconds=seconds)
        for each in group:
            if isinstance(each.outcome, Refusal):
                self._metrics.refused(each.outcome.code)
            if isinstance(each.outcome, SyncEquivocation):
                seq = each.outcome.seq
                log.error("equivocation", outlet=each.batch.outlet, box=each.batch.box, seq=seq)
        if work.moved:
            self._on_rows(list(work.moved))


def _next_group(queue: deque[Waiting]) -> list[Waiting]:
    """What shares the next transaction: at most one batch an outlet, in the order they came."""
    group: list[Waiting] = []
    later: list[Waiting] = []
    outlets: set[str] = set()
    rows = 0
    while queue and rows < GROUP_ROWS:
        each = queue.popleft()
        if each.done.done():  # nobody waits any more
            continue
        if each.batch.outlet in outlets:
            later.append(each)
            continue
        outlets.add(each.batch.outlet)
        rows += len(each.batch.rows)
        group.append(each)
    queue.extendleft(reversed(later))
    return group


def _deliver(waiting: Waiting, outcome: int | Refusal) -> None:
    if waiting.done.done():
        return
    if isinstance(outcome, Refusal):
        waiting.done.set_exception(outcome)
    else:
        waiting.done.set_result(outcome)


async def _locked(con: Connection, outlets: Sequence[str]) -> dict[str, int]:
    places = await store.lock_places(con, outlets)
    if new := set(outlets) - places.keys():
        await store.start_places(con, new)
        places = await store.lock_places(con, outlets)
    return places


async def _judge_all(con: Connection, group: Sequence[Waiting], work: Group) -> None:
    """Sets every batch's outcome and gathers what is to be written."""
    known = await store.marks(con, [each.key for each in group])
    wanted: dict[store.Stream, int] = {}
    for each in group:
        mark = known.get(each.key, NOTHING)
        shared = overlap(each.batch, mark)
        if each.sound and 0 < shared < mark.seq:
            wanted[each.key] = shared
    held = await store.hashes_at(con, wanted) if wanted else {}
    for each in group:
        mark = known.get(each.key, NOTHING)
        shared = wanted.get(each.key, 0)
        at = {shared: held[(each.key, shared)]} if (each.key, shared) in held else {}
        verdict = judge(each.batch, mark, at) if each.sound else Gap(mark.seq)
        match verdict:
            case Take(start):
                each.outcome = _plan(each, mark, start, work)
            case Gap(have):
                each.outcome = SyncGap(have=have)
            case Clash(shared):
                each.outcome = await _clash(con, each, shared, work)


def _plan(waiting: Waiting, mark: Mark, start: int, work: Group) -> int:
    """Gather the batch's new rows; answers the next sequence number."""
    batch = waiting.batch
    new = batch.rows[start:] if start else batch.rows
    at_ms = 0
    if new:
        _plan_rows(waiting, new, work)
        mark = Mark(new[-1]["seq"], bytes.fromhex(new[-1]["hash"]))
        at_ms = new[-1]["at"]
    elif not mark.seq:
        return 1
    head = batch.head
    if head.seq < mark.seq:
        log.error("box is behind the hub", outlet=batch.outlet, box=batch.box, head=head.seq)
    whole = head.seq == mark.seq and bytes.fromhex(head.hash) == mark.hash
    work.seen.append(
        Seen(
            outlet=batch.outlet,
            stream=waiting.key[1],
            box=batch.box,
            seq=mark.seq,
            hash=mark.hash,
            at_ms=at_ms,
            head_seq=head.seq,
            head_hash=bytes.fromhex(head.hash),
            seen_ms=work.now_ms,
            whole_ms=work.now_ms if whole else None,
        )
    )
    return mark.seq + 1


def _plan_rows(waiting: Waiting, new: Sequence[Any], work: Group) -> None:
    outlet, stream = waiting.key
    place = work.places[outlet]
    month, now_ms, add = work.month, work.now_ms, work.records.append
    for row in new:
        place += 1
        add(
            (
                outlet,
                stream,
                row["seq"],
                month,
                place,
                now_ms,
                row["id"],
                row["kind"],
                row["v"],
                row["at"],
                row["hlc"],
                row["clock"],
                row["business_date"],
                row["actor"],
                row["device"],
                row["approver"],
                row["subject"],
                row["body"],
                bytes.fromhex(row["hash"]),
            )
        )
    work.places[outlet] = work.moved[outlet] = place
    if new[0]["seq"] == 1:
        work.begun.append(_genesis(waiting.key, new[0]["body"]))


def _genesis(key: store.Stream, body: str) -> Genesis:
    """Who the stream continues; nobody when its first row does not say so readably."""
    try:
        said = orjson.loads(body)
        parent, head = said.get("parent_stream"), said.get("parent_head")
        return Genesis(*key, UUID(parent) if parent else None, bytes.fromhex(head or "") or None)
    except (ValueError, TypeError, AttributeError):
        return Genesis(*key, None, None)


async def _clash(con: Connection, waiting: Waiting, shared: int, work: Group) -> SyncEquivocation:
    batch = waiting.batch
    held = await store.hashes_between(con, waiting.key, batch.from_seq, shared)
    seq = fork(batch, held)
    for index in range(seq - batch.from_seq, len(batch.rows)):
        code = SyncEquivocation.code
        work.suspects.append(_suspect(batch, waiting.key, index, code, work.now_ms))
    return SyncEquivocation(seq=seq)


def _suspect(
    batch: JournalBatch, key: store.Stream, index: int, reason: str, now_ms: int
) -> Suspect:
    row = batch.rows[index]
    return Suspect(
        outlet=key[0],
        stream=key[1],
        seq=batch.from_seq + index,
        hash=bytes.fromhex(row["hash"]),
        box=batch.box,
        reason=reason,
        row=orjson.dumps(row).decode(),
        at_ms=now_ms,
    )


async def _write(con: Connection, work: Group) -> None:
    if work.records:
        await store.append(con, work.records)
        await store.move_places(con, work.moved)
    if work.seen:
        await store.move_marks(con, work.seen)
    if work.begun:
        await store.name_parents(con, work.begun)
    if work.suspects:
        await store.quarantine(con, work.suspects)
