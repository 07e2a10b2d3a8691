"""Seats, courses, holding back, handing over."""

from uuid import uuid4

import pytest

from tests.tilo.plates import BUDI, NOON, check, nasi, teh
from tilo import selling, serving
from tilo.evolution import evolve


def test_what_is_held_is_fired_when_its_course_is() -> None:
    table7 = check(nasi(), teh())
    starter, main = table7.lines
    table7 = evolve(table7, serving.arrange(table7, [main.id], course=2, held=True))
    assert [line.id for line in selling.drafts(table7)] == [starter.id]
    assert serving.of_course(table7, 2) == (main.id,)
    with pytest.raises(selling.NothingToFire):
        serving.of_course(table7, 3)
    due = selling.drafts(table7, serving.of_course(table7, 2))
    fired = evolve(table7, selling.fire(table7, due, [uuid4()], NOON))
    assert [(line.state, line.held) for line in fired.lines] == [("draft", False), ("fired", False)]


def test_a_seat_can_still_be_given_to_what_the_kitchen_has() -> None:
    table7 = check(nasi())
    line = table7.lines[0]
    table7 = evolve(table7, selling.fire(table7, table7.lines, [uuid4()], NOON))
    seated = evolve(table7, serving.arrange(table7, [line.id], seat=4))
    assert seated.lines[0].seat == 4
    assert evolve(seated, serving.arrange(seated, [line.id], seat=0)).lines[0].seat is None
    with pytest.raises(selling.LineNotDraft):
        serving.arrange(table7, [line.id], course=2)
    with pytest.raises(selling.LineUnknown):
        serving.arrange(table7, [uuid4()], seat=1)
    voided = evolve(table7, selling.void_line(table7, line.id, "tumpah"))
    with pytest.raises(selling.LineVoidedAlready):
        serving.arrange(voided, [line.id], seat=1)


def test_the_party_is_looked_after_by_whoever_it_was_handed_to() -> None:
    table7 = check(nasi())
    after = evolve(table7, serving.transfer(table7, BUDI))
    assert (after.in_charge, after.opened_by) == (BUDI, table7.opened_by)
