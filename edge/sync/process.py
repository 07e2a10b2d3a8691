"""The `tilo-edge sync` process: journal up and settings down, side by side.

It holds no shop data. Box and hub may come and go; each direction tries again by itself, with
growing pauses, and neither waits for the other.
"""

from __future__ import annotations

import asyncio
import random
from typing import Final, Protocol

import structlog

from edge.sync.link import BoxAway, HubAway, HubRefused, open_link
from edge.sync.pull import Pull
from edge.sync.push import Push
from edge.sync.standing import Standing

log = structlog.get_logger("edge.sync")

FIRST_PAUSE_S: Final = 0.25
LONGEST_PAUSE_S: Final = 8.0


class Direction(Protocol):
    """One half of the exchange. `begin` after every interruption, then `step` by step."""

    async def begin(self) -> None: ...

    async def step(self) -> None: ...


async def run(socket_path: str, hub_url: str, box_token: str, stop: asyncio.Event) -> None:
    """Exchange until `stop`."""
    async with open_link(socket_path, hub_url, box_token) as link:
        standing = Standing(link)
        tasks = [
            asyncio.create_task(standing.tell()),
            asyncio.create_task(_keep_going(Push(link, standing), standing)),
            asyncio.create_task(_keep_going(Pull(link, standing), standing)),
        ]
        stopping = asyncio.create_task(stop.wait())
        # A task that ends was broken by a fault of ours: end with it, and be started anew.
        done, _ = await asyncio.wait([*tasks, stopping], return_when=asyncio.FIRST_COMPLETED)
        for task in (*tasks, stopping):
            task.cancel()
        await asyncio.gather(*tasks, stopping, return_exceptions=True)
        for task in done - {stopping}:
            task.result()


async def _keep_going(direction: Direction, standing: Standing) -> None:
    name = type(direction).__name__.lower()
    pause_s = FIRST_PAUSE_S
    while True:
        try:
            await direction.begin()
            while True:
                await direction.step()
                pause_s = FIRST_PAUSE_S
        except HubAway as away:
            standing.lost(away)
            log.info("sync.hub_away", direction=name, reason=away.word)
        except HubRefused as refused:
            standing.failed("hub.refused", True)
            log.error("sync.refused", direction=name, status=refused.status, code=refused.code)
        except BoxAway as away:
            log.info("sync.box_away", direction=name, reason=str(away))
        # Boxes cut off together must not all come back in the same instant.
        await asyncio.sleep(pause_s * random.uniform(0.5, 1.0))
        pause_s = min(pause_s * 2, LONGEST_PAUSE_S)
