"""The virtual printer's page and its JSON: the slips as pictures, and switches for every fault."""

from __future__ import annotations

import asyncio
import html
import json
import re
from collections.abc import AsyncIterator
from importlib.resources import files
from typing import Final

from aiohttp import web
from pydantic import ValidationError

from edge.printing.virtual.printer import State, VirtualPrinter
from edge.printing.virtual.slips import Slips
from tilo.outlet import Language
from tilo.words import CATALOGUES, sentence

PAGE: Final = files("edge.printing.virtual") / "page"
ASSETS: Final = {"page.css": "text/css", "page.js": "text/javascript"}
KINDS: Final = {"png": "image/png", "bin": "application/octet-stream"}
WORD: Final = re.compile(r"\{\{([a-z0-9_.]+)\}\}")
POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';"
    " img-src 'self' data:"  # the page's empty icon
)
QUIET_S: Final = 15.0


class Bell:
    """Rings whoever waits for the next change."""

    def __init__(self) -> None:
        self._next = asyncio.Event()

    def ring(self) -> None:
        self._next.set()
        self._next = asyncio.Event()

    async def heard(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                return await self._next.wait()
        except TimeoutError:
            return False


class Page:
    """All routes. `closing` ends the live streams, which otherwise never end."""

    def __init__(self, printer: VirtualPrinter, slips: Slips, name: str, bell: Bell) -> None:
        self._printer = printer
        self._slips = slips
        self._name = name
        self._bell = bell
        self.closing = False

    def app(self) -> web.Application:
        app = web.Application(client_max_size=64 * 1024)
        app.add_routes(
            [
                web.get("/", self._index),
                web.get("/assets/{name}", self._asset),
                web.get("/readyz", self._ready),
                web.get("/api/slips", self._list),
                web.get(r"/api/slips/{n:[0-9]{1,9}}.{kind:png|bin|txt}", self._one),
                web.get("/api/state", self._state),
                web.post("/api/state", self._set_state),
                web.get("/api/live", self._live),
            ]
        )
        return app

    async def _index(self, request: web.Request) -> web.Response:
        lang = _language(request)
        facts = {
            "page.lang": lang,
            "page.other_lang": "id" if lang == "en" else "en",
            "page.name": self._name,
            "page.port": str(self._printer.port),
        }
        words = {key: text for key, text in CATALOGUES[lang].items() if key.startswith("virtual.")}
        text = (PAGE / "index.html").read_text(encoding="utf-8")
        text = WORD.sub(lambda found: html.escape((facts | words)[found[1]]), text)
        headers = {"Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff"}
        return web.Response(text=text, content_type="text/html", headers=headers)

    async def _asset(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name not in ASSETS:
            raise web.HTTPNotFound()
        body = (PAGE / name).read_bytes()
        return web.Response(body=body, content_type=ASSETS[name], charset="utf-8")

    async def _ready(self, request: web.Request) -> web.Response:
        return web.json_response({"ready": True})

    async def _list(self, request: web.Request) -> web.Response:
        return web.json_response(self._snapshot())

    async def _one(self, request: web.Request) -> web.StreamResponse:
        n, kind = int(request.match_info["n"]), request.match_info["kind"]
        if not self._slips.has(n):
            raise web.HTTPNotFound()
        if kind == "txt":
            return web.Response(text=self._slips.text(n))
        body = await asyncio.to_thread(self._slips.path(n, kind).read_bytes)
        return web.Response(body=body, content_type=KINDS[kind])

    async def _state(self, request: web.Request) -> web.Response:
        return web.json_response(self._printer.state.model_dump(mode="json"))

    async def _set_state(self, request: web.Request) -> web.Response:
        """What the body names is changed, the rest stays."""
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType()
        try:
            wish = json.loads(await request.text())
            state = State.model_validate(self._printer.state.model_dump() | wish)
        except (ValueError, TypeError, ValidationError) as wrong:
            raise web.HTTPUnprocessableEntity(text=str(type(wrong).__name__)) from wrong
        await self._printer.become(state)
        return await self._state(request)

    async def _live(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        async for line in self._news():
            await response.write(line)
        return response

    async def _news(self) -> AsyncIterator[bytes]:
        """Everything at first and after every change; a comment when it is quiet."""
        news = True
        while not self.closing:
            yield f"data: {json.dumps(self._snapshot())}\n\n".encode() if news else b": quiet\n\n"
            news = await self._bell.heard(QUIET_S)

    def _snapshot(self) -> dict[str, object]:
        return {
            "slips": [kept.model_dump() for kept in self._slips.newest_first()],
            "state": self._printer.state.model_dump(mode="json"),
        }


def _language(request: web.Request) -> Language:
    wish = request.query.get("lang") or request.headers.get("Accept-Language", "")[:2]
    return "en" if wish == "en" else "id"


def drawer_note(language: Language) -> str:
    """What the picture says where the drawer was kicked."""
    return sentence(language, "virtual.drawer")
