"""Who asks, a person of head office by session or a box by its credential, and may they?"""

from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp import hdrs, web

from hub.clock import Clock
from hub.db import Pool
from hub.merchants import Box, Boxes
from hub.people import Person, person_of
from hub.people.roles import BOX
from tilo.errors import PermissionMissing, SessionExpired, SessionRequired

SUBPROTOCOL: Final = "bearer."
LONGEST_TOKEN: Final = 200


def bearer(request: web.Request) -> str | None:
    """The token of a request; of a WebSocket's, which cannot set headers, its subprotocol."""
    scheme, _, token = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")
    if scheme.lower() == "bearer":
        return token.strip()[:LONGEST_TOKEN] or None
    for each in request.headers.get(hdrs.SEC_WEBSOCKET_PROTOCOL, "").split(","):
        if each.strip().startswith(SUBPROTOCOL):
            return each.strip()[len(SUBPROTOCOL) :][:LONGEST_TOKEN] or None
    return None


def address(request: web.Request, proxies: int) -> str:
    """Where the request came from, believing as many proxies as stand in front."""
    forwarded = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",")]
    if proxies and len(forwarded) >= proxies and forwarded[-proxies]:
        return forwarded[-proxies][:64]
    return request.remote or "unknown"


def authoriser(
    pool: Pool, boxes: Boxes, clock: Clock
) -> Callable[[web.Request, str], Awaitable[Person | Box]]:
    """The kit's ``authorise``. A box's credential opens the box's routes only, and no others do."""

    async def authorise(request: web.Request, permission: str) -> Person | Box:
        token = bearer(request)
        if token is None:
            raise SessionRequired()
        if permission in BOX:
            box = await boxes.find(token)
            if box is None:
                raise SessionRequired()
            return box
        person = await person_of(pool, token)
        if person is None:
            raise SessionRequired()
        if person.expires_ms <= clock():
            raise SessionExpired()
        if permission not in person.permissions:
            raise PermissionMissing(permission=permission)
        return person

    return authorise
