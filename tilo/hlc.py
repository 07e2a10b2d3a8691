"""Hybrid logical clock: orders edits of settings made on different machines. Never decides money.

Text of fixed width, so that comparing texts compares times: milliseconds, counter, stream.
"""

from __future__ import annotations

MAX_AHEAD_MS = 5 * 60_000
"""A remote clock further ahead than this is clamped (rules.md D5)."""


def stamp(last: str, now_ms: int, stream: str) -> str:
    """The next stamp of `stream` after `last` (its own or one it has seen)."""
    last_ms, last_count = _read(last)
    if now_ms > last_ms:
        return _write(now_ms, 0, stream)
    return _write(last_ms, last_count + 1, stream)


def seen(last: str, remote: str, now_ms: int) -> str:
    """What `last` becomes after meeting `remote`, which may be at most five minutes ahead."""
    remote_ms, remote_count = _read(remote)
    if remote_ms > now_ms + MAX_AHEAD_MS:
        return last
    mine = _read(last)
    return last if mine >= (remote_ms, remote_count) else remote


def _read(text: str) -> tuple[int, int]:
    if not text:
        return 0, 0
    ms, count, _stream = text.split(".")
    return int(ms), int(count)


def _write(ms: int, count: int, stream: str) -> str:
    return f"{ms:013d}.{count:06d}.{stream[:8]}"
