import io
from collections.abc import Iterator

import pytest
from PIL import Image

from edge.printing.render import render
from edge.printing.virtual import picture
from edge.printing.virtual.decode import Raster
from edge.printing.virtual.picture import CELL, LINE, MARGIN, png
from edge.printing.virtual.slips import sheet_of
from tests import paper
from tilo.receipt import receipt
from tilo.slip import Cut, Drawer, Feed, Qr, TextRow, lay_out


@pytest.fixture(autouse=True)
def fonts_anew() -> Iterator[None]:
    picture._font.cache_clear()
    yield
    picture._font.cache_clear()


def drawn(*marks: object, columns: int = 32) -> Image.Image:
    return Image.open(io.BytesIO(png(marks, columns, "laci")))  # type: ignore[arg-type]


def dark(image: Image.Image, box: tuple[int, int, int, int] | None = None) -> int:
    """How many dots are inked."""
    return sum(image.convert("L").crop(box or (0, 0, *image.size)).histogram()[:128])


@pytest.mark.parametrize(("columns", "dots"), [(32, 384), (48, 576)])
def test_a_picture_is_as_wide_as_its_paper(columns: int, dots: int) -> None:
    assert drawn(TextRow(text="Tilo"), columns=columns).width == dots + 2 * MARGIN


def test_every_letter_stands_in_its_own_cell() -> None:
    top, bottom = MARGIN, MARGIN + LINE
    image = drawn(TextRow(text="W" + " " * 30 + "W"))
    cells = [
        dark(image, (MARGIN + n * CELL, top, MARGIN + (n + 1) * CELL, bottom)) for n in range(32)
    ]
    assert [n for n, ink in enumerate(cells) if ink] == [0, 31]


def test_bold_is_darker_and_large_is_larger() -> None:
    plain = dark(drawn(TextRow(text="TOTAL")))
    assert dark(drawn(TextRow(text="TOTAL", bold=True))) > plain
    assert dark(drawn(TextRow(text="TOTAL", size=2))) > 2 * plain
    small, large = drawn(TextRow(text="x")), drawn(TextRow(text="x", size=2))
    assert large.height > small.height


def test_a_code_can_be_seen_and_a_picture_is_drawn_dot_by_dot() -> None:
    assert dark(drawn(Qr(data="https://tilo.id"))) > 2000
    assert dark(drawn(Raster(1, 8, b"\xff" * 8))) == 64
    assert dark(drawn(Raster(1, 8, b"\xf0" * 8, "center"))) == 32


def test_the_drawer_leaves_a_note_but_no_ink() -> None:
    image = drawn(Drawer(), Cut())
    assert dark(image) == 0
    assert sum(image.convert("L").histogram()[:200]) > 0


def test_a_feed_is_blank_paper() -> None:
    assert drawn(Feed(lines=3)).height - drawn(Feed(lines=1)).height == 2 * LINE


def test_a_receipt_is_drawn_the_same_without_any_font_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = lay_out(receipt(paper.check(), paper.KEMANG, "id"), 48)
    marks = sheet_of(render(rows, columns=48), 48).marks
    usual = drawn(*marks, columns=48)
    monkeypatch.setattr(picture, "FONT", "a font nobody has.ttf")
    picture._font.cache_clear()
    bare = drawn(*marks, columns=48)
    assert bare.size == usual.size
    assert dark(bare) > 0.5 * dark(usual)
