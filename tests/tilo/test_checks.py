"""A check in a list says what its receipt says."""

from uuid import uuid4

from tests.tilo.plates import NOON, SARI, check, nasi, teh
from tilo import selling
from tilo.checks import summary
from tilo.evolution import evolve


def test_a_paid_checks_total_in_a_list_is_the_rounded_one_of_its_receipt() -> None:
    table7 = check(nasi(), teh(2))
    table7 = evolve(table7, selling.fire(table7, table7.lines, [uuid4()], NOON))
    assert summary(table7).total == table7.totals.total
    assert (summary(table7).line_count, summary(table7).draft_count) == (3, 0)
    paid = selling.pay_cash(
        table7,
        payment_id=uuid4(),
        amount=table7.totals.cash_due,
        tendered=100_000,
        balance_seen=table7.totals.balance,
        by=SARI,
        at_ms=NOON,
    )
    settled = evolve(table7, paid)
    assert settled.totals.rounding != 0
    assert summary(settled).total == table7.totals.cash_due
    assert summary(settled).balance == 0
