"""The demo merchant as documents, ready to be applied by a box or seeded into a hub."""

from collections.abc import Iterable
from typing import Any, Final

from tilo.demo.crew import CREW
from tilo.demo.menu import CATEGORIES, ITEMS
from tilo.demo.modifiers import MODIFIER_GROUPS
from tilo.demo.place import OUTLET, STATIONS, TAX_CLASSES, printer, tables

Body = dict[str, Any]

SOLD_OUT: Final = ("nasi-tumpeng-mini",)
"""What ran out before the newcomer came, so that an 86'd tile can be seen."""


def documents(printer_host: str = "127.0.0.1", printer_port: int = 9100) -> list[Body]:
    """Every setting of the demo outlet as ``{kind, id, version, deleted, body}``.

    What others refer to comes first: applied in this order, no reference ever dangles.
    """
    bodies: dict[str, Iterable[Body]] = {
        "outlet": [OUTLET],
        "tax_class": TAX_CLASSES,
        "station": STATIONS,
        "category": [c.body(sort) for sort, c in enumerate(CATEGORIES, start=1)],
        "modifier_group": [group.body() for group in MODIFIER_GROUPS],
        "item": [item.body(sort) for sort, item in enumerate(ITEMS, start=1)],
        # An empty clock is earlier than any: the first tap on either side wins.
        "availability": [{"id": i, "sold_out": True, "hlc": ""} for i in SOLD_OUT],
        "table": tables(),
        "staff": [person.body() for person in CREW],
        "printer": [printer(printer_host, printer_port)],
    }
    return [_document(kind, body) for kind, rows in bodies.items() for body in rows]


def _document(kind: str, body: Body) -> Body:
    return {"kind": kind, "id": body["id"], "version": 1, "deleted": False, "body": dict(body)}
