"""What each role may do at the hub. Whatever is not here is refused (rule X1)."""

from collections.abc import Mapping
from typing import Final

from tilo.people import Role

_LOOK: Final = frozenset({"people.session", "office.live", "merchants.read", "catalog.read"})
_FIGURES: Final = _LOOK | {"sales.read"}

PERMISSIONS: Final[Mapping[Role, frozenset[str]]] = {
    "super_admin": _FIGURES | {"catalog.price", "catalog.sold_out"},
    "owner": _FIGURES | {"catalog.price", "catalog.sold_out"},
    "manager": _FIGURES | {"catalog.sold_out"},
    "supervisor": frozenset(),
    "cashier": frozenset(),
    "kitchen": frozenset(),
    "inventory": _LOOK,
}

BOX: Final = frozenset({"sync.push", "sync.pull"})
"""What a box's own credential opens, and nothing else."""

ALL_PERMISSIONS: Final = frozenset().union(*PERMISSIONS.values(), BOX)
