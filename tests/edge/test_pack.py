"""Small JSON made smaller on disk comes out as it went in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.pack import pack, unpack
from tests.paper import check


@given(st.binary(max_size=5_000))
def test_what_is_packed_comes_out_again(data: bytes) -> None:
    assert unpack(pack(data)) == data


@given(st.text(alphabet='{}":,abcdefgh0123456789_é', min_size=150, max_size=250))
def test_around_the_length_where_packing_begins_too(text: str) -> None:
    assert unpack(pack(text.encode())) == text.encode()


def test_a_check_takes_a_third_of_its_room() -> None:
    body = check().model_dump_json().encode()
    assert len(pack(body)) * 3 < len(body)


def test_what_this_program_never_wrote_is_not_guessed_at() -> None:
    for stored in (b"", b"\x02rest", b"{}"):
        with pytest.raises(ValueError):
            unpack(stored)
