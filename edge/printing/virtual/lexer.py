"""Cuts a stream of ESC/POS bytes into whole commands, however the network cut it into pieces."""

from __future__ import annotations

from typing import Final

DLE, ESC, GS, FS = 0x10, 0x1B, 0x1D, 0x1C
SPACE: Final = 0x20
BARCODE_WITH_LENGTH: Final = 65
BIT_IMAGE_24: Final = 32

# How many bytes follow the two that name a command; those not named have none.
ARGUMENTS: Final[dict[int, dict[int, int]]] = {
    DLE: {0x04: 1, 0x05: 1, 0x14: 3},
    ESC: dict.fromkeys(b" !-3=?EGJKMRTUVadert{", 1) | {0x24: 2, 0x5C: 2, 0x63: 2, 0x70: 3}
    | {0x42: 2},
    GS: dict.fromkeys(b"!/BEHITabfhrw", 1) | dict.fromkeys(b"$LPW\\", 2) | {0x5E: 3},
    FS: dict.fromkeys(b"!-CW", 1) | dict.fromkeys(b"Sp", 2),
}  # fmt: skip


class Lexer:
    """Keeps what is not whole yet."""

    def __init__(self) -> None:
        self._rest = bytearray()

    def feed(self, data: bytes) -> list[bytes]:
        """The commands and runs of text that are whole now, in order."""
        self._rest += data
        whole: list[bytes] = []
        at = 0
        while (size := length(self._rest, at)) is not None:
            whole.append(bytes(self._rest[at : at + size]))
            at += size
        del self._rest[:at]
        return whole


def length(buffer: bytes | bytearray, at: int = 0) -> int | None:
    """Bytes of the command or text that begins at `at`; None when it is not all there."""
    left = len(buffer) - at
    if left == 0:
        return None
    first = buffer[at]
    if first >= SPACE:
        end = at + 1
        while end < len(buffer) and buffer[end] >= SPACE:
            end += 1
        return end - at
    if first not in ARGUMENTS:
        return 1
    if left == 1:
        return None
    size = _command(buffer[at : at + left], first, buffer[at + 1])
    return size if size is not None and size <= left else None


def _command(command: bytes | bytearray, first: int, second: int) -> int | None:
    """Size of a command whose two names are known; None when its size is not told yet."""
    match first, chr(second):
        case _, "(":
            return _sized(command, at=3, head=5)
        case 0x1D, "V":
            return None if len(command) < 3 else 4 if command[2] >= 65 else 3
        case 0x1D, "k":
            return _barcode(command)
        case 0x1D, "v":
            return _raster(command)
        case 0x1B, "*":
            return _bit_image(command)
        case 0x1B, "D":
            return _until_zero(command)
    return 2 + ARGUMENTS[first].get(second, 0)


def _sized(command: bytes | bytearray, *, at: int, head: int, times: int = 1) -> int | None:
    """`head` bytes, then as many as the little-endian number at `at` says."""
    if len(command) < at + 2:
        return None
    return head + int.from_bytes(command[at : at + 2], "little") * times


def _raster(command: bytes | bytearray) -> int | None:
    """GS v 0 m xL xH yL yH: x bytes wide, y dots high."""
    if len(command) < 8:
        return None
    wide = int.from_bytes(command[4:6], "little")
    high = int.from_bytes(command[6:8], "little")
    return 8 + wide * high


def _bit_image(command: bytes | bytearray) -> int | None:
    if len(command) < 3:
        return None
    return _sized(command, at=3, head=5, times=3 if command[2] >= BIT_IMAGE_24 else 1)


def _barcode(command: bytes | bytearray) -> int | None:
    if len(command) < 4:
        return None
    if command[2] >= BARCODE_WITH_LENGTH:
        return 4 + command[3]
    return _until_zero(command)


def _until_zero(command: bytes | bytearray) -> int | None:
    end = command.find(0, 3 if command[1] == ord("k") else 2)
    return None if end < 0 else end + 1
