"""A printed slip as a picture: 203 dots to the inch, letters in cells of 12 by 24 dots."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import segno
from PIL import Image, ImageDraw, ImageFont

from edge.printing.virtual.decode import Mark, Raster
from tilo.slip import Cut, Drawer, Feed, Qr, Size, TextRow

CELL: Final = 12
LETTER: Final = 20  # font size whose letters are one cell wide
LINE: Final = 30  # dots from one line to the next, as printers have it after ESC @
MARGIN: Final = 36
TOOTH: Final = 6
QR_DOT: Final = 6
PAPER: Final = 252
INK: Final = 34
FONT: Final = "DejaVuSansMono.ttf"


def png(marks: Sequence[Mark], columns: int, drawer_note: str) -> bytes:
    """The slip as PNG. `drawer_note` is written in the margin where the drawer was kicked."""
    width = columns * CELL
    strips = [_strip(mark, width, drawer_note) for mark in marks]
    height = sum(strip.height for strip in strips)
    sheet = Image.new("L", (width + 2 * MARGIN, height + 2 * MARGIN), PAPER)
    top = MARGIN
    for strip in strips:
        sheet.paste(strip, (MARGIN, top))
        top += strip.height
    _teeth(sheet)
    out = io.BytesIO()
    sheet.save(out, "PNG", optimize=True)
    return out.getvalue()


def _strip(mark: Mark, width: int, drawer_note: str) -> Image.Image:
    match mark:
        case TextRow():
            return _row(mark, width)
        case Feed():
            return _blank(width, LINE * mark.lines)
        case Qr():
            return _centred(_code(mark.data, width), width)
        case Raster():
            return _raster(mark, width)
        case Drawer():
            return _note(drawer_note, width)
        case Cut():
            return _blank(width, LINE)


def _blank(width: int, height: int) -> Image.Image:
    return Image.new("L", (width, height), PAPER)


def _row(row: TextRow, width: int) -> Image.Image:
    strip = _blank(width, LINE if row.size == 1 else 2 * LINE - 6)
    draw = ImageDraw.Draw(strip)
    for n, letter in enumerate(row.text):
        if letter != " ":
            _letter(draw, n * CELL * row.size, letter, row.size, row.bold)
    return strip


def _letter(draw: ImageDraw.ImageDraw, left: int, letter: str, size: Size, bold: bool) -> None:
    """In the middle of its cell, whatever the font; bold is struck twice, as a print head does."""
    font = _font(size)
    left += int(CELL * size - font.getlength(letter)) // 2
    for shift in range(size + 1 if bold else 1):
        draw.text((left + shift, 0), letter, font=font, fill=INK)


@lru_cache(maxsize=2)
def _font(size: Size) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """A monospaced font where the system has it, else the one the library brings."""
    try:
        return ImageFont.truetype(FONT, LETTER * size)
    except OSError:
        return ImageFont.load_default(LETTER * size)


def _code(data: str, width: int) -> Image.Image:
    code = segno.make(data, error="m", micro=False)
    modules = int(code.symbol_size(border=4)[0])
    scale = max(1, min(QR_DOT, width // modules))
    side = modules * scale
    cells = bytes(
        INK if dark else PAPER for line in code.matrix_iter(scale, border=4) for dark in line
    )
    return Image.frombytes("L", (side, side), cells)


def _centred(image: Image.Image, width: int) -> Image.Image:
    strip = _blank(width, image.height)
    strip.paste(image, ((width - image.width) // 2, 0))
    return strip


def _raster(mark: Raster, width: int) -> Image.Image:
    dots = Image.frombytes("1", (mark.wide * 8, mark.high), mark.bits)
    image = dots.convert("L").point(lambda dot: INK if dot else PAPER)
    if mark.align == "center":
        return _centred(image, width)
    strip = _blank(width, image.height)
    strip.paste(image, (width - image.width if mark.align == "right" else 0, 0))
    return strip


def _note(words: str, width: int) -> Image.Image:
    """Not ink: what happened beside the paper, in grey between two thin lines."""
    strip = _blank(width, LINE + 10)
    draw = ImageDraw.Draw(strip)
    font = _font(1)
    length = int(font.getlength(words))
    left = (width - length) // 2
    draw.text((left, 3), words, font=font, fill=150)
    for start, end in ((0, left - CELL), (left + length + CELL, width)):
        draw.line((start, 15, max(start, end), 15), fill=190)
    return strip


def _teeth(sheet: Image.Image) -> None:
    """The cutter's edge; beyond it the picture is transparent."""
    sheet.putalpha(255)
    draw = ImageDraw.Draw(sheet)
    for left in range(0, sheet.width, 2 * TOOTH):
        for edge, inner in ((0, TOOTH), (sheet.height - 1, sheet.height - 1 - TOOTH)):
            corners = [(left, edge), (left + TOOTH, inner), (left + 2 * TOOTH, edge)]
            draw.polygon(corners, fill=(PAPER, 0))
