"""What staff can do to the menu at the box: 86 and un-86 an item."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from edge import documents
from edge.menu.store import in_force
from edge.tx import Outcome, Tx
from tilo.commands import Command
from tilo.events import SoldOutSet
from tilo.menu import ItemUnknown
from tilo.value import Slug, Value


class SetSoldOut(Command):
    """Mark an item sold out for now, or back on sale."""

    permission: ClassVar[str] = "menu.sold_out"

    sold_out: bool


class SoldOutAnswer(Value):
    """How the item stands now."""

    item_id: Slug
    sold_out: bool


class SoldOutShown(NamedTuple):
    """For the screens: an item went off sale, or came back."""

    item_id: str
    sold_out: bool


class MenuShown(NamedTuple):
    """For the screens: the menu has another revision."""

    rev: int


def set_sold_out(tx: Tx, do: SetSoldOut, item_id: str) -> Outcome:
    """Refuses `item.unknown`."""
    if item_id not in in_force(tx).items:
        raise ItemUnknown(item=item_id)
    hlc = documents.set_sold_out(tx, item_id, do.sold_out)
    tx.show(SoldOutShown(item_id, do.sold_out))
    answer = SoldOutAnswer(item_id=item_id, sold_out=do.sold_out)
    fact = SoldOutSet(item_id=item_id, sold_out=do.sold_out, hlc=hlc)
    return Outcome(answer.model_dump_json().encode(), (fact,))
