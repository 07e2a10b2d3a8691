"""What may be sold now: items, variants, modifier groups, and the pricing of one new line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from tilo.errors import Refusal
from tilo.tax import TaxRule
from tilo.value import Name, Price, Slug, Text, Value


class ItemUnknown(Refusal):
    """The item is not on this outlet's menu, or was taken off it."""

    code = "item.unknown"
    status = 404
    item: str


class ItemSoldOut(Refusal):
    """The item is 86'd."""

    code = "item.sold_out"
    status = 409
    item: str
    item_id: str


class VariantRequired(Refusal):
    """The item comes in variants and none, or an unknown one, was chosen."""

    code = "item.variant_required"
    status = 422
    item: str


class OptionUnknown(Refusal):
    """The chosen modifier does not belong to this item."""

    code = "item.option_unknown"
    status = 422
    item: str


class OptionsOutOfRange(Refusal):
    """Fewer or more modifiers of a group than it allows."""

    code = "item.options_out_of_range"
    status = 422
    item: str
    group: str
    min: int
    max: int


class Category(Value):
    id: Slug
    name_id: Name
    name_en: Name
    sort: int = 0
    colour: Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")] = "#888888"


class Variant(Value):
    id: Slug
    name_id: Name
    name_en: Name
    price: Price


class Option(Value):
    id: Slug
    name_id: Name
    name_en: Name
    price: Price = 0
    default: bool = False


class ModifierGroup(Value):
    """Choices on a line; between `min` and `max` of them must be taken."""

    id: Slug
    name_id: Name
    name_en: Name
    min: Annotated[int, Field(ge=0, le=50)] = 0
    max: Annotated[int, Field(ge=1, le=50)] = 1
    options: tuple[Option, ...] = ()


class Item(Value):
    """A dish or product. With variants, the variant's price counts and `price` is ignored."""

    id: Slug
    name_id: Name
    name_en: Name
    description_id: Text = ""
    description_en: Text = ""
    category: Slug
    price: Price
    tax_class: Slug
    station: Slug | None = None
    variants: tuple[Variant, ...] = ()
    modifier_groups: tuple[Slug, ...] = ()
    barcode: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z.-]{4,32}$")] | None = None
    image: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{1,80}\.(svg|webp|png|jpg)$")] | (
        None
    ) = None
    lead_s: Annotated[int, Field(ge=0, le=14_400)] = 0
    sort: int = 0
    active: bool = True


class NewLine(Value):
    """A wish to sell: what the tablet sends. It never names a price."""

    line_id: UUID
    item_id: Slug
    variant_id: Slug | None = None
    options: Annotated[tuple[Slug, ...], Field(max_length=50)] = ()
    quantity: Annotated[int, Field(ge=1, le=999)] = 1
    note: Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)] = ""
    seat: Annotated[int, Field(ge=1, le=99)] | None = None
    course: Annotated[int, Field(ge=1, le=20)] | None = None
    held: bool = False


class Choice(Value):
    """A modifier as it stands on a line, with its price at sale."""

    id: Slug
    name_id: Name
    name_en: Name
    price: Price = 0


class Offer(Value):
    """One unit of an item as chosen: names, unit price, tax rule and station at this moment."""

    item_id: Slug
    variant_id: Slug | None
    name_id: Name
    name_en: Name
    variant_name_id: Name | None
    variant_name_en: Name | None
    options: tuple[Choice, ...]
    unit_price: Price
    tax: TaxRule
    station: Slug | None
    lead_s: int


class Menu:
    """The menu in force, indexed. Built once per revision and never changed."""

    def __init__(
        self,
        *,
        rev: int,
        items: Mapping[str, Item],
        groups: Mapping[str, ModifierGroup],
        tax_rules: Mapping[str, TaxRule],
        sold_out: frozenset[str],
    ) -> None:
        self.rev = rev
        self.items = items
        self.groups = groups
        self.tax_rules = tax_rules
        self.sold_out = sold_out

    def offer(self, line: NewLine) -> Offer:
        """What this line would sell.

        Refuses `item.unknown`, `item.sold_out`, `item.variant_required`, `item.option_unknown`
        and `item.options_out_of_range`.
        """
        item = self.items.get(line.item_id)
        rule = self.tax_rules.get(item.tax_class) if item else None
        if item is None or rule is None or not item.active:
            raise ItemUnknown(item=line.item_id)
        if item.id in self.sold_out:
            raise ItemSoldOut(item=item.name_id, item_id=item.id)
        variant = self._variant(item, line.variant_id)
        options = self._options(item, line.options)
        price = variant.price if variant else item.price
        return Offer(
            item_id=item.id,
            variant_id=variant.id if variant else None,
            name_id=item.name_id,
            name_en=item.name_en,
            variant_name_id=variant.name_id if variant else None,
            variant_name_en=variant.name_en if variant else None,
            options=options,
            unit_price=price + sum(option.price for option in options),
            tax=rule,
            station=item.station,
            lead_s=item.lead_s,
        )

    def _variant(self, item: Item, variant_id: str | None) -> Variant | None:
        if not item.variants and variant_id is None:
            return None
        for variant in item.variants:
            if variant.id == variant_id:
                return variant
        raise VariantRequired(item=item.name_id)

    def _options(self, item: Item, chosen: tuple[str, ...]) -> tuple[Choice, ...]:
        """The chosen options in the menu's order, each group within its bounds."""
        left = list(chosen)
        choices: list[Choice] = []
        for group_id in item.modifier_groups:
            group = self.groups.get(group_id)
            if group is None:
                continue
            taken = 0
            for option in group.options:
                while option.id in left:
                    left.remove(option.id)
                    taken += 1
                    choices.append(
                        Choice(
                            id=option.id,
                            name_id=option.name_id,
                            name_en=option.name_en,
                            price=option.price,
                        )
                    )
            if not group.min <= taken <= group.max:
                raise OptionsOutOfRange(
                    group=group.name_id, item=item.name_id, min=group.min, max=group.max
                )
        if left:
            raise OptionUnknown(item=item.name_id)
        return tuple(choices)
