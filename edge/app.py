"""Assembles the box's two HTTP faces: the LAN's, and the unix socket's for `print` and `sync`."""

from __future__ import annotations

import asyncio
import contextlib
import signal

from aiohttp import web

from edge import screens
from edge.box import BOX, VERSION, Box
from edge.config import Config
from edge.kitchen.routes import routes as kitchen
from edge.menu.routes import routes as menu
from edge.metrics import export
from edge.people.routes import routes as people
from edge.printing.routes import internal as print_process
from edge.printing.routes import routes as printing
from edge.sales.giving_back import routes as giving_back
from edge.sales.routes import routes as sales
from edge.sales.splitting_routes import routes as splitting
from edge.sync.routes import internal as sync_process
from edge.till.routes import routes as till
from edge.tx import Actor
from tilo.kit.api import Api, NotReady

INTERNAL = Actor("box", "TiloPOS", "socket", frozenset({"internal.print", "internal.sync"}))


def api() -> Api:
    """Every endpoint of the LAN side."""
    described = Api(
        title="TiloPOS box",
        version=VERSION,
        description="The outlet's server: menu, checks, kitchen, printing.",
    )
    described.include(
        people, menu, sales, giving_back, splitting, kitchen, printing, till, screens.routes
    )
    return described


def build(box: Box) -> web.Application:
    """The LAN side."""
    app = web.Application(client_max_size=1024 * 1024)
    app[BOX] = box
    described = api()
    export(described.registry, box)

    async def database() -> str:
        if not (box.door.storage_ok and box.db.has_room()):
            raise NotReady("disk full")
        return f"{box.door.head.seq} facts"

    async def broker() -> str:
        return "connected" if box.voice.connected else "away; selling goes on"

    async def print_process() -> str:
        return box.neighbours.silence(box.neighbours.print_heard_ms)

    async def sync_process() -> str:
        return box.neighbours.silence(box.neighbours.sync_heard_ms)

    described.mount(
        app,
        authorise=box.reception.authorise,
        probes={
            "database": database,
            "broker": broker,
            "print": print_process,
            "sync": sync_process,
        },
    )
    screens.add_pages(app)
    return app


def build_internal(box: Box) -> web.Application:
    """The unix socket's side. Whoever can open the socket is one of our own processes: the file
    belongs to the box's user alone."""
    app = web.Application(client_max_size=64 * 1024 * 1024)
    app[BOX] = box
    described = Api(title="TiloPOS box, inside", version=VERSION)
    described.include(print_process, sync_process)

    async def trust(_request: web.Request, _permission: str) -> Actor:
        return INTERNAL

    async def wake(_app: web.Application) -> None:
        """Who waits for news is answered, so that stopping need not wait for them."""
        box.facts.beat()
        box.neighbours.print_work.beat()

    described.mount(app, authorise=trust)
    app.on_shutdown.append(wake)
    return app


class Serving:
    """Both faces listening. `port` is the one taken when the configured one was 0."""

    def __init__(self, box: Box) -> None:
        self.box = box
        self.port = 0
        self._runners: list[web.AppRunner] = []

    async def start(self) -> None:
        """Raises OSError when the address is taken."""
        config = self.box.config
        await self.box.start()
        lan = web.AppRunner(build(self.box), access_log=None, shutdown_timeout=3)
        await lan.setup()
        self._runners.append(lan)
        await web.TCPSite(lan, config.host, config.port, backlog=512).start()
        self.port = lan.addresses[0][1]
        inside = web.AppRunner(build_internal(self.box), access_log=None, shutdown_timeout=3)
        await inside.setup()
        self._runners.append(inside)
        with contextlib.suppress(FileNotFoundError):
            config.socket_path.unlink()
        await web.UnixSite(inside, str(config.socket_path)).start()
        config.socket_path.chmod(0o600)

    async def stop(self) -> None:
        await self.box.live.close()
        for runner in self._runners:
            await runner.cleanup()
        await self.box.stop()


async def serve(config: Config) -> None:
    """Run until told to stop."""
    serving = Serving(await Box.open(config))
    stop = stop_event()
    try:
        await serving.start()
        await stop.wait()
    finally:
        await serving.stop()


def stop_event() -> asyncio.Event:
    """Set by SIGTERM and SIGINT."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop
