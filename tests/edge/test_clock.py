"""The box's time: never behind what it has written, and honest about what it cannot trust."""

from hypothesis import given
from hypothesis import strategies as st

from edge.clock import BUILD_MS, SLACK_MS, Clock, Moment

NOON = BUILD_MS + 300 * 86_400_000


class Hands:
    """A wall clock somebody may turn, and a steady one nobody can."""

    def __init__(self, wall: int, steady: int = 5_000) -> None:
        self.wall = wall
        self.steady = steady

    def clock(self) -> Clock:
        return Clock(lambda: self.wall, lambda: self.steady)

    def pass_(self, ms: int) -> None:
        self.wall += ms
        self.steady += ms


def test_an_honest_clock_is_believed() -> None:
    assert Hands(NOON).clock().now() == Moment(NOON, "ok")


def test_a_clock_before_the_program_was_built_is_suspect() -> None:
    """A box without a battery wakes up in 1970."""
    hands = Hands(0)
    clock = hands.clock()
    assert clock.now() == Moment(BUILD_MS, "suspect")
    hands.pass_(90_000)
    assert clock.now() == Moment(BUILD_MS + 90_000, "suspect"), "time goes on all the same"


def test_a_clock_behind_the_last_row_is_suspect_and_runs_on_from_there() -> None:
    hands = Hands(NOON)
    clock = hands.clock()
    clock.raise_floor(NOON)
    hands.wall -= 3 * 86_400_000
    assert clock.now() == Moment(NOON, "suspect")
    hands.pass_(1_000)
    assert clock.now() == Moment(NOON + 1_000, "suspect")


def test_a_small_correction_by_the_time_service_is_no_alarm() -> None:
    hands = Hands(NOON)
    clock = hands.clock()
    clock.raise_floor(NOON)
    hands.wall -= SLACK_MS - 1
    assert clock.now() == Moment(NOON, "ok")


def test_a_clock_put_right_is_believed_again() -> None:
    hands = Hands(NOON)
    clock = hands.clock()
    clock.raise_floor(NOON)
    hands.wall = 0
    assert clock.now().trust == "suspect"
    hands.wall = NOON + 60_000
    assert clock.now() == Moment(NOON + 60_000, "ok")


def test_an_older_row_does_not_lower_the_floor() -> None:
    clock = Hands(0).clock()
    clock.raise_floor(NOON)
    clock.raise_floor(NOON - 1)
    assert clock.now().ms == NOON


@given(
    steps=st.lists(
        st.tuples(st.integers(-(10**9), 10**9), st.integers(0, 10**6), st.booleans()), max_size=30
    )
)
def test_whatever_happens_to_the_wall_clock_written_time_never_goes_back(
    steps: list[tuple[int, int, bool]],
) -> None:
    """Turned forth and back by anybody, between rows and at them."""
    hands = Hands(NOON)
    clock = hands.clock()
    written = 0
    for turn, passing, write in steps:
        hands.wall = max(0, hands.wall + turn)
        hands.pass_(passing)
        now = clock.now()
        assert now.ms >= written
        if write:
            written = now.ms
            clock.raise_floor(now.ms)
