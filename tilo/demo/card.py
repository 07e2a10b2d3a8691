"""How the demo's menu is written down: a category with its items, and the bodies they make."""

from dataclasses import dataclass
from typing import Any

Body = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryCard:
    """``colour`` is the tile's; ``light`` is where the light falls on it in pictures."""

    id: str
    name_id: str
    name_en: str
    light: str
    colour: str

    def body(self, sort: int) -> Body:
        return {
            "id": self.id,
            "name_id": self.name_id,
            "name_en": self.name_en,
            "sort": sort,
            "colour": self.colour,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """A variant; ``price`` in rupiah."""

    id: str
    name_id: str
    name_en: str
    price: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCard:
    """A dish or product; ``price`` in rupiah, of the first variant if there are any."""

    id: str
    name_id: str
    name_en: str
    description_id: str
    description_en: str
    category: str
    price: int
    station: str | None
    tax_class: str = "pbjt"
    groups: tuple[str, ...] = ()
    variants: tuple[Size, ...] = ()
    barcode: str | None = None
    lead_s: int = 0

    def body(self, sort: int) -> Body:
        return {
            "id": self.id,
            "name_id": self.name_id,
            "name_en": self.name_en,
            "description_id": self.description_id,
            "description_en": self.description_en,
            "category": self.category,
            "price": self.price,
            "tax_class": self.tax_class,
            "station": self.station,
            "variants": [
                {"id": v.id, "name_id": v.name_id, "name_en": v.name_en, "price": v.price}
                for v in self.variants
            ],
            "modifier_groups": list(self.groups),
            "barcode": self.barcode,
            "image": f"{self.id}.svg",
            "lead_s": self.lead_s,
            "sort": sort,
            "active": True,
        }


def sizes(*rows: tuple[str, str, str, int]) -> tuple[Size, ...]:
    """Variants as rows of id, Indonesian name, English name and price."""
    return tuple(Size(id=i, name_id=n, name_en=e, price=p) for i, n, e, p in rows)


class Page:
    """One category's part of the menu; each ``add`` writes down one item."""

    def __init__(self, category: str, *, station: str | None, lead_s: int) -> None:
        self.category = category
        self.station = station
        self.lead_s = lead_s
        self.items: list[ItemCard] = []

    def add(
        self,
        item_id: str,
        names: tuple[str, str],
        descriptions: tuple[str, str],
        price: int | tuple[Size, ...],
        *,
        groups: tuple[str, ...] = (),
        lead_s: int | None = None,
        tax_class: str = "pbjt",
        barcode: str | None = None,
    ) -> None:
        """``names`` and ``descriptions`` are Indonesian, then English."""
        variants = () if isinstance(price, int) else price
        self.items.append(
            ItemCard(
                id=item_id,
                name_id=names[0],
                name_en=names[1],
                description_id=descriptions[0],
                description_en=descriptions[1],
                category=self.category,
                price=price if isinstance(price, int) else price[0].price,
                station=self.station,
                tax_class=tax_class,
                groups=groups,
                variants=variants,
                barcode=barcode,
                lead_s=self.lead_s if lead_s is None else lead_s,
            )
        )
