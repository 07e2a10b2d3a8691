"""A check's totals: restaurant tax and VAT side by side, payments and cash rounding."""

from tests.tilo.plates import SARI, check, keripik, nasi, teh
from tilo.checks import Payment
from tilo.pricing import totals


def test_restaurant_tax_and_inclusive_vat_stand_side_by_side() -> None:
    due = check(nasi(2), teh(), keripik()).totals
    # 64.000 + 9.000 serviced at 5 % = 3.650; PB1 10 % of 76.650 = 7.665; the crisps hold their PPN.
    assert due.subtotal == 98_000
    assert due.service == 3_650
    by_kind = {tax.kind: tax for tax in due.taxes}
    assert by_kind["pbjt"].base == 76_650
    assert by_kind["pbjt"].amount == 7_665
    assert by_kind["ppn"].net == 22_523
    assert by_kind["ppn"].amount == 2_477
    assert due.total == 98_000 + 3_650 + 7_665
    assert due.balance == 109_315
    assert due.cash_due == 109_300


def test_a_payment_lowers_the_balance_and_its_rounding_is_no_part_of_the_tax() -> None:
    open_check = check(nasi())
    paid = Payment(
        id=open_check.id,
        tender="cash",
        amount=37_000,
        tendered=50_000,
        change=13_000,
        rounding=37_000 - open_check.totals.total,
        at_ms=1,
        by=SARI,
    )
    due = totals(open_check.lines, [paid], open_check.terms)
    assert due.total == open_check.totals.total
    assert due.taxes == open_check.totals.taxes
    assert due.balance == 0
    assert due.change == 13_000


def test_an_empty_check_owes_nothing() -> None:
    due = check().totals
    assert (due.total, due.balance, due.cash_due, due.taxes) == (0, 0, 0, ())
