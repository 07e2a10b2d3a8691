"""Coffee, tea, juices and coolers, made at the bar."""

from typing import Final

from tilo.demo.card import Page, sizes

COFFEE_AND_TEA: Final = Page("kopi-teh", station="bar", lead_s=240)
COOLERS: Final = Page("segar", station="bar", lead_s=240)
PAGES: Final = (COFFEE_AND_TEA, COOLERS)

COFFEE_AND_TEA.add(
    "es-teh-manis",
    ("Es Teh Manis", "Sweet Iced Tea"),
    (
        "Teh melati Jawa, gula batu, banyak es.",
        "Javanese jasmine tea with rock sugar and plenty of ice.",
    ),
    sizes(
        ("gelas", "Gelas", "Glass", 12_000),
        ("jumbo", "Jumbo", "Jumbo", 18_000),
    ),
    groups=("gula", "es"),
    lead_s=120,
)
COFFEE_AND_TEA.add(
    "teh-poci",
    ("Teh Poci Tegal", "Tegal Clay-Pot Tea"),
    (
        "Teh wangi diseduh di poci tanah liat dengan gula batu. Untuk dua cangkir.",
        "Fragrant tea brewed in a clay pot with rock sugar. Serves two cups.",
    ),
    28_000,
    lead_s=360,
)
COFFEE_AND_TEA.add(
    "teh-tarik",
    ("Teh Tarik", "Pulled Milk Tea"),
    (
        "Teh hitam susu yang ditarik sampai berbusa.",
        "Black milk tea pulled until frothy.",
    ),
    sizes(
        ("panas", "Panas", "Hot", 24_000),
        ("dingin", "Dingin", "Iced", 26_000),
    ),
    groups=("gula",),
)
COFFEE_AND_TEA.add(
    "kopi-tubruk",
    ("Kopi Tubruk", "Javanese Mud Coffee"),
    (
        "Kopi robusta Temanggung diseduh langsung dengan ampasnya.",
        "Temanggung robusta brewed unfiltered, grounds and all.",
    ),
    18_000,
    groups=("gula",),
)
COFFEE_AND_TEA.add(
    "es-kopi-susu-aren",
    ("Es Kopi Susu Gula Aren", "Iced Palm Sugar Latte"),
    (
        "Espresso arabika Gayo, susu segar, dan gula aren cair.",
        "Gayo arabica espresso, fresh milk and liquid palm sugar.",
    ),
    sizes(
        ("reguler", "Reguler", "Regular", 28_000),
        ("besar", "Besar", "Large", 34_000),
    ),
    groups=("gula", "es", "susu", "shot"),
)
COFFEE_AND_TEA.add(
    "cappuccino",
    ("Cappuccino", "Cappuccino"),
    (
        "Espresso ganda dengan susu berbusa halus.",
        "Double espresso under finely textured milk.",
    ),
    sizes(
        ("panas", "Panas", "Hot", 34_000),
        ("dingin", "Dingin", "Iced", 36_000),
    ),
    groups=("susu", "shot"),
)
COFFEE_AND_TEA.add(
    "wedang-jahe",
    ("Wedang Jahe Serai", "Ginger & Lemongrass Infusion"),
    (
        "Jahe bakar, serai, dan gula aren; menghangatkan badan.",
        "Charred ginger, lemongrass and palm sugar to warm you up.",
    ),
    22_000,
    groups=("gula",),
)

COOLERS.add(
    "es-jeruk",
    ("Es Jeruk Peras", "Fresh Iced Orange"),
    (
        "Jeruk peras Medan, diperas saat dipesan.",
        "Medan oranges, squeezed to order.",
    ),
    22_000,
    groups=("gula", "es"),
)
COOLERS.add(
    "jus-alpukat",
    ("Jus Alpukat", "Avocado Juice"),
    (
        "Alpukat mentega kental dengan susu kental manis dan saus cokelat.",
        "Thick butter avocado with condensed milk and chocolate sauce.",
    ),
    34_000,
    groups=("gula", "es"),
)
COOLERS.add(
    "jus-mangga",
    ("Jus Mangga Harum Manis", "Harum Manis Mango Juice"),
    (
        "Mangga harum manis Probolinggo tanpa tambahan air.",
        "Probolinggo harum manis mangoes, no water added.",
    ),
    32_000,
    groups=("gula", "es"),
)
COOLERS.add(
    "es-kelapa-muda",
    ("Es Kelapa Muda Utuh", "Young Coconut"),
    (
        "Kelapa muda utuh, dibuka di depan Anda.",
        "A whole young coconut, opened when you order.",
    ),
    32_000,
    groups=("gula",),
)
COOLERS.add(
    "soda-gembira",
    ("Soda Gembira", "Happy Soda"),
    (
        "Soda, sirup cocopandan, dan susu kental manis.",
        "Soda with coco-pandan syrup and condensed milk.",
    ),
    26_000,
    groups=("es",),
)
COOLERS.add(
    "es-timun-selasih",
    ("Es Timun Selasih", "Cucumber & Basil Seed Cooler"),
    (
        "Timun serut, selasih, dan perasan jeruk nipis.",
        "Shaved cucumber, basil seeds and a squeeze of lime.",
    ),
    24_000,
    groups=("gula", "es"),
)
COOLERS.add(
    "air-mineral",
    ("Air Mineral 600 ml", "Mineral Water 600 ml"),
    (
        "Air mineral pegunungan dalam botol, dingin.",
        "Chilled mountain mineral water.",
    ),
    10_000,
    barcode="8990010100017",
    lead_s=30,
)
