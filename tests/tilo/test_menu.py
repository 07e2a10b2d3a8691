"""What one unit of an item costs, and what cannot be ordered."""

from uuid import uuid4

import pytest

from tests.tilo.plates import keripik, menu, nasi, teh
from tilo.menu import (
    ItemSoldOut,
    ItemUnknown,
    NewLine,
    OptionsOutOfRange,
    OptionUnknown,
    VariantRequired,
)


def test_options_are_added_to_the_price_and_stand_in_the_menus_order() -> None:
    offer = menu().offer(nasi(1, "extra", "pedas"))
    assert offer.unit_price == 34_000
    assert [option.id for option in offer.options] == ["pedas", "extra"]
    assert offer.station == "dapur"


def test_the_variants_price_counts_and_its_name_is_kept() -> None:
    offer = menu().offer(teh(size="kecil"))
    assert offer.unit_price == 6_000
    assert offer.variant_name_id == "Kecil"
    assert offer.variant_name_en == "Small"


def test_an_item_with_variants_needs_one_and_a_plain_one_takes_none() -> None:
    with pytest.raises(VariantRequired):
        menu().offer(NewLine(line_id=uuid4(), item_id="es-teh"))
    with pytest.raises(VariantRequired):
        menu().offer(keripik().model_copy(update={"variant_id": "besar"}))


def test_a_group_holds_its_guests_to_its_minimum_and_maximum() -> None:
    with pytest.raises(OptionsOutOfRange) as refused:
        menu().offer(NewLine(line_id=uuid4(), item_id="nasi-goreng"))
    assert refused.value.facts["min"] == 1
    with pytest.raises(OptionsOutOfRange):
        menu().offer(nasi(1, "pedas", "extra", "tanpa"))


def test_an_option_of_another_dish_is_refused() -> None:
    with pytest.raises(OptionUnknown):
        menu().offer(nasi(1, "pedas", "es-batu"))


def test_what_is_sold_out_or_unknown_is_refused_by_name() -> None:
    with pytest.raises(ItemSoldOut) as refused:
        menu("nasi-goreng").offer(nasi())
    assert refused.value.facts["item"] == "Nasi Goreng"
    with pytest.raises(ItemUnknown):
        menu().offer(NewLine(line_id=uuid4(), item_id="rendang"))
