import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilo.slip import (
    Cut,
    Drawer,
    Feed,
    Pair,
    Qr,
    Rule,
    Slip,
    Text,
    TextRow,
    as_text,
    lay_out,
    printable,
)
from tilo.value import Value

WORDS = st.text(max_size=120)
COLUMNS = st.sampled_from([32, 48])
BLOCK = st.one_of(
    st.builds(
        Text,
        text=WORDS,
        align=st.sampled_from(["left", "center", "right"]),
        bold=st.booleans(),
        size=st.sampled_from([1, 2]),
        hang=st.integers(0, 8),
    ),
    st.builds(Pair, left=WORDS, right=WORDS, size=st.sampled_from([1, 2])),
    st.builds(Rule),
)


def texts(*blocks: object, columns: int = 32) -> list[str]:
    rows = lay_out(blocks, columns)  # type: ignore[arg-type]
    return [row.text for row in rows if isinstance(row, TextRow)]


def squeezed(text: str) -> str:
    return "".join(printable(text).split())


@given(st.lists(BLOCK, max_size=5), COLUMNS)
def test_no_row_is_wider_than_the_paper_or_commands_the_printer(
    blocks: list[Text | Pair | Rule], columns: int
) -> None:
    for row in lay_out(blocks, columns):
        assert isinstance(row, TextRow)
        assert len(row.text) * row.size <= columns
        assert row.text.isascii()
        assert row.text.isprintable() or row.text == ""


@given(WORDS, COLUMNS, st.sampled_from([1, 2]), st.integers(0, 8))
def test_wrapping_loses_no_letter(text: str, columns: int, size: int, hang: int) -> None:
    block = Text.model_validate({"text": text, "size": size, "hang": hang})
    assert "".join("".join(texts(block, columns=columns)).split()) == squeezed(text)


@given(WORDS, st.text(max_size=60), COLUMNS)
def test_a_pair_loses_neither_name_nor_amount(left: str, right: str, columns: int) -> None:
    printed = squeezed("".join(texts(Pair(left=left, right=right), columns=columns)))
    assert sorted(printed) == sorted(squeezed(left) + squeezed(right))


def test_an_amount_stands_at_the_right_edge_and_a_long_name_goes_on_below_it() -> None:
    pair = Pair(left="2 x Nasi Goreng Kampung Spesial", right="Rp94.000", hang=4)
    assert texts(pair) == ["2 x Nasi Goreng Kampung Rp94.000", "    Spesial"]


def test_an_amount_too_wide_to_share_a_line_gets_its_own() -> None:
    assert texts(Pair(left="TOTAL", right="Rp1.250.000", size=2)) == ["TOTAL", "     Rp1.250.000"]


def test_a_word_longer_than_the_paper_is_broken_not_cut_off() -> None:
    assert texts(Text(text="x" * 40)) == ["x" * 32, "x" * 8]


def test_an_indented_note_keeps_its_indent_on_every_line() -> None:
    lines = texts(Text(text="    + saus kacang terpisah dan tanpa bawang", hang=2))
    assert lines == ["    + saus kacang terpisah dan", "      tanpa bawang"]


@pytest.mark.parametrize(
    ("align", "row"), [("left", "Tilo"), ("center", "      Tilo"), ("right", "            Tilo")]
)
def test_large_letters_are_aligned_in_half_the_columns(align: str, row: str) -> None:
    block = Text.model_validate({"text": "Tilo", "align": align, "size": 2})
    assert lay_out([block], 32) == (TextRow(text=row, size=2),)


def test_a_rule_crosses_the_paper() -> None:
    assert texts(Rule(), Rule(char="="), columns=48) == ["-" * 48, "=" * 48]


def test_what_is_no_text_passes_unchanged() -> None:
    blocks = (Drawer(), Qr(data="https://tilo.id/r/1"), Feed(lines=2), Cut())
    assert lay_out(blocks, 48) == blocks
    assert as_text(blocks) == "[drawer]\n[QR https://tilo.id/r/1]\n\n\n[cut]\n"


@pytest.mark.parametrize(
    ("name", "paper"),
    [
        ("Café Crème", "Cafe Creme"),
        ("Phở “Đặc Biệt” – 1½×", 'Pho "Dac Biet" - 11/2x'),
        ("ﬁne…", "fine..."),
        ("炒饭", "??"),
        ("🍜 Mie", "? Mie"),
        ("baris\nbaru\ttab", "baris baru tab"),
    ],
)
def test_a_name_is_printed_in_ascii_people_still_read(name: str, paper: str) -> None:
    assert printable(name) == paper


@pytest.mark.parametrize(
    "attack",
    [
        "\x1b@",
        "\x1bp\x00\x32\x32",
        "\x1dV\x00",
        "\x10\x04\x01",
        "\u202egnp.exe",
        "a\u200bb\u2066c\x9b1m",
    ],
)
def test_a_name_cannot_carry_control_bytes_or_bidi_marks_to_the_printer(attack: str) -> None:
    clean = printable(f"Es Teh{attack}")
    assert clean.isprintable()
    assert clean.isascii()
    assert clean.startswith("Es Teh")


def test_a_slip_comes_back_from_json_as_it_went() -> None:
    class Post(Value):
        slip: Slip

    post = Post(slip=(Drawer(), Text(text="Tilo", bold=True), Pair(left="a", right="b"), Cut()))
    assert Post.model_validate_json(post.model_dump_json()) == post
