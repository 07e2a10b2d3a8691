"""What browsers open: the apps' pages, the live WebSocket, and the bridge to the broker."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path

from aiohttp import WSMsgType, hdrs, web

from edge.live import WebSocketExpected, ready
from edge.state import State
from edge.web import box
from tilo.errors import Refusal
from tilo.kit.api import Routes

routes = Routes(tag="screens")

STATIC = Path(__file__).parent / "static"
APPS = ("pos", "kds")
MAX_PACKET = 256 * 1024


class AppMissing(Refusal):
    """The pages were not built on this machine."""

    code = "app.missing"
    status = 404


class BrokerAway(Refusal):
    """The message broker does not answer."""

    code = "broker.away"
    status = 503


@routes.get("/api/state", permission="box.read")
async def get_state(request: web.Request) -> State:
    """How the box and its neighbours are."""
    return box(request).neighbours.state


@routes.get(
    "/api/live",
    permission="box.read",
    status=101,
    produces="application/json",
    refusals=[WebSocketExpected],
)
async def get_live(request: web.Request) -> web.StreamResponse:
    """WebSocket: checks, menu and state as they change; subprotocols `tilo.live`, `bearer.…`."""
    shop = box(request)

    async def hello() -> object:
        return {
            "t": "hello",
            "boot": shop.boot,
            "menu_rev": await shop.menu_rev(),
            "state": shop.neighbours.state.model_dump(mode="json"),
        }

    return await shop.live.attend(request, hello)


@routes.get(
    "/mqtt",
    permission="kitchen.read",
    status=101,
    produces="application/octet-stream",
    refusals=[WebSocketExpected, BrokerAway],
)
async def get_mqtt(request: web.Request) -> web.StreamResponse:
    """WebSocket: MQTT 3.1.1 to the broker on loopback; subprotocols `mqtt`, `bearer.…`.

    The broker cannot be asked by browsers itself: one port, one certificate, one sign-in.
    """
    config = box(request).config
    socket = web.WebSocketResponse(
        protocols=("mqtt",), heartbeat=15.0, max_msg_size=MAX_PACKET, compress=False
    )
    ready(request, socket)
    try:
        async with asyncio.timeout(3):
            reader, writer = await asyncio.open_connection(config.mqtt_host, config.mqtt_port)
    except OSError as fault:
        raise BrokerAway() from fault
    try:
        await socket.prepare(request)
        with box(request).live.hold(request, socket):
            await _bridge(socket, reader, writer)
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()
    return socket


async def _bridge(
    socket: web.WebSocketResponse, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """Carry bytes both ways until either side hangs up; then the other learns it at once."""
    back = asyncio.create_task(_from_broker(reader, socket))
    try:
        async for message in socket:
            if message.type is not WSMsgType.BINARY:
                break
            writer.write(message.data)
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        back.cancel()
        await asyncio.gather(back, return_exceptions=True)
        await socket.close()


async def _from_broker(reader: asyncio.StreamReader, socket: web.WebSocketResponse) -> None:
    with contextlib.suppress(ConnectionError):
        while data := await reader.read(16 * 1024):
            await socket.send_bytes(data)
    await socket.close()


def add_pages(app: web.Application) -> None:
    """The built apps; deep links answer with the app's page, assets are kept for a year."""
    app.router.add_get("/", _to_pos)
    for name in APPS:
        app.router.add_get(f"/{name}", _slash)
        app.router.add_get(f"/{name}/{{path:.*}}", _page)


async def _to_pos(_request: web.Request) -> web.StreamResponse:
    return web.Response(status=302, headers={hdrs.LOCATION: "/pos/"})


async def _slash(request: web.Request) -> web.StreamResponse:
    return web.Response(status=302, headers={hdrs.LOCATION: f"{request.path}/"})


async def _page(request: web.Request) -> web.StreamResponse:
    app = request.path.split("/")[1]
    folder = STATIC / app
    try:
        file = (folder / request.match_info["path"]).resolve()
        found = file.is_relative_to(folder.resolve()) and file.is_file()
    except (OSError, ValueError):  # a name no file can have
        raise AppMissing() from None
    if found:
        fresh = "assets/" in request.match_info["path"]
        keep = "public, max-age=31536000, immutable" if fresh else "no-cache"
        return web.FileResponse(file, headers={hdrs.CACHE_CONTROL: keep})
    index = folder / "index.html"
    if not index.is_file() or "." in file.name:
        raise AppMissing()
    return web.FileResponse(index, headers={hdrs.CACHE_CONTROL: "no-cache"})
