"""The demo's pictures, one drawing for each item of its menu."""

from collections.abc import Callable, Mapping
from typing import Final

from tilo.demo.drawing import drinks, mains, packs, rice, soups, sweets
from tilo.demo.drawing.ink import Sheet

DRAWINGS: Final[Mapping[str, Callable[[Sheet], None]]] = {
    **rice.PICTURES,
    **mains.PICTURES,
    **soups.PICTURES,
    **sweets.PICTURES,
    **drinks.PICTURES,
    **packs.PICTURES,
}
