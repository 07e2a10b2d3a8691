"""Settings come down: the hub's feed behind the box's cursor, applied by the box (rules.md D1)."""

from __future__ import annotations

from edge.sync.link import HUB_WAIT_MS, Link
from edge.sync.standing import Standing
from tilo.kit.ids import new_id

MOST = 2_000
"""Documents handed to the box at once, so that a large menu never fills a command's bounds."""


class Pull:
    """Follows the hub's feed. The box keeps the cursor, so nothing is lost between the two."""

    def __init__(self, link: Link, standing: Standing) -> None:
        self._link = link
        self._standing = standing
        self._cursor = 0

    async def begin(self) -> None:
        """Learn how far the box has come. Raises as `Link` does."""
        self._cursor = int((await self._link.ask_box("/internal/sync"))["cursor"])

    async def step(self) -> None:
        """Wait for changes and hand them on. Raises as `Link` does."""
        news = await self._link.ask_hub(
            "/v1/sync/documents", cursor=self._cursor, wait_ms=HUB_WAIT_MS
        )
        self._standing.reached()
        documents, cursor = news["documents"], int(news["cursor"])
        if cursor == self._cursor and not documents:
            return
        # Only the last part moves the cursor: an interrupted feed is read again from its start.
        for start in range(0, max(1, len(documents)), MOST):
            last = start + MOST >= len(documents)
            await self._link.tell_box(
                "/internal/documents",
                {
                    "id": str(new_id()),
                    "cursor": cursor if last else self._cursor,
                    "documents": documents[start : start + MOST],
                },
            )
        self._cursor = cursor
