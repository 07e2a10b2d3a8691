"""Slips: what a printer is asked to print, as blocks, and laying them out into rows.

Every row is printable ASCII and no wider than the paper. Receipt printers speak no UTF-8, and a
name that carries control bytes or right-to-left marks must not command the printer.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Annotated, Final, Literal

from pydantic import Field

from tilo.value import Value

Align = Literal["left", "center", "right"]
Size = Literal[1, 2]
Hang = Annotated[int, Field(ge=0, le=8)]


class Text(Value):
    """Words, wrapped to the paper. At size 2 a letter takes two columns and two rows.

    Lines after the first stand `hang` columns further in.
    """

    kind: Literal["text"] = "text"
    text: str
    align: Align = "left"
    bold: bool = False
    size: Size = 1
    hang: Hang = 0


class Pair(Value):
    """Words on the left, an amount against the right edge."""

    kind: Literal["pair"] = "pair"
    left: str
    right: str
    bold: bool = False
    size: Size = 1
    hang: Hang = 0


class Rule(Value):
    """A line across the paper."""

    kind: Literal["rule"] = "rule"
    char: Literal["-", "="] = "-"


class Qr(Value):
    """A QR code, centred."""

    kind: Literal["qr"] = "qr"
    data: Annotated[str, Field(min_length=1, max_length=1000)]


class Feed(Value):
    """Blank paper."""

    kind: Literal["feed"] = "feed"
    lines: Annotated[int, Field(ge=1, le=20)] = 1


class Drawer(Value):
    """Kick the cash drawer open."""

    kind: Literal["drawer"] = "drawer"


class Cut(Value):
    """Feed to the cutter and cut."""

    kind: Literal["cut"] = "cut"


class TextRow(Value):
    """One printed line; `text` is padded already and fits the paper at its `size`."""

    kind: Literal["text"] = "text"
    text: str
    bold: bool = False
    size: Size = 1


Block = Annotated[Text | Pair | Rule | Qr | Feed | Drawer | Cut, Field(discriminator="kind")]
Row = Annotated[TextRow | Qr | Feed | Drawer | Cut, Field(discriminator="kind")]
Slip = tuple[Block, ...]

# What NFKD leaves alone though ASCII has a sign people read the same way.
LOOKALIKES: Final = str.maketrans(
    {"×": "x", "•": "*", "–": "-", "—": "-", "−": "-", "⁄": "/", "·": "-", "°": "o", "ß": "ss"}
    | dict.fromkeys("‘’‚´", "'")
    | dict.fromkeys("“”„", '"')
    | {"Æ": "AE", "æ": "ae", "Ø": "O", "ø": "o", "Đ": "D", "đ": "d", "Ł": "L", "ł": "l"}
)
HARMLESS_LOSS: Final = "MC"  # combining marks, control and format characters


def printable(text: str) -> str:
    """`text` in printable ASCII: accents fall off, a letter without a likeness becomes `?`.

    Control, bidi and zero-width characters vanish; tabs and line breaks become spaces.
    """
    if text.isascii() and text.isprintable():
        return text
    decomposed = unicodedata.normalize("NFKD", text.translate(LOOKALIKES)).translate(LOOKALIKES)
    return "".join(map(_ascii, decomposed))


def _ascii(character: str) -> str:
    if " " <= character <= "~":
        return character
    if character.isspace():
        return " "
    return "" if unicodedata.category(character)[0] in HARMLESS_LOSS else "?"


def lay_out(blocks: Sequence[Block], columns: int) -> tuple[Row, ...]:
    """The rows of a slip on paper of `columns` characters. Same blocks, same rows, always."""
    assert columns >= 16, "no paper is that narrow"
    return tuple(row for block in blocks for row in _rows(block, columns))


def _rows(block: Block, columns: int) -> Iterator[Row]:
    match block:
        case Text():
            width = columns // block.size
            for line in _wrapped(block.text, width, block.hang):
                yield TextRow(
                    text=_aligned(line, width, block.align), bold=block.bold, size=block.size
                )
        case Pair():
            for line in _paired(block, columns // block.size):
                yield TextRow(text=line, bold=block.bold, size=block.size)
        case Rule():
            yield TextRow(text=block.char * columns)
        case _:
            yield block


def _wrapped(text: str, width: int, hang: int = 0) -> list[str]:
    """`text` in lines of at most `width`; indented text keeps its indent on every line."""
    text = printable(text)
    words = text.lstrip(" ")
    indent = len(text) - len(words)
    lines = textwrap.wrap(
        words,
        width,
        initial_indent=" " * min(indent, width // 2),
        subsequent_indent=" " * min(indent + hang, width // 2),
        break_on_hyphens=False,
    )
    return lines or [""]


def _aligned(line: str, width: int, align: Align) -> str:
    """Padded on the left only: blanks at the end of a row cost paper-feed time and show nothing."""
    match align:
        case "left":
            return line
        case "right":
            return line.rjust(width)
        case "center":
            return " " * ((width - len(line)) // 2) + line


def _paired(pair: Pair, width: int) -> Iterator[str]:
    """The amount stands on the first line; words that do not fit go on below, in their column."""
    right = printable(pair.right).strip()
    room = width - len(right) - 1
    if room < width // 3:
        yield from _wrapped(pair.left, width, pair.hang)
        yield from (line.rjust(width) for line in _wrapped(right, width))
        return
    first, *rest = _wrapped(pair.left, room, pair.hang)
    yield first + right.rjust(width - len(first))
    yield from rest


def as_text(rows: Sequence[Row]) -> str:
    """The rows as plain text, as a terminal or a test shows them."""
    return "".join(_line(row) for row in rows)


def _line(row: Row) -> str:
    match row:
        case TextRow():
            return row.text + "\n"
        case Feed():
            return "\n" * row.lines
        case Qr():
            return f"[QR {row.data}]\n"
        case Drawer():
            return "[drawer]\n"
        case Cut():
            return "[cut]\n"
