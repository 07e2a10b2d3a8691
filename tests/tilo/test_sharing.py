"""Who pays what of one check: dividing it, paying a share, and every no."""

from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tilo.plates import NOON, SARI, check, keripik, nasi, teh
from tilo import selling, sharing
from tilo.checks import Check
from tilo.evolution import evolve


def shared(before: Check, ways: int | None = None, amounts: tuple[int, ...] = ()) -> Check:
    fact = sharing.set_shares(
        before, ways=ways, amounts=amounts, balance_seen=before.totals.balance
    )
    return evolve(before, fact)


def paid(before: Check, no: int) -> Check:
    share = before.shares[no - 1]
    last = share.amount == before.totals.balance
    amount = before.totals.cash_due if last else share.amount
    fact = selling.pay_cash(
        before,
        payment_id=uuid4(),
        amount=amount,
        tendered=amount,
        balance_seen=before.totals.balance,
        by=SARI,
        at_ms=NOON,
        share=sharing.share_to_pay(before, no, amount),
    )
    return evolve(before, fact)


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 9), st.integers(0, 9), st.integers(2, 12), st.randoms(use_true_random=False))
def test_every_payer_pays_their_share_and_nothing_is_left(
    rice: int, crisps: int, ways: int, random: object
) -> None:
    table7 = check(nasi(rice), *([keripik(crisps)] if crisps else []))
    divided = shared(table7, ways)
    assert sum(share.amount for share in divided.shares) == table7.totals.total
    order = list(range(1, ways + 1))
    random.shuffle(order)  # type: ignore[attr-defined]
    for no in order:
        divided = paid(divided, no)
    assert divided.totals.balance == 0
    assert sum(share.amount for share in divided.shares) == divided.totals.total
    assert all(share.payment_id for share in divided.shares)
    assert abs(divided.totals.rounding) < divided.terms.rounding_unit


def test_a_share_is_paid_once_and_whole() -> None:
    table7 = shared(check(nasi(3)), ways=3)
    after = paid(table7, 2)
    assert after.payments[0].share is not None
    assert (after.payments[0].share.no, after.payments[0].share.of) == (2, 3)
    with pytest.raises(sharing.SharePaid):
        sharing.share_to_pay(after, 2, 1)
    with pytest.raises(sharing.ShareAmountWrong) as refused:
        sharing.share_to_pay(after, 1, 1)
    assert refused.value.facts == {"due_rupiah": after.shares[0].amount}
    with pytest.raises(sharing.ShareUnknown):
        sharing.share_to_pay(after, 4, 1)


def test_amounts_leave_the_rest_to_the_last_and_never_exceed_the_bill() -> None:
    table7 = check(nasi(3))
    owed = table7.totals.balance
    assert [s.amount for s in shared(table7, amounts=(50_000,)).shares] == [50_000, owed - 50_000]
    assert [s.amount for s in shared(table7, amounts=(owed - 5, 5)).shares] == [owed - 5, 5]
    assert shared(table7, amounts=(owed,)).shares == (), "one payer is no division"
    with pytest.raises(sharing.SharesTooMuch):
        shared(table7, amounts=(owed, 1))
    with pytest.raises(selling.NothingToPay):
        shared(check(), ways=2)
    with pytest.raises(selling.BalanceChanged):
        sharing.set_shares(table7, ways=2, amounts=(), balance_seen=1)


def test_what_is_left_after_a_payment_can_be_shared_again() -> None:
    table7 = paid(shared(check(nasi(3), teh(2)), ways=4), 1)
    again = shared(table7, ways=2)
    assert len(again.shares) == 2
    assert sum(share.amount for share in again.shares) == table7.totals.balance


def test_a_bill_as_small_as_a_coin_is_not_shared_by_fifty() -> None:
    tiny = check(teh(1, "kecil"))
    tiny = tiny.model_copy(update={"totals": tiny.totals.model_copy(update={"balance": 20})})
    with pytest.raises(sharing.SharesTooSmall):
        shared(tiny, ways=50)
