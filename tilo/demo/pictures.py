"""The picture of every item of the demo, drawn in code: SVG for a till tile."""

from functools import cache
from typing import Final

from tilo.demo.drawing import DRAWINGS
from tilo.demo.drawing.ink import SIZE, Sheet, ink, path
from tilo.demo.menu import CATEGORIES, ITEMS

GROUNDS: Final = {category.id: (category.light, category.colour) for category in CATEGORIES}
CATEGORY_OF: Final = {item.id: item.category for item in ITEMS}

KAWUNG: Final = (
    '<pattern id="@" width="50" height="50" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)"><path fill="#fff" opacity=".12" d="M25 3q10 11 0 20q-10-9'
    " 0-20zM25 27q10 11 0 20q-10-9 0-20zM3 25q11-10 20 0q-9 10-20 0zM27 25q11-10 20 0q-9 10-20"
    ' 0z"/></pattern>'
)
"""The batik motif of palm fruit halves, faint on the table under every dish."""


def names() -> tuple[str, ...]:
    """The file names that ``picture`` knows, in the menu's order."""
    return tuple(f"{item.id}.svg" for item in ITEMS)


@cache
def picture(name: str) -> bytes:
    """The SVG of ``<item id>.svg``; KeyError for a name that is not in ``names``."""
    item_id = name.removesuffix(".svg") if name.endswith(".svg") else ""
    draw = DRAWINGS[item_id]
    sheet = Sheet(item_id)
    everywhere = f"M0 0H{SIZE}V{SIZE}H0z"
    sheet.put(path(everywhere, ink(sheet.round(*GROUNDS[CATEGORY_OF[item_id]]))))
    sheet.put(path(everywhere, ink(sheet.paint(KAWUNG))))
    draw(sheet)
    return sheet.svg()
