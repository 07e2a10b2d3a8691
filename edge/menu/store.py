"""The menu in force inside a transaction, kept between commands and patched by what changed."""

from __future__ import annotations

from typing import NamedTuple, TypeVar

from edge import documents
from edge.tx import Tx
from tilo.menu import Item, Menu, ModifierGroup
from tilo.tax import TaxRule

V = TypeVar("V")

_KINDS = ("item", "modifier_group", "tax_class")


class _Held(NamedTuple):
    rev: int
    sold_out_rev: int
    menu: Menu


def in_force(tx: Tx) -> Menu:
    """What may be sold now, at the prices of now."""
    rev, sold_out_rev = documents.revisions(tx)
    held: _Held | None = tx.cache.get("menu")
    if held is not None and held.rev == rev and held.sold_out_rev == sold_out_rev:
        return held.menu
    menu = _patched(tx, held, rev)
    tx.cache["menu"] = _Held(rev, sold_out_rev, menu)
    return menu


def _patched(tx: Tx, held: _Held | None, rev: int) -> Menu:
    items: dict[str, Item] = dict(held.menu.items) if held else {}
    groups: dict[str, ModifierGroup] = dict(held.menu.groups) if held else {}
    rules: dict[str, TaxRule] = dict(held.menu.tax_rules) if held else {}
    for kind, key, deleted, body in documents.changed_since(
        tx.sql, held.rev if held else -1, _KINDS
    ):
        match kind:
            case "item":
                _take(items, key, None if deleted else documents.read(Item, body))
            case "modifier_group":
                _take(groups, key, None if deleted else documents.read(ModifierGroup, body))
            case "tax_class":
                _take(rules, key, None if deleted else documents.read(TaxRule, body))
    return Menu(
        rev=rev,
        items=items,
        groups=groups,
        tax_rules=rules,
        sold_out=documents.sold_out(tx.sql),
    )


def _take(into: dict[str, V], key: str, value: V | None) -> None:
    """A document gone, or one this program cannot read, is not sold."""
    if value is None:
        into.pop(key, None)
    else:
        into[key] = value
