"""Figures: the product against a floor measured in the same run. `make bench [ONLY=name]`."""

from __future__ import annotations

from bench import accept, hub_ingest, hub_live, kitchen, memory, start
from bench.figure import Run

BENCHES: dict[str, Run] = {
    "accept": accept.run,
    "kitchen": kitchen.run,
    "start": start.run,
    "memory": memory.run,
    "hub-ingest": hub_ingest.run,
    "hub-live": hub_live.run,
}
"""Every bench by name, in the order they run."""
