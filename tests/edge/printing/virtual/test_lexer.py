from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.printing.render import render
from edge.printing.virtual.lexer import Lexer
from tests import paper
from tilo.receipt import receipt
from tilo.slip import lay_out

RECEIPT = render(
    lay_out(receipt(paper.check(), paper.KEMANG, "id", qr="https://tilo.id/r/1"), 48), columns=48
)


@pytest.mark.parametrize(
    "command",
    [
        "1b40",
        "1b6101",
        "1b4501",
        "1d2111",
        "1b7400",
        "1b6406",
        "1d5600",
        "1d564200",
        "1b70003232",
        "100401",
        "1014010001",
        "1d610f",
        "1d7630000200020080000001",
        "1d286b0400314132 00",
        "1d6b4303414243",
        "1d6b02414200",
        "1b2a000200 aabb",
        "1b2a210100 aabbcc",
        "1b44080a00",
        "0a",
        "534f544f",
    ],
)
def test_a_command_is_taken_whole_even_when_it_comes_byte_by_byte(command: str) -> None:
    data = bytes.fromhex(command)
    after = b"\x0a" if data[0] >= 0x20 else b"x"
    assert Lexer().feed(data + after) == [data, after]
    if data[0] < 0x20:
        lexer = Lexer()
        pieces = [whole for byte in data for whole in lexer.feed(bytes((byte,)))]
        assert pieces == [data]


@given(st.lists(st.integers(1, len(RECEIPT) - 1), max_size=20))
def test_a_receipt_is_read_the_same_however_the_network_cuts_it(cuts: list[int]) -> None:
    lexer = Lexer()
    edges = [0, *sorted(cuts), len(RECEIPT)]
    pieces = [RECEIPT[a:b] for a, b in pairwise(edges)]
    whole = [command for piece in pieces for command in lexer.feed(piece)]
    assert b"".join(whole) == RECEIPT
    commands = [command for command in whole if command[0] < 0x20]
    assert commands == [command for command in Lexer().feed(RECEIPT) if command[0] < 0x20]


@given(st.binary(max_size=300))
def test_noise_never_breaks_it_and_never_loses_a_byte_it_has_passed(noise: bytes) -> None:
    assert noise.startswith(b"".join(Lexer().feed(noise)))


def test_bytes_of_a_picture_that_look_like_a_question_are_part_of_the_picture() -> None:
    picture = bytes.fromhex("1d76300003000100") + b"\x10\x04\x01"
    assert Lexer().feed(picture) == [picture]
