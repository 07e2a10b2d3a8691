"""Wrong PINs make the next try wait: per person and address, so nobody locks a whole shop out."""

from __future__ import annotations

from collections import OrderedDict

FREE_TRIES = 3
FIRST_WAIT_MS = 5_000
LONGEST_WAIT_MS = 5 * 60_000
REMEMBERED = 10_000


class Backoff:
    """Counts wrong tries per key. After the free ones the wait doubles, up to five minutes."""

    def __init__(self) -> None:
        self._wrong: OrderedDict[tuple[str, str], tuple[int, int]] = OrderedDict()

    def wait_ms(self, staff_id: str, address: str, now_ms: int) -> int:
        """How long until the next try is looked at; 0 when it is now."""
        _, until = self._wrong.get((staff_id, address), (0, 0))
        return max(0, until - now_ms)

    def wrong(self, staff_id: str, address: str, now_ms: int) -> int:
        """Count a wrong try; answers how many there were in a row."""
        key = (staff_id, address)
        tries = self._wrong.pop(key, (0, 0))[0] + 1
        wait = 0
        if tries >= FREE_TRIES:
            wait = min(FIRST_WAIT_MS << min(tries - FREE_TRIES, 16), LONGEST_WAIT_MS)
        self._wrong[key] = (tries, now_ms + wait)
        while len(self._wrong) > REMEMBERED:
            self._wrong.popitem(last=False)
        return tries

    def right(self, staff_id: str, address: str) -> None:
        """A right PIN forgives what was before."""
        self._wrong.pop((staff_id, address), None)
