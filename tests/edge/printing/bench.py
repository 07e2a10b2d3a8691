"""A bench for printing: the box's internal API at the wire, and printers on real sockets."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from aiohttp import web

from edge.printing.drivers import Patience
from edge.printing.jobs import Job, Work
from edge.printing.press import Pace
from edge.printing.virtual.decode import Sheet
from edge.printing.virtual.printer import State, VirtualPrinter
from tests import paper
from tilo.outlet import Printer
from tilo.receipt import receipt
from tilo.slip import Slip

QUICK = Patience(poll_s=0.02, drain_s=0.1, send_s=2)
BRISK = Pace(retry_s=0.05, retry_most_s=0.2, look_s=0.5, again_s=0.1)
LONG_S = 30  # a test that waits so long has failed


def slip(name: str = "Es Teh Manis") -> Slip:
    """A receipt for one `name`."""
    return receipt(paper.check((paper.line(1, name, name, 8_000),)), paper.KEMANG, "id")


@dataclass
class Board:
    """What changed; whoever waits for a fact looks again each time."""

    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    def tell(self) -> None:
        self.task = asyncio.ensure_future(self._tell())

    async def _tell(self) -> None:
        async with self.changed:
            self.changed.notify_all()

    async def until(self, fact: Callable[[], object]) -> None:
        async with asyncio.timeout(LONG_S), self.changed:
            await self.changed.wait_for(fact)


class Bench:
    """One printer that keeps what it printed."""

    def __init__(self, board: Board, columns: int = 48) -> None:
        self.board = board
        self.sheets: list[Sheet] = []
        self.device = VirtualPrinter(columns, self._print, board.tell)

    def _print(self, sheet: Sheet) -> None:
        self.sheets.append(sheet)
        self.board.tell()

    async def become(self, **state: Any) -> None:
        await self.device.become(State.model_validate(self.device.state.model_dump() | state))

    @property
    def texts(self) -> list[str]:
        return [sheet.text for sheet in self.sheets]

    @property
    def unmarked(self) -> list[str]:
        return [sheet.text for sheet in self.sheets if sheet.whole and "SALINAN" not in sheet.text]

    @property
    def marked(self) -> list[str]:
        return [sheet.text for sheet in self.sheets if sheet.whole and "SALINAN" in sheet.text]

    def document(self, name: str) -> Printer:
        return Printer(id=name, name=name, host="127.0.0.1", port=self.device.port)


@asynccontextmanager
async def a_printer(board: Board, columns: int = 48) -> AsyncIterator[Bench]:
    bench = Bench(board, columns)
    await bench.device.open("127.0.0.1", 0)
    try:
        yield bench
    finally:
        await bench.device.close()


@dataclass
class Row:
    """A job as the box's table holds it."""

    job: Job
    state: str = "queued"
    reports: list[dict[str, Any]] = field(default_factory=list)

    @property
    def outcomes(self) -> list[str]:
        return [report["outcome"] for report in self.reports]


class FakeBox:
    """Speaks the internal print API on a unix socket. Its rows survive a restart."""

    def __init__(self, socket_path: str, board: Board) -> None:
        self.socket_path = socket_path
        self.board = board
        self.printers: list[Printer] = []
        self.rows: dict[UUID, Row] = {}
        self.statuses: dict[str, list[str]] = {}
        self.swallow = ""
        """A report of this outcome is taken from the wire and lost, as when the box dies."""
        self.swallowed = asyncio.Event()
        self.asked = 0
        self._rev = 1
        self._runner: web.AppRunner | None = None

    async def open(self) -> None:
        app = web.Application()
        app.add_routes(
            [
                web.get("/internal/print/work", self._work),
                web.post("/internal/print/jobs/{id}/report", self._report),
                web.post("/internal/print/printers/{id}/status", self._status),
            ]
        )
        self._runner = web.AppRunner(app, shutdown_timeout=0.01)
        await self._runner.setup()
        await web.UnixSite(self._runner, self.socket_path).start()

    async def close(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def queue(self, printer: str, of: Slip | None = None, **more: Any) -> Row:
        fields = {
            "id": uuid4(),
            "printer_id": printer,
            "kind": "receipt",
            "priority": 10,
            "created_at_ms": time.time_ns() // 1_000_000,
            "language": "id",
            "slip": of or slip(),
        }
        job = Job.model_validate(fields | more)
        row = self.rows[job.id] = Row(job)
        self._change()
        return row

    def cancel(self, row: Row) -> None:
        del self.rows[row.job.id]
        self._change()

    def _change(self) -> None:
        self._rev += 1
        self.board.tell()

    async def _work(self, request: web.Request) -> web.Response:
        self.asked += 1
        self.board.tell()
        seen = int(request.query.get("seen", 0))
        if seen == self._rev:
            try:
                async with asyncio.timeout(int(request.query["wait_ms"]) / 1000):
                    await self.board.until(lambda: self._rev != seen)
            except TimeoutError:
                pass
        open_rows = [row for row in self.rows.values() if row.state in ("queued", "started")]
        jobs = [
            row.job.model_copy(update={"uncertain": row.job.uncertain or row.state == "started"})
            for row in sorted(open_rows, key=lambda row: (row.job.priority, row.job.created_at_ms))
        ]
        work = Work(rev=self._rev, printers=tuple(self.printers), jobs=tuple(jobs))
        return web.Response(text=work.model_dump_json(), content_type="application/json")

    async def _report(self, request: web.Request) -> web.Response:
        row = self.rows.get(UUID(request.match_info["id"]))
        if row is None:
            return web.json_response({"code": "job.unknown"}, status=404)
        report = await request.json()
        if report["outcome"] == self.swallow:
            self.swallowed.set()
            await asyncio.Event().wait()
        row.reports.append(report)
        row.state = {"retry": "queued"}.get(report["outcome"], report["outcome"])
        if report.get("uncertain"):
            row.job = row.job.model_copy(update={"uncertain": True})
        self._change()
        return web.json_response({})

    async def _status(self, request: web.Request) -> web.Response:
        said = await request.json()
        self.statuses.setdefault(request.match_info["id"], []).append(said["state"])
        self.board.tell()
        return web.json_response({})
