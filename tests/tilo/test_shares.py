"""Shares come to what is owed, to the rupiah, whatever happens to the bill."""

from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from tilo.checks import Share
from tilo.shares import MAX_SHARES, after_paying, divided, kept_true

owed = st.integers(1, 10**9)
units = st.sampled_from([1, 50, 100, 500])


@given(owed, st.integers(2, MAX_SHARES), units)
def test_equal_shares_sum_to_the_bill_and_differ_by_a_coin(
    total: int, ways: int, unit: int
) -> None:
    parts = divided(total, [1] * ways, unit)
    if not parts:
        assert total < ways
        return
    assert sum(parts) == total
    assert max(parts) - min(parts) < 2 * unit
    if total >= ways * unit:
        assert all(part % unit == 0 for part in parts[:-1]), "only the last has odd rupiah"


@given(st.lists(st.integers(1, 10**7), min_size=2, max_size=8), owed, units, st.data())
def test_shares_stay_true_when_the_bill_changes(
    amounts: list[int], now: int, unit: int, data: st.DataObject
) -> None:
    shares = tuple(Share(amount=amount) for amount in amounts)
    paid_no = data.draw(st.integers(0, len(shares)))
    if paid_no:
        shares = after_paying(shares, paid_no, uuid4())
    after = kept_true(shares, now, unit)
    if after:
        assert sum(share.amount for share in after if share.payment_id is None) == now
        assert all(share.amount > 0 for share in after)
        assert [s for s in after if s.payment_id] == [s for s in shares if s.payment_id]


def test_what_cannot_be_divided_is_owed_as_a_whole() -> None:
    assert divided(2, [1, 1, 1], 100) == ()
    assert kept_true((Share(amount=10), Share(amount=20)), 1, 100) == ()
    assert kept_true((Share(amount=10), Share(amount=20)), 0, 100) == ()
    assert kept_true((), 5_000, 100) == ()
