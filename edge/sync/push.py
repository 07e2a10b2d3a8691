"""The journal goes up: in order, without a gap, one batch in flight (rules.md U1 to U3)."""

from __future__ import annotations

from typing import Any, Final

import structlog

from edge.sync.link import BOX_WAIT_MS, HubRefused, Link
from edge.sync.standing import Standing

log = structlog.get_logger("edge.sync")

BATCH: Final = 500


class Push:
    """Follows the box's journal; goes where the hub says it stands."""

    def __init__(self, link: Link, standing: Standing) -> None:
        self._link = link
        self._standing = standing
        self._identity: dict[str, Any] = {}
        self._sent = 0

    async def begin(self) -> None:
        """Learn who this box is, and ask the hub where to go on. Raises as `Link` does."""
        self._identity = await self._link.ask_box("/internal/sync")
        stands = await self._link.ask_box("/internal/journal", after=0, limit=1)
        await self._offer(stands["head"], [])

    async def step(self) -> None:
        """Wait for facts the hub lacks and send one batch. Raises as `Link` does."""
        found = await self._link.ask_box(
            "/internal/journal", after=self._sent, limit=BATCH, wait_ms=BOX_WAIT_MS
        )
        if found["stream"] != self._identity["stream"]:
            await self.begin()
            return
        if found["rows"]:
            await self._offer(found["head"], found["rows"])

    async def _offer(self, head: dict[str, Any], rows: list[dict[str, Any]]) -> None:
        who = self._identity
        batch = {
            "outlet": who["outlet"],
            "box": who["box"],
            "stream": who["stream"],
            "from_seq": rows[0]["seq"] if rows else self._sent + 1,
            "rows": rows,
            "head": head,
        }
        try:
            answer = await self._link.tell_hub("/v1/sync/journal", batch)
            self._sent = int(answer["next_seq"]) - 1
        except HubRefused as refused:
            if refused.code != "sync.gap":
                raise
            # The hub says where it stands; what it lacks is sent again from there.
            self._sent = int(refused.facts["have"])
            log.info("sync.rewound", to=self._sent)
        self._standing.reached(self._sent)
