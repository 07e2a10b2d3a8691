"""Wrong PINs make the next try wait; whom that concerns, how long, and whom not."""

from hypothesis import given
from hypothesis import strategies as st

from edge.people.backoff import FIRST_WAIT_MS, FREE_TRIES, LONGEST_WAIT_MS, REMEMBERED, Backoff

TABLET, PHONE = "10.0.0.7", "10.0.0.66"


def wrong(backoff: Backoff, tries: int, now_ms: int = 0, who: str = "sari") -> None:
    for _ in range(tries):
        backoff.wrong(who, TABLET, now_ms)


def test_a_slip_of_the_finger_costs_nothing() -> None:
    backoff = Backoff()
    wrong(backoff, FREE_TRIES - 1)
    assert backoff.wait_ms("sari", TABLET, 0) == 0


def test_the_wait_doubles_and_has_an_end() -> None:
    backoff = Backoff()
    wrong(backoff, FREE_TRIES)
    waits = [backoff.wait_ms("sari", TABLET, 0)]
    for _ in range(40):
        wrong(backoff, 1)
        waits.append(backoff.wait_ms("sari", TABLET, 0))
    assert waits[:3] == [FIRST_WAIT_MS, 2 * FIRST_WAIT_MS, 4 * FIRST_WAIT_MS]
    assert waits[-1] == LONGEST_WAIT_MS
    assert waits == sorted(waits)


def test_the_wait_passes() -> None:
    backoff = Backoff()
    wrong(backoff, FREE_TRIES, now_ms=1_000)
    assert backoff.wait_ms("sari", TABLET, 1_000 + FIRST_WAIT_MS - 1) == 1
    assert backoff.wait_ms("sari", TABLET, 1_000 + FIRST_WAIT_MS) == 0


def test_nobody_else_waits_and_nowhere_else() -> None:
    """A guest's phone guessing at Sari's PIN must not keep Sari from her till."""
    backoff = Backoff()
    wrong(backoff, 50)
    assert backoff.wait_ms("sari", PHONE, 0) == 0
    assert backoff.wait_ms("agus", TABLET, 0) == 0


def test_the_right_pin_forgives() -> None:
    backoff = Backoff()
    wrong(backoff, FREE_TRIES - 1)
    backoff.right("sari", TABLET)
    wrong(backoff, FREE_TRIES - 1)
    assert backoff.wait_ms("sari", TABLET, 0) == 0


@given(st.lists(st.integers(0, 3 * REMEMBERED), max_size=50))
def test_memory_has_a_bound(names: list[int]) -> None:
    backoff = Backoff()
    for name in names:
        backoff.wrong(str(name), TABLET, 0)
    assert len(backoff._wrong) <= REMEMBERED


def test_a_flood_of_invented_names_pushes_out_the_oldest_only() -> None:
    backoff = Backoff()
    wrong(backoff, 50, who="sari")
    for n in range(REMEMBERED - 1):
        backoff.wrong(f"nobody-{n}", TABLET, 0)
    assert backoff.wait_ms("sari", TABLET, 0) == LONGEST_WAIT_MS
