"""What a newcomer finds in Warung Tilo: whole, sellable, and true in both languages."""

import re
from collections import Counter
from typing import Any, TypeVar, get_args
from uuid import UUID

import pytest

from tilo.demo import MERCHANT, OUTLET_ID, documents
from tilo.documents import SHAPES, Document, Kind
from tilo.menu import Category, Item, Menu, ModifierGroup, NewLine
from tilo.outlet import Outlet, Printer, Station, Table
from tilo.people import Staff
from tilo.tax import TaxRule
from tilo.value import Value

T = TypeVar("T", bound=Value)

SLUG = re.compile(r"[a-z0-9_-]{1,64}")
LINE = UUID("0199d3c0-0000-7000-8000-000000000001")


def bodies(kind: str) -> list[dict[str, Any]]:
    return [row["body"] for row in documents() if row["kind"] == kind]


def shaped(kind: str, shape: type[T]) -> dict[str, T]:
    return {body["id"]: shape.model_validate(body) for body in bodies(kind)}


def menu() -> Menu:
    return Menu(
        rev=1,
        items=shaped("item", Item),
        groups=shaped("modifier_group", ModifierGroup),
        tax_rules=shaped("tax_class", TaxRule),
        sold_out=frozenset(body["id"] for body in bodies("availability") if body["sold_out"]),
    )


def test_every_document_is_one_that_box_and_hub_understand() -> None:
    for row in documents():
        Document.model_validate(row)
        shape = SHAPES[row["kind"]].model_validate(row["body"])
        assert set(row["body"]) <= set(type(shape).model_fields), row["id"]
        assert row["id"] == row["body"]["id"]
        assert (row["version"], row["deleted"]) == (1, False)


def test_every_kind_of_setting_is_shown_and_no_setting_twice() -> None:
    keys = Counter((row["kind"], row["id"]) for row in documents())
    assert {kind for kind, _ in keys} == set(get_args(Kind))
    assert max(keys.values()) == 1


def test_every_id_can_be_a_level_of_a_topic() -> None:
    ids = [row["id"] for row in documents()]
    ids += [option["id"] for group in bodies("modifier_group") for option in group["options"]]
    ids += [variant["id"] for item in bodies("item") for variant in item["variants"]]
    assert [wrong for wrong in ids if not SLUG.fullmatch(wrong)] == []


def test_the_outlet_is_a_jakarta_restaurant_with_its_money_rules() -> None:
    (outlet,) = shaped("outlet", Outlet).values()
    assert (outlet.id, outlet.merchant_id) == (OUTLET_ID, MERCHANT["id"])
    assert (outlet.city, outlet.zone, outlet.code) == ("Jakarta", "Asia/Jakarta", "KMG")
    assert (outlet.service_rate_bp, outlet.service_base) == (500, "after_discount")
    assert (outlet.cash_rounding_unit, outlet.cash_rounding_mode) == (100, "nearest")
    rules = shaped("tax_class", TaxRule)
    pbjt, ppn, none = rules["pbjt"], rules["ppn"], rules["none"]
    assert (pbjt.kind, pbjt.rate_bp, pbjt.inclusive, pbjt.serviced) == ("pbjt", 1000, False, True)
    assert (ppn.kind, ppn.rate_bp, ppn.inclusive, ppn.serviced) == ("ppn", 1200, True, False)
    assert ppn.fraction == (13_200, 120_000), "12 % on 11/12 of the price"
    assert (none.kind, none.rate_bp, none.serviced) == ("none", 0, False)


def test_whatever_an_item_refers_to_is_on_the_menu() -> None:
    categories = shaped("category", Category)
    stations = shaped("station", Station)
    whole = menu()
    for item in whole.items.values():
        assert item.category in categories
        assert item.tax_class in whole.tax_rules
        assert item.station is None or item.station in stations
        assert set(item.modifier_groups) <= set(whole.groups), item.id
        assert item.image == f"{item.id}.svg"
    assert {item.category for item in whole.items.values()} == set(categories)
    assert {item.station for item in whole.items.values()} == {None, "dapur", "bar"}


def test_settings_come_after_what_they_refer_to() -> None:
    """The documents are applied in this order; a hub may check references as they arrive."""
    kinds = list(dict.fromkeys(row["kind"] for row in documents()))
    assert kinds.index("item") > max(
        kinds.index(kind) for kind in ("tax_class", "station", "category", "modifier_group")
    )
    assert kinds.index("availability") > kinds.index("item")


def test_prices_are_what_jakarta_pays() -> None:
    whole = menu()
    assert len(whole.items) >= 48
    for item in whole.items.values():
        prices = [variant.price for variant in item.variants] or [item.price]
        assert all(5_000 <= price <= 200_000 and price % 500 == 0 for price in prices), item.id
        assert item.price == prices[0]
        assert prices == sorted(prices), f"{item.id}: variants go from small to large"
    for group in whole.groups.values():
        assert all(0 <= o.price <= 20_000 and o.price % 500 == 0 for o in group.options), group.id


@pytest.mark.parametrize("kind", ["category", "modifier_group", "item"])
def test_everything_has_a_name_in_both_languages(kind: str) -> None:
    for body in bodies(kind):
        named = [body, *body.get("options", ()), *body.get("variants", ())]
        for thing in named:
            for name in (thing["name_id"], thing["name_en"]):
                assert name == name.strip() != "", thing["id"]
                assert len(name) <= 40, f"{name} does not fit a tile"


def test_every_item_is_described_in_both_languages() -> None:
    for item in bodies("item"):
        told = item["description_id"], item["description_en"]
        assert all(20 <= len(text) <= 110 and text.endswith(".") for text in told), item["id"]
        assert told[0] != told[1]


def test_no_two_items_look_alike_on_a_till() -> None:
    for language in ("name_id", "name_en"):
        names = Counter(item[language] for item in bodies("item"))
        assert max(names.values()) == 1


def test_one_tap_sells_any_item_with_its_usual_modifiers() -> None:
    """A group that must be answered has defaults, so that no tile opens with a red form."""
    whole = menu()
    for item in whole.items.values():
        if item.id in whole.sold_out:
            continue
        usual = tuple(
            option.id
            for group_id in item.modifier_groups
            for option in whole.groups[group_id].options
            if option.default
        )
        variant = item.variants[0] if item.variants else None
        wish = NewLine(
            line_id=LINE,
            item_id=item.id,
            variant_id=variant.id if variant else None,
            options=usual,
        )
        assert whole.offer(wish).unit_price == item.price, f"{item.id}: defaults cost nothing"


def test_no_modifier_means_two_things_on_one_item() -> None:
    """A line names its modifiers by id alone, so groups must not share one."""
    options = Counter(o["id"] for group in bodies("modifier_group") for o in group["options"])
    assert max(options.values()) == 1


def test_every_modifier_group_can_be_met_and_is_used() -> None:
    groups = shaped("modifier_group", ModifierGroup)
    for group in groups.values():
        assert 0 <= group.min <= group.max <= len(group.options), group.id
        assert group.min <= sum(option.default for option in group.options) <= group.max, group.id
    used = {group for item in bodies("item") for group in item["modifier_groups"]}
    assert used == set(groups)


def check_digit(twelve: str) -> str:
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(twelve))
    return str(-total % 10)


def test_packaged_goods_scan_as_indonesian_goods() -> None:
    codes = [item["barcode"] for item in bodies("item") if item["barcode"]]
    assert len(codes) == len(set(codes)) >= 6
    for code in codes:
        assert re.fullmatch(r"899\d{10}", code)
        assert code[-1] == check_digit(code[:-1]), code
    for item in bodies("item"):
        assert item["barcode"] or item["tax_class"] != "ppn", "a package has a barcode"


def test_goods_from_the_shelf_carry_ppn_and_no_station_makes_them() -> None:
    for item in bodies("item"):
        assert (item["station"] is None) == (item["tax_class"] != "pbjt"), item["id"]
        assert (item["lead_s"] == 0) == (item["station"] is None), item["id"]


def test_something_is_sold_out_and_nearly_everything_is_not() -> None:
    sold_out = menu().sold_out
    assert sold_out <= set(menu().items)
    assert 1 <= len(sold_out) <= 3


def test_guests_sit_inside_on_the_terrace_and_in_private() -> None:
    tables = list(shaped("table", Table).values())
    assert len(tables) >= 14
    assert {table.area for table in tables} == {"Dalam", "Teras", "VIP"}
    assert len({table.name for table in tables}) == len(tables)
    assert [table.sort for table in tables] == sorted({table.sort for table in tables})
    assert all(2 <= table.seats <= 12 for table in tables)


def test_the_receipt_printer_is_where_the_caller_says() -> None:
    (row,) = [
        row
        for row in documents(printer_host="127.0.0.1", printer_port=40_123)
        if row["kind"] == "printer"
    ]
    printer = Printer.model_validate(row["body"])
    assert (printer.id, printer.host, printer.port) == ("kasir", "127.0.0.1", 40_123)
    assert (printer.columns, printer.purpose, printer.station) == (48, "receipt", None)


def test_what_one_caller_changes_no_other_caller_sees() -> None:
    first = documents()
    for row in first:
        row["body"].clear()
    assert all(row["body"] for row in documents())


def test_the_staff_are_people_of_several_roles() -> None:
    crew = shaped("staff", Staff)
    roles = Counter(person.role for person in crew.values())
    assert set(roles) >= {"owner", "manager", "supervisor", "cashier", "kitchen", "inventory"}
    assert len({person.name for person in crew.values()}) == len(crew)
