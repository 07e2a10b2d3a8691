"""Reads a QRIS payload.

Lenient, because codes in use are untidy: what does not endanger the money is a warning. The
checksum never is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, Literal

from tilo.qris.code import ADDITIONAL, AMOUNT, TRANSFER, Account, Additional, QrisCode, Tip
from tilo.qris.fields import ErrorCode, Pair, QrisError, pairs_of, sound

NATIONAL: Final = "51"
ACCOUNTS: Final = range(26, 46)
TEMPLATES: Final = (*range(26, 52), 62)
"""Broken ones are errors: they say where the money goes, or what the wallet must show."""

HARMLESS_TEMPLATES: Final = (64, *range(80, 100))

NAMED: Final[Mapping[str, int]] = {"52": 4, "59": 25, "60": 15, "61": 10}
"""Merchant category, name, city, postal code with their greatest lengths: errors when strict."""

_PERCENT: Final = re.compile(r"([0-9]{1,2})(?:\.([0-9]{1,2}))?")
_NMID: Final = re.compile(r"ID[0-9]{13}")


def parse(text: str, *, strict: bool = False) -> QrisCode:
    """Read a payload. `strict` is for codes we print ourselves.

    Surrounding white space is the caller's to strip. Raises QrisError and nothing else.
    """
    fields = sound(text)
    value = dict(fields)
    warnings = [*_named(value, strict), *_shape(text, fields)]
    _kinds(value)
    templates = {tag: _template(tag, value[tag]) for tag in value if int(tag) in TEMPLATES}
    accounts = tuple(_account(tag, templates[tag]) for tag in templates if int(tag) in ACCOUNTS)
    national = templates.get(NATIONAL)
    if not accounts and national is None:
        raise QrisError("NO_MERCHANT_ACCOUNT")
    nmid = national.get("02") if national else None
    warnings += _oddities(value, national)
    return QrisCode(
        payload=text,
        fields=fields[:-1],
        point_of_initiation=_point(value.get("01")),
        accounts=accounts,
        nmid=nmid,
        national_criteria=national.get("03") if national else None,
        mcc=value.get("52"),
        currency=value["53"],
        country=value["58"],
        amount=value.get("54"),
        tip=_tip(value),
        merchant_name=value.get("59"),
        merchant_city=value.get("60"),
        postal_code=value.get("61"),
        additional=_additional(templates.get("62", {})),
        crc=value["63"].upper(),
        warnings=tuple(sorted(warnings)),
    )


def _named(value: Mapping[str, str], strict: bool) -> Iterator[str]:
    """What a code should say of its merchant, and often does not."""
    for tag, longest in NAMED.items():
        code: ErrorCode | None = None
        if tag not in value:
            code = "MISSING_TAG" if tag != "61" or value.get("58") == "ID" else None
        elif tag != "52" and len(value[tag]) > longest:
            code = "TOO_LONG_FIELD"
        if code and strict:
            raise QrisError(code, tag)
        if code:
            yield f"{code}:{tag}"


def _shape(text: str, fields: tuple[Pair, ...]) -> Iterator[str]:
    tags = [tag for tag, _ in fields]
    if tags != sorted(tags):
        yield "TAG_ORDER"
    if not (text.isascii() and text.isprintable()):
        yield "NOT_ASCII"
    if text[-4:] != text[-4:].upper():
        yield "CRC_LOWER_CASE"


def _kinds(value: Mapping[str, str]) -> None:
    """The fields that must have one shape, however untidy the rest."""
    for tag in ("53", "58"):
        if tag not in value:
            raise QrisError("MISSING_TAG", tag)
    _must("01", value, r"1[12]", "POI_METHOD")
    _must("52", value, r"[0-9]{4}", "MCC_FORMAT")
    _must("58", value, r"[A-Z]{2}", "COUNTRY_FORMAT")
    _must("53", value, r"360" if value["58"] == "ID" else r"[0-9]{3}", "CURRENCY_NOT_IDR")
    for tag in ("54", "56"):
        _must(tag, value, AMOUNT, "AMOUNT_FORMAT")
        if tag in value and not value[tag].strip("0."):
            raise QrisError("AMOUNT_FORMAT", tag)
    _must("55", value, r"0[123]", "TIP_INDICATOR")
    _must("57", value, _PERCENT, "TIP_PERCENT_RANGE")
    if "57" in value and not value["57"].strip("0."):
        raise QrisError("TIP_PERCENT_RANGE", "57")


def _must(tag: str, value: Mapping[str, str], shape: str | re.Pattern[str], no: ErrorCode) -> None:
    if tag in value and not re.fullmatch(shape, value[tag]):
        raise QrisError(no, tag)


def _template(tag: str, text: str) -> dict[str, str]:
    try:
        pairs = tuple(pairs_of(text))
    except QrisError:
        raise QrisError("TEMPLATE", tag) from None
    inside = dict(pairs)
    if len(inside) < len(pairs) or (tag != "62" and "00" not in inside):
        raise QrisError("TEMPLATE", tag)
    return inside


def _account(tag: str, inside: Mapping[str, str]) -> Account:
    return Account(
        tag=tag,
        domain=inside["00"],
        pan=inside.get("01"),
        merchant_id=inside.get("02"),
        criteria=inside.get("03") if tag != TRANSFER else None,
    )


def _oddities(value: Mapping[str, str], national: Mapping[str, str] | None) -> Iterator[str]:
    if national is None:
        yield "NO_TAG_51"
    elif not _NMID.fullmatch(national.get("02", "")):
        yield "NMID_FORMAT"
    if value.get("01") == "11" and "54" in value:
        yield "STATIC_WITH_AMOUNT"
    if value.get("01") == "12" and "54" not in value:
        yield "DYNAMIC_WITHOUT_AMOUNT"
    if "55" not in value and ("56" in value or "57" in value):
        yield "TIP_WITHOUT_INDICATOR"
    for tag in value:
        if int(tag) in HARMLESS_TEMPLATES:
            try:
                tuple(pairs_of(value[tag]))
            except QrisError:
                yield f"TEMPLATE:{tag}"


def _point(method: str | None) -> Literal["static", "dynamic"] | None:
    if method is None:
        return None
    return "static" if method == "11" else "dynamic"


def _tip(value: Mapping[str, str]) -> Tip | None:
    match value.get("55"):
        case "01":
            return Tip.prompt()
        case "02":
            if "56" not in value:
                raise QrisError("TIP_FIXED_MISSING", "56")
            return Tip(mode="fixed", value=value["56"])
        case "03":
            if "57" not in value:
                raise QrisError("TIP_PERCENT_MISSING", "57")
            return Tip(mode="percent", value=value["57"])
    return None


def _additional(inside: Mapping[str, str]) -> Additional:
    known = {name: inside.get(tag) for tag, name in ADDITIONAL.items()}
    other = tuple((tag, value) for tag, value in inside.items() if tag not in ADDITIONAL)
    return Additional.model_validate({**known, "other": other})
