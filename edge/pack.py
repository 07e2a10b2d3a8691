"""Small JSON made smaller on disk: a flash card wears by bytes written, not by processor time.

The dictionary below primes the compressor with the words every check repeats, which is what makes
texts of one or two kilobytes shrink to a quarter. It is part of the format: never change it, add a
new marker byte instead.
"""

from __future__ import annotations

import zlib

_PLAIN, _DEFLATED = b"\x00", b"\x01"
_SHORTEST = 200
_DICTIONARY = (
    b'"void_reason":null,"closed_at_ms":null,"cashier":null,"receipt_number":null,'
    b'"quantity":1,"station":"dapur","station":"bar","tax_class":"ppn","net":,"base":,"dpp":,'
    b'"state":"draft","state":"fired","state":"ready","state":"open","state":"closed",'
    b'"channel":"dine_in","channel":"take_away","covers":,"business_date":"202","cashier":{"id":"'
    b'"totals":{"balance":0,"cash_due":0,"change":0,"discount":0,"paid":,"rounding":0,"service":,'
    b'"service_inclusive":0,"service_rate_bp":500,"subtotal":,"taxes":[{"amount":,"total":'
    b'"payments":[{"amount":,"at_ms":,"by":{"id":"","name":""},"change":,"id":"019","rounding":0,'
    b'"tender":"cash","tendered":}],"terms":{"rounding_mode":"nearest","rounding_unit":100,'
    b'"service":{"base":"after_discount","rate_bp":500}},"table_id":"","table_name":""'
    b'"added_by":{"id":"","name":""},"fired_at_ms":null,"id":"019","item_id":"","lead_s":600,'
    b'"menu_rev":1,"name_en":"","name_id":"","note":"","options":[],"quantity":1,"state":"fired",'
    b'"tax":{"id":"pbjt","inclusive":false,"kind":"pbjt","name":"PB1","rate_bp":1000,'
    b'"serviced":true},"total":,"unit_price":,"variant_id":null,"variant_name_en":null,'
    b'"variant_name_id":null,"void_reason":null},{"added_by":{"id":"'
)


def pack(data: bytes) -> bytes:
    """`data` as it is stored."""
    if len(data) < _SHORTEST:
        return _PLAIN + data
    deflate = zlib.compressobj(1, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, _DICTIONARY)
    return _DEFLATED + deflate.compress(data) + deflate.flush()


def unpack(stored: bytes) -> bytes:
    """What `pack` was given. Raises ValueError on what it never wrote."""
    marker = stored[:1]
    if marker == _PLAIN:
        return stored[1:]
    if marker == _DEFLATED:
        return zlib.decompressobj(-15, _DICTIONARY).decompress(stored[1:])
    raise ValueError("not packed by this program")
