"""What a cashier copies from a slip is checked before anybody believes it."""

import pytest

from edge.payments.terminals.manual import (
    ApprovalCodeMalformed,
    BankMissing,
    CardNumberTyped,
    Copied,
    LastFourMalformed,
    Manual,
    copied_outcome,
)
from edge.payments.terminals.protocol import Request, nothing_to_do
from tests.edge.payments.terminals.bench import CARD, a_request
from tilo.errors import Refusal


def test_a_copied_slip_is_an_approval_that_the_cashier_vouches_for() -> None:
    request = a_request()
    outcome = copied_outcome(request, Copied(" a1b2c3 ", "1114 ", " BCA "))
    assert (outcome.state, outcome.request_id) == ("approved", request.id)
    assert (outcome.approval_code, outcome.last_four, outcome.issuer) == ("A1B2C3", "1114", "BCA")
    assert outcome.amount_rupiah == request.amount_rupiah


@pytest.mark.parametrize(
    ("copied", "refusal"),
    [
        (Copied("A1", "1114", "BCA"), ApprovalCodeMalformed),
        (Copied("A1B2C3D4E5F6G", "1114", "BCA"), ApprovalCodeMalformed),
        (Copied("A1-B2", "1114", "BCA"), ApprovalCodeMalformed),
        (Copied("A1B2C3", "111", "BCA"), LastFourMalformed),
        (Copied("A1B2C3", "٤٤٤٤", "BCA"), LastFourMalformed),
        (Copied("A1B2C3", "", "BCA"), LastFourMalformed),
        (Copied("A1B2C3", "1114", " "), BankMissing),
        (Copied("A1B2C3", "1114", "B" * 41), BankMissing),
        (Copied("A1B2C3", "1114", "BCA\x1b@"), BankMissing),
        (Copied("A1B2C3", CARD, "BCA"), CardNumberTyped),
        (Copied("A1B2C3", "4811 1111 1111 1114", "BCA"), CardNumberTyped),
        (Copied(CARD, "1114", "BCA"), CardNumberTyped),
        (Copied("A1B2C3", "1114", f"BCA {CARD}"), CardNumberTyped),
    ],
)
def test_what_is_no_slip_is_refused(copied: Copied, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal) as caught:
        copied_outcome(a_request(), copied)
    assert caught.value.facts == {}, "a refusal is stored and sent: nothing typed may stand in it"


def test_a_qris_slip_shows_no_card() -> None:
    outcome = copied_outcome(a_request("qris"), Copied("A1B2C3", "", "BCA"))
    assert (outcome.approved, outcome.last_four) == (True, "")


def test_what_was_typed_is_not_told_by_accident() -> None:
    assert CARD not in repr(Copied("A1B2C3", CARD, "BCA"))


async def test_after_a_wrong_slip_the_terminal_is_free_for_the_next() -> None:
    slips = [Copied("A1B2C3", CARD, "BCA"), Copied("A1B2C3", "1114", "BCA")]

    async def cashier(_request: Request) -> Copied | None:
        return slips.pop(0)

    terminal = Manual(cashier)
    with pytest.raises(CardNumberTyped):
        await terminal.charge(a_request(), nothing_to_do)
    assert (await terminal.charge(a_request(), nothing_to_do)).approved


async def test_a_terminal_without_a_cable_settles_by_itself() -> None:
    async def cashier(_request: Request) -> Copied | None:
        raise AssertionError("nobody is asked")

    outcome = await Manual(cashier).settle()
    assert (outcome.state, outcome.reason) == ("unknown", "not_offered")
