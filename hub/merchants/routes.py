"""The outlets of a merchant at a glance: is the box there, and how is today going."""

from typing import Any

from aiohttp import web

from hub.keys import CLOCK, POOL
from hub.merchants import store
from hub.merchants.outlets import FALLBACK_CUTOVER, FALLBACK_ZONE, read_outlet
from hub.people import Person
from hub.sales.store import totals_on
from tilo.kit.api import Routes
from tilo.outlet import business_date
from tilo.value import Value

routes = Routes(tag="merchants")


class BoxSeen(Value):
    """``seq`` and ``synced_to_ms`` are of the last row the hub holds of it."""

    id: str
    last_seen_ms: int | None
    seq: int
    synced_to_ms: int | None


class Today(Value):
    """The business day the outlet's clock is in."""

    date: str
    total: int
    checks: int
    covers: int


class OutletSeen(Value):
    id: str
    name: str
    city: str
    zone: str
    box: BoxSeen | None
    today: Today


class Outlets(Value):
    outlets: list[OutletSeen]


@routes.get("/api/outlets", permission="merchants.read")
async def list_outlets(request: web.Request, actor: Person) -> Outlets:
    """Every outlet of the merchant."""
    pool, now_ms = request.app[POOL], request.app[CLOCK]()
    rows = await store.outlets_of(pool, actor.merchant_id)
    shapes = {row["id"]: read_outlet(row["body"]) for row in rows}
    days = {
        outlet: business_date(
            now_ms,
            shape.zone if shape else FALLBACK_ZONE,
            shape.cutover_minutes if shape else FALLBACK_CUTOVER,
        ).isoformat()
        for outlet, shape in shapes.items()
    }
    totals = await totals_on(pool, list(days.items()))
    seen = []
    for row in rows:
        shape, total = shapes[row["id"]], totals.get(row["id"])
        seen.append(
            OutletSeen(
                id=row["id"],
                name=shape.name if shape else row["id"],
                city=shape.city if shape else "",
                zone=shape.zone if shape else FALLBACK_ZONE,
                box=_box(row),
                today=Today(
                    date=days[row["id"]],
                    total=total["total"] if total else 0,
                    checks=total["checks"] if total else 0,
                    covers=total["covers"] if total else 0,
                ),
            )
        )
    return Outlets(outlets=seen)


def _box(row: Any) -> BoxSeen | None:
    if row["box"] is None:
        return None
    return BoxSeen(
        id=row["box"],
        last_seen_ms=max(row["seen_ms"] or 0, row["sent_ms"] or 0) or None,
        seq=row["seq"] or 0,
        synced_to_ms=row["at_ms"],
    )
