"""The sync process's two wires: to the box over its unix socket, to the hub over the internet."""

from __future__ import annotations

import gzip
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import aiohttp
import orjson

BOX_WAIT_MS: Final = 10_000
HUB_WAIT_MS: Final = 8_000
SILENCE_S: Final = 12.0
"""No byte from the other side for so long: it is taken for gone."""

PACK_BYTES: Final = 2_000


class BoxAway(Exception):
    """The box does not answer: it restarts, or its disk is full. Ask again."""


class HubAway(Exception):
    """The hub cannot be reached or does not answer. `internet` tells whose fault it seems to be,
    `word` names it for the screens."""

    def __init__(self, word: str, internet: bool | None) -> None:
        super().__init__(word)
        self.word = word
        self.internet = internet


class HubRefused(Exception):
    """The hub answered no; the problem's code and facts."""

    def __init__(self, status: int, problem: dict[str, Any]) -> None:
        self.status = status
        self.code = str(problem.get("code", ""))
        self.facts: dict[str, Any] = problem.get("facts") or {}
        super().__init__(f"{status} {self.code}")


class Link:
    """Both wires, open for as long as the process runs."""

    def __init__(
        self, inside: aiohttp.ClientSession, outside: aiohttp.ClientSession, hub_url: str
    ) -> None:
        self._inside = inside
        self._outside = outside
        self._hub_url = hub_url.rstrip("/")

    async def ask_box(self, path: str, **query: int) -> Any:
        """Raises BoxAway."""
        return await self._box("GET", path, params={k: str(v) for k, v in query.items()})

    async def tell_box(self, path: str, body: object) -> Any:
        """Raises BoxAway."""
        headers = {"Content-Type": "application/json"}
        return await self._box("POST", path, data=orjson.dumps(body), headers=headers)

    async def ask_hub(self, path: str, **query: int) -> Any:
        """Raises HubAway and HubRefused."""
        return await self._hub("GET", path, params={k: str(v) for k, v in query.items()})

    async def tell_hub(self, path: str, body: object) -> Any:
        """The same; long bodies travel packed."""
        raw = orjson.dumps(body)
        headers = {"Content-Type": "application/json"}
        if len(raw) > PACK_BYTES:
            raw = gzip.compress(raw, 3)
            headers["Content-Encoding"] = "gzip"
        return await self._hub("POST", path, data=raw, headers=headers)

    async def _box(self, method: str, path: str, **options: Any) -> Any:
        try:
            async with self._inside.request(method, path, **options) as answer:
                raw = await answer.read()
        except (aiohttp.ClientError, TimeoutError, OSError) as fault:
            raise BoxAway(str(fault)) from fault
        if answer.status >= 400:
            raise BoxAway(f"{path} answered {answer.status}")
        return orjson.loads(raw)

    async def _hub(self, method: str, path: str, **options: Any) -> Any:
        if not self._hub_url:
            raise HubAway("hub.none", None)
        try:
            async with self._outside.request(method, self._hub_url + path, **options) as answer:
                raw = await answer.read()
        except (aiohttp.ClientError, TimeoutError, OSError) as fault:
            raise _hub_away(fault) from fault
        if answer.status >= 500:
            raise HubAway("hub.failing", True)
        body = _json(raw)
        if answer.status >= 400 or body is None:
            raise HubRefused(answer.status, body if isinstance(body, dict) else {})
        return body


@asynccontextmanager
async def open_link(socket_path: str, hub_url: str, box_token: str) -> AsyncIterator[Link]:
    """Connections are made when needed, so box and hub may come and go."""
    patience = aiohttp.ClientTimeout(sock_connect=5.0, sock_read=SILENCE_S)
    async with (
        aiohttp.ClientSession(
            "http://box", connector=aiohttp.UnixConnector(path=socket_path), timeout=patience
        ) as inside,
        aiohttp.ClientSession(
            headers={"Authorization": f"Bearer {box_token}"}, timeout=patience
        ) as outside,
    ):
        yield Link(inside, outside, hub_url)


def _hub_away(fault: Exception) -> HubAway:
    """Whose fault it is, as far as it can be known from here: a name that does not resolve and a
    network without a way out are the internet's; a refusal and a silence are the hub's."""
    cause = fault.__cause__ or fault
    if isinstance(cause, socket.gaierror) or isinstance(fault, aiohttp.ClientConnectorDNSError):
        return HubAway("internet.down", False)
    if isinstance(fault, OSError) and fault.errno in _NO_WAY:
        return HubAway("internet.down", False)
    if isinstance(fault, aiohttp.ServerTimeoutError | TimeoutError):
        return HubAway("hub.silent", None)
    return HubAway("hub.down", True)


_NO_WAY = frozenset({101, 113})  # ENETUNREACH, EHOSTUNREACH


def _json(raw: bytes) -> Any:
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        return None
