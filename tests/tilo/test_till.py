"""A drawer: its figures are a fold of what happened, and not a rupiah gets lost on the way."""

from functools import reduce
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.tilo.plates import NOON, SARI, check, nasi
from tilo import till
from tilo.checks import Payment, Person, Refund, Totals
from tilo.drawer import DENOMINATIONS, Count, MoveKind, Pieces, Report, StreamHead, TillSession
from tilo.events import CheckPaid, CheckRefunded, Event, TillOpened
from tilo.evolution import evolve as next_check
from tilo.selling import close, pay_cash

BUDI = Person(id="budi", name="Budi Hartono")
HEAD = StreamHead(stream="ab" * 16, seq=41, hash="cd" * 32)
SESSION = UUID(int=7)


def opened(opening: int = 200_000, *, shared: bool = True) -> TillOpened:
    return till.open_till(
        session_id=SESSION,
        number=1,
        shared=shared,
        opening=opening,
        by=SARI,
        at_ms=NOON,
        business_date="2026-11-22",
    )


def session(opening: int = 200_000) -> TillSession:
    return till.evolve(None, opened(opening))


def paid(amount: int, tender: str = "cash", change: int = 0) -> CheckPaid:
    """A payment as the journal has it, for a check of its own."""
    fields: dict[str, Any] = {"tender": tender, "amount": amount, "change": change}
    fields |= {"id": uuid4(), "tendered": amount + change, "at_ms": NOON, "by": SARI}
    payment = Payment.model_construct(**fields, session_id=SESSION)
    return CheckPaid(check_id=uuid4(), payment=payment, totals=Totals())


def moved(now: TillSession, kind: MoveKind, amount: int, reason: str = "gas") -> TillSession:
    fact = till.move_cash(
        now, move_id=uuid4(), kind=kind, amount=amount, reason=reason, by=SARI, at_ms=NOON
    )
    return till.evolve(now, fact)


def counted(now: TillSession, *pieces: tuple[int, int]) -> TillSession:
    found = [Pieces.model_validate({"face": face, "count": count}) for face, count in pieces]
    return till.evolve(now, till.count_till(now, found, by=SARI, at_ms=NOON))


def x_report(now: TillSession) -> Report:
    return till.report(now, by=SARI, at_ms=NOON + 1, head=HEAD)


def closed(
    now: TillSession,
    *,
    limit: int = 20_000,
    approved_by: Person | None = None,
    unapproved: bool = False,
) -> Report:
    return till.close_till(
        now,
        x_report(now),
        z_number="KMG-AXYZ-Z0001",
        limit=limit,
        approved_by=approved_by,
        unapproved=unapproved,
    ).report


def test_a_morning_adds_up() -> None:
    now = session(200_000)
    now = reduce(till.evolve, [paid(85_000, change=15_000), paid(40_000, "qris")], now)
    now = moved(now, "paid_in", 50_000, "uang kecil dari bank")
    now = moved(now, "paid_out", 22_000, "es batu")
    now = moved(now, "drop", 100_000, "")
    assert till.expected_cash(now) == 200_000 + 85_000 + 50_000 - 22_000 - 100_000
    report = x_report(now)
    assert (report.paid_in, report.paid_out, report.drops) == (50_000, 22_000, 100_000)
    assert [(each.tender, each.payments, each.amount) for each in report.tenders] == [
        ("cash", 1, 85_000),
        ("qris", 1, 40_000),
    ]


def given_back(amount: int, tender: str = "cash") -> CheckRefunded:
    """A refund as the journal has it."""
    fields: dict[str, Any] = {"tender": tender, "amount": amount, "session_id": SESSION}
    fact: dict[str, Any] = {"check_id": uuid4(), "refund": Refund.model_construct(**fields)}
    return CheckRefunded.model_construct(**fact)


def test_cash_given_back_leaves_the_drawer_and_a_card_does_not_touch_it() -> None:
    facts: list[Event] = [paid(85_000), given_back(35_000)]
    facts += [paid(50_000, "edc"), given_back(50_000, "edc")]
    now = reduce(till.evolve, facts, session(100_000))
    assert till.expected_cash(now) == 100_000 + 85_000 - 35_000
    assert [(each.tender, each.amount, each.refunded) for each in now.tenders] == [
        ("cash", 85_000, 35_000),
        ("edc", 50_000, 50_000),
    ]
    assert {till.session_of(fact) for fact in facts} == {SESSION}


amounts = st.integers(min_value=1, max_value=50_000_000)
payments = st.builds(paid, amounts, st.sampled_from(["cash", "qris", "edc"]), amounts)
moves = st.tuples(st.sampled_from(["paid_in", "paid_out", "drop"]), amounts)
sacks = st.lists(
    st.tuples(st.sampled_from(DENOMINATIONS), st.integers(0, 500)),
    unique_by=lambda each: each[0],
    max_size=len(DENOMINATIONS),
)


@given(st.integers(0, 5_000_000), st.lists(st.one_of(payments, moves), max_size=30), sacks)
def test_figures_conserve_whatever_the_day_brings(
    opening: int,
    day: list[CheckPaid | tuple[MoveKind, int]],
    sack: list[tuple[int, int]],
) -> None:
    now = session(opening)
    for each in day:
        now = till.evolve(now, each) if isinstance(each, CheckPaid) else moved(now, *each)
    now = counted(now, *sack)
    report = x_report(now)

    takings = [each.payment for each in day if isinstance(each, CheckPaid)]
    by_cash = [each for each in takings if str(each.tender) == "cash"]
    cash = sum(each.tendered - each.change for each in by_cash)
    sign = {"paid_in": 1, "paid_out": -1, "drop": -1}
    other = sum(sign[each[0]] * each[1] for each in day if not isinstance(each, CheckPaid))
    assert report.expected == opening + cash + other
    assert sum(each.amount for each in report.tenders) == sum(each.amount for each in takings)
    assert sum(each.payments for each in report.tenders) == len(takings)

    assert report.count is not None
    assert report.count.counted == sum(face * count for face, count in sack)
    assert report.over_short == report.count.counted + report.since_count - report.expected

    z = closed(now, unapproved=True)
    assert figures(z) == figures(report), "the Z shows what an X of the same moment shows"


def figures(report: Report) -> dict[str, object]:
    """What a report says of the money, without who closed it and how."""
    told = {"kind", "z_number", "approved_by", "unapproved"}
    return report.model_dump(exclude=told)


@given(st.lists(st.one_of(payments, moves), max_size=20))
def test_folding_the_facts_again_gives_the_stored_session(
    day: list[CheckPaid | tuple[MoveKind, int]],
) -> None:
    facts: list[Event] = [opened()]
    stored = session()
    for each in day:
        fact: Event
        if isinstance(each, CheckPaid):
            fact = each
        else:
            fact = till.move_cash(
                stored,
                move_id=uuid4(),
                kind=each[0],
                amount=each[1],
                reason="es batu",
                by=SARI,
                at_ms=NOON,
            )
        facts.append(fact)
        stored = till.evolve(stored, fact)
    again: TillSession | None = None
    for fact in facts:
        assert till.session_of(fact) == SESSION
        again = till.evolve(again, fact)
    assert again == stored


def test_a_check_counts_in_the_session_of_its_last_payment() -> None:
    party = check(nasi(2))
    part = pay_cash(
        party,
        payment_id=uuid4(),
        amount=10_000,
        tendered=10_000,
        balance_seen=party.totals.balance,
        by=SARI,
        at_ms=NOON,
    )
    before = part.payment.model_copy(update={"session_id": uuid4()})
    party = next_check(party, part.model_copy(update={"payment": before}))
    rest = pay_cash(
        party,
        payment_id=uuid4(),
        amount=party.totals.cash_due,
        tendered=party.totals.cash_due,
        balance_seen=party.totals.balance,
        by=SARI,
        at_ms=NOON,
    )
    last = rest.payment.model_copy(update={"session_id": SESSION})
    party = next_check(party, rest.model_copy(update={"payment": last}))
    lines = tuple(line.model_copy(update={"state": "fired"}) for line in party.lines)
    fact = close(
        party.model_copy(update={"lines": lines}), receipt_number="KMG-1", by=SARI, at_ms=NOON
    )
    assert till.session_of(fact) == SESSION
    sales = till.evolve(session(), fact).sales
    totals = fact.check.totals
    assert (sales.checks, sales.covers) == (1, 2)
    assert (sales.total, sales.rounding) == (totals.total, totals.rounding)
    assert sum(tax.amount for tax in sales.taxes) == sum(tax.amount for tax in totals.taxes)


def test_cash_that_moves_after_the_count_is_neither_over_nor_short() -> None:
    now = counted(session(100_000), (50_000, 2))
    now = till.evolve(now, paid(30_000))
    report = closed(now)
    assert report.expected == 130_000
    assert report.since_count == 30_000
    assert report.over_short == 0


def test_every_count_stands_and_the_last_one_counts() -> None:
    now = counted(session(100_000), (50_000, 1))
    now = counted(now, (50_000, 2))
    report = closed(now)
    assert report.counts == 2
    assert report.over_short == 0


def test_a_drawer_is_counted_before_it_is_closed() -> None:
    with pytest.raises(till.TillNotCounted):
        closed(session())


def test_a_difference_within_the_limit_needs_nobody() -> None:
    report = closed(counted(session(120_000), (100_000, 1)), limit=20_000)
    assert report.over_short == -20_000
    assert (report.approved_by, report.unapproved) == (None, False)


@pytest.mark.parametrize(("pieces", "off"), [((100_000, 1), -20_100), ((100_000, 2), 79_900)])
def test_a_difference_above_the_limit_asks_for_a_second_person(
    pieces: tuple[int, int], off: int
) -> None:
    now = counted(session(120_100), pieces)
    with pytest.raises(till.TillApprovalRequired) as no:
        closed(now)
    assert no.value.facts == {"difference_rupiah": off, "limit_rupiah": 20_000}
    assert closed(now, approved_by=BUDI).approved_by == BUDI


def test_closing_is_never_blocked_and_says_so() -> None:
    report = closed(counted(session(500_000)), unapproved=True)
    assert report.over_short == -500_000
    assert report.unapproved


def test_without_a_difference_nothing_is_said_to_be_unapproved() -> None:
    assert not closed(counted(session(100_000), (100_000, 1)), unapproved=True).unapproved


def test_a_closed_drawer_stays_closed() -> None:
    now = counted(session(100_000), (100_000, 1))
    fact = till.close_till(
        now, x_report(now), z_number="Z1", limit=0, approved_by=None, unapproved=False
    )
    done = till.evolve(now, fact)
    assert (done.state, done.z_number, done.closed_at_ms) == ("closed", "Z1", NOON + 1)
    for act in (
        lambda: moved(done, "drop", 1),
        lambda: counted(done, (100, 1)),
        lambda: closed(done),
    ):
        with pytest.raises(till.TillNotOpen):
            act()


def test_cash_in_and_out_says_what_for_a_drop_need_not() -> None:
    for kind in ("paid_in", "paid_out"):
        with pytest.raises(till.TillReasonRequired):
            moved(session(), kind, 5_000, "")
    assert moved(session(), "drop", 5_000, "").moves[0].reason == ""


def test_paying_out_more_than_the_drawer_should_hold_is_not_refused() -> None:
    """A refusal would tell a cashier what is expected."""
    assert till.expected_cash(moved(session(1_000), "paid_out", 5_000)) == -4_000


def test_a_movement_is_recorded_once() -> None:
    now = session()
    fact = till.move_cash(
        now, move_id=UUID(int=1), kind="drop", amount=1, reason="", by=SARI, at_ms=NOON
    )
    with pytest.raises(till.TillMoveExists):
        till.move_cash(
            till.evolve(now, fact),
            move_id=UUID(int=1),
            kind="drop",
            amount=1,
            reason="",
            by=SARI,
            at_ms=NOON,
        )


def test_movements_have_an_end() -> None:
    now = session()
    now = now.model_copy(update={"moves": moved(now, "drop", 1).moves * till.MAX_MOVES})
    with pytest.raises(till.TillMovesTooMany):
        moved(now, "drop", 1)


def test_a_note_stands_in_one_row_and_must_be_one_we_know() -> None:
    with pytest.raises(till.TillPiecesTwice):
        counted(session(), (50_000, 1), (50_000, 2))
    with pytest.raises(ValidationError):
        Pieces.model_validate({"face": 30_000, "count": 1})


def test_a_count_that_is_not_the_sum_of_its_notes_is_no_count() -> None:
    with pytest.raises(ValidationError):
        Count(pieces=(Pieces(face=1_000, count=2),), counted=3_000, expected=0, at_ms=NOON, by=SARI)
