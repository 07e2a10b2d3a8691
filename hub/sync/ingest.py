"""Takes batches of journal rows in: many boxes' batches share one transaction and one fsync.

Each batch keeps its own outcome. The answer leaves after the commit (rule U1); a batch that
spoils the shared transaction is tried again alone, so that it cannot hold up the others.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Final
from uuid import UUID

import structlog

from hub.db import OUT_OF_REACH, Connection, Pool
from hub.sync import store
from hub.sync.batch import Broken, JournalBatch, RowUnsound, SyncEquivocation, verify
from hub.sync.metrics import SyncMetrics
from hub.sync.plan import Group, Waiting, judge_all, lock, suspect, write
from tilo.errors import Refusal, ServerBusy

LANES: Final = 2
GROUP_ROWS: Final = 3_000
BUSY_ROWS: Final = 1_500
WAITING_ROWS: Final = 40_000
BATCHES_WAITED_FOR: Final = 60
AGAIN_S: Final = 0.5

log = structlog.stdlib.get_logger("hub.sync")


class Ingest:
    """The hub's door for journal rows. An outlet's batches always take the same lane."""

    def __init__(
        self,
        pool: Pool,
        metrics: SyncMetrics,
        *,
        now_ms: Callable[[], int],
    ) -> None:
        self.on_rows: Callable[[Sequence[str]], None] = lambda _outlets: None
        """Told after the commit which outlets have new rows."""
        self._pool = pool
        self._metrics = metrics
        self._now_ms = now_ms
        self._queues = [deque[Waiting]() for _ in range(LANES)]
        self._filled = [asyncio.Event() for _ in range(LANES)]
        self._tasks: list[asyncio.Task[None]] = []
        self._waiting_rows = 0
        self._slot = 0
        self._slot_rows = [0, 0]
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

    def is_busy(self) -> bool:
        """Whether rows came in a rush just now."""
        self._turn_slot()
        return sum(self._slot_rows) > BUSY_ROWS

    def _turn_slot(self) -> None:
        """Rows are counted by tenths of a second; the last two are kept."""
        slot = int(time.monotonic() * 10)
        if slot != self._slot:
            self._slot_rows = [self._slot_rows[1] if slot == self._slot + 1 else 0, 0]
            self._slot = slot

    async def take(self, batch: JournalBatch) -> int:
        """The next sequence number wanted, once everything before it is on disk.

        Refuses ``sync.gap``, ``sync.equivocation``, ``sync.row_unsound`` and ``server.busy``.
        """
        waiting = await self._examined(batch)
        if self._waiting_rows > WAITING_ROWS:
            raise ServerBusy()
        lane = hash(batch.outlet) % LANES
        self._waiting_rows += len(batch.rows)
        self._turn_slot()
        self._slot_rows[1] += len(batch.rows)
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
        doubtful = suspect(batch, key, index, refusal.code, self._now_ms())
        async with self._pool.acquire() as con:
            await store.quarantine(con, [doubtful])

    async def _lane(self, lane: int) -> None:
        """Keeps one connection: taking it from the pool anew would cost each group a round trip."""
        while True:
            try:
                async with self._pool.acquire() as con:
                    try:
                        while not con.is_closed():
                            await self._next(con, lane)
                    except OUT_OF_REACH:
                        con.terminate()  # whatever state it is in, it is not used again
                        raise
            except OUT_OF_REACH as error:
                log.warning("database out of reach", exc_info=error)
                for each in self._queues[lane]:
                    _deliver(each, ServerBusy())
                self._queues[lane].clear()
                await asyncio.sleep(AGAIN_S)

    async def _next(self, con: Connection, lane: int) -> None:
        await self._filled[lane].wait()
        await self._gather(lane)
        group = _next_group(self._queues[lane])
        if not self._queues[lane]:
            self._filled[lane].clear()
        try:
            await self._settle(con, group)
        finally:
            for each in group:
                _deliver(each, ServerBusy())  # cancelled or out of reach; else it has its answer

    async def _gather(self, lane: int) -> None:
        """Let requests that have arrived already be read: fuller groups cost each row less."""
        queue, before = self._queues[lane], 0
        while before < len(queue) < BATCHES_WAITED_FOR:
            before = len(queue)
            await asyncio.sleep(0)

    async def _settle(self, con: Connection, group: Sequence[Waiting]) -> None:
        if not group:
            return
        try:
            await self._commit(con, group)
        except OUT_OF_REACH:
            raise
        except Exception as error:
            if len(group) > 1:
                for each in group:
                    await self._settle(con, [each])
            else:
                log.error("batch failed", outlet=group[0].batch.outlet, exc_info=error)
                if not group[0].done.done():
                    group[0].done.set_exception(error)
        else:
            for each in group:
                _deliver(each, each.outcome)

    async def _commit(self, con: Connection, group: Sequence[Waiting]) -> None:
        began = time.perf_counter()
        now_ms = self._now_ms()
        month = store.month_of(now_ms)
        if month not in self._months:
            await store.make_room(con, month)
            self._months.add(month)
        async with con.transaction():
            places = await lock(con, sorted({each.batch.outlet for each in group}))
            work = Group(now_ms, month, places)
            await judge_all(con, group, work)
            await write(con, work)
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
            self.on_rows(list(work.moved))


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
