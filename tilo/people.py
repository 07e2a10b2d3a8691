"""Who may do what: the seven roles and their permissions, and staff as a document."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints

from tilo.outlet import Language
from tilo.value import Name, Slug, Value

Role = Literal["super_admin", "owner", "manager", "supervisor", "cashier", "kitchen", "inventory"]


class Staff(Value):
    """Somebody who works at the outlet. Only the argon2id hash of the PIN is ever kept."""

    id: Slug
    name: Name
    role: Role
    pin_hash: str
    language: Language = "id"
    colour: Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")] = "#888888"
    active: bool = True


_LOOK = frozenset({"menu.read", "sales.read", "kitchen.read", "box.read"})
_COOK = frozenset({"menu.read", "kitchen.read", "kitchen.bump", "menu.sold_out", "box.read"})
_SELL = _LOOK | {
    "sales.open",
    "sales.add",
    "sales.change",
    "sales.fire",
    "sales.move",
    "sales.split",
    "sales.transfer",
    "sales.pay",
    "sales.reprint",
    "sales.discount",
    "kitchen.bump",
    "menu.sold_out",
    "till.read",
    "till.open",
    "till.move_cash",
    "till.close",
}
_SUPERVISE = _SELL | {
    "sales.void_fired",
    "sales.void_check",
    "sales.comp",
    "sales.refund",
    "sales.history",
    "printing.test",
    "till.expect",
    "till.others",
    "till.approve",
}

PERMISSIONS: dict[Role, frozenset[str]] = {
    "super_admin": _SUPERVISE,
    "owner": _SUPERVISE,
    "manager": _SUPERVISE,
    "supervisor": _SUPERVISE,
    "cashier": _SELL,
    "kitchen": _COOK,
    "inventory": frozenset({"menu.read", "menu.sold_out", "box.read"}),
}
"""What each role may do at the box. Whatever is not here is refused."""

DISCOUNT_LIMIT_BP: dict[Role, int] = {
    "super_admin": 10_000,
    "owner": 10_000,
    "manager": 5_000,
    "supervisor": 2_500,
    "cashier": 1_000,
    "kitchen": 0,
    "inventory": 0,
}
"""How much of a check, in basis points of its goods, each role may take off by hand. Above it
somebody whose limit is higher approves."""

ALL_PERMISSIONS = frozenset().union(*PERMISSIONS.values())
