"""The demo outlet itself: the house, its taxes, stations, tables and receipt printer."""

from typing import Any, Final

MERCHANT: Final = {"id": "warung-tilo", "name": "Warung Tilo"}
OUTLET_ID: Final = "kemang"

Body = dict[str, Any]

OUTLET: Final[Body] = {
    "id": OUTLET_ID,
    "merchant_id": MERCHANT["id"],
    "name": "Warung Tilo Kemang",
    "address": "Jl. Kemang Raya No. 24, Bangka, Mampang Prapatan, Jakarta Selatan 12730",
    "city": "Jakarta",
    "phone": "+62 21 5550 1924",
    # Sixteen digits as tax numbers are written since 2024, of nobody: real ones are not all zeros.
    "npwp": "0000000000014000",
    "npwpd": "P.2.0000014.05.02",
    "zone": "Asia/Jakarta",
    "cutover_minutes": 240,
    "code": "KMG",
    "service_rate_bp": 500,
    "service_base": "after_discount",
    "cash_rounding_unit": 100,
    "cash_rounding_mode": "nearest",
    "language": "id",
    "footer_id": "Terima kasih, sampai jumpa lagi!\nSaran dan keluhan: +62 21 5550 1924",
    "footer_en": "Thank you, see you again soon!\nTell us how we did: +62 21 5550 1924",
}

TAX_CLASSES: Final[tuple[Body, ...]] = (
    {
        "id": "pbjt",
        "name": "PBJT",
        "kind": "pbjt",
        "rate_bp": 1000,
        "inclusive": False,
        "serviced": True,
    },
    # 12 % on the other tax base, 11/12 of the price (PMK 131/2024).
    {
        "id": "ppn",
        "name": "PPN",
        "kind": "ppn",
        "rate_bp": 1200,
        "inclusive": True,
        "serviced": False,
    },
    {
        "id": "none",
        "name": "Tanpa pajak",
        "kind": "none",
        "rate_bp": 0,
        "inclusive": False,
        "serviced": False,
    },
)

STATIONS: Final[tuple[Body, ...]] = (
    {"id": "dapur", "name": "Dapur", "kind": "kitchen", "sort": 1, "late_after_s": 900},
    {"id": "bar", "name": "Bar", "kind": "bar", "sort": 2, "late_after_s": 360},
)

_AREAS: Final = (
    ("Dalam", "", (2, 2, 2, 4, 4, 4, 4, 6)),
    ("Teras", "T", (2, 2, 4, 4, 6)),
    ("VIP", "VIP ", (8, 12)),
)
"""Each area with what its table names begin with, and the seats of its tables."""


def tables() -> list[Body]:
    rows: list[Body] = []
    for area, prefix, seats in _AREAS:
        for number, places in enumerate(seats, start=1):
            name = f"{prefix}{number}"
            slug = f"{area.lower()}-{number}"
            sort = len(rows) + 1
            rows.append({"id": slug, "name": name, "area": area, "seats": places, "sort": sort})
    return rows


def printer(host: str, port: int) -> Body:
    return {
        "id": "kasir",
        "name": "Kasir",
        "host": host,
        "port": port,
        "columns": 48,
        "purpose": "receipt",
        "station": None,
    }
