"""Rows to ESC/POS bytes. All bytes of a job are made here, before the printer is even asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, Literal

import qrcode  # type: ignore[import-untyped]  # what the library draws codes with itself
from escpos.constants import QR_ECLEVEL_M
from escpos.printer import Dummy
from PIL import Image

from tilo.slip import Cut, Drawer, Feed, Qr, Row, TextRow

QrMethod = Literal["native", "raster"]

PROFILES: Final = {32: "POS-5890", 48: "TM-T20II"}  # the library's names for 384 and 576 dots
DOTS_PER_COLUMN: Final = 12
QR_DOT: Final = 6  # printer dots to a module: 342 dots for a 232-byte payload, fits 58 mm
CODE_PAGE_437: Final = b"\x1bt\x00"  # rows are ASCII; every maker's page 0 agrees on that half


def render(rows: Sequence[Row], *, columns: int, qr: QrMethod = "native") -> bytes:
    """The whole job: initialise, drawer before the paper, then the rows in order.

    `qr`: cheap 58 mm printers ignore the native command and need the code as a picture.
    """
    printer = Dummy(profile=PROFILES[columns])
    printer.hw("INIT")
    printer._raw(CODE_PAGE_437)
    for row in _drawer_first(rows):
        _print(printer, row, columns, qr)
    output: bytes = printer.output
    return output


def _drawer_first(rows: Sequence[Row]) -> Iterable[Row]:
    """Change is counted while the paper comes out."""
    return sorted(rows, key=lambda row: row.kind != "drawer")


def _print(printer: Dummy, row: Row, columns: int, qr: QrMethod) -> None:
    match row:
        case TextRow():
            _text(printer, row)
        case Qr():
            _qr(printer, row.data, columns, qr)
        case Feed():
            printer.print_and_feed(row.lines)
        case Drawer():
            printer.cashdraw(2)
        case Cut():
            printer.cut(mode="PART", feed=False)


def _text(printer: Dummy, row: TextRow) -> None:
    """Rows are ASCII: the library's search for a code page, letter by letter, is not needed."""
    assert row.text.isascii(), "a row is ASCII"
    assert row.text.isprintable(), "a row must not command the printer"
    styled = row.bold or row.size > 1
    if styled:
        printer.set(bold=row.bold, custom_size=True, width=row.size, height=row.size)
    printer._raw(row.text.encode("ascii") + b"\n")
    if styled:
        printer.set(bold=False, custom_size=True, width=1, height=1)


def _qr(printer: Dummy, data: str, columns: int, method: QrMethod) -> None:
    printer.set(align="center")
    if method == "native":
        printer.qr(data, ec=QR_ECLEVEL_M, size=QR_DOT, native=True)
    else:
        printer._raw(raster_qr(data, columns))
    printer.set(align="left")


@lru_cache(maxsize=16)
def raster_qr(data: str, columns: int) -> bytes:
    """The code as a picture no wider than the paper. Kept: drawing it costs milliseconds."""
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=4)
    code.add_data(data)  # mixes modes, so that a QRIS payload takes the smallest code it can
    modules = code.get_matrix()
    dots = min(QR_DOT, columns * DOTS_PER_COLUMN // len(modules))
    cells = Image.new("1", (len(modules), len(modules)))
    cells.putdata([not dark for line in modules for dark in line])
    printer = Dummy(profile=PROFILES[columns])
    printer.image(cells.resize((cells.width * dots, cells.height * dots)), center=False)
    output: bytes = printer.output
    return output
