"""Framing on the wire to a BCA-style terminal: STX, length, body, ETX, checksum.

Lines add noise, split and join; what arrives is read from a buffer that finds its way back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce
from operator import xor
from typing import Final, Literal

STX: Final = b"\x02"
ETX: Final = b"\x03"
ACK: Final = b"\x06"
NAK: Final = b"\x15"

AROUND: Final = 5
"""Bytes of a frame beside its body."""


class FrameError(ValueError):
    """These bytes are no frame. Says why, and nothing of what they hold."""


def lrc(data: bytes) -> bytes:
    """The checksum: all bytes from the length to ETX, exclusive-or."""
    return bytes([reduce(xor, data, 0)])


def bcd(length: int) -> bytes:
    """A length as two bytes of packed decimal digits."""
    return bytes.fromhex(f"{length:04}")


def frame(body: bytes) -> bytes:
    inside = bcd(len(body)) + body + ETX
    return STX + inside + lrc(inside)


def unframe(data: bytes) -> bytes:
    """The body of exactly one frame. Raises FrameError."""
    if data[:1] != STX:
        raise FrameError("no STX")
    if len(data) < AROUND or data[1:3] != bcd(len(data) - AROUND):
        raise FrameError("length differs")
    if data[-2:-1] != ETX:
        raise FrameError("no ETX")
    if data[-1:] != lrc(data[1:-1]):
        raise FrameError("checksum differs")
    return data[3:-2]


@dataclass(frozen=True)
class Heard:
    """One thing the other side said. `broken`: a frame that must be asked for again. `torn`:
    something that began and never ended, which only the clock can tell."""

    kind: Literal["ack", "nak", "frame", "broken", "torn"]
    body: bytes = field(default=b"", repr=False)  # may hold card data


class Stream:
    """Finds acknowledgements and frames with bodies of one length in whatever arrives."""

    def __init__(self, body_length: int) -> None:
        self._head = STX + bcd(body_length)
        self._size = body_length + AROUND
        self._buffer = bytearray()
        self._torn = False

    def feed(self, data: bytes) -> list[Heard]:
        self._buffer += data
        return list(self._heard())

    @property
    def unfinished(self) -> bool:
        """Whether something began that may never end: half a frame, or a start without sense."""
        return self._torn or bool(self._buffer)

    def forget(self) -> None:
        """Give up on what began."""
        self._buffer.clear()
        self._torn = False

    def _heard(self) -> Iterator[Heard]:
        while self._buffer:
            if self._head.startswith(self._buffer[:3]):
                if len(self._buffer) < self._size:
                    return
                yield self._frame()
            else:
                first = bytes(self._buffer[:1])
                del self._buffer[:1]
                self._torn = self._torn or first == STX
                if first in (ACK, NAK):
                    yield Heard("ack" if first == ACK else "nak")

    def _frame(self) -> Heard:
        """The frame at the front. Of one that does not end where it should only the start is
        dropped: it may have been noise, with a true frame behind it."""
        try:
            body = unframe(bytes(self._buffer[: self._size]))
        except FrameError:
            ends = self._buffer[self._size - 2 : self._size - 1] == ETX
            del self._buffer[: self._size if ends else 1]
            return Heard("broken")
        del self._buffer[: self._size]
        self._torn = False
        return Heard("frame", body)
