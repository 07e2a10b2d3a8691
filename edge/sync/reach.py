"""Whose fault it is when the hub does not answer, as far as it can be known from this box.

Nobody outside is asked: the kernel knows whether a cable or Wi-Fi is there and whether a way
leads out, and the fault itself tells the rest.
"""

from __future__ import annotations

import errno
import socket
import ssl
from pathlib import Path
from typing import Final, NamedTuple

INTERFACES: Final = Path("/sys/class/net")
ROUTES: Final = Path("/proc/net/route")
ROUTES_6: Final = Path("/proc/net/ipv6_route")

_NO_WAY: Final = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN})
_UP: Final = frozenset({"up", "unknown"})
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class Guess(NamedTuple):
    """`word` names the fault (sync.reason.… in the catalogues); `internet` None: cannot be told."""

    word: str
    internet: bool | None


def blame(fault: BaseException, host: str | None) -> Guess:
    """What a failed request to the hub at `host` says."""
    if host not in _LOOPBACK:
        if lan_up() is False:
            return Guess("lan.down", False)
        if way_out() is False:
            return Guess("internet.down", False)
    causes = _causes(fault)
    if any(isinstance(each, socket.gaierror) for each in causes):
        return Guess("internet.down", False)
    if any(isinstance(each, OSError) and each.errno in _NO_WAY for each in causes):
        return Guess("internet.down", False)
    if any(isinstance(each, ConnectionError | ssl.SSLError) for each in causes):
        # Somebody at the other end said no, so the way there is open.
        return Guess("hub.unreachable", True if host not in _LOOPBACK else None)
    return Guess("hub.silent", None)


def _causes(fault: BaseException) -> list[BaseException]:
    """The fault and what lies under it: HTTP clients wrap the system's words."""
    found: list[BaseException] = []
    waiting: list[BaseException | None] = [fault]
    while waiting and len(found) < 20:
        each = waiting.pop()
        if each is None or each in found:
            continue
        found.append(each)
        waiting += [each.__cause__, each.__context__, getattr(each, "os_error", None)]
    return found


def lan_up(folder: Path = INTERFACES) -> bool | None:
    """Whether a cable or Wi-Fi is connected. None where the kernel does not tell."""
    try:
        names = [each for each in folder.iterdir() if each.name != "lo"]
    except OSError:
        return None
    states = [_read(name / "operstate").strip() for name in names]
    return any(state in _UP for state in states)


def way_out(routes: Path = ROUTES, routes_6: Path = ROUTES_6) -> bool | None:
    """Whether there is a default route. None where the kernel does not tell."""
    four, six = _read(routes), _read(routes_6)
    if not four:
        return None
    if any(line.split()[1:2] == ["00000000"] for line in four.splitlines()[1:]):
        return True
    return any(
        line.split()[:2] == ["0" * 32, "00"] and line.split()[-1] != "lo"
        for line in six.splitlines()
    )


def _read(file: Path) -> str:
    try:
        return file.read_text()
    except OSError:
        return ""
