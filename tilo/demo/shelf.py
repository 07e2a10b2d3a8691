"""Packaged goods on the shelf by the till. No station makes them, PPN is in their price."""

from typing import Final

from tilo.demo.card import Page

SHELF: Final = Page("oleh-oleh", station=None, lead_s=0)
PAGES: Final = (SHELF,)

SHELF.add(
    "kopi-gayo",
    ("Kopi Bubuk Gayo 250 g", "Gayo Ground Coffee 250 g"),
    (
        "Arabika Gayo sangrai medium, digiling segar.",
        "Medium-roast Gayo arabica, freshly ground.",
    ),
    85_000,
    tax_class="ppn",
    barcode="8990010200014",
)
SHELF.add(
    "sambal-roa",
    ("Sambal Roa 180 g", "Smoked Fish Sambal 180 g"),
    (
        "Sambal ikan roa asap dari Manado, pedas sedang.",
        "Manado's smoked garfish sambal, medium hot.",
    ),
    65_000,
    tax_class="ppn",
    barcode="8990010200021",
)
SHELF.add(
    "keripik-tempe",
    ("Keripik Tempe 150 g", "Tempeh Crisps 150 g"),
    (
        "Keripik tempe tipis dari Malang, rasa daun jeruk.",
        "Wafer-thin Malang tempeh crisps with kaffir lime leaf.",
    ),
    32_000,
    tax_class="ppn",
    barcode="8990010200038",
)
SHELF.add(
    "nastar-klasik",
    ("Nastar Klasik 400 g", "Pineapple Cookies 400 g"),
    (
        "Kue kering mentega berisi selai nanas, satu stoples.",
        "Buttery cookies filled with pineapple jam, one jar.",
    ),
    125_000,
    tax_class="ppn",
    barcode="8990010200045",
)
SHELF.add(
    "teh-melati",
    ("Teh Melati Seduh 100 g", "Loose Jasmine Tea 100 g"),
    (
        "Teh hijau Slawi dengan bunga melati kering.",
        "Slawi green tea with dried jasmine blossom.",
    ),
    38_000,
    tax_class="ppn",
    barcode="8990010200052",
)
SHELF.add(
    "bumbu-rendang",
    ("Bumbu Rendang Siap Masak", "Rendang Spice Paste"),
    (
        "Bumbu rendang Minang untuk satu kilogram daging.",
        "Minang rendang paste for one kilogram of beef.",
    ),
    35_000,
    tax_class="ppn",
    barcode="8990010200069",
)
SHELF.add(
    "deposit-rantang",
    ("Deposit Rantang", "Tiffin Carrier Deposit"),
    (
        "Uang jaminan rantang tiga susun; kembali penuh saat rantang dikembalikan.",
        "Deposit for a three-tier tiffin; paid back in full when it returns.",
    ),
    100_000,
    tax_class="none",
)
