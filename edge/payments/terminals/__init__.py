"""Payment terminals on the counter: the table of all drivers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from edge.payments.terminals.bca_ecr import BcaEcr
from edge.payments.terminals.bca_talk import Patience
from edge.payments.terminals.manual import AskCashier, Copied, Manual, copied_outcome
from edge.payments.terminals.protocol import (
    BeforeSend,
    Outcome,
    Request,
    Terminal,
    guarded,
    nothing_to_do,
)
from edge.payments.terminals.transports import Line, SerialLine, TcpLine

__all__ = [
    "LINKED",
    "AskCashier",
    "BcaEcr",
    "BeforeSend",
    "Copied",
    "Line",
    "Manual",
    "Outcome",
    "Patience",
    "Request",
    "SerialLine",
    "TcpLine",
    "Terminal",
    "copied_outcome",
    "guarded",
    "line_for",
    "nothing_to_do",
    "terminal_for",
]

LINKED: Final[Mapping[str, Callable[[Line, Patience], Terminal]]] = {"bca_ecr": BcaEcr}
"""Every driver with a line to its terminal. `manual` has none: its wire is the cashier."""


def line_for(address: str) -> Line:
    """The line at `tcp://host:port`, or on the serial device at a path such as
    `/dev/serial/by-id/…` (never `/dev/ttyUSB0`: numbers change places)."""
    if address.startswith("/"):
        return SerialLine(address)
    host, _, port = address.removeprefix("tcp://").rpartition(":")
    if not address.startswith("tcp://") or not host or not port.isdecimal():
        raise ValueError("a terminal's address is tcp://host:port or the path of a device")
    return TcpLine(host.strip("[]"), int(port))


def terminal_for(driver: str, address: str, patience: Patience | None = None) -> Terminal:
    """The terminal a driver's name and an address describe. Keep one per terminal."""
    return LINKED[driver](line_for(address), patience or Patience())
