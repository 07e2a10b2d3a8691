"""The sync process's two wires: to the box over its unix socket, to the hub over the internet."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp
import orjson

from edge.sync.reach import Guess, blame

BOX_WAIT_MS: Final = 10_000
HUB_WAIT_MS: Final = 8_000
SILENCE_S: Final = 12.0
"""No byte from the other side for so long: it is taken for gone."""

PACK_BYTES: Final = 2_000


class BoxAway(Exception):
    """The box does not answer: it restarts, or its disk is full. Ask again."""


class BoxRefused(Exception):
    """The box answered no to what the hub sent."""


class HubAway(Exception):
    """The hub cannot be reached, or does not do its work."""

    def __init__(self, guess: Guess) -> None:
        super().__init__(guess.word)
        self.guess = guess


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
        self._hub_host = urlsplit(hub_url).hostname

    async def ask_box(self, path: str, **query: int) -> Any:
        """Raises BoxAway and BoxRefused."""
        return await self._box("GET", path, params={k: str(v) for k, v in query.items()})

    async def tell_box(self, path: str, body: object) -> Any:
        """Raises BoxAway and BoxRefused."""
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
            raise BoxAway(f"{path}: {type(fault).__name__} {fault}") from fault
        if answer.status >= 500:
            raise BoxAway(f"{path} answered {answer.status}")
        if answer.status >= 400:
            raise BoxRefused(f"{path} answered {answer.status}: {raw[:500]!r}")
        return orjson.loads(raw)

    async def _hub(self, method: str, path: str, **options: Any) -> Any:
        if not self._hub_url:
            raise HubAway(Guess("hub.not_set", None))
        try:
            async with self._outside.request(
                method, self._hub_url + path, allow_redirects=False, **options
            ) as answer:
                raw = await answer.read()
        except (aiohttp.ClientError, TimeoutError, OSError) as fault:
            raise HubAway(blame(fault, self._hub_host)) from fault
        body = _object(raw)
        if answer.status == 503 and body and body.get("code") == "server.busy":
            raise HubAway(Guess("hub.busy", True))
        if answer.status >= 500:
            raise HubAway(Guess("hub.failing", True))
        if body is None or answer.status in range(300, 400):
            # A page where data should be: a hotel's or a provider's sign-in stands in between.
            raise HubAway(Guess("hub.impersonated", False))
        if answer.status >= 400:
            raise HubRefused(answer.status, body)
        return body


@asynccontextmanager
async def open_link(socket_path: str, hub_url: str, box_token: str) -> AsyncIterator[Link]:
    """Connections are made when needed, so box and hub may come and go."""
    patience = aiohttp.ClientTimeout(total=None, sock_connect=5.0, sock_read=SILENCE_S)
    async with (
        aiohttp.ClientSession(
            "http://box", connector=aiohttp.UnixConnector(path=socket_path), timeout=patience
        ) as inside,
        aiohttp.ClientSession(
            headers={"Authorization": f"Bearer {box_token}"}, timeout=patience
        ) as outside,
    ):
        yield Link(inside, outside, hub_url)


def _object(raw: bytes) -> dict[str, Any] | None:
    try:
        found = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return None
    return found if isinstance(found, dict) else None
