"""What ESC/POS printers say back: real-time status, automatic status (ASB), flow control.

All three may come mixed in one stream; fixed bits tell them apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

XON: Final = 0x11
XOFF: Final = 0x13

# What the nth status answers, as name -> bits. `10 04 n` is answered with 0xx1xx10.
PRINTER: Final = {"drawer_pin3_high": 0x04, "offline": 0x08}
OFFLINE: Final = {
    "cover_open": 0x04,
    "feed_button": 0x08,
    "stopped_paper_end": 0x20,
    "error": 0x40,
}
ERROR: Final = {"cutter_error": 0x08, "unrecoverable": 0x20, "auto_recoverable": 0x40}
PAPER: Final = {"near_end": 0x0C, "paper_end": 0x60}
REAL_TIME: Final = {1: PRINTER, 2: OFFLINE, 3: ERROR, 4: PAPER}

# The first three of an automatic status's four bytes.
ASB: Final = (
    {"drawer_pin3_high": 0x04, "offline": 0x08, "cover_open": 0x20, "feed_button": 0x40},
    ERROR,
    {"near_end": 0x03, "paper_end": 0x0C},
)

Flags = dict[str, bool]


def ask(n: int) -> bytes:
    """The bytes that ask for real-time status `n`, answered ahead of the print buffer."""
    return bytes((0x10, 0x04, n))


def is_real_time(byte: int) -> bool:
    return byte & 0x93 == 0x12


def real_time(n: int, reply: int) -> Flags:
    """The flags in the reply to status question `n`."""
    assert is_real_time(reply), f"{reply:02x} is no real-time status"
    return _flags(REAL_TIME[n], reply)


def automatic(four: bytes) -> Flags:
    """The flags in one automatic status."""
    flags: Flags = {}
    for names, byte in zip(ASB, four, strict=False):
        flags |= _flags(names, byte)
    return flags


def _flags(names: dict[str, int], byte: int) -> Flags:
    return {name: byte & bits != 0 for name, bits in names.items()}


@dataclass(frozen=True)
class Said:
    """One thing the printer said."""

    kind: Literal["realtime", "asb", "xon", "xoff", "noise"]
    data: bytes


class Ear:
    """Takes what arrives apart, however the network cut it into pieces."""

    def __init__(self) -> None:
        self._asb = bytearray()

    def hear(self, data: bytes) -> list[Said]:
        """What is complete now. An automatic status may be interrupted by the others."""
        said = (self._byte(byte) for byte in data)
        return [one for one in said if one is not None]

    def _byte(self, byte: int) -> Said | None:
        one = bytes((byte,))
        if byte in (XON, XOFF):
            return Said("xon" if byte == XON else "xoff", one)
        if is_real_time(byte):
            return Said("realtime", one)
        if byte & 0x93 == 0x10:
            self._asb = bytearray(one)
            return None
        if self._asb and byte & 0x90 == 0:
            self._asb += one
            if len(self._asb) < 4:
                return None
            whole, self._asb = bytes(self._asb), bytearray()
            return Said("asb", whole)
        return Said("noise", one)
