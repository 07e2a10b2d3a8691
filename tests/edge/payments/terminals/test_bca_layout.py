"""Requests and answers stand byte for byte where the reference has them."""

from typing import Any

import pytest

from edge.payments.terminals.bca_frame import frame, unframe
from edge.payments.terminals.bca_layout import (
    REQUEST,
    RESPONSE,
    TRANS_TYPES,
    Ask,
    Layout,
    request_body,
)
from tests.vectors import vectors

VECTORS = vectors("edc_bca")
FRAMES = {case["name"]: case for case in VECTORS["frames"]}
KINDS = {
    "1 binary byte": ("binary",),
    "ASCII digits, zero padded left": ("digits",),
    "ASCII, space padded right": ("text", "card", "dropped"),
}


@pytest.mark.parametrize(
    ("layout", "rows", "length"),
    [
        (REQUEST, VECTORS["request_layout"], 150),
        (RESPONSE, VECTORS["response_layout"], 200),
    ],
    ids=["request", "response"],
)
def test_every_field_lies_where_the_reference_has_it(
    layout: Layout, rows: list[dict[str, Any]], length: int
) -> None:
    assert layout.length == length
    told = [(field.name, layout.offset(field.name), field.length) for field in layout.fields]
    assert told == [(row["field"], row["offset"], row["length"]) for row in rows]
    for field, row in zip(layout.fields, rows, strict=True):
        assert field.coding in KINDS[row["kind"]], field.name


@pytest.mark.parametrize("case", FRAMES.values(), ids=FRAMES)
def test_a_frame_of_the_reference_is_written_byte_for_byte(case: dict[str, Any]) -> None:
    layout = REQUEST if case["direction"] == "pos_to_terminal" else RESPONSE
    values = {"version": str(case["version"]), **case["fields"]}
    data = frame(layout.encode(values))
    assert data.hex() == case["frame_hex"]
    assert (data[-1:].hex(), layout.length) == (case["lrc"].lower(), case["body_length"])


@pytest.mark.parametrize(
    ("name", "ask", "amount"),
    [
        ("sale_93500", "sale", 93_500),
        ("qris_93500", "qris", 93_500),
        ("settlement", "settle", 0),
        ("echo_test", "echo", 0),
    ],
)
def test_what_the_till_asks_is_the_references_frame(name: str, ask: Ask, amount: int) -> None:
    assert frame(request_body(ask, amount)).hex() == FRAMES[name]["frame_hex"]


def test_transaction_types_are_the_references() -> None:
    names = {"sale": "sale", "QRIS": "qris", "QRIS inquiry": "qris_inquiry"}
    names |= {"settlement": "settle", "echo test": "echo"}
    types = VECTORS["trans_types"].items()
    assert {names[told]: code for code, told in types if told in names} == dict(TRANS_TYPES)


@pytest.mark.parametrize("case", FRAMES.values(), ids=FRAMES)
def test_what_was_written_is_read_again_but_for_the_card(case: dict[str, Any]) -> None:
    layout = REQUEST if case["direction"] == "pos_to_terminal" else RESPONSE
    values = layout.decode(unframe(bytes.fromhex(case["frame_hex"])))
    for name, value in case["fields"].items():
        coding = next(field.coding for field in layout.fields if field.name == name)
        if coding == "digits":
            assert int(values[name]) == int(value)
        elif coding == "card":
            assert values[name] == value[-4:]
        elif coding == "dropped":
            assert values[name] == ""
        else:
            assert values[name] == value


def test_a_question_about_a_payment_names_its_reference() -> None:
    values = REQUEST.decode(request_body("qris_inquiry", 93_500, "000123456789"))
    assert (values["trans_type"], values["reference"]) == ("32", "000123456789")


@pytest.mark.parametrize("pan", ["4811111111111114", "481111******1114", "************1114"])
def test_of_a_card_the_last_four_digits_are_read_masked_or_not(pan: str) -> None:
    assert RESPONSE.decode(RESPONSE.encode({"pan": pan}))["pan"] == "1114"


@pytest.mark.parametrize("pan", ["", "481111**********", "TAP"])
def test_a_card_that_shows_no_last_four_has_none(pan: str) -> None:
    assert RESPONSE.decode(RESPONSE.encode({"pan": pan}))["pan"] == ""


def test_bytes_that_are_no_text_do_no_harm() -> None:
    values = RESPONSE.decode(b"\x01" + bytes(range(199)))
    assert all(value.isprintable() for value in values.values())
    values = RESPONSE.decode(b"\xff" * 200)
    assert values["version"] == "255"


def test_what_does_not_fit_its_field_is_our_mistake() -> None:
    with pytest.raises(AssertionError, match="reference holds 12 characters"):
        REQUEST.encode({"reference": "1234567890123"})
    with pytest.raises(AssertionError, match="no field is called"):
        REQUEST.encode({"refrence": "1"})
