"""What the hub tidies up once an hour: expired sessions, forgiven tries, room for next month."""

import asyncio
from typing import Final

import asyncpg
import structlog

from hub.clock import Clock
from hub.db import OUT_OF_REACH, Pool
from hub.people.sessions import forget_expired
from hub.people.store import forget_old_tries
from hub.perform import forget_old_commands
from hub.sync import store

EVERY_S: Final = 3_600.0
SOON_MS: Final = 7 * 86_400_000

log = structlog.stdlib.get_logger("hub.housekeeping")


class Housekeeping:
    """Each chore again next hour when it fails; none is needed for anything to be right."""

    def __init__(self, pool: Pool, clock: Clock) -> None:
        self._pool = pool
        self._clock = clock
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin with one round."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Half a round is no harm."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            try:
                await self.round()
            except (*OUT_OF_REACH, asyncpg.PostgresError) as error:
                log.warning("housekeeping failed", exc_info=error)
            await asyncio.sleep(EVERY_S)

    async def round(self) -> None:
        """All chores once."""
        now = self._clock()
        await forget_expired(self._pool, now)
        await forget_old_tries(self._pool, now)
        await forget_old_commands(self._pool, now)
        async with self._pool.acquire() as con:
            for at_ms in (now, now + SOON_MS):
                await store.make_room(con, store.month_of(at_ms))
