"""A receipt printer without paper: ESC/POS in on a TCP port, pictures out on a page."""

from __future__ import annotations

import asyncio
from pathlib import Path

import structlog
from aiohttp import web

from edge.printing.virtual.page import Bell, Page, drawer_note
from edge.printing.virtual.printer import VirtualPrinter
from edge.printing.virtual.slips import Slips

__all__ = ["run"]

log = structlog.get_logger("edge.virtual_printer")


async def run(
    host: str,
    port: int,
    page_port: int,
    name: str,
    data_dir: Path | str,
    stop: asyncio.Event,
    *,
    columns: int = 48,
) -> None:
    """Until `stop`. `columns`: 32 for 58 mm paper, 48 for 80 mm."""
    bell = Bell()
    slips = Slips(Path(data_dir), columns, drawer_note("id"), bell.ring)
    printer = VirtualPrinter(columns, slips.add, bell.ring)
    page = Page(printer, slips, name, bell)
    runner = web.AppRunner(page.app(), access_log=None, shutdown_timeout=1)
    async with asyncio.TaskGroup() as group:
        drawing = group.create_task(slips.draw())
        try:
            await printer.open(host, port)
            await runner.setup()
            await web.TCPSite(runner, host, page_port).start()
            log.info("virtual_printer.ready", name=name, port=printer.port, page_port=page_port)
            await stop.wait()
        finally:
            page.closing = True
            bell.ring()
            await runner.cleanup()
            await printer.close()
            drawing.cancel()
