"""Runs the hub on its address until it is told to stop."""

import asyncio
import contextlib
import resource
import signal
from collections.abc import AsyncIterator

import structlog
from aiohttp import web

from hub.app import build
from hub.config import Config

log = structlog.stdlib.get_logger("hub")


async def serve(config: Config) -> None:
    """Until SIGTERM or SIGINT. Raises OSError when the address is taken."""
    _allow_many_connections()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with running(config) as port:
        log.info("listening", host=config.hub_host, port=port)
        await stop.wait()


@contextlib.asynccontextmanager
async def running(config: Config) -> AsyncIterator[int]:
    """The hub while it listens; gives the port."""
    runner = web.AppRunner(await build(config), access_log=None, shutdown_timeout=5)
    try:
        await runner.setup()
        await web.TCPSite(runner, config.hub_host, config.hub_port, backlog=1024).start()
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


def _allow_many_connections() -> None:
    """As many descriptors as the system lets this process have: each screen needs one."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
