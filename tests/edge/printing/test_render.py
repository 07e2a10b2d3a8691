import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.printing.render import raster_qr, render
from edge.printing.virtual.decode import Raster
from edge.printing.virtual.slips import sheet_of
from tests import paper
from tests.vectors import vectors
from tilo.receipt import receipt
from tilo.slip import Cut, Drawer, Feed, Pair, Qr, Row, Rule, Text, TextRow, lay_out

HARDWARE = vectors("hardware")
ESCPOS = {case["name"]: bytes.fromhex(case["hex"]) for case in HARDWARE["escpos"]}
LETTERS = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1, max_size=60)

QRIS = (
    "00020101021226690017ID.CO.EXAMPLE.WWW011893600999000001234502150000123456789010303UKE51440014"
    "ID.CO.QRIS.WWW0215ID10200000000170303UKE5204581253033605405250005802ID5918WARUNG TILO CONTOH"
    "6015JAKARTA SELATAN61051219062070703A016304E279"
)


def printed(*rows: Row, columns: int = 48) -> bytes:
    return render(rows, columns=columns)


def test_a_job_begins_by_forgetting_the_one_before() -> None:
    assert printed(Cut()).startswith(ESCPOS["init"])


def test_the_drawer_is_kicked_before_any_paper_wherever_it_stands_in_the_slip() -> None:
    data = printed(TextRow(text="TOTAL"), Drawer(), Cut())
    assert data.index(ESCPOS["drawer_pin2_100ms"]) < data.index(b"TOTAL")


def test_a_slip_ends_with_a_feed_to_the_cutter_and_a_partial_cut() -> None:
    assert printed(TextRow(text="x"), Cut()).endswith(ESCPOS["partial_cut_feed_to_cutter"])


def test_bold_and_large_end_with_their_row() -> None:
    data = printed(TextRow(text="TOTAL", bold=True, size=2), TextRow(text="Tunai"))
    before, after = data.split(b"TOTAL\n")
    assert before.endswith(b"\x1d\x21\x11" + ESCPOS["bold_on"])
    assert after == ESCPOS["normal_size"] + ESCPOS["bold_off"] + b"Tunai\n"


def test_a_code_is_drawn_by_the_printer_itself_and_centred() -> None:
    data = printed(Qr(data="https://tilo.id/r/1"))
    stored = len(b"https://tilo.id/r/1") + 3
    for command in (
        ESCPOS["align_center"],
        bytes.fromhex("1d286b0400314132001d286b0300314306"),
        bytes.fromhex("1d286b03003145 31"),
        b"\x1d(k" + stored.to_bytes(2, "little") + b"1P0https://tilo.id/r/1",
        bytes.fromhex("1d286b0300315130"),
    ):
        assert command in data


def test_a_code_on_a_cheap_printer_is_a_picture_that_fits_its_paper() -> None:
    size = HARDWARE["qr_size"]
    assert len(QRIS) == size["payload_length"]
    for columns in (32, 48):
        sheet = sheet_of(render([Qr(data=QRIS)], columns=columns, qr="raster"), columns)
        picture = next(mark for mark in sheet.marks if isinstance(mark, Raster))
        assert picture.high == size["dots_at_size_6"]
        assert picture.wide * 8 <= columns * 12


def test_a_code_too_fine_for_narrow_paper_gets_smaller_dots() -> None:
    sheet = sheet_of(raster_qr("x" * 900, 32), 32)
    picture = next(mark for mark in sheet.marks if isinstance(mark, Raster))
    assert picture.wide * 8 <= 384


@pytest.mark.parametrize("columns", [32, 48])
def test_a_whole_receipt_comes_out_of_the_bytes_as_it_went_in(columns: int) -> None:
    rows = lay_out(receipt(paper.check(), paper.KEMANG, "id", qr="https://tilo.id/r/1"), columns)
    assert sheet_of(render(rows, columns=columns), columns).marks == rows


@given(
    st.lists(
        st.one_of(
            st.builds(
                Text,
                text=LETTERS.filter(str.strip),
                bold=st.booleans(),
                size=st.sampled_from([1, 2]),
            ),
            st.builds(Pair, left=LETTERS.filter(str.strip), right=st.just("Rp8.000")),
            st.builds(Rule),
            st.builds(Feed, lines=st.integers(1, 5)),
            st.builds(Qr, data=LETTERS),
        ),
        max_size=8,
    )
)
def test_any_slip_comes_out_of_the_bytes_as_it_went_in(
    blocks: list[Text | Pair | Rule | Feed | Qr],
) -> None:
    rows = (Drawer(), *lay_out(blocks, 32), Cut())
    assert sheet_of(render(rows, columns=32), 32).marks == rows


def test_a_row_that_would_command_the_printer_is_our_own_mistake() -> None:
    with pytest.raises(AssertionError, match="command the printer"):
        printed(TextRow(text="\x1bp\x00"))
