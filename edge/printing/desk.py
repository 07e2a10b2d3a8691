"""The print process's side of the box's internal API, over its unix socket."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final
from uuid import UUID

import aiohttp
import structlog
from pydantic import ValidationError

from edge.printing.drivers import Condition
from edge.printing.jobs import JobReport, Outcome, PrinterReport, Work
from tilo.kit.ids import new_id

log = structlog.get_logger("edge.printing")

WAIT_MS: Final = 4000  # the box hears from the print process at least this often
MARGIN_S: Final = 6.0
REFUSED: Final = 400
SERVER_FAULT: Final = 500


class EdgeAway(Exception):
    """The box does not answer: it restarts, or its disk is full. What was asked may be repeated."""


class JobGone(Exception):
    """The box refuses a report: it has no such job any more."""


class Desk:
    """Where work is fetched and reported."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def work(self, seen: int | None, wait_ms: int = WAIT_MS) -> Work:
        """All waiting jobs, once they are not those of `seen` any more, or after `wait_ms`."""
        path = f"/internal/print/work?wait_ms={wait_ms}"
        if seen is not None:
            path += f"&seen={seen}"
        status, body = await self._call("GET", path)
        try:
            return Work.model_validate_json(body)
        except ValidationError as unread:
            log.error("print.work_unreadable", status=status, reason=str(unread))
            raise EdgeAway(f"{path} answered {status} and no work") from unread

    async def report(
        self, job_id: UUID, outcome: Outcome, reason: str | None = None, uncertain: bool = False
    ) -> None:
        """Raises JobGone when there is no such job any more."""
        said = JobReport(id=new_id(), outcome=outcome, reason=reason, uncertain=uncertain)
        path = f"/internal/print/jobs/{job_id}/report"
        status, _ = await self._call("POST", path, said)
        if status >= REFUSED:
            log.warning("print.report_refused", job=str(job_id), outcome=outcome, status=status)
            raise JobGone(job_id)

    async def status(self, printer_id: str, condition: Condition) -> None:
        said = PrinterReport(state=condition.state, reason=condition.reason)
        await self._call("POST", f"/internal/print/printers/{printer_id}/status", said)

    async def _call(
        self, method: str, path: str, said: JobReport | PrinterReport | None = None
    ) -> tuple[int, bytes]:
        """Status and body. Raises EdgeAway when there is no answer worth having."""
        body = said and said.model_dump(mode="json", exclude_none=True)
        try:
            async with self._session.request(method, path, json=body) as response:
                answer = await response.read()
        except (aiohttp.ClientError, OSError) as broken:
            raise EdgeAway(str(broken)) from broken
        if response.status >= SERVER_FAULT:
            raise EdgeAway(f"{path} answered {response.status}")
        return response.status, answer


@asynccontextmanager
async def open_desk(socket_path: str) -> AsyncIterator[Desk]:
    """Connections are made when needed, so the box may come and go."""
    timeout = aiohttp.ClientTimeout(total=WAIT_MS / 1000 + MARGIN_S)
    async with aiohttp.ClientSession(
        "http://box", connector=aiohttp.UnixConnector(path=socket_path), timeout=timeout
    ) as session:
        yield Desk(session)
