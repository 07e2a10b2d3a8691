"""The box's own figures for Prometheus, read from it when asked."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from edge.box import Box


class _Figures(Collector):
    def __init__(self, box: Box) -> None:
        self._box = box

    def collect(self) -> Iterator[Metric]:
        box = self._box
        state = box.neighbours.state
        yield CounterMetricFamily(
            "tilo_commands", "Commands committed since start.", value=box.door.committed
        )
        yield GaugeMetricFamily(
            "tilo_journal_head", "Last sequence of the journal.", value=box.door.head.seq
        )
        yield GaugeMetricFamily(
            "tilo_unsynced_facts", "Facts the hub has not acknowledged.", value=state.hub.unsynced
        )
        yield GaugeMetricFamily(
            "tilo_hub_connected", "1 while the hub answers.", value=int(state.hub.connected)
        )
        yield GaugeMetricFamily(
            "tilo_broker_connected", "1 while the broker answers.", value=int(state.broker.ok)
        )
        yield GaugeMetricFamily(
            "tilo_open_tickets", "Tickets on kitchen screens.", value=box.boards.open_tickets
        )
        yield GaugeMetricFamily(
            "tilo_screens", "Screens connected to the live feed.", value=box.live.screens
        )
        waiting = GaugeMetricFamily(
            "tilo_print_jobs_waiting", "Print jobs not finished.", labels=["printer"]
        )
        for printer in state.printers:
            waiting.add_metric([printer.id], printer.waiting)
        yield waiting


def export(registry: CollectorRegistry, box: Box) -> None:
    """Add the box's figures to what `/metrics` shows."""
    registry.register(_Figures(box))
