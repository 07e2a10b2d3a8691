"""Satay from the grill, and the big pots of soup."""

from typing import Final

from tilo.demo.card import Page, sizes

SATAY_AND_SOUPS: Final = Page("sate-kuah", station="dapur", lead_s=720)
PAGES: Final = (SATAY_AND_SOUPS,)

SATAY_AND_SOUPS.add(
    "sate-ayam-madura",
    ("Sate Ayam Madura", "Madura Chicken Satay"),
    (
        "Sate ayam bakar arang dengan bumbu kacang kental dan lontong.",
        "Charcoal chicken satay with thick peanut sauce and rice cakes.",
    ),
    sizes(
        ("lima", "5 tusuk", "5 skewers", 32_000),
        ("sepuluh", "10 tusuk", "10 skewers", 56_000),
        ("dua-puluh", "20 tusuk", "20 skewers", 105_000),
    ),
    groups=("bumbu-sate", "pendamping"),
    lead_s=900,
)
SATAY_AND_SOUPS.add(
    "sate-kambing",
    ("Sate Kambing Muda", "Young Goat Satay"),
    (
        "Kambing muda bakar dengan kecap, rawit, dan bawang merah.",
        "Grilled young goat with sweet soy, bird's eye chili and shallots.",
    ),
    sizes(
        ("lima", "5 tusuk", "5 skewers", 52_000),
        ("sepuluh", "10 tusuk", "10 skewers", 95_000),
    ),
    groups=("bumbu-sate", "pendamping"),
    lead_s=1080,
)
SATAY_AND_SOUPS.add(
    "sate-taichan",
    ("Sate Taichan Senayan", "Taichan Satay"),
    (
        "Sate ayam putih khas Jakarta, jeruk nipis, dan sambal rawit merah. Sepuluh tusuk.",
        "Jakarta's white chicken satay with lime and red chili sambal. Ten skewers.",
    ),
    48_000,
    groups=("level-pedas", "pendamping"),
)
SATAY_AND_SOUPS.add(
    "sate-lilit-bali",
    ("Sate Lilit Bali", "Balinese Minced Fish Satay"),
    (
        "Ikan tenggiri cincang berbumbu, dililit di batang serai. Lima tusuk, sambal matah.",
        "Spiced minced mackerel on lemongrass stalks. Five skewers, raw shallot sambal.",
    ),
    55_000,
    groups=("pendamping",),
)
SATAY_AND_SOUPS.add(
    "soto-betawi",
    ("Soto Betawi", "Betawi Beef Soup"),
    (
        "Kuah susu dan santan dengan daging sapi, kentang, tomat, dan emping.",
        "Milk and coconut broth with beef, potato, tomato and melinjo crackers.",
    ),
    58_000,
    groups=("pilih-nasi", "permintaan"),
    lead_s=480,
)
SATAY_AND_SOUPS.add(
    "soto-ayam-lamongan",
    ("Soto Ayam Lamongan", "Lamongan Chicken Soup"),
    (
        "Kuah kunyit bening dengan ayam suwir, telur, taoge, dan taburan koya.",
        "Clear turmeric broth with shredded chicken, egg, sprouts and koya crumbs.",
    ),
    42_000,
    groups=("pilih-nasi", "permintaan"),
    lead_s=480,
)
SATAY_AND_SOUPS.add(
    "sop-buntut",
    ("Sop Buntut", "Oxtail Soup"),
    (
        "Buntut sapi empuk, wortel, dan seledri dalam kaldu pala.",
        "Tender oxtail, carrot and celery in a nutmeg-scented broth.",
    ),
    sizes(
        ("kuah", "Kuah bening", "In clear broth", 98_000),
        ("goreng", "Buntut goreng", "Fried oxtail", 108_000),
        ("bakar", "Buntut bakar", "Grilled oxtail", 112_000),
    ),
    groups=("pilih-nasi", "pilih-sambal", "permintaan"),
    lead_s=600,
)
SATAY_AND_SOUPS.add(
    "rawon-surabaya",
    ("Rawon Surabaya", "Surabaya Black Beef Soup"),
    (
        "Sup daging berkuah kluwek hitam, telur asin, taoge pendek, dan kerupuk udang.",
        "Beef soup black with keluak nut, salted egg, young sprouts and prawn crackers.",
    ),
    58_000,
    groups=("pilih-nasi", "permintaan"),
    lead_s=480,
)
SATAY_AND_SOUPS.add(
    "bakso-urat",
    ("Bakso Urat", "Beef Tendon Meatballs"),
    (
        "Bakso sapi urat dengan mi kuning, sawi, dan kaldu sumsum.",
        "Springy beef meatballs with yellow noodles, greens and marrow broth.",
    ),
    sizes(
        ("biasa", "Biasa", "Regular", 35_000),
        ("jumbo", "Jumbo", "Jumbo", 48_000),
    ),
    groups=("isi-mangkuk", "permintaan"),
    lead_s=420,
)
