"""Who settles a QRIS payment: names behind the acquirer numbers and domains inside codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

BY_NNS: Final[Mapping[str, str]] = {
    "93600002": "BRI",
    "93600008": "Mandiri",
    "93600009": "BNI",
    "93600013": "Permata",
    "93600014": "BCA",
    "93600022": "CIMB Niaga",
    "93600451": "BSI",
    "93600503": "Bank Nobu",
    "93600535": "SeaBank",
    "93600542": "Bank Jago",
    "93600822": "AstraPay",
    "93600848": "Xendit",
    "93600899": "DOKU",
    "93600911": "LinkAja",
    "93600912": "OVO",
    "93600914": "GoPay",
    "93600915": "DANA",
    "93600918": "ShopeePay",
}
"""The first eight digits of a merchant PAN (the national numbering system) name the acquirer."""

BY_DOMAIN: Final[Mapping[str, str]] = {
    "COM.ASTRAPAY.WWW": "AstraPay",
    "COM.DOKU.WWW": "DOKU",
    "COM.GO-JEK.WWW": "GoPay",
    "ID.CO.ASTRAPAY.WWW": "AstraPay",
    "ID.CO.BCA.WWW": "BCA",
    "ID.CO.SHOPEE.WWW": "ShopeePay",
    "ID.DANA.WWW": "DANA",
    "ID.LINKAJA.WWW": "LinkAja",
    "ID.OVO": "OVO",
}
"""For codes whose merchant PAN is malformed; some are in use."""


def acquirer(nns: str | None, domain: str | None) -> str | None:
    """The acquirer's name as people know it, or None for one this list does not hold yet."""
    return BY_NNS.get(nns or "") or BY_DOMAIN.get((domain or "").upper())
