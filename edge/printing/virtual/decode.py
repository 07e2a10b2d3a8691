"""ESC/POS bytes to what stands on paper: the reverse of render, for the virtual printer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Final

from tilo.slip import Align, Cut, Drawer, Feed, Qr, Row, Size, TextRow, as_text

CODE_PAGES: Final = {
    0: "cp437",
    2: "cp850",
    3: "cp860",
    4: "cp863",
    5: "cp865",
    16: "cp1252",
    17: "cp866",
    18: "cp852",
    19: "cp858",
}
ALIGNMENTS: Final[tuple[Align, ...]] = ("left", "center", "right")
LF, CR, HT = 0x0A, 0x0D, 0x09
TAB: Final = 8
QR_STORE, QR_PRINT = 80, 81


@dataclass(frozen=True)
class Raster:
    """A picture in dots: `wide` bytes a line, the highest bit leftmost, 1 is black."""

    kind: ClassVar[str] = "raster"

    wide: int
    high: int
    bits: bytes
    align: Align = "left"


Mark = Row | Raster


@dataclass(frozen=True)
class Sheet:
    """One slip as it left the printer. Without a cut it was torn off: the rest never came."""

    marks: tuple[Mark, ...]
    data: bytes

    @property
    def whole(self) -> bool:
        return any(isinstance(mark, Cut) for mark in self.marks)

    @property
    def text(self) -> str:
        """As plain text; a picture is only mentioned."""
        return "".join(
            f"[picture {mark.wide * 8}x{mark.high}]\n"
            if isinstance(mark, Raster)
            else as_text((mark,))
            for mark in self.marks
        )


@dataclass
class Style:
    """How the next letter will look."""

    bold: bool = False
    size: Size = 1
    align: Align = "left"
    code_page: str = "cp437"


@dataclass
class Line:
    """A row being filled; its look is that of its first letter."""

    text: str = ""
    bold: bool = False
    size: Size = 1


@dataclass
class Paper:
    """A strip of paper and the mechanism that prints on it, fed with whole commands."""

    columns: int
    style: Style = field(default_factory=Style)
    _line: Line = field(default_factory=Line)
    _marks: list[Mark] = field(default_factory=list)
    _data: bytearray = field(default_factory=bytearray)
    _qr: str = ""

    def take(self, command: bytes) -> Sheet | None:
        """Print one command; answers the slip when it was cut off with this one."""
        self._data += command
        match command[0], command[1:2]:
            case 0x1B, name:
                self._escape(name, command[2:])
            case 0x1D, b"V":
                self._mark(Cut())
                return self.tear()
            case 0x1D, name:
                self._group(name, command[2:])
            case (0x10, _) | (0x1C, _):
                pass
            case _:
                self._text(command)
        return None

    def tear(self) -> Sheet | None:
        """Take off what has been printed so far; None when the paper is blank."""
        self._end_line()
        marks, data = tuple(self._marks), bytes(self._data)
        self._marks, self._data = [], bytearray()
        return Sheet(marks, data) if marks else None

    def _escape(self, name: bytes, rest: bytes) -> None:
        style = self.style
        match name:
            case b"@":
                self.style = Style()
            case b"a":
                style.align = ALIGNMENTS[rest[0] % 48 % 3]
            case b"E" | b"G":
                style.bold = rest[0] & 1 == 1
            case b"!":
                style.bold = rest[0] & 0x08 != 0
                style.size = 2 if rest[0] & 0x30 else 1
            case b"t":
                style.code_page = CODE_PAGES.get(rest[0], "cp437")
            case b"d":
                self._end_line()
                self._feed(rest[0])
            case b"p":
                self._mark(Drawer())

    def _group(self, name: bytes, rest: bytes) -> None:
        match name:
            case b"!":
                self.style.size = 2 if rest[0] else 1
            case b"v":
                wide, high = (int.from_bytes(rest[n : n + 2], "little") for n in (2, 4))
                self._mark(Raster(wide, high, rest[6:], self.style.align))
            case b"(":
                self._two_dimensional(rest)

    def _two_dimensional(self, rest: bytes) -> None:
        """GS ( k pL pH 1 fn …: store a QR code's data, then print it."""
        if rest[:1] != b"k" or rest[3:4] != b"1":
            return
        if rest[4] == QR_STORE:
            self._qr = rest[6:].decode("utf-8", errors="replace")
        elif rest[4] == QR_PRINT and self._qr:
            self._mark(Qr(data=self._qr[:1000]))

    def _text(self, run: bytes) -> None:
        for letter in run.decode(self.style.code_page, errors="replace"):
            match ord(letter):
                case 0x0A:
                    self._end_line() if self._line.text else self._feed(1)
                case 0x09:
                    self._put(" " * (TAB - len(self._line.text) % TAB))
                case code if code >= 0x20:
                    self._put(letter)

    def _put(self, letters: str) -> None:
        """A full line is printed when the next letter comes, as printers do."""
        if len(self._line.text) + len(letters) > self.columns // self._line.size:
            self._end_line()
        if not self._line.text:
            self._line = Line("", self.style.bold, self.style.size)
        self._line.text += letters

    def _end_line(self) -> None:
        if not self._line.text:
            return
        line, self._line = self._line, Line()
        room = self.columns // line.size - len(line.text)
        pad = {"left": 0, "center": room // 2, "right": room}[self.style.align]
        text = " " * pad + line.text
        self._marks.append(TextRow(text=text, bold=line.bold, size=line.size))

    def _feed(self, lines: int) -> None:
        if lines:
            self._mark(Feed(lines=min(lines, 20)))

    def _mark(self, mark: Mark) -> None:
        self._end_line()
        self._marks.append(mark)
