"""The slips a virtual printer has printed: bytes and picture on disk, the newest 200."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from edge.printing.virtual.decode import Paper, Sheet
from edge.printing.virtual.lexer import Lexer
from edge.printing.virtual.picture import png
from tilo.value import Millis, Value

KEPT: Final = 200


class Kept(Value):
    """One slip. `whole`: it was cut; a slip that was not was torn off half-way."""

    n: int
    at_ms: Millis
    size_bytes: int
    whole: bool
    drawer: bool


class Slips:
    """A numbered pile. What was printed before a restart is still there."""

    def __init__(
        self, folder: Path, columns: int, drawer_note: str, changed: Callable[[], None]
    ) -> None:
        self._folder = folder
        self._columns = columns
        self._drawer_note = drawer_note
        self._changed = changed
        self._kept: dict[int, Kept] = {}
        self._fresh: asyncio.Queue[Sheet] = asyncio.Queue()
        folder.mkdir(parents=True, exist_ok=True)
        for path in sorted(folder.glob("[0-9]*.bin")):
            if path.with_suffix(".png").exists():
                self._know(int(path.stem), sheet_of(path.read_bytes(), columns), _written_ms(path))

    def add(self, sheet: Sheet) -> None:
        """Drawing takes a moment, so it happens in `draw`, in order."""
        self._fresh.put_nowait(sheet)

    async def draw(self) -> None:
        """For ever: draw and keep what was added."""
        while True:
            sheet = await self._fresh.get()
            n = max(self._kept, default=0) + 1
            await asyncio.to_thread(self._write, n, sheet)
            self._know(n, sheet, time.time_ns() // 1_000_000)
            for old in sorted(self._kept)[:-KEPT]:
                del self._kept[old]
                for kind in ("bin", "png"):
                    self.path(old, kind).unlink(missing_ok=True)
            self._changed()

    def newest_first(self) -> list[Kept]:
        return [self._kept[n] for n in sorted(self._kept, reverse=True)]

    def has(self, n: int) -> bool:
        return n in self._kept

    def path(self, n: int, kind: str) -> Path:
        return self._folder / f"{n:06}.{kind}"

    def text(self, n: int) -> str:
        return sheet_of(self.path(n, "bin").read_bytes(), self._columns).text

    def _write(self, n: int, sheet: Sheet) -> None:
        self.path(n, "png").write_bytes(png(sheet.marks, self._columns, self._drawer_note))
        self.path(n, "bin").write_bytes(sheet.data)

    def _know(self, n: int, sheet: Sheet, at_ms: int) -> None:
        self._kept[n] = Kept(
            n=n,
            at_ms=at_ms,
            size_bytes=len(sheet.data),
            whole=sheet.whole,
            drawer=any(mark.kind == "drawer" for mark in sheet.marks),
        )


def sheet_of(data: bytes, columns: int) -> Sheet:
    """The slip that these bytes print."""
    paper = Paper(columns)
    for command in Lexer().feed(data):
        if (sheet := paper.take(command)) is not None:
            return sheet
    return paper.tear() or Sheet((), data)


def _written_ms(path: Path) -> int:
    return path.stat().st_mtime_ns // 1_000_000
