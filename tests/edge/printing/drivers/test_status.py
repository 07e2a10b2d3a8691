from typing import Any

import pytest

from edge.printing.drivers.status import Ear, ask, automatic, is_real_time, real_time
from tests.vectors import vectors

HARDWARE = vectors("hardware")


@pytest.mark.parametrize(
    "case", HARDWARE["dle_eot"]["cases"], ids=lambda c: c["request"] + c["reply"]
)
def test_a_real_time_answer_is_read_bit_by_bit(case: dict[str, Any]) -> None:
    n = case["request"][-1]
    assert ask(int(n)).hex() == case["request"]
    assert real_time(int(n), int(case["reply"], 16)) == case["expect"]


@pytest.mark.parametrize("case", HARDWARE["asb"]["cases"], ids=lambda c: c["hex"])
def test_an_automatic_status_is_read_bit_by_bit(case: dict[str, Any]) -> None:
    flags = automatic(bytes.fromhex(case["hex"]))
    assert case["expect"].items() <= flags.items()


@pytest.mark.parametrize("case", HARDWARE["stream_demux"], ids=lambda c: c["hex"])
@pytest.mark.parametrize("pieces", [1, 2, 99])
def test_answers_mixed_in_one_stream_are_told_apart_however_they_arrive(
    case: dict[str, Any], pieces: int
) -> None:
    data = bytes.fromhex(case["hex"])
    ear = Ear()
    said = [one for at in range(0, len(data), pieces) for one in ear.hear(data[at : at + pieces])]
    named = [
        f"{one.kind}:{one.data.hex()}" if one.kind in ("asb", "realtime") else one.kind
        for one in said
    ]
    assert named == case["expect"]


def test_every_byte_is_either_a_real_time_answer_or_the_start_of_an_automatic_one_or_neither() -> (
    None
):
    real = {byte for byte in range(256) if is_real_time(byte)}
    assert real == {b for b in range(256) if f"{b:08b}"[0] == "0" and f"{b:08b}"[3] == "1"
                    and f"{b:08b}"[6:] == "10"}  # fmt: skip


def test_an_automatic_status_interrupted_by_an_answer_is_still_whole() -> None:
    said = Ear().hear(bytes.fromhex("100012000f"))
    assert [(one.kind, one.data.hex()) for one in said] == [
        ("realtime", "12"),
        ("asb", "1000000f"),
    ]


def test_noise_from_a_broken_cable_is_called_noise() -> None:
    assert [one.kind for one in Ear().hear(b"\xff\x80")] == ["noise", "noise"]
