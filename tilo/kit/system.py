"""The endpoints every server has: health, readiness, version, metrics, OpenAPI and its page."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from importlib.resources import files
from typing import Final

import orjson
import structlog
from aiohttp import hdrs, web
from prometheus_client import CollectorRegistry, generate_latest
from pydantic import BaseModel, Field

from tilo.kit.answers import Prepared, reply
from tilo.kit.endpoints import PUBLIC, Endpoint, Routes
from tilo.kit.openapi import About, describe

PROBE_SECONDS: Final = 3.0
DOCS: Final[Mapping[str, str]] = {
    "docs.html": "text/html",
    "docs.css": "text/css",
    "docs.js": "text/javascript",
}

Probe = Callable[[], Awaitable[str]]
"""Answers with a few words on how well it is, or raises NotReady with what is missing."""

log = structlog.stdlib.get_logger("tilo.http")


class NotReady(Exception):
    """A probe's no. Its words are shown to anyone on the network, so they name no secret."""


class Liveness(BaseModel):
    """The process answers."""

    alive: bool


class ProbeFinding(BaseModel):
    """One probe's finding."""

    ok: bool
    detail: str


class Readiness(BaseModel):
    """Whether the server can do its work, and what is missing when not."""

    ready: bool
    checks: dict[str, ProbeFinding]


class ProgramVersion(BaseModel):
    """Which program this is."""

    name: str
    version: str
    revision: str = Field(description="the commit it was built from, when known")


async def examine(probes: Mapping[str, Probe]) -> Readiness:
    """Ask every probe at once; none may take longer than PROBE_SECONDS."""
    found = await asyncio.gather(*(_ask(name, probe) for name, probe in probes.items()))
    checks = dict(zip(probes, found, strict=True))
    return Readiness(ready=all(each.ok for each in found), checks=checks)


async def _ask(name: str, probe: Probe) -> ProbeFinding:
    try:
        async with asyncio.timeout(PROBE_SECONDS):
            return ProbeFinding(ok=True, detail=await probe())
    except NotReady as missing:
        return ProbeFinding(ok=False, detail=str(missing))
    except TimeoutError:
        return ProbeFinding(ok=False, detail=f"no answer within {PROBE_SECONDS:g} s")
    except Exception as error:
        log.warning("probe failed", probe=name, exc_info=error)
        return ProbeFinding(ok=False, detail=type(error).__name__)


def system_routes(
    about: About,
    endpoints: Sequence[Endpoint],
    *,
    registry: CollectorRegistry,
    probes: Mapping[str, Probe],
    permission: str,
) -> Routes:
    """The routes, tagged ``system``. ``endpoints`` is read when first asked for, not now."""
    routes = Routes(tag="system")
    _add_health(routes, about, probes)
    _add_metrics(routes, registry, permission)
    _add_docs(routes, about, endpoints, permission)
    return routes


def _add_health(routes: Routes, about: About, probes: Mapping[str, Probe]) -> None:
    @routes.get("/healthz", permission=PUBLIC)
    async def healthz() -> Liveness:
        """Whether the process answers at all."""
        return Liveness(alive=True)

    @routes.get("/readyz", permission=PUBLIC, answers=Readiness, other_answers={503: Readiness})
    async def readyz() -> web.Response:
        """Whether everything it needs is there; 503 names what is not."""
        found = await examine(probes)
        return reply(found, status=200 if found.ready else 503)

    @routes.get("/version", permission=PUBLIC)
    async def version() -> ProgramVersion:
        """Which program and version this is."""
        return ProgramVersion(name=about.title, version=about.version, revision=about.revision)


def _add_metrics(routes: Routes, registry: CollectorRegistry, permission: str) -> None:
    @routes.get("/metrics", permission=permission, produces="text/plain")
    async def metrics() -> web.Response:
        """Figures for Prometheus, in its text format."""
        kind = "text/plain; version=0.0.4; charset=utf-8"
        return web.Response(body=generate_latest(registry), headers={hdrs.CONTENT_TYPE: kind})


def _add_docs(routes: Routes, about: About, endpoints: Sequence[Endpoint], permission: str) -> None:
    described: list[Prepared[dict[str, object]]] = []

    @routes.get("/openapi.json", permission=permission)
    async def openapi() -> Prepared[dict[str, object]]:
        """This description."""
        if not described:
            body = orjson.dumps(describe(about, endpoints))
            described.append(Prepared(body, etag=hashlib.sha256(body).hexdigest()[:16]))
        return described[0]

    @routes.get("/docs", permission=permission, produces="text/html")
    async def docs() -> web.Response:
        """The page that shows this description and tries it out, offline too."""
        return _docs_file("docs.html")

    @routes.get("/docs/docs.css", permission=permission, produces="text/css")
    async def docs_css() -> web.Response:
        """The page's looks."""
        return _docs_file("docs.css")

    @routes.get("/docs/docs.js", permission=permission, produces="text/javascript")
    async def docs_js() -> web.Response:
        """The page's doings."""
        return _docs_file("docs.js")


def _docs_file(name: str) -> web.Response:
    body = (files("tilo.kit") / "docs" / name).read_bytes()
    headers = {hdrs.CONTENT_TYPE: f"{DOCS[name]}; charset=utf-8", hdrs.CACHE_CONTROL: "no-cache"}
    return web.Response(body=body, headers=headers)
