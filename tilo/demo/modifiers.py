"""The demo's modifier groups: heat, sugar, ice, egg, sambal, fillings and what else is asked."""

from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Rows are option id, Indonesian name, English name and price in rupiah.

    ``usual`` are the options taken when nobody says otherwise.
    """

    id: str
    name_id: str
    name_en: str
    min: int
    max: int
    rows: tuple[tuple[str, str, str, int], ...]
    usual: tuple[str, ...] = ()

    def body(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "name_id": self.name_id,
            "name_en": self.name_en,
            "min": self.min,
            "max": self.max,
            "options": [
                {
                    "id": option,
                    "name_id": name_id,
                    "name_en": name_en,
                    "price": price,
                    "default": option in self.usual,
                }
                for option, name_id, name_en, price in self.rows
            ],
        }


MODIFIER_GROUPS: Final = (
    Group(
        id="level-pedas",
        name_id="Level Pedas",
        name_en="Heat",
        min=1,
        max=1,
        rows=(
            ("pedas-tidak", "Tidak pedas", "Not spicy", 0),
            ("pedas-sedang", "Sedang", "Medium", 0),
            ("pedas-banget", "Pedas banget", "Very spicy", 0),
            ("pedas-gila", "Pedas gila", "Insanely spicy", 3_000),
        ),
        usual=("pedas-sedang",),
    ),
    Group(
        id="gula",
        name_id="Gula",
        name_en="Sugar",
        min=1,
        max=1,
        rows=(
            ("gula-normal", "Gula normal", "Regular sugar", 0),
            ("gula-sedikit", "Sedikit gula", "Less sugar", 0),
            ("gula-tanpa", "Tanpa gula", "No sugar", 0),
            ("gula-aren", "Ganti gula aren", "Palm sugar instead", 3_000),
        ),
        usual=("gula-normal",),
    ),
    Group(
        id="es",
        name_id="Es",
        name_en="Ice",
        min=1,
        max=1,
        rows=(
            ("es-normal", "Es normal", "Regular ice", 0),
            ("es-sedikit", "Sedikit es", "Less ice", 0),
            ("es-tanpa", "Tanpa es", "No ice", 0),
        ),
        usual=("es-normal",),
    ),
    Group(
        id="gaya-telur",
        name_id="Gaya Telur",
        name_en="Egg Style",
        min=1,
        max=1,
        rows=(
            ("telur-matang", "Mata sapi matang", "Fried, well done", 0),
            ("telur-setengah", "Mata sapi setengah matang", "Sunny side up, runny", 0),
            ("telur-dadar", "Telur dadar", "Omelette", 0),
            ("telur-orak-arik", "Orak-arik", "Scrambled", 0),
            ("telur-tanpa", "Tanpa telur", "No egg", 0),
        ),
        usual=("telur-matang",),
    ),
    Group(
        id="telur-tambahan",
        name_id="Tambah Telur",
        name_en="Add Egg",
        min=0,
        max=2,
        rows=(
            ("tambah-ceplok", "Telur ceplok", "Fried egg", 7_000),
            ("tambah-dadar", "Telur dadar", "Omelette", 8_000),
            ("tambah-asin", "Telur asin", "Salted egg", 9_000),
        ),
    ),
    Group(
        id="topping-nasi",
        name_id="Tambahan",
        name_en="Extras",
        min=0,
        max=4,
        rows=(
            ("extra-ayam", "Ayam suwir", "Shredded chicken", 10_000),
            ("extra-udang", "Udang", "Prawns", 15_000),
            ("extra-bakso", "Bakso sapi", "Beef meatballs", 10_000),
            ("extra-petai", "Petai", "Stink beans", 8_000),
            ("extra-kerupuk", "Kerupuk", "Crackers", 4_000),
        ),
    ),
    Group(
        id="potongan-ayam",
        name_id="Potongan Ayam",
        name_en="Cut of Chicken",
        min=1,
        max=1,
        rows=(
            ("paha", "Paha", "Leg", 0),
            ("dada", "Dada", "Breast", 0),
        ),
        usual=("paha",),
    ),
    Group(
        id="pilih-nasi",
        name_id="Nasi",
        name_en="Rice",
        min=1,
        max=1,
        rows=(
            ("tanpa-nasi", "Tanpa nasi", "No rice", 0),
            ("dengan-nasi-putih", "Dengan nasi putih", "With steamed rice", 8_000),
            ("dengan-nasi-uduk", "Dengan nasi uduk", "With coconut rice", 12_000),
        ),
        usual=("tanpa-nasi",),
    ),
    Group(
        id="pilih-sambal",
        name_id="Sambal",
        name_en="Sambal",
        min=1,
        max=2,
        rows=(
            ("sambal-terasi", "Sambal terasi", "Shrimp paste sambal", 0),
            ("sambal-bawang", "Sambal bawang", "Garlic sambal", 0),
            ("sambal-ijo", "Sambal ijo", "Green chili sambal", 0),
            ("sambal-matah", "Sambal matah", "Raw shallot sambal", 0),
            ("sambal-tanpa", "Tanpa sambal", "No sambal", 0),
        ),
        usual=("sambal-terasi",),
    ),
    Group(
        id="bumbu-sate",
        name_id="Bumbu Sate",
        name_en="Satay Sauce",
        min=1,
        max=1,
        rows=(
            ("bumbu-kacang", "Bumbu kacang", "Peanut sauce", 0),
            ("bumbu-kecap", "Bumbu kecap", "Sweet soy", 0),
            ("bumbu-pisah", "Kacang, dipisah", "Peanut, on the side", 0),
        ),
        usual=("bumbu-kacang",),
    ),
    Group(
        id="bumbu-bakar",
        name_id="Bumbu Bakar",
        name_en="Grill Marinade",
        min=1,
        max=1,
        rows=(
            ("bakar-kecap", "Kecap manis", "Sweet soy", 0),
            ("bakar-jimbaran", "Jimbaran", "Jimbaran spice", 0),
            ("bakar-rica", "Rica-rica", "Manado rica-rica", 5_000),
        ),
        usual=("bakar-kecap",),
    ),
    Group(
        id="pendamping",
        name_id="Pendamping",
        name_en="On the Side",
        min=0,
        max=3,
        rows=(
            ("side-lontong", "Lontong", "Rice cake", 8_000),
            ("side-nasi", "Nasi putih", "Steamed rice", 8_000),
            ("side-emping", "Emping", "Melinjo crackers", 6_000),
        ),
    ),
    Group(
        id="isi-mangkuk",
        name_id="Isi Mangkuk",
        name_en="In the Bowl",
        min=1,
        max=2,
        rows=(
            ("isi-mi-kuning", "Mi kuning", "Yellow noodles", 0),
            ("isi-bihun", "Bihun", "Rice vermicelli", 0),
            ("isi-bakso-saja", "Bakso saja", "Meatballs only", 0),
            ("isi-tetelan", "Tetelan", "Beef trimmings", 12_000),
        ),
        usual=("isi-mi-kuning",),
    ),
    Group(
        id="isi-martabak",
        name_id="Isi Martabak",
        name_en="Fillings",
        min=1,
        max=3,
        rows=(
            ("martabak-cokelat", "Cokelat meses", "Chocolate sprinkles", 0),
            ("martabak-kacang", "Kacang wijen", "Peanut & sesame", 0),
            ("martabak-keju", "Keju", "Cheese", 8_000),
            ("martabak-ketan", "Ketan hitam", "Black sticky rice", 6_000),
            ("martabak-durian", "Durian", "Durian", 20_000),
        ),
        usual=("martabak-cokelat", "martabak-kacang"),
    ),
    Group(
        id="isi-roti",
        name_id="Isi Roti",
        name_en="Filling",
        min=1,
        max=2,
        rows=(
            ("roti-cokelat", "Cokelat", "Chocolate", 0),
            ("roti-keju", "Keju", "Cheese", 4_000),
            ("roti-srikaya", "Srikaya", "Coconut jam", 0),
            ("roti-stroberi", "Stroberi", "Strawberry", 0),
        ),
        usual=("roti-cokelat",),
    ),
    Group(
        id="topping-es",
        name_id="Topping Es",
        name_en="Ice Toppings",
        min=0,
        max=3,
        rows=(
            ("topping-cincau", "Cincau hitam", "Grass jelly", 5_000),
            ("topping-nangka", "Nangka", "Jackfruit", 6_000),
            ("topping-alpukat", "Alpukat", "Avocado", 8_000),
            ("topping-durian", "Durian", "Durian", 18_000),
        ),
    ),
    Group(
        id="susu",
        name_id="Susu",
        name_en="Milk",
        min=1,
        max=1,
        rows=(
            ("susu-segar", "Susu segar", "Fresh milk", 0),
            ("susu-oat", "Susu oat", "Oat milk", 9_000),
        ),
        usual=("susu-segar",),
    ),
    Group(
        id="shot",
        name_id="Espresso",
        name_en="Espresso",
        min=0,
        max=1,
        rows=(
            ("shot-satu", "Tambah satu shot", "One extra shot", 8_000),
            ("shot-dua", "Tambah dua shot", "Two extra shots", 15_000),
        ),
    ),
    Group(
        id="permintaan",
        name_id="Permintaan Khusus",
        name_en="Special Requests",
        min=0,
        max=4,
        rows=(
            ("minta-tanpa-bawang", "Tanpa bawang goreng", "No fried shallots", 0),
            ("minta-tanpa-seledri", "Tanpa seledri", "No celery", 0),
            ("minta-tanpa-msg", "Tanpa penyedap", "No MSG", 0),
            ("minta-tanpa-kacang", "Tanpa kacang", "No peanuts", 0),
        ),
    ),
)
