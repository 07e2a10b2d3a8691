"""QRIS, the national payment code: read one, judge a merchant's, put an amount into it."""

from tilo.qris.acquirers import acquirer
from tilo.qris.code import Account, Additional, QrisCode, Tip
from tilo.qris.fields import ERROR_CODES, ErrorCode, QrisError, checksum
from tilo.qris.reading import parse
from tilo.qris.setup import (
    QrisDamaged,
    QrisForeign,
    QrisHasAmount,
    QrisNotValid,
    QrisUnreadable,
    merchant_code,
)
from tilo.qris.writing import (
    LIMIT_RUPIAH,
    QrisAmountTooHigh,
    QrisTransferCode,
    build,
    with_amount,
)

__all__ = [
    "ERROR_CODES",
    "LIMIT_RUPIAH",
    "Account",
    "Additional",
    "ErrorCode",
    "QrisAmountTooHigh",
    "QrisCode",
    "QrisDamaged",
    "QrisError",
    "QrisForeign",
    "QrisHasAmount",
    "QrisNotValid",
    "QrisTransferCode",
    "QrisUnreadable",
    "Tip",
    "acquirer",
    "build",
    "checksum",
    "merchant_code",
    "parse",
    "with_amount",
]
