"""One printer: its queue, its driver, and what is known of every job it was given.

Nothing is ever printed twice unmarked. A job is reported as started before its first byte leaves;
what was started and not seen to end comes again with the COPY mark.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

import structlog

from edge.printing.desk import Desk, EdgeAway, JobGone
from edge.printing.drivers import Condition, Driver, Outcome
from edge.printing.jobs import Job
from edge.printing.render import render
from tilo.outlet import Printer
from tilo.receipt import marked_copy
from tilo.slip import Slip, lay_out

log = structlog.get_logger("edge.printing")

DRAWER_MS: Final = 60_000  # later than this nobody stands at the drawer any more
UNCONFIRMED_LIMIT: Final = 5  # copies of one job that may lie about before a person must look


@dataclass(frozen=True)
class Pace:
    """Waits of the print process, in seconds."""

    retry_s: float = 1.0
    retry_most_s: float = 5.0
    look_s: float = 15.0
    again_s: float = 3.0


@dataclass
class Story:
    """What this process knows of a job: truer than what the box handed out before."""

    uncertain: bool
    unconfirmed: int = 0
    done: bool = False
    said: tuple[str, int] | None = None


class Press:
    """Prints one printer's jobs one after the other, in the order the box hands them out."""

    def __init__(self, printer: Printer, driver: Driver, desk: Desk, pace: Pace) -> None:
        self.printer = printer
        self.condition = Condition("unknown", "not_asked")
        self._driver = driver
        self._desk = desk
        self._pace = pace
        self._jobs: Sequence[Job] = ()
        self._stories: dict[UUID, Story] = {}
        self._setbacks = 0
        self._wake = asyncio.Event()
        self._stopping = asyncio.Event()

    def refit(self, printer: Printer, driver: Driver) -> None:
        """The printer's document changed; a job in hand still goes the old way."""
        self.printer = printer
        self._driver = driver

    def offer(self, jobs: Sequence[Job]) -> None:
        """The printer's whole queue, now. A job that is no longer in it is forgotten."""
        self._stories = {
            job.id: self._stories.get(job.id, Story(uncertain=job.uncertain)) for job in jobs
        }
        self._jobs = jobs
        if self._next() is not None:
            self._wake.set()

    def stop(self) -> None:
        """Finish the job in hand and take no other."""
        self._stopping.set()
        self._wake.set()

    async def run(self) -> None:
        """Until stopped."""
        await self._look()
        while not self._stopping.is_set():
            job = self._next()
            if job is not None:
                await self._attempt(job)
            elif not await self._woken():
                await self._look()

    def _next(self) -> Job | None:
        return next((job for job in self._jobs if not self._stories[job.id].done), None)

    async def _woken(self) -> bool:
        """Wait for work; False when it is time to see how the printer is."""
        self._wake.clear()
        pace = self._pace
        return await _in_time(self._wake, pace.look_s if self.condition.ready else pace.again_s)

    async def _look(self) -> None:
        await self._tell(await self._driver.probe())

    async def _tell(self, condition: Condition) -> None:
        """Say a change at once. Lost words are said again with the next sign of life."""
        if condition == self.condition:
            return
        self.condition = condition
        log.info(
            "printer.changed",
            printer=self.printer.id,
            state=condition.state,
            reason=condition.reason,
        )
        with suppress(EdgeAway):
            await self._desk.status(self.printer.id, condition)

    async def _attempt(self, job: Job) -> None:
        story = self._stories[job.id]
        try:
            outcome = await self._print(job, story)
        except EdgeAway:
            await self._pause(self._pace.retry_s)
            return
        except JobGone:
            story.done = True
            return
        except Exception:
            # A slip nobody can print must not keep the others waiting for ever.
            log.exception("print.fault", printer=self.printer.id, job=str(job.id))
            await self._finish(job, story, "failed", "fault")
            return
        await self._tell(outcome.condition)
        if outcome.result == "printed":
            await self._finish(job, story, "printed")
        else:
            await self._put_back(job, story, outcome)

    async def _print(self, job: Job, story: Story) -> Outcome:
        slip = marked_copy(job.slip, job.language, uncertain=True) if story.uncertain else job.slip
        columns = self.printer.columns
        rows = lay_out(_timely(slip, job.created_at_ms), columns)
        data = render(rows, columns=columns, qr=self.printer.qr)
        return await self._driver.send(data, lambda: self._desk.report(job.id, "started"))

    async def _finish(
        self,
        job: Job,
        story: Story,
        result: Literal["printed", "failed"],
        reason: str | None = None,
    ) -> None:
        """Remembered first, then said until the box has heard it: a box that restarts now hands
        the job out again, and it must not come out twice."""
        story.done = True
        self._setbacks = 0
        while True:
            try:
                await self._desk.report(job.id, result, reason, story.uncertain)
                return
            except JobGone:
                return
            except EdgeAway:
                if self._stopping.is_set():
                    return
                await self._pause(self._pace.retry_s)

    async def _put_back(self, job: Job, story: Story, outcome: Outcome) -> None:
        """The job stays first in the queue; the longer it fails, the longer the wait."""
        self._setbacks += 1
        story.uncertain = story.uncertain or outcome.uncertain
        story.unconfirmed += outcome.uncertain
        if story.unconfirmed >= UNCONFIRMED_LIMIT:
            await self._finish(job, story, "failed", "unconfirmed")
            return
        reason = outcome.condition.reason or outcome.condition.state
        if story.said != (
            reason,
            story.unconfirmed,
        ):  # a night without paper is one line, not 9,000
            with suppress(EdgeAway, JobGone):
                await self._desk.report(job.id, "retry", reason, story.uncertain)
                story.said = (reason, story.unconfirmed)
        await self._pause(min(self._pace.retry_s * self._setbacks, self._pace.retry_most_s))

    async def _pause(self, seconds: float) -> None:
        await _in_time(self._stopping, seconds)


async def _in_time(event: asyncio.Event, seconds: float) -> bool:
    """Whether `event` came within `seconds`."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            return await event.wait()
    return False


def _timely(slip: Slip, created_at_ms: int) -> Slip:
    """A drawer must not spring open for a receipt that waited for paper: nobody is there."""
    if time.time_ns() // 1_000_000 - created_at_ms < DRAWER_MS:
        return slip
    return tuple(block for block in slip if block.kind != "drawer")
