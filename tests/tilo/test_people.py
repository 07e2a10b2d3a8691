"""Roles: who may do what, and that nobody may what is not written down."""

from tilo.people import ALL_PERMISSIONS, PERMISSIONS


def test_all_seven_roles_are_known() -> None:
    assert set(PERMISSIONS) == {
        "super_admin",
        "owner",
        "manager",
        "supervisor",
        "cashier",
        "kitchen",
        "inventory",
    }


def test_a_cashier_sells_but_does_not_void_what_the_kitchen_has() -> None:
    assert {"sales.open", "sales.pay", "sales.fire"} <= PERMISSIONS["cashier"]
    assert "sales.void_fired" not in PERMISSIONS["cashier"]
    assert "sales.void_check" not in PERMISSIONS["cashier"]
    assert "sales.void_fired" in PERMISSIONS["supervisor"]


def test_a_cook_takes_no_money() -> None:
    assert "kitchen.bump" in PERMISSIONS["kitchen"]
    assert not {p for p in PERMISSIONS["kitchen"] if p.startswith("sales.")}


def test_nobody_holds_what_is_reserved_for_the_boxs_own_processes() -> None:
    assert not {p for p in ALL_PERMISSIONS if p.startswith("internal.")}
