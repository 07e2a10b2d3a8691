"""Settings as versioned documents: the hub is their authority, the box applies them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from tilo.menu import Category, Item, ModifierGroup
from tilo.outlet import Outlet, Printer, Station, Table
from tilo.people import Staff
from tilo.tax import TaxRule
from tilo.value import Millis, Slug, Value

Kind = Literal[
    "outlet",
    "tax_class",
    "category",
    "station",
    "modifier_group",
    "item",
    "availability",
    "staff",
    "table",
    "printer",
]


class Availability(Value):
    """Whether an item is 86'd. Low-risk: box and hub may both write, the later `hlc` wins; an
    empty one is earlier than any."""

    id: Slug
    sold_out: bool = False
    hlc: Annotated[str, StringConstraints(pattern=r"^(\d{13}\.\d{6}\.[0-9A-Za-z_-]{1,16})?$")] = ""


SHAPES: dict[str, type[Value]] = {
    "outlet": Outlet,
    "tax_class": TaxRule,
    "category": Category,
    "station": Station,
    "modifier_group": ModifierGroup,
    "item": Item,
    "availability": Availability,
    "staff": Staff,
    "table": Table,
    "printer": Printer,
}
"""The shape of each kind's body. A kind a box does not know is stored and ignored (J4)."""


class Document(Value):
    """One version of one setting. `version` grows by one with every change at the hub."""

    kind: str
    id: Slug
    version: Annotated[int, Field(ge=1)]
    deleted: bool = False
    body: dict[str, Any]
    changed_at_ms: Millis = 0
