"""What head office changes on an outlet's menu."""

from typing import Any, ClassVar

import orjson

from hub.catalog import store
from hub.merchants import check_outlet
from hub.perform import Change, Outcome, Tx
from tilo.commands import Command
from tilo.errors import Refusal
from tilo.menu import ItemUnknown, VariantRequired
from tilo.value import Price, Slug, Value


class DocumentChanged(Refusal):
    """Somebody else changed it after the screen read it; ``version`` is the one in force."""

    code = "document.changed"
    status = 409
    version: int


class ChangePrice(Command):
    """Give an item, or one of its variants, a new price from now on, in rupiah."""

    permission: ClassVar[str] = "catalog.price"

    price: Price
    variant_id: Slug | None = None
    base_version: int


class SetSoldOut(Command):
    """86 an item, or take that back."""

    permission: ClassVar[str] = "catalog.sold_out"

    sold_out: bool


class ItemChanged(Value):
    """The item as it is now in force."""

    item: dict[str, Any]
    version: int


class SoldOut(Value):
    """Whether an item is 86'd now."""

    item_id: Slug
    sold_out: bool


async def change_price(tx: Tx, outlet: str, item_id: str, do: ChangePrice) -> Outcome:
    """Refuses ``outlet.unknown``, ``item.unknown``, ``item.variant_required`` and
    ``document.changed``."""
    await check_outlet(tx.con, tx.by.merchant_id, outlet)
    held = await _locked_item(tx, outlet, item_id)
    if held.version != do.base_version:
        raise DocumentChanged(version=held.version)
    body = orjson.loads(held.body)
    was = _priced(body, do.variant_id)
    old, was["price"] = was["price"], do.price
    version = await store.put(
        tx.con, outlet, "item", item_id, body, author=str(tx.by.user_id), now_ms=tx.now_ms
    )
    subject = f"item/{item_id}" + (f"/{do.variant_id}" if do.variant_id else "")
    change = Change("catalog.price", outlet, subject, {"price": old}, {"price": do.price})
    return Outcome(ItemChanged(item=body, version=version), (change,))


async def _locked_item(tx: Tx, outlet: str, item_id: str) -> store.Doc:
    await tx.con.execute("select from outlets where id = $1 for no key update", outlet)
    held = await store.find(tx.con, outlet, "item", item_id)
    if held is None or held.deleted:
        raise ItemUnknown(item=item_id)
    return held


def _priced(body: dict[str, Any], variant_id: str | None) -> dict[str, Any]:
    """The part of an item that carries the price."""
    variants = body.get("variants") or []
    if not variants and variant_id is None:
        return body
    for variant in variants:
        if variant["id"] == variant_id:
            found: dict[str, Any] = variant
            return found
    raise VariantRequired(item=body["name_id"])


async def set_sold_out(tx: Tx, outlet: str, item_id: str, do: SetSoldOut) -> Outcome:
    """Refuses ``outlet.unknown`` and ``item.unknown``."""
    await check_outlet(tx.con, tx.by.merchant_id, outlet)
    await _locked_item(tx, outlet, item_id)
    was = await store.find(tx.con, outlet, "availability", item_id)
    hlc = await store.next_stamp(tx.con, outlet, item_id, tx.now_ms)
    await store.set_availability(
        tx.con,
        outlet,
        item_id,
        sold_out=do.sold_out,
        hlc=hlc,
        author=str(tx.by.user_id),
        now_ms=tx.now_ms,
    )
    before = {"sold_out": bool(was and orjson.loads(was.body).get("sold_out"))}
    change = Change(
        "catalog.sold_out", outlet, f"item/{item_id}", before, {"sold_out": do.sold_out}
    )
    return Outcome(SoldOut(item_id=item_id, sold_out=do.sold_out), (change,))
