import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.printing.virtual.decode import Paper, Raster
from edge.printing.virtual.lexer import Lexer
from edge.printing.virtual.slips import sheet_of
from tests.vectors import vectors
from tilo.slip import Cut, Drawer, Feed, Qr, TextRow

ESCPOS = {case["name"]: bytes.fromhex(case["hex"]) for case in vectors("hardware")["escpos"]}


def marks(data: bytes, columns: int = 32) -> tuple[object, ...]:
    return sheet_of(data, columns).marks


def test_the_cut_ends_a_slip_and_what_follows_is_the_next() -> None:
    paper = Paper(32)
    taken = [paper.take(one) for one in Lexer().feed(b"satu\n\x1dV\x00dua\n\x1dVB\x00")]
    slips = [sheet for sheet in taken if sheet is not None]
    assert [sheet.text for sheet in slips] == ["satu\n[cut]\n", "dua\n[cut]\n"]
    assert [sheet.data for sheet in slips] == [b"satu\n\x1dV\x00", b"dua\n\x1dVB\x00"]
    assert paper.tear() is None


def test_paper_torn_off_before_the_cut_is_not_whole() -> None:
    sheet = sheet_of(b"setengah", 32)
    assert sheet.text == "setengah\n"
    assert not sheet.whole


def test_reference_commands_mean_what_they_say() -> None:
    assert marks(ESCPOS["drawer_pin2_100ms"]) == (Drawer(),)
    assert marks(ESCPOS["feed6_full_cut"]) == (Feed(lines=6), Cut())
    assert marks(ESCPOS["partial_cut_feed_to_cutter"]) == (Cut(),)
    assert marks(ESCPOS["bold_on"] + b"a\n" + ESCPOS["bold_off"] + b"b\n") == (
        TextRow(text="a", bold=True),
        TextRow(text="b"),
    )
    assert marks(ESCPOS["raster_16x2"]) == (Raster(2, 2, b"\x80\x00\x00\x01"),)


def test_centred_text_is_padded_to_the_middle() -> None:
    assert marks(ESCPOS["align_center"] + b"Tilo\n") == (TextRow(text=" " * 14 + "Tilo"),)


def test_a_line_longer_than_the_paper_goes_on_below_without_a_blank_line() -> None:
    assert marks(b"x" * 33 + b"\n") == (TextRow(text="x" * 32), TextRow(text="x"))
    assert marks(b"x" * 32 + b"\n") == (TextRow(text="x" * 32),)


def test_letters_are_read_in_the_code_page_that_was_chosen() -> None:
    assert marks(b"\x1bt\x00\x82\n") == (TextRow(text="é"),)
    assert marks(b"\x1bt\x10\xe9\n") == (TextRow(text="é"),)
    assert marks(b"\x1bt\x13\xd5\n") == (TextRow(text="€"),)


def test_initialising_forgets_bold_size_and_alignment() -> None:
    styled = b"\x1bE\x01\x1d!\x11\x1ba\x01" + ESCPOS["init"] + b"Tilo\n"
    assert marks(styled) == (TextRow(text="Tilo"),)


def test_a_stored_code_is_printed_when_asked_and_not_before() -> None:
    store = b"\x1d(k\x07\x001P0tilo"
    assert marks(store) == ()
    assert marks(store + b"\x1d(k\x03\x001Q0") == (Qr(data="tilo"),)


@pytest.mark.parametrize("mode", [b"\x1b!\x38", b"\x1b!\x30"])
def test_the_old_way_of_large_print_is_understood(mode: bytes) -> None:
    (row,) = marks(mode + b"Tilo\n")
    assert isinstance(row, TextRow)
    assert row.size == 2


@given(st.binary(max_size=400))
def test_noise_prints_something_or_nothing_but_never_fails(noise: bytes) -> None:
    sheet = sheet_of(noise, 48)
    assert isinstance(sheet.text, str)
