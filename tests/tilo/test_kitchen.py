"""Tickets: one per station, bump and recall by line and whole, voids struck through."""

from uuid import uuid4

import pytest

from tests.tilo.plates import NOON, check, keripik, menu, nasi, teh
from tilo import kitchen, selling, serving
from tilo.checks import Check, Party
from tilo.evolution import evolve
from tilo.kitchen import Ticket


def tickets(table7: Check) -> tuple[Ticket, ...]:
    return kitchen.tickets_for(
        table7, selling.drafts(table7), fired_at_ms=NOON, fired_by="Sari", new_id=uuid4
    )


def test_each_station_gets_its_own_ticket_and_packaged_goods_none() -> None:
    kitchen_ticket, bar_ticket = tickets(check(nasi(2), teh(), keripik()))
    assert (kitchen_ticket.station, bar_ticket.station) == ("dapur", "bar")
    assert [line.quantity for line in kitchen_ticket.lines] == [2]
    assert kitchen_ticket.lines[0].options[0].name_id == "Pedas"
    assert bar_ticket.lines[0].variant_name_en == "Large"
    assert kitchen_ticket.table_name == "7"
    assert not kitchen_ticket.add_on


def test_a_second_firing_is_an_add_on_only_where_the_station_had_something() -> None:
    table7 = check(nasi())
    table7 = evolve(table7, selling.fire(table7, selling.drafts(table7), [uuid4()], NOON))
    table7 = evolve(table7, selling.add_lines(table7, [nasi(), teh()], menu(), table7.opened_by))
    by_station = {ticket.station: ticket for ticket in tickets(table7)}
    assert by_station["dapur"].add_on
    assert not by_station["bar"].add_on


def test_bumping_line_by_line_ends_the_ticket_with_the_last_one() -> None:
    (ticket,) = tickets(check(nasi(), nasi()))
    first, second = ticket.lines
    after, done = kitchen.bump(ticket, [first.id], NOON + 1)
    assert (after.state, done) == ("open", (first.id,))
    after, done = kitchen.bump(after, [second.id], NOON + 2)
    assert (after.state, done, after.bumped_at_ms) == ("bumped", (second.id,), NOON + 2)
    with pytest.raises(kitchen.TicketBumpedAlready):
        kitchen.bump(after, None, NOON + 3)


def test_recall_brings_a_ticket_back_to_its_original_place() -> None:
    (ticket,) = tickets(check(nasi()))
    bumped, _ = kitchen.bump(ticket, None, NOON + 5)
    back, lines = kitchen.recall(bumped, None)
    assert (back.state, back.fired_at_ms, back.bumped_at_ms) == ("open", NOON, None)
    assert lines == (ticket.lines[0].id,)
    assert back.rev == ticket.rev + 2
    with pytest.raises(kitchen.NothingToRecall):
        kitchen.recall(back, None)


def test_a_voided_line_stays_struck_until_the_cook_bumps_it_away() -> None:
    (ticket,) = tickets(check(nasi()))
    struck = kitchen.void_lines(ticket, [ticket.lines[0].id])
    assert struck.lines[0].state == "voided"
    assert struck.state == "open"
    gone, done = kitchen.bump(struck, None, NOON + 9)
    assert (gone.state, done) == ("bumped", ())


def test_a_bumped_ticket_whose_every_line_was_void_can_be_recalled_whole() -> None:
    (ticket,) = tickets(check(nasi()))
    struck = kitchen.void_lines(ticket, [ticket.lines[0].id])
    gone, _ = kitchen.bump(struck, None, NOON + 9)
    back, lines = kitchen.recall(gone, None)
    assert (back.state, lines) == ("open", ())


def test_moving_the_party_relabels_its_ticket_without_a_new_one() -> None:
    table7 = check(nasi())
    (ticket,) = tickets(table7)
    moved = evolve(
        table7,
        serving.move(table7, Party(channel="dine_in", table_id="t9", table_name="9", covers=2)),
    )
    after = kitchen.relabel(ticket, moved)
    assert (after.id, after.table_name, after.rev) == (ticket.id, "9", ticket.rev + 1)
