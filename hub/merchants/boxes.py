"""Box credentials: which outlet a token speaks for."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from hub.clock import Clock
from hub.db import Pool
from hub.merchants import store
from hub.people.sessions import digest

REMEMBERED_MS: Final = 30_000
"""A revoked box is refused after at most this long."""

REMEMBERED: Final = 20_000


@dataclass(frozen=True, slots=True)
class Box:
    """A box as its credential names it."""

    id: str
    outlet: str
    merchant_id: str


class Boxes:
    """Looks credentials up, and remembers them for a moment: boxes ask many times a second."""

    def __init__(self, pool: Pool, clock: Clock) -> None:
        self._pool = pool
        self._clock = clock
        self._known: OrderedDict[bytes, tuple[int, Box]] = OrderedDict()

    async def find(self, token: str) -> Box | None:
        """The box whose token this is, unless it was revoked."""
        key, now_ms = digest(token), self._clock()
        held = self._known.get(key)
        if held and now_ms - held[0] < REMEMBERED_MS:
            return held[1]
        self._known.pop(key, None)
        row = await store.box_of(self._pool, key)
        if row is None:
            return None
        box = Box(id=row["id"], outlet=row["outlet"], merchant_id=row["merchant_id"])
        self._known[key] = (now_ms, box)
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return box
