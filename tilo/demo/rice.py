"""Rice and noodles, mains: what most guests come for."""

from typing import Final

from tilo.demo.card import Page, sizes

RICE: Final = Page("nasi-mie", station="dapur", lead_s=600)
MAINS: Final = Page("lauk", station="dapur", lead_s=900)
PAGES: Final = (RICE, MAINS)

RICE.add(
    "nasi-goreng-kampung",
    ("Nasi Goreng Kampung", "Village Fried Rice"),
    (
        "Nasi goreng terasi dengan telur mata sapi, acar, dan kerupuk putih.",
        "Shrimp-paste fried rice with a sunny-side-up egg, pickles and white crackers.",
    ),
    42_000,
    groups=("level-pedas", "gaya-telur", "topping-nasi", "permintaan"),
)
RICE.add(
    "nasi-goreng-spesial",
    ("Nasi Goreng Spesial Tilo", "Tilo Special Fried Rice"),
    (
        "Nasi goreng di atas daun pisang, dua tusuk sate ayam, telur, dan kerupuk udang.",
        "Fried rice on banana leaf with two chicken satay, egg and prawn crackers.",
    ),
    58_000,
    groups=("level-pedas", "gaya-telur", "topping-nasi", "permintaan"),
    lead_s=720,
)
RICE.add(
    "nasi-goreng-seafood",
    ("Nasi Goreng Seafood", "Seafood Fried Rice"),
    (
        "Udang dan cumi segar dengan bumbu merah, harum dari wajan panas.",
        "Fresh prawns and squid in red spice paste, smoky from a hot wok.",
    ),
    62_000,
    groups=("level-pedas", "telur-tambahan", "permintaan"),
    lead_s=720,
)
RICE.add(
    "nasi-goreng-kambing",
    ("Nasi Goreng Kambing", "Goat Fried Rice"),
    (
        "Nasi goreng rempah ala Kebon Sirih dengan potongan kambing dan emping.",
        "Kebon Sirih style spiced fried rice with diced goat and melinjo crackers.",
    ),
    68_000,
    groups=("level-pedas", "telur-tambahan", "permintaan"),
    lead_s=720,
)
RICE.add(
    "nasi-uduk-betawi",
    ("Nasi Uduk Betawi", "Betawi Coconut Rice"),
    (
        "Nasi gurih santan dengan telur dadar iris, tempe orek, bawang goreng, dan sambal kacang.",
        "Coconut rice with shredded omelette, sweet tempeh, fried shallots and peanut sambal.",
    ),
    45_000,
    groups=("level-pedas", "topping-nasi"),
    lead_s=420,
)
RICE.add(
    "nasi-campur-bali",
    ("Nasi Campur Bali", "Balinese Mixed Rice"),
    (
        "Sate lilit, telur pindang, lawar daun, dan sambal matah mengelilingi nasi hangat.",
        "Warm rice ringed by minced-fish satay, spiced egg, leaf salad and raw shallot sambal.",
    ),
    65_000,
    groups=("level-pedas", "permintaan"),
    lead_s=720,
)
RICE.add(
    "nasi-tumpeng-mini",
    ("Nasi Tumpeng Mini", "Mini Tumpeng"),
    (
        "Kerucut nasi kuning untuk syukuran dengan ayam goreng, telur, dan kering kentang.",
        "A cone of turmeric rice for celebrations, with fried chicken, egg and crisp potato.",
    ),
    85_000,
    groups=("level-pedas",),
    lead_s=1500,
)
RICE.add(
    "mie-goreng-jawa",
    ("Mie Goreng Jawa", "Javanese Fried Noodles"),
    (
        "Mi kuning digoreng di atas anglo dengan telur, kol, dan kecap manis.",
        "Yellow noodles fried over charcoal with egg, cabbage and sweet soy.",
    ),
    42_000,
    groups=("level-pedas", "telur-tambahan", "permintaan"),
)
RICE.add(
    "bakmi-godog",
    ("Bakmi Godog", "Javanese Noodle Soup"),
    (
        "Mi rebus kuah kemiri dengan ayam suwir dan telur bebek.",
        "Noodles simmered in candlenut broth with shredded chicken and duck egg.",
    ),
    44_000,
    groups=("level-pedas", "permintaan"),
)
RICE.add(
    "kwetiau-siram-sapi",
    ("Kwetiau Siram Sapi", "Flat Noodles with Beef Gravy"),
    (
        "Kwetiau lebar dibakar wajan, disiram irisan sapi dan sawi hijau.",
        "Wok-charred flat noodles under sliced beef gravy and mustard greens.",
    ),
    58_000,
    groups=("level-pedas", "permintaan"),
)

MAINS.add(
    "ayam-goreng-kremes",
    ("Ayam Goreng Kremes", "Crispy Crumb Fried Chicken"),
    (
        "Ayam kampung ungkep kunyit, digoreng garing dengan taburan kremes.",
        "Turmeric-braised village chicken, fried crisp under golden crumbs.",
    ),
    48_000,
    groups=("potongan-ayam", "pilih-nasi", "pilih-sambal"),
)
MAINS.add(
    "ayam-bakar-madu",
    ("Ayam Bakar Madu", "Honey Grilled Chicken"),
    (
        "Ayam dibakar arang, dioles madu hutan dan kecap.",
        "Charcoal-grilled chicken glazed with forest honey and sweet soy.",
    ),
    52_000,
    groups=("potongan-ayam", "pilih-nasi", "pilih-sambal"),
    lead_s=1080,
)
MAINS.add(
    "ayam-geprek",
    ("Ayam Geprek", "Smashed Chili Chicken"),
    (
        "Ayam tepung renyah ditumbuk bersama cabai rawit di cobek.",
        "Crunchy battered chicken pounded with bird's eye chilies in a stone mortar.",
    ),
    38_000,
    groups=("level-pedas", "pilih-nasi", "telur-tambahan"),
    lead_s=720,
)
MAINS.add(
    "bebek-goreng-madura",
    ("Bebek Goreng Madura", "Madura Fried Duck"),
    (
        "Bebek empuk dengan bumbu hitam pedas khas Madura.",
        "Tender duck under Madura's fiery black spice paste.",
    ),
    75_000,
    groups=("pilih-nasi", "pilih-sambal"),
    lead_s=1080,
)
MAINS.add(
    "rendang-sapi",
    ("Rendang Sapi", "Beef Rendang"),
    (
        "Daging sapi dimasak enam jam dengan santan dan rempah Minang.",
        "Beef simmered six hours in coconut milk and Minang spices.",
    ),
    68_000,
    groups=("pilih-nasi",),
    lead_s=480,
)
MAINS.add(
    "iga-bakar",
    ("Iga Bakar Kecap", "Grilled Short Ribs"),
    (
        "Iga sapi presto, dibakar dengan olesan kecap dan rawit.",
        "Slow-cooked beef ribs, grilled with sweet soy and bird's eye chili.",
    ),
    125_000,
    groups=("pilih-nasi", "pilih-sambal"),
    lead_s=1200,
)
MAINS.add(
    "gurame-bakar",
    ("Gurame Bakar", "Grilled Gourami"),
    (
        "Gurame utuh dibakar arang di atas daun pisang. Untuk dua sampai empat orang.",
        "Whole gourami grilled over charcoal on banana leaf. Feeds two to four.",
    ),
    sizes(
        ("sedang", "Sedang (600 g)", "Medium (600 g)", 115_000),
        ("besar", "Besar (900 g)", "Large (900 g)", 155_000),
    ),
    groups=("bumbu-bakar", "pilih-sambal"),
    lead_s=1500,
)
MAINS.add(
    "udang-saus-padang",
    ("Udang Saus Padang", "Prawns in Padang Sauce"),
    (
        "Udang pancet dimasak saus Padang pedas manis dengan telur.",
        "King prawns in a sweet and spicy Padang sauce with egg.",
    ),
    88_000,
    groups=("level-pedas", "pilih-nasi"),
)
MAINS.add(
    "cumi-goreng-tepung",
    ("Cumi Goreng Tepung", "Crispy Fried Squid"),
    (
        "Cincin cumi bersalut tepung renyah dengan mayones jeruk limau.",
        "Squid rings in a crisp batter with lime mayonnaise.",
    ),
    62_000,
    groups=("pilih-nasi",),
    lead_s=720,
)
