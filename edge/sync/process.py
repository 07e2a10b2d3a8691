"""The `tilo-edge sync` process: journal up and settings down, side by side.

It holds no shop data. Box and hub may come and go; each direction tries again by itself, with
growing pauses, and neither waits for the other.
"""

from __future__ import annotations

import asyncio
import random
from typing import Final, Protocol

import structlog

from edge.sync.link import BoxAway, BoxRefused, HubAway, HubRefused, open_link
from edge.sync.pull import Pull
from edge.sync.push import HubAhead, Push
from edge.sync.reach import Guess
from edge.sync.standing import Standing, Way

log = structlog.get_logger("edge.sync")

FIRST_PAUSE_S: Final = 0.25
LONGEST_PAUSE_S: Final = 8.0

REFUSALS: Final = {
    "sync.gap": "hub.history_differs",
    "sync.equivocation": "hub.history_differs",
    "sync.row_unsound": "hub.row_refused",
    "request.invalid": "hub.row_refused",
    "sync.box_foreign": "hub.credential_refused",
    "session.required": "hub.credential_refused",
    "permission.missing": "hub.credential_refused",
    "request.too_many": "hub.busy",
}
"""The hub's noes in words for the shop's screens."""


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
            asyncio.create_task(_keep_going("push", Push(link, standing), standing)),
            asyncio.create_task(_keep_going("pull", Pull(link, standing), standing)),
        ]
        stopping = asyncio.create_task(stop.wait())
        # A task that ends was broken by a fault of ours: end with it, and be started anew.
        done, _ = await asyncio.wait([*tasks, stopping], return_when=asyncio.FIRST_COMPLETED)
        for task in (*tasks, stopping):
            task.cancel()
        await asyncio.gather(*tasks, stopping, return_exceptions=True)
        for task in done - {stopping}:
            task.result()


async def _keep_going(way: Way, direction: Direction, standing: Standing) -> None:
    pause_s = FIRST_PAUSE_S
    while True:
        try:
            await direction.begin()
            while True:
                await direction.step()
                pause_s = FIRST_PAUSE_S
        except Exception as fault:
            _note(way, fault, standing)
        # Boxes cut off together must not all come back in the same instant.
        await asyncio.sleep(pause_s * random.uniform(0.5, 1.0))
        pause_s = min(pause_s * 2, LONGEST_PAUSE_S)


def _note(way: Way, fault: Exception, standing: Standing) -> None:
    """Tell the shop what stands still and why."""
    match fault:
        case HubAway():
            standing.failed(way, fault.guess)
        case HubRefused():
            standing.failed(way, Guess(REFUSALS.get(fault.code, "hub.refused"), True))
            log.error("the hub refused", direction=way, status=fault.status, code=fault.code)
        case HubAhead():
            standing.failed(way, Guess("hub.ahead", True))
            log.error("the hub is ahead", reason=str(fault))
        case BoxRefused():
            standing.failed(way, Guess("documents.refused", True))
            log.error("the box refused", direction=way, reason=str(fault))
        case BoxAway():
            log.info("the box is away", direction=way, reason=str(fault))
        case _:
            # A fault of ours in one direction must not stop the other.
            standing.failed(way, Guess("sync.fault", None))
            log.error("sync failed", direction=way, exc_info=fault)
