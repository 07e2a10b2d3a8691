"""What is announced fits into PostgreSQL's payloads, whole and in order."""

from hypothesis import given
from hypothesis import strategies as some

from hub.bell import LONGEST_PAYLOAD, live_line, packed


@given(
    some.lists(
        some.dictionaries(some.text(max_size=20), some.text(max_size=400), max_size=4), max_size=60
    )
)
def test_messages_are_packed_without_loss(messages: list[dict[str, str]]) -> None:
    lines = [live_line("warung", message) for message in messages]
    payloads = packed(lines)
    assert [line for payload in payloads for line in payload.split("\n")] == lines
    assert all(len(payload.encode()) <= LONGEST_PAYLOAD for payload in payloads)


def test_small_messages_share_a_payload() -> None:
    assert len(packed([live_line("warung", {"t": "sale"})] * 50)) == 1


def test_nothing_to_say_is_nothing_said() -> None:
    assert packed([]) == []


def test_a_message_too_long_to_announce_is_left_out() -> None:
    lines = [live_line("warung", {"t": text}) for text in ("a", "é" * 8_000, "b")]
    assert packed(lines) == [f"{lines[0]}\n{lines[2]}"]
