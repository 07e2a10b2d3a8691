"""Who mistypes waits longer each time, and a stranger's guessing does not lock the owner out."""

import pytest

from hub.people.backoff import ACCOUNT, ADDRESS, PAIR, Patience, counters, wait_ms


@pytest.mark.parametrize(
    ("failures", "wait_s"),
    [(0, 0), (5, 0), (6, 1), (7, 2), (8, 4), (12, 64), (16, 900), (40, 900), (10**6, 900)],
)
def test_each_wrong_password_doubles_the_wait_up_to_a_quarter_of_an_hour(
    failures: int, wait_s: int
) -> None:
    assert wait_ms(PAIR, failures) == wait_s * 1_000


def test_a_known_place_is_not_bound_by_what_others_guess() -> None:
    known = counters("tuti@warung.test", "10.0.0.7", known_place=True)
    strange = counters("tuti@warung.test", "203.0.113.9", known_place=False)
    assert {each.key for each in known}.isdisjoint(each.key for each in strange)
    assert {each.patience for each in strange} == {PAIR, ADDRESS, ACCOUNT}


def test_counters_come_in_one_order_so_that_two_tries_cannot_block_each_other() -> None:
    for email in ("a@b.test", "z@y.test"):
        keys = [each.key for each in counters(email, "10.0.0.7", known_place=False)]
        assert keys == sorted(keys)


def test_what_a_stranger_types_has_a_bound_in_the_table() -> None:
    assert max(len(each.key) for each in counters("x" * 10_000, "y" * 99, known_place=False)) < 50


def test_fewer_than_fifty_guesses_an_hour_are_looked_at() -> None:
    """From one address against one account, waiting exactly as long as told."""
    guesses, at_ms = 0, 0
    while at_ms < 3_600_000:
        guesses += 1
        at_ms += wait_ms(PAIR, guesses)
    assert guesses < 50


def test_patience_without_free_tries_waits_at_once() -> None:
    assert wait_ms(Patience(free=0, longest_s=10), 1) == 1_000
