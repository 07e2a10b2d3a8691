"""How the box and its neighbours are, in words a screen can show: hub, broker, printers, disk."""

from __future__ import annotations

from typing import Literal

from tilo.value import Millis, Name, Slug, Text, Value

PrinterState = Literal["ok", "offline", "hanging", "paper_out", "cover_open", "unknown"]
SILENT_MS = 15_000
"""A neighbour process unheard for so long is taken for dead."""


class BoxHealth(Value):
    ok: bool = True
    disk: Literal["ok", "full"] = "ok"
    version: str = ""


class HubHealth(Value):
    """`unsynced` counts facts the hub has not acknowledged; `unsynced_rupiah` the sales in them."""

    connected: bool = False
    last_sync_ms: Millis | None = None
    unsynced: int = 0
    oldest_unsynced_ms: Millis | None = None
    unsynced_rupiah: int = 0
    reason: Text | None = None


class BrokerHealth(Value):
    ok: bool = False


class PrinterHealth(Value):
    id: Slug
    name: Name
    state: PrinterState = "unknown"
    waiting: int = 0
    reason: Text | None = None


class State(Value):
    """All of it; `internet` is None when nobody has looked yet."""

    box: BoxHealth = BoxHealth()
    internet: bool | None = None
    hub: HubHealth = HubHealth()
    broker: BrokerHealth = BrokerHealth()
    printers: tuple[PrinterHealth, ...] = ()
