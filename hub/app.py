"""Assembles the hub: database, ingest, projections, live screens, routes; and their order of
start and stop."""

from collections.abc import AsyncIterator, Callable
from importlib.metadata import PackageNotFoundError, version

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from hub import db, office
from hub.auth import authoriser
from hub.bell import Bell
from hub.catalog.routes import routes as catalog
from hub.clock import Clock, now_ms
from hub.config import Config
from hub.db import OUT_OF_REACH
from hub.housekeeping import Housekeeping
from hub.keys import BELL, CLOCK, CONFIG, INGEST, LIVE, PASSWORDS, POOL, PRESENCE, WORKER
from hub.live import Live
from hub.merchants import Boxes
from hub.merchants.routes import routes as merchants
from hub.people.passwords import Passwords
from hub.people.routes import routes as people
from hub.reactions import Worker
from hub.sales.routes import routes as sales
from hub.sync.ingest import Ingest
from hub.sync.metrics import SyncMetrics
from hub.sync.presence import Presence
from hub.sync.routes import routes as sync
from tilo.errors import ServerBusy
from tilo.kit.api import Api

log = structlog.stdlib.get_logger("hub")


def program_version() -> str:
    """Of the installed distribution."""
    try:
        return version("tilopos")
    except PackageNotFoundError:
        return "0"


def describe() -> Api:
    """Every endpoint of the hub."""
    api = Api(
        title="TiloPOS hub",
        version=program_version(),
        description="What head office sees of every outlet, and where boxes bring their journals.",
    )
    api.include(people, merchants, sales, catalog, sync)
    return api


async def build(config: Config, clock: Clock = now_ms) -> web.Application:
    """The application, with the database open; it closes everything at its cleanup."""
    dsn = config.hub_dsn.get_secret_value()
    pool = await db.open_pool(dsn)
    app = web.Application(middlewares=[_say_busy])
    api = describe()
    metrics = SyncMetrics(api.registry)
    live = Live(clock)
    app[CONFIG], app[POOL], app[CLOCK], app[LIVE] = config, pool, clock, live
    app[BELL] = Bell(dsn, on_live=live.tell)
    app[PASSWORDS] = Passwords()
    app[PRESENCE] = Presence(pool, clock)
    app[INGEST] = ingest = Ingest(pool, metrics, now_ms=clock)
    app[WORKER] = worker = Worker(pool, metrics, is_busy=ingest.is_busy)
    ingest.on_rows = worker.rows_came
    api.mount(
        app,
        authorise=authoriser(pool, Boxes(pool, clock), clock),
        probes={
            "database": lambda: db.probe_database(pool),
            "migrations": lambda: db.probe_migrations(pool),
        },
    )
    office.add_pages(app)
    app.on_shutdown.append(_end_waiting)
    app.cleanup_ctx.append(_running(Housekeeping(pool, clock)))
    return app


@web.middleware
async def _say_busy(request: web.Request, handler: Handler) -> web.StreamResponse:
    """A database that is away is no fault of ours: nothing was done, ask again."""
    try:
        return await handler(request)
    except OUT_OF_REACH as error:
        log.warning("database out of reach", exc_info=error)
        raise ServerBusy() from error


def _running(housekeeping: Housekeeping) -> Callable[[web.Application], AsyncIterator[None]]:
    async def run(app: web.Application) -> AsyncIterator[None]:
        await app[BELL].start()
        for part in (app[INGEST], app[WORKER], app[LIVE], app[PRESENCE], housekeeping):
            part.start()
        try:
            yield
        finally:
            for part in (housekeeping, app[PRESENCE], app[WORKER], app[INGEST]):
                await part.stop()
            await app[POOL].close()

    return run


async def _end_waiting(app: web.Application) -> None:
    """Before aiohttp waits for open requests: long polls answer, live screens are let go."""
    await app[BELL].stop()
    await app[LIVE].stop()
