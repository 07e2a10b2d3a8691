"""The outermost layer around every handler: request id, headers, log line, metrics, problems."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from time import perf_counter
from typing import Final

import structlog
from aiohttp import hdrs, web
from aiohttp.typedefs import Middleware

from tilo.errors import (
    BodyTooLarge,
    BodyTypeUnsupported,
    MethodNotAllowed,
    Refusal,
    RequestTooSlow,
    RequestUnreadable,
    RouteUnknown,
    ServerFault,
)
from tilo.kit.metrics import KNOWN_METHODS, HttpMetrics
from tilo.kit.problems import PartInvalid, problem, request_id

CSP: Final = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
HEADERS: Final[Mapping[str, str]] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
UNKNOWN_ROUTE: Final = "(unknown)"
# Polled every few seconds by machines; a line for each would bury the others.
QUIET_ROUTES: Final = frozenset({"/healthz", "/readyz", "/metrics"})

SLOW_S: Final = 0.25
_UNREAD: Final = (BodyTooLarge, BodyTypeUnsupported, RequestTooSlow, RequestUnreadable)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

log = structlog.stdlib.get_logger("tilo.http")


def route_of(request: web.Request) -> str:
    """The route's template, never the path: paths may hold a guest's table token."""
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else UNKNOWN_ROUTE


def boundary(metrics: HttpMetrics) -> Middleware:
    """The middleware that turns whatever a handler does into one answer, counted and logged."""

    @web.middleware
    async def around(request: web.Request, handler: Handler) -> web.StreamResponse:
        began = perf_counter()
        status = 499  # nobody is left to answer
        try:
            response = await _settle(request, handler)
            status = response.status
            return response
        except web.HTTPException as answer:
            status = answer.status
            raise
        finally:
            _record(metrics, request, status, perf_counter() - began)

    return around


def _record(metrics: HttpMetrics, request: web.Request, status: int, seconds: float) -> None:
    route = route_of(request)
    metrics.observe(route, request.method, status, seconds)
    level = _loudness(route, status, seconds)
    if level < logging.INFO and not log.is_enabled_for(level):
        return  # the usual case, not worth putting into words
    log.log(
        level,
        "request",
        request_id=request_id(request),
        method=request.method if request.method in KNOWN_METHODS else "OTHER",
        route=route,
        status=status,
        duration_ms=round(seconds * 1000, 2),
    )


def _loudness(route: str, status: int, seconds: float) -> int:
    """What went well and quickly is only counted: a box's flash card wears by bytes written."""
    if status >= 500:
        return logging.WARNING
    if route in QUIET_ROUTES or (status < 400 and seconds < SLOW_S):
        return logging.DEBUG
    return logging.INFO


async def _settle(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except PartInvalid as no:
        return problem(request, no.refusal, no.errors)
    except Refusal as no:
        return _refused(request, no)
    except web.HTTPException as answer:
        return _translated(request, answer)
    except asyncio.CancelledError:
        raise
    except Exception as error:
        return _fault(request, error)


def _refused(request: web.Request, refusal: Refusal) -> web.Response:
    response = problem(request, refusal)
    if isinstance(refusal, _UNREAD):
        response.force_close()  # the rest of that body is not worth the wire, or not sound
    return response


def _translated(request: web.Request, answer: web.HTTPException) -> web.Response:
    """aiohttp's own refusals in our words; redirects pass as they are."""
    if answer.status == 404:
        return problem(request, RouteUnknown())
    if isinstance(answer, web.HTTPMethodNotAllowed):
        method = request.method if request.method in KNOWN_METHODS else "?"
        response = problem(request, MethodNotAllowed(method=method))
        response.headers[hdrs.ALLOW] = answer.headers[hdrs.ALLOW]
        return response
    if answer.status == 413:
        return _refused(request, BodyTooLarge(limit_bytes=request.client_max_size))
    if answer.status >= 500:
        return _fault(request, answer)
    raise answer


def _fault(request: web.Request, error: Exception) -> web.Response:
    """Our mistake: the traceback goes to the log, the caller learns only its number."""
    if request.transport is None or request.transport.is_closing():
        raise error  # nobody is left to answer
    log.error(
        ServerFault.code,
        exc_info=error,
        request_id=request_id(request),
        method=request.method,
        route=route_of(request),
    )
    if request.writer.output_size > 0:
        raise error  # half an answer is out already; aiohttp cuts the connection
    return problem(request, ServerFault())


def stamp(csp: str) -> Callable[[web.Request, web.StreamResponse], Awaitable[None]]:
    """The ``on_response_prepare`` hook that adds headers a handler has not set itself."""
    defaults = (*HEADERS.items(), ("Content-Security-Policy", csp))

    async def add(request: web.Request, response: web.StreamResponse) -> None:
        headers = response.headers
        for name, value in defaults:
            if name not in headers:
                headers[name] = value
        headers.popall(hdrs.SERVER, None)
        headers["X-Request-Id"] = request_id(request)

    return add
