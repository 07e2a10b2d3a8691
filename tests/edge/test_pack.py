"""Small JSON made smaller on disk comes out as it went in."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge import pack as packing
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


def test_the_dictionary_is_part_of_the_format() -> None:
    """Every check of every shop was packed with it: changed, none of them can be read again."""
    digest = hashlib.sha256(packing._DICTIONARY).hexdigest()
    assert digest == "13d3587e2bd7964b3dd29fb691fd9decf30ae0842a23983c7909395839ba5923"
