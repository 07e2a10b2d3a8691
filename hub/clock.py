"""The hub's clock, in one place so that tests can set it."""

import time
from collections.abc import Callable

Clock = Callable[[], int]
"""UTC milliseconds since 1970."""


def now_ms() -> int:
    """The system's."""
    return time.time_ns() // 1_000_000
