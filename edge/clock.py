"""The box's time: never behind what it has already written (rules.md T1)."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

from tilo.journal import Clock as Trust

BUILD_MS = 1_767_225_600_000
"""1 January 2026: no honest clock shows less."""

SLACK_MS = 2_000
"""Time service corrects a healthy clock by less than this."""


class Moment(NamedTuple):
    """UTC milliseconds and whether they can be trusted."""

    ms: int
    trust: Trust


class Clock:
    """System time, or the floor plus elapsed monotonic time when the system clock lies below it."""

    def __init__(
        self,
        wall_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
        steady_ms: Callable[[], int] = lambda: time.monotonic_ns() // 1_000_000,
    ) -> None:
        self._wall_ms = wall_ms
        self._steady_ms = steady_ms
        # One value, set at once: the writer's thread raises it while others read the time.
        self._floor = (BUILD_MS, steady_ms())

    def raise_floor(self, ms: int) -> None:
        """Time has been at least `ms`: what a stored row says."""
        if ms > self._floor[0]:
            self._floor = (ms, self._steady_ms())

    def now(self) -> Moment:
        """The present moment."""
        wall, (floor, since) = self._wall_ms(), self._floor
        if wall >= floor:
            return Moment(wall, "ok")
        trust: Trust = "ok" if floor - wall < SLACK_MS else "suspect"
        return Moment(floor + self._steady_ms() - since, trust)
