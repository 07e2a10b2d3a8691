"""Frames are found in whatever a line delivers, in whatever pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.payments.terminals.bca_frame import (
    ACK,
    AROUND,
    NAK,
    STX,
    FrameError,
    Heard,
    Stream,
    bcd,
    frame,
    lrc,
    unframe,
)
from edge.payments.terminals.bca_layout import REQUEST, RESPONSE
from tests.vectors import vectors

VECTORS = vectors("edc_bca")
MALFORMED = {case["name"]: bytes.fromhex(case["frame_hex"]) for case in VECTORS["malformed"]}
FRAMES = {case["name"]: bytes.fromhex(case["frame_hex"]) for case in VECTORS["frames"]}
BODIES = st.binary(min_size=RESPONSE.length, max_size=RESPONSE.length)


def hear(data: bytes, length: int = REQUEST.length) -> list[Heard]:
    return Stream(length).feed(data)


@pytest.mark.parametrize("name", FRAMES)
def test_a_frame_of_the_reference_is_sound(name: str) -> None:
    body = unframe(FRAMES[name])
    assert len(body) in (REQUEST.length, RESPONSE.length)
    assert frame(body) == FRAMES[name]
    assert hear(FRAMES[name], len(body)) == [Heard("frame", body)]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("lrc_wrong", "checksum differs"),
        ("no_etx", "no ETX"),
        ("noise_before_stx", "no STX"),
        ("length_mismatch", "length differs"),
    ],
)
def test_a_malformed_frame_of_the_reference_is_no_frame(name: str, why: str) -> None:
    with pytest.raises(FrameError, match=why):
        unframe(MALFORMED[name])


def test_every_malformed_frame_of_the_reference_was_tried() -> None:
    assert MALFORMED.keys() == {"lrc_wrong", "no_etx", "noise_before_stx", "length_mismatch"}


def test_a_wrong_checksum_is_asked_for_again() -> None:
    assert hear(MALFORMED["lrc_wrong"]) == [Heard("broken")]


def test_a_frame_without_its_end_is_asked_for_again() -> None:
    assert hear(MALFORMED["no_etx"]) == [Heard("broken")]


def test_a_length_that_nobody_uses_is_no_start_but_is_not_forgotten() -> None:
    stream = Stream(REQUEST.length)
    assert stream.feed(MALFORMED["length_mismatch"]) == []
    assert stream.unfinished
    stream.forget()
    assert not stream.unfinished


def test_the_ack_before_the_noise_before_the_frame_is_heard() -> None:
    heard = hear(MALFORMED["noise_before_stx"])
    assert [each.kind for each in heard] == ["ack", "frame"]
    assert frame(heard[1].body) == FRAMES["sale_93500"]


@pytest.mark.parametrize("data", [b"", STX, FRAMES["sale_93500"][:-1], FRAMES["sale_93500"] + b"x"])
def test_what_is_not_exactly_one_frame_is_none(data: bytes) -> None:
    with pytest.raises(FrameError):
        unframe(data)


def test_lengths_are_packed_decimals() -> None:
    assert (bcd(150), bcd(200)) == (b"\x01\x50", b"\x02\x00")


def test_the_checksum_leaves_nothing_when_taken_twice() -> None:
    assert lrc(b"\x01\x50" + lrc(b"\x01\x50")) == b"\x00"
    assert lrc(b"") == b"\x00"


@given(st.binary())
def test_any_body_comes_out_as_it_went_in(body: bytes) -> None:
    assert unframe(frame(body)) == body


@given(BODIES, st.data())
def test_one_wrong_byte_is_always_noticed(body: bytes, data: st.DataObject) -> None:
    good = frame(body)
    at = data.draw(st.integers(0, len(good) - 1))
    bad = bytearray(good)
    bad[at] = data.draw(st.integers(0, 255).filter(lambda byte: byte != good[at]))
    with pytest.raises(FrameError):
        unframe(bytes(bad))


def cut(data: bytes, places: list[int]) -> list[bytes]:
    ends = sorted({min(place, len(data)) for place in places} | {len(data)})
    return [data[start:end] for start, end in zip([0, *ends], ends, strict=False)]


NOISE = st.binary(max_size=20).map(lambda data: data.translate(None, STX + ACK + NAK))
SAID = st.lists(st.one_of(st.sampled_from([ACK, NAK]), BODIES.map(frame)), max_size=5)


@given(SAID, st.data())
def test_noise_splits_and_joins_lose_nothing(said: list[bytes], data: st.DataObject) -> None:
    whole = b"".join(data.draw(NOISE) + each for each in said) + data.draw(NOISE)
    stream = Stream(RESPONSE.length)
    pieces = cut(whole, data.draw(st.lists(st.integers(0, 1200), max_size=30)))
    heard = [each for piece in pieces for each in stream.feed(piece)]
    kinds = {ACK: Heard("ack"), NAK: Heard("nak")}
    assert heard == [kinds.get(each) or Heard("frame", unframe(each)) for each in said]
    assert not stream.unfinished


@given(st.lists(st.binary(max_size=400), max_size=10), BODIES)
def test_after_any_garbage_a_frame_is_found_again(garbage: list[bytes], body: bytes) -> None:
    stream = Stream(RESPONSE.length)
    for piece in garbage:
        stream.feed(piece)
    stream.forget()
    assert stream.feed(frame(body)) == [Heard("frame", body)]


@given(st.binary(max_size=50), BODIES)
def test_a_false_start_does_not_swallow_the_true_one(before: bytes, body: bytes) -> None:
    """Noise that looks like the beginning of a frame, with a frame behind it."""
    stream = Stream(RESPONSE.length)
    start = STX + bcd(RESPONSE.length)
    said = start + before.translate(None, STX) + frame(body)
    heard = stream.feed(said)
    heard += stream.feed(b"\x00" * (RESPONSE.length + AROUND))
    assert Heard("frame", body) in heard


def test_a_frame_tells_nobody_what_it_holds() -> None:
    said = repr(hear(FRAMES["sale_declined"], RESPONSE.length))
    assert said == "[Heard(kind='frame')]"
