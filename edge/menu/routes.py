"""The menu over HTTP: as a tablet loads it, its pictures, and 86."""

from __future__ import annotations

from typing import Annotated, Any

from aiohttp import hdrs, web
from pydantic import BaseModel, StringConstraints

from edge.menu import commands
from edge.tx import Actor
from edge.web import DOOR_REFUSALS, ItemPath, box, perform
from tilo.errors import Refusal
from tilo.kit.api import PUBLIC, Prepared, Routes
from tilo.menu import Category, Item, ItemUnknown, ModifierGroup
from tilo.outlet import Outlet, Station, Table
from tilo.tax import TaxRule
from tilo.value import Slug, Value

routes = Routes(tag="menu")

TYPES = {"svg": "image/svg+xml", "webp": "image/webp", "png": "image/png", "jpg": "image/jpeg"}


class ImageUnknown(Refusal):
    """There is no such picture."""

    code = "image.unknown"
    status = 404


class MenuAnswer(Value):
    """What may be sold now. `sold_out` lists the items that are 86'd."""

    rev: int
    outlet: Outlet
    tax_classes: tuple[TaxRule, ...]
    categories: tuple[Category, ...]
    modifier_groups: tuple[ModifierGroup, ...]
    items: tuple[Item, ...]
    tables: tuple[Table, ...]
    stations: tuple[Station, ...]
    sold_out: tuple[Slug, ...]


class ImagePath(BaseModel):
    """A picture, by its file name."""

    name: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{1,80}\.(svg|webp|png|jpg)$")]


@routes.get("/api/menu", permission="menu.read", other_answers={304: None})
async def get_menu(request: web.Request) -> Prepared[MenuAnswer]:
    """The menu in force; unchanged since the named ETag: 304."""
    page = await box(request).menu.page()
    if "gzip" in request.headers.get(hdrs.ACCEPT_ENCODING, ""):
        headers = {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        return Prepared(page.gzipped, etag=page.etag, headers=headers)
    return Prepared(page.body, etag=page.etag, headers={"Vary": "Accept-Encoding"})


@routes.post(
    "/api/items/{item_id}/sold-out",
    permission=commands.SetSoldOut.permission,
    refusals=[*DOOR_REFUSALS, ItemUnknown],
)
async def set_sold_out(
    request: web.Request, path: ItemPath, body: commands.SetSoldOut, actor: Actor
) -> Prepared[commands.SoldOutAnswer]:
    """86 an item, or put it back on sale."""
    return await perform(request, commands.set_sold_out, body, path.item_id, by=actor)


@routes.get(
    "/api/images/{name}", permission=PUBLIC, refusals=[ImageUnknown], produces="image/svg+xml"
)
async def get_image(request: web.Request, path: ImagePath) -> web.StreamResponse:
    """A picture of the menu."""
    file = box(request).media / path.name
    if not file.is_file():
        raise ImageUnknown()
    headers: dict[str, Any] = {
        hdrs.CONTENT_TYPE: TYPES[path.name.rsplit(".", 1)[1]],
        hdrs.CACHE_CONTROL: "public, max-age=86400",
        # A drawing can hold script; none may run in it.
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    }
    return web.FileResponse(file, headers=headers)
