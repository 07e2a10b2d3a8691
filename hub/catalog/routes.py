"""The menu of an outlet as head office sees and changes it."""

from typing import Any

import orjson
from aiohttp import web

from hub.catalog import commands, store
from hub.catalog.commands import (
    ChangePrice,
    DocumentChanged,
    ItemChanged,
    SetSoldOut,
    SoldOut,
)
from hub.keys import CLOCK, POOL
from hub.merchants import OutletUnknown, check_outlet
from hub.paths import ItemPath, OutletPath
from hub.people import Person
from hub.perform import Tx, perform
from tilo.errors import CommandMismatch
from tilo.kit.api import Prepared, Routes
from tilo.menu import Category, Item, ItemUnknown, ModifierGroup, VariantRequired
from tilo.outlet import Station
from tilo.tax import TaxRule
from tilo.value import Value

routes = Routes(tag="catalog")

PARTS = {
    "category": "categories",
    "item": "items",
    "tax_class": "tax_classes",
    "station": "stations",
    "modifier_group": "modifier_groups",
}


class ItemInForce(Item):
    """An item with the version of its document, and whether it is 86'd."""

    sold_out: bool
    version: int


class OutletMenu(Value):
    """``rev`` grows with every change of the outlet's documents."""

    rev: int
    categories: list[Category]
    items: list[ItemInForce]
    tax_classes: list[TaxRule]
    stations: list[Station]
    modifier_groups: list[ModifierGroup]


@routes.get("/api/outlets/{outlet}/menu", permission="catalog.read", refusals=[OutletUnknown])
async def outlet_menu(
    request: web.Request, path: OutletPath, actor: Person
) -> Prepared[OutletMenu]:
    """What the outlet sells now."""
    async with request.app[POOL].acquire() as con, con.transaction(isolation="repeatable_read"):
        rev = await check_outlet(con, actor.merchant_id, path.outlet)
        docs = await store.in_force(con, path.outlet, [*PARTS, "availability"])
    return Prepared(orjson.dumps(_menu(rev, docs)), etag=f"{path.outlet}-{rev}")


def _menu(rev: int, docs: list[store.Doc]) -> dict[str, Any]:
    menu: dict[str, Any] = {"rev": rev, **{name: [] for name in PARTS.values()}}
    availability = (orjson.loads(doc.body) for doc in docs if doc.kind == "availability")
    sold_out = {each["id"] for each in availability if each.get("sold_out")}
    for doc in docs:
        if doc.kind == "item":
            body = orjson.loads(doc.body)
            shown = {**body, "sold_out": body["id"] in sold_out, "version": doc.version}
            menu["items"].append(shown)
        elif doc.kind in PARTS:
            menu[PARTS[doc.kind]].append(orjson.Fragment(doc.body))
    return menu


@routes.post(
    "/api/outlets/{outlet}/items/{item}/price",
    permission=ChangePrice.permission,
    refusals=[OutletUnknown, ItemUnknown, VariantRequired, DocumentChanged, CommandMismatch],
)
async def price_item(
    request: web.Request, path: ItemPath, body: ChangePrice, actor: Person
) -> Prepared[ItemChanged]:
    """Change a price; the box has it within a second, and open checks keep the old one."""

    async def handler(tx: Tx) -> Any:
        return await commands.change_price(tx, path.outlet, path.item, body)

    return await _performed(request, path, body, actor, handler)


@routes.post(
    "/api/outlets/{outlet}/items/{item}/sold-out",
    permission=SetSoldOut.permission,
    refusals=[OutletUnknown, ItemUnknown, CommandMismatch],
)
async def item_sold_out(
    request: web.Request, path: ItemPath, body: SetSoldOut, actor: Person
) -> Prepared[SoldOut]:
    """86 an item, or take that back; between here and the box the last one wins."""

    async def handler(tx: Tx) -> Any:
        return await commands.set_sold_out(tx, path.outlet, path.item, body)

    return await _performed(request, path, body, actor, handler)


async def _performed(
    request: web.Request, path: ItemPath, do: Any, actor: Person, handler: Any
) -> Prepared[Any]:
    answer = await perform(
        request.app[POOL],
        handler,
        do,
        at=(path.outlet, path.item),
        by=actor,
        now_ms=request.app[CLOCK](),
    )
    return Prepared(answer)
