"""Settings come down: the hub's feed behind the box's cursor, applied by the box (rules.md D1)."""

from __future__ import annotations

from edge.sync.link import HUB_WAIT_MS, Link
from edge.sync.standing import Standing
from tilo.kit.ids import new_id


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
        documents, cursor = news["documents"], int(news["cursor"])
        if documents or cursor != self._cursor:
            body = {"id": str(new_id()), "cursor": cursor, "documents": documents}
            await self._link.tell_box("/internal/documents", body)
            # Where the hub went back to a backup its cursor is the smaller one, and counts.
            self._cursor = cursor
        self._standing.reached("pull")
