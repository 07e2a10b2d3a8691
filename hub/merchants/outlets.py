"""An outlet's own clock and name, from its outlet document."""

from typing import Final

import orjson

from hub.db import Connection, Pool
from tilo.outlet import Outlet

FALLBACK_ZONE: Final = "Asia/Jakarta"
FALLBACK_CUTOVER: Final = 240


def read_outlet(body: str | None) -> Outlet | None:
    """The outlet document, or None when it is missing or not readable."""
    if body is None:
        return None
    try:
        return Outlet.model_validate(orjson.loads(body))
    except ValueError:
        return None


async def zone_of(con: Connection | Pool, outlet: str) -> str:
    """The outlet's time zone."""
    body = await con.fetchval(
        "select body from documents where outlet = $1 and kind = 'outlet' and not deleted", outlet
    )
    found = read_outlet(body)
    return found.zone if found else FALLBACK_ZONE
