"""No card number passes, and outcomes say what is certain."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.payments.terminals.protocol import MOST_RUPIAH, Outcome, Request, State, guarded
from tilo.kit.ids import new_id
from tilo.kit.logs import luhn

CARDS = [
    "4811111111111114",
    "4811 1111 1111 1114",
    "5211-1111-1111-1117",
    "371449635398431",
    "6011.0009.9013.9424",
    "4222222222222",
    "0004811111111111114",
]


def with_check_digit(digits: str) -> str:
    return next(
        digits + last for last in "0123456789" if luhn([int(each) for each in digits + last])
    )


@pytest.mark.parametrize("card", CARDS)
def test_a_card_number_is_reduced_to_its_last_four(card: str) -> None:
    plain = "".join(each for each in card if each.isdecimal())
    masked = guarded(f"kartu {card} ya")
    assert masked == f"kartu {'*' * (len(plain) - 4)}{plain[-4:]} ya"


@given(st.text("0123456789", min_size=12, max_size=18).filter(lambda digits: digits[0] != "0"))
def test_every_number_that_could_be_a_cards_is_masked(digits: str) -> None:
    card = with_check_digit(digits)
    assert guarded(card) == "*" * (len(card) - 4) + card[-4:]


@pytest.mark.parametrize(
    "text",
    [
        "000885000000004",  # a merchant id: passes the check digit, but no card begins with zero
        "000123456789",
        "D1A00001",
        "4811111111111113",
        "BCA",
        "",
    ],
)
def test_what_is_no_card_number_stays(text: str) -> None:
    assert guarded(text) == text


def test_a_run_longer_than_any_card_may_hide_one() -> None:
    assert guarded("20250102" + CARDS[0]) == "*" * 20 + "1114"


TEXTS = ("code", "approval_code", "rrn", "last_four", "tid", "mid", "batch", "invoice", "issuer")


@pytest.mark.parametrize("field", TEXTS)
def test_no_field_of_an_outcome_can_hold_a_card_number(field: str) -> None:
    told: dict[str, Any] = {field: CARDS[0]}
    outcome = Outcome(request_id=None, state="approved", **told)
    assert CARDS[0] not in repr(outcome)
    assert CARDS[0][:12] not in repr(outcome)


@pytest.mark.parametrize(("told", "kept"), [("481111******1114", "1114"), ("14", "14"), ("x", "")])
def test_of_a_card_an_outcome_keeps_four_digits(told: str, kept: str) -> None:
    assert Outcome(request_id=None, state="approved", last_four=told).last_four == kept


@pytest.mark.parametrize(
    ("state", "reason"),
    [("approved", "refused"), ("declined", None), ("declined", "no_answer"), ("unknown", None)],
)
def test_a_reason_belongs_to_its_state(state: State, reason: Any) -> None:
    """`declined` because of silence would invite a second charge."""
    with pytest.raises(AssertionError):
        Outcome(request_id=None, state=state, reason=reason)


@pytest.mark.parametrize("amount", [0, -1, MOST_RUPIAH + 1])
def test_no_terminal_is_asked_for_an_impossible_amount(amount: int) -> None:
    with pytest.raises(AssertionError):
        Request(id=new_id(), amount_rupiah=amount, kind="sale")


@pytest.mark.parametrize("reference", ["1234567890123", "12 34", "é"])
def test_a_reference_fits_the_terminals_field(reference: str) -> None:
    with pytest.raises(AssertionError):
        Request(id=new_id(), amount_rupiah=1, kind="qris_inquiry", reference=reference)
