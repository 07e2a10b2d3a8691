"""What may happen to a check, and that no order of events loses a line or a rupiah."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tilo.plates import BUDI, NOON, SARI, check, keripik, menu, nasi, teh
from tilo import selling, serving
from tilo.checks import Check, Party
from tilo.errors import Refusal
from tilo.events import Event
from tilo.evolution import evolve


def fired(before: Check) -> Check:
    lines = selling.drafts(before)
    return evolve(before, selling.fire(before, lines, [uuid4()], NOON))


def paid(before: Check, amount: int, tendered: int | None = None) -> Check:
    return evolve(before, pay(before, amount, tendered))


def pay(before: Check, amount: int, tendered: int | None = None, seen: int | None = None) -> Event:
    return selling.pay_cash(
        before,
        payment_id=uuid4(),
        amount=amount,
        tendered=amount if tendered is None else tendered,
        balance_seen=before.totals.balance if seen is None else seen,
        by=SARI,
        at_ms=NOON,
    )


def test_a_new_check_holds_its_drafts_at_the_price_of_the_moment() -> None:
    table7 = check(nasi(2, "pedas", "extra"))
    (line,) = table7.lines
    assert (line.state, line.unit_price, line.total) == ("draft", 34_000, 68_000)
    assert line.tax.kind == "pbjt"
    assert line.menu_rev == 7
    assert line.added_by == SARI


def test_firing_sends_the_drafts_once() -> None:
    table7 = fired(check(nasi(), teh()))
    assert {line.state for line in table7.lines} == {"fired"}
    with pytest.raises(selling.NothingToFire):
        selling.drafts(table7)


def test_two_waiters_adding_at_once_lose_nothing_whatever_the_order() -> None:
    table7 = check()
    by_sari = selling.add_lines(table7, [nasi()], menu(), SARI)
    by_budi = selling.add_lines(table7, [teh()], menu(), BUDI)
    one = evolve(evolve(table7, by_sari), by_budi)
    other = evolve(evolve(table7, by_budi), by_sari)
    assert {line.id for line in one.lines} == {line.id for line in other.lines}
    assert one.totals == other.totals
    assert one.rev == other.rev == table7.rev + 2


def test_the_same_line_id_twice_is_refused() -> None:
    wish = nasi()
    with pytest.raises(selling.LineExists):
        selling.add_lines(check(wish), [wish], menu(), BUDI)
    with pytest.raises(selling.LineExists):
        selling.add_lines(check(), [wish, wish], menu(), BUDI)


def test_a_draft_can_be_changed_and_a_fired_line_cannot() -> None:
    wish = nasi()
    table7 = check(wish)
    changed = evolve(
        table7, selling.change_line(table7, wish.model_copy(update={"quantity": 3}), menu())
    )
    assert changed.totals.subtotal == 96_000
    with pytest.raises(selling.LineNotDraft):
        selling.change_line(fired(table7), wish, menu())


def test_a_draft_is_voided_freely_and_a_fired_line_needs_a_reason() -> None:
    table7 = check(nasi(), teh())
    draft = table7.lines[0].id
    assert evolve(table7, selling.void_line(table7, draft, "")).lines[0].state == "voided"
    cooking = fired(table7)
    with pytest.raises(selling.ReasonRequired):
        selling.void_line(cooking, draft, "")
    fact = selling.void_line(cooking, draft, "tamu batal")
    assert (fact.was, fact.amount) == ("fired", 32_000)
    after = evolve(cooking, fact)
    assert after.totals.subtotal == 9_000
    with pytest.raises(selling.LineVoidedAlready):
        selling.void_line(after, draft, "lagi")


def test_paying_in_full_rounds_the_cash_and_gives_change() -> None:
    table7 = fired(check(nasi()))
    due = table7.totals
    assert (due.total, due.cash_due) == (36_960, 37_000)
    settled = paid(table7, due.cash_due, 50_000)
    assert settled.totals.balance == 0
    assert settled.payments[0].change == 13_000
    assert settled.payments[0].rounding == 40
    closed = evolve(
        settled, selling.close(settled, receipt_number="KMG-AXYZ-000001", by=SARI, at_ms=NOON)
    )
    assert (closed.state, closed.receipt_number) == ("closed", "KMG-AXYZ-000001")


def test_of_several_payments_only_the_last_is_rounded() -> None:
    table7 = fired(check(nasi()))
    half = paid(table7, 20_000)
    assert half.payments[0].rounding == 0
    assert half.totals.balance == 16_960
    whole = paid(half, half.totals.cash_due)
    assert whole.totals.balance == 0
    assert whole.totals.rounding == 40


def test_a_payment_on_a_stale_balance_takes_nothing() -> None:
    table7 = fired(check(nasi()))
    with pytest.raises(selling.BalanceChanged) as refused:
        pay(table7, 20_000, seen=12_345)
    assert refused.value.facts == {"seen_rupiah": 12_345, "balance_rupiah": 36_960}


def test_too_little_cash_and_too_much_payment_are_refused() -> None:
    table7 = fired(check(nasi()))
    with pytest.raises(selling.PaymentShort):
        pay(table7, 37_000, 30_000)
    with pytest.raises(selling.PaymentTooMuch):
        pay(table7, 37_100, 40_000)
    with pytest.raises(selling.PaymentTooMuch):
        pay(table7, 0)
    with pytest.raises(selling.NothingToPay):
        pay(check(), 0)


def test_what_was_paid_cannot_be_voided_away() -> None:
    table7 = paid(fired(check(nasi(), teh())), 40_000)
    with pytest.raises(selling.CheckPartlyPaid):
        selling.void_line(table7, table7.lines[0].id, "salah")
    with pytest.raises(selling.CheckPartlyPaid):
        selling.void_check(table7, "salah", NOON)


def test_a_closed_check_takes_nothing_more() -> None:
    settled = paid(fired(check(nasi())), 37_000)
    closed = evolve(settled, selling.close(settled, receipt_number="K-1", by=SARI, at_ms=NOON))
    with pytest.raises(selling.CheckNotOpen):
        selling.add_lines(closed, [teh()], menu(), SARI)
    with pytest.raises(selling.CheckNotOpen):
        selling.void_line(closed, closed.lines[0].id, "x")
    with pytest.raises(selling.CheckNotOpen):
        serving.move(closed, Party(name="Tono"))
    with pytest.raises(selling.CheckNotOpen):
        selling.void_check(closed, "x", NOON)
    with pytest.raises(selling.CheckNotOpen):
        pay(closed, 0)


def test_a_check_longer_than_any_real_one_is_refused() -> None:
    with pytest.raises(selling.CheckTooLong):
        check(*(keripik() for _ in range(selling.MAX_LINES + 1)))


steps = st.lists(
    st.tuples(
        st.sampled_from(["add", "change", "void", "fire", "pay", "move", "covers"]),
        st.integers(0, 5),
        st.integers(1, 40),
    ),
    max_size=25,
)


@settings(max_examples=150)
@given(steps)
def test_whatever_two_tablets_do_the_check_adds_up_and_the_journal_tells_it_again(
    moves: list[tuple[str, int, int]],
) -> None:
    """Invariants 3 and 7 of rules.md section 9."""
    table7 = check(nasi())
    journal: list[Event] = []
    start = table7
    for name, which, amount in moves:
        try:
            fact = _step(table7, name, which, amount)
        except Refusal:
            continue
        journal.append(fact)
        table7 = evolve(table7, fact)
        _adds_up(table7)
    again = start
    for fact in journal:
        again = evolve(again, type(fact).model_validate_json(fact.model_dump_json()))
    assert again == table7


def _step(table7: Check, name: str, which: int, amount: int) -> Event:
    def line_id() -> UUID:
        return table7.lines[which % len(table7.lines)].id

    match name:
        case "add":
            wish = (nasi(amount), teh(amount), keripik(amount))[which % 3]
            return selling.add_lines(table7, [wish], menu(), BUDI)
        case "change":
            line = table7.lines[which % len(table7.lines)]
            wish = nasi(amount, line_id=line.id)
            return selling.change_line(table7, wish, menu())
        case "void":
            return selling.void_line(table7, line_id(), "tamu batal")
        case "fire":
            return selling.fire(table7, selling.drafts(table7), [uuid4()], NOON)
        case "pay":
            part = table7.totals.cash_due if which == 0 else amount * 1000
            return pay(table7, part, part + 500)
        case "move":
            return serving.move(table7, Party(table_id=f"t{which}", table_name=str(which)))
        case _:
            return serving.set_covers(table7, amount)


def _adds_up(after: Check) -> None:
    due = after.totals
    standing = [line for line in after.lines if line.state != "voided"]
    assert due.subtotal == sum(line.total for line in standing)
    on_top = sum(tax.amount for tax in due.taxes if not tax.inclusive)
    assert due.total == due.subtotal - due.discount + due.service + on_top
    assert due.balance == due.total + due.rounding - due.paid
    assert due.paid == sum(payment.amount for payment in after.payments)
    assert all(p.change == p.tendered - p.amount >= 0 for p in after.payments)
    assert min(due.subtotal, due.service, due.total, due.paid, due.balance) >= 0
    assert abs(due.rounding) < after.terms.rounding_unit
