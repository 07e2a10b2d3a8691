"""Stamps of edits: always forward, comparable as texts, and not to be led far into the future."""

from hypothesis import given
from hypothesis import strategies as st

from tilo.hlc import MAX_AHEAD_MS, seen, stamp

times = st.integers(0, 4_000_000_000_000)


@given(st.lists(times, min_size=2, max_size=30))
def test_stamps_grow_even_when_the_clock_goes_back(clock: list[int]) -> None:
    last = ""
    for now_ms in clock:
        following = stamp(last, now_ms, "ab" * 16)
        assert following > last
        last = following


@given(times, times)
def test_what_was_seen_is_never_forgotten_unless_it_is_absurd(mine: int, theirs: int) -> None:
    own = stamp("", mine, "aa" * 16)
    remote = stamp("", theirs, "bb" * 16)
    known = seen(own, remote, mine)
    if theirs > mine + MAX_AHEAD_MS:
        assert known == own
    else:
        assert stamp(known, mine, "aa" * 16) > max(own, remote)
