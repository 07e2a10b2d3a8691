"""What an endpoint may answer with: a model, bytes made ready, or a response of aiohttp's own."""

import gzip
from collections.abc import Callable, Mapping
from typing import Any, Final, Generic, TypeVar

from aiohttp import hdrs, web
from multidict import CIMultiDict
from pydantic import BaseModel, TypeAdapter

T = TypeVar("T")

JSON: Final = "application/json"
_FRESH: Final = CIMultiDict({hdrs.CONTENT_TYPE: JSON, hdrs.CACHE_CONTROL: "no-store"})


class Prepared(Generic[T]):
    """JSON bytes of a ``T`` kept from an earlier answer, so that a hot one is not made again.

    With an ``etag`` (without quotes) the answer says so, and whoever has it already gets 304.
    ``status`` overrides the route's: a command answered from the store keeps its first status.
    ``pack`` keeps a gzipped copy for those who accept it: worth it for a menu, not for a check.
    """

    __slots__ = ("body", "etag", "headers", "packed", "status")

    def __init__(
        self,
        body: bytes,
        *,
        etag: str = "",
        status: int = 0,
        headers: Mapping[str, str] | None = None,
        pack: bool = False,
    ) -> None:
        self.body = body
        self.packed = gzip.compress(body, compresslevel=6, mtime=0) if pack else None
        self.etag = etag
        self.status = status
        self.headers = headers

    def response(self, request: web.Request, status: int) -> web.Response:
        """As HTTP, honouring If-None-Match."""
        headers = _FRESH.copy()
        if self.headers:
            headers.update(self.headers)
        if self.packed:
            headers[hdrs.VARY] = hdrs.ACCEPT_ENCODING
        if self.etag:
            # The same tag stands for both forms, packed and not: that is what weak means.
            headers[hdrs.ETAG] = f'W/"{self.etag}"' if self.packed else f'"{self.etag}"'
            headers[hdrs.CACHE_CONTROL] = "private, no-cache"
            if _held(request, self.etag):
                del headers[hdrs.CONTENT_TYPE]
                return web.Response(status=304, headers=headers)
        body = self.body
        if self.packed and "gzip" in request.headers.get(hdrs.ACCEPT_ENCODING, ""):
            body = self.packed
            headers[hdrs.CONTENT_ENCODING] = "gzip"
        return web.Response(body=body, status=self.status or status, headers=headers)


def _held(request: web.Request, etag: str) -> bool:
    asked = request.headers.get(hdrs.IF_NONE_MATCH)
    if asked is None or request.method not in ("GET", "HEAD"):
        return False
    held = (each.strip().removeprefix("W/") for each in asked.split(","))
    return asked.strip() == "*" or f'"{etag}"' in held


def reply(model: BaseModel, *, status: int = 200) -> web.Response:
    """A model as a response that the caller may still add cookies or headers to.

    For handlers that return ``web.Response`` and declare their schema with ``answers=``.
    """
    body = model.__pydantic_serializer__.to_json(model, by_alias=True)
    return web.Response(body=body, status=status, headers=_FRESH.copy())


def nothing(_request: web.Request, _result: None) -> web.Response:
    """The answer of a handler that returns None."""
    return web.Response(status=204, headers={hdrs.CACHE_CONTROL: "no-store"})


def as_json(shape: Any, status: int) -> Callable[[web.Request, Any], web.Response]:
    """The function that writes a ``shape`` as JSON."""
    to_json = TypeAdapter(shape).serializer.to_json
    response = web.Response

    def written(request: web.Request, result: Any) -> web.Response:
        if type(result) is Prepared:
            return result.response(request, status)
        body = to_json(result, by_alias=True)
        return response(body=body, status=status, headers=_FRESH.copy())

    return written
