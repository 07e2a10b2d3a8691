"""The journal goes up: in order, without a gap, one batch in flight (rules.md U1 to U3)."""

from __future__ import annotations

import time
from typing import Any, Final

import structlog

from edge.sync.link import BOX_WAIT_MS, HubRefused, Link
from edge.sync.standing import Standing

log = structlog.get_logger("edge.sync")

ROWS_AT_MOST: Final = 500
BYTES_AT_MOST: Final = 4 * 1024 * 1024
"""Of the rows' bodies; the hub takes twice as much in all."""

QUIET_S: Final = 60.0
"""After so long without facts the hub is told that there are none, so that its figures are known
to be true until now."""


class HubAhead(Exception):
    """The hub holds more of this stream than the box has (rules.md U3)."""


class Push:
    """Follows the box's journal; goes where the hub says it stands."""

    def __init__(self, link: Link, standing: Standing, quiet_s: float = QUIET_S) -> None:
        self._link = link
        self._standing = standing
        self._quiet_s = quiet_s
        self._identity: dict[str, Any] = {}
        self._sent = 0
        self._overlap = 0
        self._bytes_at_most = BYTES_AT_MOST
        self._heard_s = 0.0

    async def begin(self) -> None:
        """Learn who this box is, and ask the hub where to go on. Raises as `Link` does."""
        self._identity = await self._link.ask_box("/internal/sync")
        stands = await self._link.ask_box("/internal/journal", after=0, limit=1)
        self._sent = 0
        await self._offer(stands["head"], [])

    async def step(self) -> None:
        """Wait for facts the hub lacks and send one batch. Raises as `Link` does, and HubAhead."""
        found = await self._link.ask_box(
            "/internal/journal",
            after=self._sent - self._overlap,
            limit=ROWS_AT_MOST,
            wait_ms=BOX_WAIT_MS,
        )
        if found["stream"] != self._identity["stream"]:
            await self.begin()
        elif found["rows"]:
            await self._offer(found["head"], cut(found["rows"], self._bytes_at_most))
        elif time.monotonic() - self._heard_s >= self._quiet_s:
            await self._offer(found["head"], [])

    async def _offer(self, head: dict[str, Any], rows: list[dict[str, Any]]) -> None:
        first = int(rows[0]["seq"]) if rows else self._sent + 1
        who = {name: self._identity[name] for name in ("outlet", "box", "stream")}
        batch = {**who, "from_seq": first, "rows": rows, "head": head}
        try:
            answer = await self._link.tell_hub("/v1/sync/journal", batch)
        except HubRefused as refused:
            self._react(refused, first, len(rows))
            return
        self._sent, self._overlap = int(answer["next_seq"]) - 1, 0
        self._bytes_at_most = BYTES_AT_MOST
        self._heard_s = time.monotonic()
        if self._sent > head["seq"]:
            raise HubAhead(f"the hub has {self._sent} rows, the box {head['seq']}")
        self._standing.reached("push", self._sent)

    def _react(self, refused: HubRefused, first: int, rows: int) -> None:
        """Go where the hub stands, or pass its no on."""
        if refused.code == "body.too_large" and rows > 1:
            self._bytes_at_most //= 2
            return
        if refused.code != "sync.gap":
            raise refused
        have = int(refused.facts["have"])
        if have != first - 1:
            self._sent, self._overlap = have, 0
            log.info("rewound", to=have)
        elif self._overlap or not have:
            raise refused
        else:
            # It has the row before these and yet they do not follow: our row differs from its
            # own. Sent along, it lets the hub see both.
            self._overlap = 1


def cut(rows: list[dict[str, Any]], bytes_at_most: int) -> list[dict[str, Any]]:
    """As many of the first rows as fit, at least one."""
    size = 0
    for number, row in enumerate(rows):
        size += len(row["body"]) + 600
        if size > bytes_at_most and number:
            return rows[:number]
    return rows
