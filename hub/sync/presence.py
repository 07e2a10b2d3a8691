"""When each box was last heard of, written down every few seconds rather than at every request."""

import asyncio
from typing import Final

import asyncpg
import structlog

from hub.clock import Clock
from hub.db import OUT_OF_REACH, Pool

EVERY_S: Final = 3.0

log = structlog.stdlib.get_logger("hub.sync")


class Presence:
    """Gathers sightings; a crash forgets at most the last few seconds of them."""

    def __init__(self, pool: Pool, clock: Clock) -> None:
        self._pool = pool
        self._clock = clock
        self._seen: dict[tuple[str, str], int] = {}
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to write."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Write the rest."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self.flush()

    def saw(self, outlet: str, box: str) -> None:
        """The box is there."""
        self._seen[(outlet, box)] = self._clock()

    async def flush(self) -> None:
        """Write what was gathered."""
        seen, self._seen = self._seen, {}
        if not seen:
            return
        try:
            await self._pool.execute(
                "update boxes as b set seen_ms = n.seen_ms"
                " from unnest($1::text[], $2::text[], $3::bigint[]) as n (outlet, id, seen_ms)"
                " where b.outlet = n.outlet and b.id = n.id"
                " and coalesce(b.seen_ms, 0) < n.seen_ms",
                [outlet for outlet, _ in seen],
                [box for _, box in seen],
                list(seen.values()),
            )
        except (*OUT_OF_REACH, asyncpg.PostgresError) as error:
            log.warning("sightings lost", boxes=len(seen), exc_info=error)

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(EVERY_S)
            await self.flush()
