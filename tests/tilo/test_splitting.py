"""Splitting, merging and moving: no line and no rupiah is lost, whatever is done in which order."""

from collections.abc import Iterator, Sequence
from itertools import count
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tilo.plates import BUDI, NOON, SARI, check, keripik, menu, nasi, teh
from tilo import selling, serving, splitting
from tilo.checks import Check, Line
from tilo.errors import Refusal
from tilo.events import Event
from tilo.evolution import evolve
from tilo.splitting import Carrying, Hand, Pick


def hand(ids: Iterator[int] | None = None) -> Hand:
    fresh = uuid4 if ids is None else (lambda: UUID(int=next(ids)))
    return Hand(operation=uuid4(), at_ms=NOON, new_id=fresh)


def pick(line: Line, quantity: int | None = None) -> Pick:
    return Pick(line_id=line.id, quantity=quantity)


def fired(before: Check) -> Check:
    return evolve(before, selling.fire(before, selling.drafts(before), [uuid4()], NOON))


def paid(before: Check, amount: int) -> Check:
    return evolve(
        before,
        selling.pay_cash(
            before,
            payment_id=uuid4(),
            amount=amount,
            tendered=amount,
            balance_seen=before.totals.balance,
            by=SARI,
            at_ms=NOON,
        ),
    )


def undone(made: Carrying, now: Sequence[Check] | None = None) -> Carrying:
    checks = {each.id: each for each in (now or made.checks)}
    return splitting.undo(made.facts, checks, hand())


def content(of: Check) -> dict[tuple[object, ...], int]:
    """What stands on it, whatever the lines' ids and order."""
    sold: dict[tuple[object, ...], int] = {}
    for line in of.lines:
        key = (line.item_id, line.unit_price, line.state, line.seat, line.course, line.held)
        sold[key] = sold.get(key, 0) + line.quantity
    return sold


def same_but_rev(one: Check, other: Check) -> bool:
    def plain(each: Check) -> Check:
        lines = tuple(sorted(each.lines, key=lambda line: line.id))
        return each.model_copy(update={"rev": 0, "lines": lines})

    return plain(one) == plain(other)


def test_chosen_lines_stand_on_a_check_of_their_own_at_the_price_they_were_sold_at() -> None:
    table7 = fired(check(nasi(3), teh(2)))
    rice, tea = table7.lines
    own = splitting.split_items(table7, [(check(), [pick(rice, 1), pick(tea)])], hand())
    left, new = own.checks
    assert [(line.item_id, line.quantity, line.total) for line in left.lines] == [
        ("nasi-goreng", 2, 64_000)
    ]
    assert [(line.item_id, line.quantity) for line in new.lines] == [
        ("nasi-goreng", 1),
        ("es-teh", 2),
    ]
    assert {line.state for line in new.lines} == {"fired"}
    assert left.totals.subtotal + new.totals.subtotal == table7.totals.subtotal
    assert left.line(rice.id) is not None, "what stays keeps its line"
    assert new.line(tea.id) is not None, "a whole line keeps its id"
    assert new.lines[0].split_from == rice.id


def test_one_line_can_be_shared_out_over_several_checks_and_is_one_again_afterwards() -> None:
    table7 = fired(check(teh(3), nasi()))
    tea = table7.lines[0]
    made = splitting.split_items(
        table7, [(check(), [pick(tea, 1)]), (check(), [pick(tea, 1)])], hand()
    )
    assert [each.lines[0].quantity for each in made.checks] == [1, 1, 1]
    back = undone(made)
    assert same_but_rev(back.checks[0], table7)
    assert [each.state for each in back.checks] == ["open", "merged", "merged"]
    assert back.checks[1].merged_into == table7.ref


def test_every_seat_pays_for_itself_and_what_is_shared_stays() -> None:
    table7 = check(nasi(), teh(), teh(), keripik())
    first, second, third, _ = table7.lines
    table7 = evolve(table7, serving.arrange(table7, [first.id, second.id], seat=1))
    table7 = evolve(table7, serving.arrange(table7, [third.id], seat=2))
    made = splitting.split_seats(table7, [(check(), 1), (check(), 2)], hand())
    assert [len(each.lines) for each in made.checks] == [1, 2, 1]
    with pytest.raises(splitting.SplitEmpty):
        splitting.split_seats(made.checks[0], [(check(), 1)], hand())


def test_a_split_leaves_something_behind() -> None:
    table7 = check(nasi())
    with pytest.raises(splitting.SplitEverything):
        splitting.split_items(table7, [(check(), [pick(table7.lines[0])])], hand())
    with pytest.raises(splitting.SplitEmpty):
        splitting.split_items(table7, [], hand())
    with pytest.raises(splitting.SplitEmpty):
        splitting.split_items(table7, [(check(), [])], hand())


def test_the_second_of_two_tablets_is_told_what_is_left() -> None:
    table7 = check(teh(3), nasi())
    tea = table7.lines[0]
    after = splitting.split_items(table7, [(check(), [pick(tea, 2)])], hand()).checks[0]
    with pytest.raises(splitting.QuantityShort) as refused:
        splitting.split_items(after, [(check(), [pick(tea, 2)])], hand())
    assert refused.value.facts == {"item": "Es Teh", "left": 1}
    gone = splitting.move_lines(after, check(nasi()), [pick(tea)], hand()).checks[0]
    with pytest.raises(selling.LineUnknown):
        splitting.move_lines(gone, check(nasi()), [pick(tea)], hand())
    voided = evolve(table7, selling.void_line(table7, tea.id, ""))
    with pytest.raises(selling.LineVoidedAlready):
        splitting.move_lines(voided, check(nasi()), [pick(tea)], hand())


def test_merged_tables_owe_together_and_the_one_that_joined_ends() -> None:
    seven, nine = fired(check(nasi(), covers=2)), check(teh(), covers=3)
    made = splitting.merge(seven, nine, hand())
    ended, whole = made.checks
    assert (ended.state, ended.merged_into, ended.lines) == ("merged", nine.ref, ())
    assert ended.totals.balance == 0
    assert (whole.covers, len(whole.lines)) == (5, 2)
    back = undone(made)
    assert same_but_rev(back.checks[0], seven)
    assert same_but_rev(back.checks[1], nine)
    with pytest.raises(splitting.SplitSame):
        splitting.merge(seven, seven, hand())


def test_guests_who_came_meanwhile_stay_when_tables_part_again() -> None:
    made = splitting.merge(check(nasi(), covers=2), check(teh(), covers=3), hand())
    ended, whole = made.checks
    whole = evolve(whole, serving.set_covers(whole, 6))
    assert undone(made, [ended, whole]).checks[1].covers == 4


def test_a_check_whose_last_line_moves_away_ends_and_comes_back() -> None:
    seven, nine = check(nasi()), check(teh())
    made = splitting.move_lines(seven, nine, [pick(seven.lines[0])], hand())
    assert made.checks[0].state == "merged"
    with pytest.raises(selling.CheckNotOpen):
        selling.add_lines(made.checks[0], [teh()], menu(), SARI)
    assert same_but_rev(undone(made).checks[0], seven)


def test_nothing_is_carried_once_something_is_paid() -> None:
    table7 = fired(check(nasi(), teh()))
    made = splitting.split_items(table7, [(check(), [pick(table7.lines[0])])], hand())
    partly = paid(made.checks[1], 10_000)
    with pytest.raises(splitting.SplitPaid) as refused:
        undone(made, [made.checks[0], partly])
    assert refused.value.facts == {"number": 1, "paid_rupiah": 10_000}
    with pytest.raises(splitting.SplitPaid):
        splitting.split_items(partly, [(check(), [pick(partly.lines[0])])], hand())
    with pytest.raises(splitting.SplitPaid):
        splitting.merge(partly, table7, hand())
    with pytest.raises(splitting.SplitPaid):
        splitting.merge(table7, partly, hand())
    with pytest.raises(splitting.SplitPaid):
        splitting.move_lines(table7, partly, [pick(table7.lines[0])], hand())


def test_operations_are_undone_from_the_newest_back() -> None:
    table7 = check(nasi(2), teh())
    first = splitting.split_items(table7, [(check(), [pick(table7.lines[0], 1)])], hand())
    left, new = first.checks
    second = splitting.move_lines(left, new, [pick(left.lines[1])], hand())
    with pytest.raises(splitting.OperationOvertaken):
        undone(first, second.checks)
    between = undone(second).checks
    assert same_but_rev(between[0], left)
    assert between[0].last_operation == first.facts[0].operation
    assert same_but_rev(undone(first, between).checks[0], table7)


def test_what_was_done_to_a_line_meanwhile_goes_back_with_it() -> None:
    table7 = check(nasi(2), teh())
    made = splitting.split_items(table7, [(check(), [pick(table7.lines[1])])], hand())
    left, new = made.checks
    cooking = fired(evolve(new, selling.add_lines(new, [keripik()], menu(), BUDI)))
    back = undone(made, [left, cooking]).checks
    assert content(back[0]) == {
        ("nasi-goreng", 32_000, "draft", None, None, False): 2,
        ("es-teh", 9_000, "fired", None, None, False): 1,
    }
    assert (back[1].state, [line.item_id for line in back[1].lines]) == ("open", ["keripik"])


def test_a_line_voided_meanwhile_stays_where_it_was_voided() -> None:
    table7 = fired(check(nasi(2), teh()))
    made = splitting.split_items(table7, [(check(), [pick(table7.lines[1])])], hand())
    left, new = made.checks
    new = evolve(new, selling.void_line(new, new.lines[0].id, "tumpah"))
    back = undone(made, [left, new]).checks
    assert back[0].totals.subtotal == 64_000
    assert (back[1].state, back[1].lines[0].state) == ("merged", "voided")


def test_parts_that_were_bumped_apart_do_not_become_one_line() -> None:
    table7 = fired(check(teh(2), nasi()))
    tea = table7.lines[0]
    made = splitting.split_items(table7, [(check(), [pick(tea, 1)])], hand())
    left, new = made.checks
    ready = new.model_copy(
        update={"lines": tuple(each.model_copy(update={"state": "ready"}) for each in new.lines)}
    )
    back = undone(made, [left, ready]).checks[0]
    assert sorted((line.quantity, line.state) for line in back.lines) == [
        (1, "fired"),
        (1, "fired"),
        (1, "ready"),
    ]


# --- whatever is done

moves = st.lists(
    st.tuples(
        st.sampled_from(["split", "seats", "move", "merge", "undo", "add", "fire", "seat", "void"]),
        st.integers(0, 5),
        st.integers(0, 5),
        st.integers(1, 4),
    ),
    max_size=14,
)


class Floor:
    """Open checks, their journals, and the operations that can be undone."""

    def __init__(self) -> None:
        self.ids = count(1)
        self.begun = [check(nasi(4), teh(3), keripik(2)), check(nasi(2), teh(5))]
        self.checks = {each.id: each for each in self.begun}
        self.facts: dict[UUID, list[Event]] = {each.id: [] for each in self.begun}
        self.operations: list[Carrying] = []
        self.voided = 0

    @property
    def open(self) -> list[Check]:
        return [each for each in self.checks.values() if each.state == "open"]

    def began(self) -> Check:
        fresh = check()
        self.begun.append(fresh)
        self.checks[fresh.id] = fresh
        self.facts[fresh.id] = []
        return fresh

    def take(self, *facts: Event) -> None:
        for fact in facts:
            check_id: UUID = fact.check_id  # type: ignore[attr-defined]
            self.facts[check_id].append(fact)
            self.checks[check_id] = evolve(self.checks[check_id], fact)

    def carry(self, made: Carrying) -> None:
        self.take(*made.facts)
        assert tuple(self.checks[each.id] for each in made.checks) == made.checks
        self.operations.append(made)

    def step(self, name: str, one: int, two: int, amount: int) -> None:
        here = self.open[one % len(self.open)]
        other = self.open[two % len(self.open)]
        line = here.lines[two % len(here.lines)] if here.lines else None
        picks = [pick(line, amount)] if line else []
        match name:
            case "split":
                new = check()
                made = splitting.split_items(here, [(new, picks)], hand(self.ids))
                self._begin(new)
                self.carry(made)
            case "seats":
                new = check()
                made = splitting.split_seats(here, [(new, amount)], hand(self.ids))
                self._begin(new)
                self.carry(made)
            case "move":
                self.carry(splitting.move_lines(here, other, picks, hand(self.ids)))
            case "merge":
                self.carry(splitting.merge(here, other, hand(self.ids)))
            case "undo" if self.operations:
                made = self.operations[one % len(self.operations)]
                back = undone(made, [self.checks[each.id] for each in made.checks])
                self.take(*back.facts)
                self.operations.remove(made)
            case "add":
                self.take(selling.add_lines(here, [teh(amount)], menu(), BUDI))
            case "fire":
                self.take(selling.fire(here, selling.drafts(here), [uuid4()], NOON))
            case "seat" if line:
                self.take(serving.arrange(here, [line.id], seat=amount))
            case "void" if line:
                self.take(selling.void_line(here, line.id, "tumpah"))

    def _begin(self, new: Check) -> None:
        self.begun.append(new)
        self.checks[new.id] = new
        self.facts[new.id] = []

    @property
    def sold(self) -> int:
        """Rupiah of every line, voided ones included, on all checks."""
        return sum(line.total for each in self.checks.values() for line in each.lines)


@settings(max_examples=200, deadline=None)
@given(moves)
def test_whatever_is_split_merged_moved_and_undone_every_rupiah_stands_on_one_check(
    steps: list[tuple[str, int, int, int]],
) -> None:
    floor = Floor()
    for name, one, two, amount in steps:
        before = floor.sold
        added = 9_000 * amount if name == "add" else 0
        try:
            floor.step(name, one, two, amount)
        except Refusal:
            added = 0
        assert floor.sold == before + added
    ids = [line.id for each in floor.checks.values() for line in each.lines]
    assert len(ids) == len(set(ids)), "a line stands on one check"
    for each in floor.checks.values():
        assert all(line.total == line.unit_price * line.quantity for line in each.lines)
        assert each.totals.subtotal == sum(line.total for line in each.standing)
        assert each.state == "open" or not each.standing
    for begun in floor.begun:
        again = begun
        for fact in floor.facts[begun.id]:
            again = evolve(again, type(fact).model_validate_json(fact.model_dump_json()))
        assert again == floor.checks[begun.id], "the journal of one check tells it again"


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 3), min_size=2, max_size=4), st.integers(1, 3))
def test_a_split_bill_differs_from_one_bill_by_roundings_only(
    sizes: list[int], quantity: int
) -> None:
    """Service and each tax are rounded once a check: half a rupiah each at most."""
    table7 = check(nasi(2), *(teh(size + 1, "kecil") for size in sizes), keripik(quantity))
    parts = [(check(), [pick(line)]) for line in table7.lines[1:]]
    made = splitting.split_items(table7, parts, hand())
    assert sum(each.totals.subtotal for each in made.checks) == table7.totals.subtotal
    apart = sum(each.totals.total for each in made.checks)
    components = 1 + len(table7.totals.taxes)
    assert abs(apart - table7.totals.total) * 2 <= components * (len(made.checks) + 1)
    assert undone(made).checks[0].totals == table7.totals, "one bill again, to the rupiah"


# --- two tablets at once

devices = st.lists(
    st.tuples(
        st.sampled_from(["void", "change", "move", "seat", "fire", "add"]), st.integers(1, 2)
    ),
    max_size=3,
)


@settings(max_examples=200, deadline=None)
@given(devices, devices, st.data())
def test_two_tablets_on_different_lines_give_the_same_check_in_any_order(
    mine: list[tuple[str, int]], yours: list[tuple[str, int]], data: st.DataObject
) -> None:
    """Each tablet keeps to its own lines; every interleaving ends the same and loses nothing."""
    wishes = [nasi(3), nasi(3), teh(3), teh(3), keripik(9)]
    begun, other = check(*wishes), check(keripik())
    taps = {
        who: [
            (name, begun.lines[(0 if who == "mine" else 2) + n % 2].id, amount, uuid4())
            for n, (name, amount) in enumerate(acts)
        ]
        for who, acts in (("mine", mine), ("yours", yours))
    }
    shuffled = data.draw(st.permutations(["mine"] * len(mine) + ["yours"] * len(yours)))
    ends = []
    for order in (["mine"] * len(mine) + ["yours"] * len(yours), shuffled):
        queues = {who: iter(acts) for who, acts in taps.items()}
        table7, to = begun, other
        for who in order:
            table7, to = _tap(table7, to, *next(queues[who]))
        ends.append((table7, to))
    (one, one_to), (two, two_to) = ends
    assert content(one) == content(two)
    assert content(one_to) == content(two_to)
    assert one.totals.total == two.totals.total
    assert one.rev == two.rev


def _tap(
    table7: Check, to: Check, name: str, line_id: UUID, amount: int, fresh: UUID
) -> tuple[Check, Check]:
    """One tap on one line; a no leaves everything as it is."""
    line = table7.line(line_id)
    try:
        match name:
            case "void":
                return evolve(table7, selling.void_line(table7, line_id, "batal")), to
            case "change":
                wish = nasi(amount, line_id=line_id)
                return evolve(table7, selling.change_line(table7, wish, menu())), to
            case "move":
                made = splitting.move_lines(
                    table7, to, [Pick(line_id=line_id, quantity=amount)], hand()
                )
                return made.checks[0], made.checks[1]
            case "seat":
                return evolve(table7, serving.arrange(table7, [line_id], seat=amount)), to
            case "fire":
                due = selling.drafts(table7, [line_id])
                return evolve(table7, selling.fire(table7, due, [fresh], NOON)), to
            case _:
                wish = keripik(amount).model_copy(update={"line_id": fresh})
                return evolve(table7, selling.add_lines(table7, [wish], menu(), SARI)), to
    except Refusal:
        assert line is None or line == table7.line(line_id)
        return table7, to


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["void", "move"]), st.sampled_from(["void", "move", "change"]))
def test_of_two_tablets_on_one_line_the_first_wins_and_the_second_is_told(
    first: str, second: str
) -> None:
    table7, to = check(nasi(), teh()), check(teh())
    line_id = table7.lines[0].id
    after, to_after = _tap(table7, to, first, line_id, 1, uuid4())
    assert after != table7
    again, to_again = _tap(after, to_after, second, line_id, 1, uuid4())
    assert (again, to_again) == (after, to_after), "the second changed nothing"
