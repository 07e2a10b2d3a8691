"""The demo's whole menu: its categories, and the items of every page in order."""

from typing import Final

from tilo.demo import bar, grill, rice, shelf, sides
from tilo.demo.card import CategoryCard, ItemCard

CATEGORIES: Final = (
    CategoryCard(
        id="nasi-mie",
        name_id="Nasi & Mie",
        name_en="Rice & Noodles",
        light="#f3bd56",
        colour="#d8902c",
    ),
    CategoryCard(
        id="lauk",
        name_id="Ayam, Daging & Laut",
        name_en="Chicken, Meat & Seafood",
        light="#e68f62",
        colour="#c2603a",
    ),
    CategoryCard(
        id="sate-kuah",
        name_id="Sate & Kuah",
        name_en="Satay & Soups",
        light="#c26a55",
        colour="#93392d",
    ),
    CategoryCard(
        id="sayur",
        name_id="Sayur & Pendamping",
        name_en="Vegetables & Sides",
        light="#b3c88f",
        colour="#7f9c5c",
    ),
    CategoryCard(
        id="camilan",
        name_id="Camilan",
        name_en="Snacks",
        light="#fae3b0",
        colour="#e3b565",
    ),
    CategoryCard(
        id="manis",
        name_id="Pencuci Mulut",
        name_en="Desserts",
        light="#f7bdb4",
        colour="#e08a86",
    ),
    CategoryCard(
        id="kopi-teh",
        name_id="Kopi & Teh",
        name_en="Coffee & Tea",
        light="#e0c6a2",
        colour="#b58d61",
    ),
    CategoryCard(
        id="segar",
        name_id="Jus & Minuman Segar",
        name_en="Juices & Coolers",
        light="#93cdb9",
        colour="#5a9f8e",
    ),
    CategoryCard(
        id="oleh-oleh",
        name_id="Oleh-oleh",
        name_en="To Take Home",
        light="#a9b8d0",
        colour="#6f82a6",
    ),
)

ITEMS: Final[tuple[ItemCard, ...]] = tuple(
    item
    for page in (*rice.PAGES, *grill.PAGES, *sides.PAGES, *bar.PAGES, *shelf.PAGES)
    for item in page.items
)
