"""What an answer says, and what it leaves open."""

import pytest

from edge.payments.terminals.bca_answer import Matter, rupiah_of, time_of
from edge.payments.terminals.bca_frame import unframe
from edge.payments.terminals.bca_layout import RESPONSE
from edge.payments.terminals.protocol import Reason
from tests.vectors import vectors

FRAMES = {case["name"]: case for case in vectors("edc_bca")["frames"]}
SALE = Matter("sale", 93_500)


def answer(name: str, **other: str) -> dict[str, str]:
    return RESPONSE.decode(unframe(bytes.fromhex(FRAMES[name]["frame_hex"]))) | other


@pytest.mark.parametrize(
    ("name", "reason"), [("sale_declined", "refused"), ("user_cancel", "cancelled")]
)
def test_the_references_refusals_are_refusals(name: str, reason: Reason) -> None:
    outcome = SALE.answered(answer(name))
    assert outcome.approved is FRAMES[name]["expect"]["approved"] is False
    assert (outcome.state, outcome.reason) == ("declined", reason)
    assert outcome.amount_rupiah == FRAMES[name]["expect"].get("amount_rupiah", 93_500)
    assert outcome.terminal_time == "2025-01-02T10:15:52"


def test_an_approval_for_the_amount_asked_is_an_approval() -> None:
    outcome = SALE.answered(answer("sale_declined", response_code="00", approval_code="A1B2C3"))
    assert (outcome.approved, outcome.approval_code) == (True, "A1B2C3")


@pytest.mark.parametrize(
    "other",
    [
        {"amount": "000009350100"},
        {"amount": "000009350050"},
        {"amount": "00000935000x"},
        {"amount": "000000000000"},
        {"trans_type": "31"},
    ],
)
def test_an_approval_of_something_else_is_for_a_person_to_judge(other: dict[str, str]) -> None:
    outcome = SALE.answered(answer("sale_declined", response_code="00", **other))
    assert (outcome.state, outcome.reason) == ("unknown", "differs")
    assert outcome.rrn == "000123456789"


def test_a_refusal_may_leave_the_amount_out() -> None:
    outcome = SALE.answered(answer("user_cancel", amount="000000000000"))
    assert (outcome.state, outcome.reason) == ("declined", "cancelled")


@pytest.mark.parametrize("code", ["", "0", "0 ", "??"])
def test_a_code_that_cannot_be_read_decides_nothing(code: str) -> None:
    outcome = SALE.answered(answer("sale_declined", response_code=code))
    assert (outcome.state, outcome.reason) == ("unknown", "garbled")


def test_a_payment_not_found_may_still_come() -> None:
    again = Matter("qris_inquiry", 93_500)
    outcome = again.answered(answer("sale_declined", trans_type="32", response_code="25"))
    assert (outcome.state, outcome.reason, outcome.code) == ("unknown", "not_confirmed", "25")


@pytest.mark.parametrize("reason", ["not_connected", "not_taken"])
def test_a_question_that_was_never_asked_answers_nothing(reason: Reason) -> None:
    assert SALE.failed(reason).state == "declined"
    assert Matter("qris_inquiry", 93_500).failed(reason).state == "unknown"


def test_amounts_carry_two_decimals_that_are_never_used() -> None:
    assert (rupiah_of("000009350000"), rupiah_of("000009350001"), rupiah_of("")) == (
        93_500,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("date", "time", "told"),
    [
        ("20250102", "101552", "2025-01-02T10:15:52"),
        ("00000000", "000000", ""),
        ("20250102", "256199", ""),
        ("????????", "??????", ""),
    ],
)
def test_a_terminals_clock_is_told_as_it_stands(date: str, time: str, told: str) -> None:
    assert time_of(date, time) == told
