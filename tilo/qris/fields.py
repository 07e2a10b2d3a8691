"""The letter of a QRIS payload: tag, length, value, one after the other, and the checksum."""

from __future__ import annotations

import re
from binascii import crc_hqx
from collections.abc import Iterator
from typing import Final, Literal, get_args

ErrorCode = Literal[
    "AMOUNT_FORMAT",
    "COUNTRY_FORMAT",
    "CRC_FORMAT",
    "CRC_MISMATCH",
    "CRC_MISSING",
    "CRC_NOT_LAST",
    "CURRENCY_NOT_IDR",
    "DUPLICATE_TAG",
    "EMPTY",
    "MCC_FORMAT",
    "MISSING_TAG",
    "NO_MERCHANT_ACCOUNT",
    "PAYLOAD_FORMAT",
    "POI_METHOD",
    "TEMPLATE",
    "TIP_FIXED_MISSING",
    "TIP_INDICATOR",
    "TIP_PERCENT_MISSING",
    "TIP_PERCENT_RANGE",
    "TLV_HEADER",
    "TLV_TRUNCATED",
    "TLV_ZERO_LENGTH",
    "TOO_LONG",
    "TOO_LONG_FIELD",
]
ERROR_CODES: Final[tuple[ErrorCode, ...]] = get_args(ErrorCode)

Pair = tuple[str, str]
"""A two-digit tag and its value."""

LONGEST: Final = 512

_HEADER: Final = re.compile(r"[0-9]{4}")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")  # no text: it has no UTF-8 bytes
_CRC: Final = re.compile(r"[0-9A-Fa-f]{4}")


class QrisError(ValueError):
    """The text is no valid code. `tag` says where, when the fault lies in one field."""

    def __init__(self, code: ErrorCode, tag: str | None = None) -> None:
        super().__init__(code if tag is None else f"{code}:{tag}")
        self.code: ErrorCode = code
        self.tag = tag


def checksum(text: str) -> str:
    """CRC-16/CCITT-FALSE over the UTF-8 bytes, as four upper-case hex digits."""
    return f"{crc_hqx(text.encode('utf-8', 'surrogatepass'), 0xFFFF):04X}"


def pairs_of(text: str) -> Iterator[Pair]:
    """The fields of a payload or a template, in the order they stand."""
    at = 0
    while at < len(text):
        header = text[at : at + 4]
        if len(header) < 4:
            raise QrisError("TLV_TRUNCATED")
        if not _HEADER.fullmatch(header):
            raise QrisError("TLV_HEADER")
        tag, end = header[:2], at + 4 + int(header[2:])
        if end == at + 4:
            raise QrisError("TLV_ZERO_LENGTH", tag)
        if end > len(text):
            raise QrisError("TLV_TRUNCATED", tag)
        yield tag, text[at + 4 : end]
        at = end


def sound(text: str) -> tuple[Pair, ...]:
    """The pairs of a payload that is whole: begins as one, ends with its own checksum."""
    if not text:
        raise QrisError("EMPTY")
    if len(text) > LONGEST:
        raise QrisError("TOO_LONG")
    pairs = tuple(pairs_of(text))
    tags = [tag for tag, _ in pairs]
    if pairs[0] != ("00", "01"):
        raise QrisError("PAYLOAD_FORMAT", "00")
    if "63" not in tags:
        raise QrisError("CRC_MISSING", "63")
    if doubled := [tag for tag in tags if tags.count(tag) > 1]:
        raise QrisError("DUPLICATE_TAG", doubled[0])
    if tags[-1] != "63":
        raise QrisError("CRC_NOT_LAST", "63")
    if not _CRC.fullmatch(pairs[-1][1]):
        raise QrisError("CRC_FORMAT", "63")
    if pairs[-1][1].upper() != checksum(text[:-4]) or _SURROGATE.search(text):
        raise QrisError("CRC_MISMATCH", "63")
    return pairs


def written(tag: str, value: str) -> str:
    """One field as it stands in a payload."""
    assert re.fullmatch(r"[0-9]{2}", tag), tag
    if len(value) > 99:
        raise QrisError("TOO_LONG_FIELD", tag)
    return f"{tag}{len(value):02}{value}"
