"""Vegetables and sides, snacks and desserts."""

from typing import Final

from tilo.demo.card import Page, sizes

SIDES: Final = Page("sayur", station="dapur", lead_s=480)
SNACKS: Final = Page("camilan", station="dapur", lead_s=600)
DESSERTS: Final = Page("manis", station="bar", lead_s=300)
PAGES: Final = (SIDES, SNACKS, DESSERTS)

SIDES.add(
    "gado-gado",
    ("Gado-gado Ulek", "Gado-gado"),
    (
        "Sayur rebus, tahu, dan telur dengan bumbu kacang yang diulek saat dipesan.",
        "Blanched vegetables, tofu and egg in peanut sauce ground to order.",
    ),
    38_000,
    groups=("level-pedas", "pendamping", "permintaan"),
)
SIDES.add(
    "cah-kangkung-terasi",
    ("Cah Kangkung Terasi", "Water Spinach with Shrimp Paste"),
    (
        "Kangkung ditumis cepat dengan terasi, bawang, dan cabai.",
        "Water spinach flash-fried with shrimp paste, garlic and chili.",
    ),
    32_000,
    groups=("level-pedas",),
)
SIDES.add(
    "sayur-asem",
    ("Sayur Asem", "Tamarind Vegetable Soup"),
    (
        "Jagung manis, kacang panjang, dan melinjo dalam kuah asam segar.",
        "Sweet corn, long beans and melinjo in a fresh tamarind broth.",
    ),
    25_000,
    lead_s=300,
)
SIDES.add(
    "terong-balado",
    ("Terong Balado", "Eggplant Balado"),
    (
        "Terong ungu goreng dengan sambal balado Minang.",
        "Fried purple eggplant in Minang red chili sambal.",
    ),
    28_000,
    groups=("level-pedas",),
)
SIDES.add(
    "tahu-tempe-bacem",
    ("Tahu Tempe Bacem", "Sweet Braised Tofu & Tempeh"),
    (
        "Tahu dan tempe ungkep gula jawa dan ketumbar.",
        "Tofu and tempeh braised in palm sugar and coriander.",
    ),
    24_000,
    lead_s=300,
)
SIDES.add(
    "nasi-putih",
    ("Nasi Putih", "Steamed Rice"),
    (
        "Nasi pulen Cianjur, ditaburi bawang goreng.",
        "Soft Cianjur rice with a pinch of fried shallots.",
    ),
    sizes(
        ("setengah", "Setengah porsi", "Half portion", 5_000),
        ("satu", "Satu porsi", "One portion", 8_000),
        ("bakul", "Bakul, empat orang", "Basket for four", 28_000),
    ),
    lead_s=120,
)
SIDES.add(
    "sambal-tiga-rasa",
    ("Sambal Tiga Rasa", "Trio of Sambals"),
    (
        "Sambal bawang, sambal ijo, dan sambal matah.",
        "Red garlic, green chili and raw Balinese shallot sambal.",
    ),
    15_000,
    lead_s=120,
)

SNACKS.add(
    "pisang-goreng-keju",
    ("Pisang Goreng Keju", "Banana Fritters with Cheese"),
    (
        "Pisang raja goreng, keju parut, dan saus cokelat.",
        "Fried banana topped with grated cheese and chocolate sauce.",
    ),
    32_000,
)
SNACKS.add(
    "tempe-mendoan",
    ("Tempe Mendoan", "Mendoan Tempeh"),
    (
        "Tempe lebar berbalut tepung daun bawang, digoreng setengah matang.",
        "Thin tempeh in spring-onion batter, fried until just soft.",
    ),
    26_000,
    lead_s=480,
)
SNACKS.add(
    "bakwan-jagung",
    ("Bakwan Jagung", "Corn Fritters"),
    (
        "Perkedel jagung manis renyah dengan sambal merah.",
        "Crisp sweet-corn fritters with red sambal.",
    ),
    26_000,
    lead_s=480,
)
SNACKS.add(
    "batagor-bandung",
    ("Batagor Bandung", "Bandung Fried Dumplings"),
    (
        "Bakso tahu goreng ikan tenggiri dengan bumbu kacang dan kecap.",
        "Fried mackerel dumplings with peanut sauce and sweet soy.",
    ),
    34_000,
    groups=("level-pedas",),
)
SNACKS.add(
    "singkong-keju",
    ("Singkong Keju", "Cassava with Cheese"),
    (
        "Singkong empuk goreng bertabur keju parut.",
        "Soft fried cassava under a heap of grated cheese.",
    ),
    28_000,
)
SNACKS.add(
    "martabak-manis",
    ("Martabak Manis", "Sweet Thick Pancake"),
    (
        "Terang bulan tebal bersarang dengan mentega; pilih sampai tiga isian.",
        "Thick honeycombed pancake with butter; choose up to three fillings.",
    ),
    sizes(
        ("setengah", "Setengah loyang", "Half pan", 48_000),
        ("satu", "Satu loyang", "Whole pan", 88_000),
    ),
    groups=("isi-martabak",),
    lead_s=1080,
)
SNACKS.add(
    "roti-bakar",
    ("Roti Bakar Bandung", "Bandung Grilled Toast"),
    (
        "Roti tebal dibakar mentega dengan cokelat dan keju.",
        "Thick toast grilled in butter with chocolate and cheese.",
    ),
    28_000,
    groups=("isi-roti",),
    lead_s=420,
)

DESSERTS.add(
    "es-campur",
    ("Es Campur", "Mixed Shaved Ice"),
    (
        "Es serut, buah, cincau, dan kolang-kaling dengan sirup merah dan susu.",
        "Shaved ice, fruit, grass jelly and palm fruit with red syrup and milk.",
    ),
    34_000,
    groups=("topping-es",),
)
DESSERTS.add(
    "es-cendol",
    ("Es Cendol", "Iced Cendol"),
    (
        "Cendol pandan, santan segar, dan gula aren cair.",
        "Pandan jelly strands, fresh coconut milk and liquid palm sugar.",
    ),
    28_000,
    groups=("gula", "topping-es"),
)
DESSERTS.add(
    "klepon",
    ("Klepon", "Palm Sugar Rice Balls"),
    (
        "Bola ketan pandan berisi gula merah lumer, bergulir kelapa. Enam butir.",
        "Pandan rice balls with molten palm sugar, rolled in coconut. Six pieces.",
    ),
    22_000,
    lead_s=180,
)
DESSERTS.add(
    "bubur-ketan-hitam",
    ("Bubur Ketan Hitam", "Black Sticky Rice Porridge"),
    (
        "Ketan hitam hangat dengan santan kental dan pisang.",
        "Warm black sticky rice with thick coconut cream and banana.",
    ),
    26_000,
    lead_s=240,
)
