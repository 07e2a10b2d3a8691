"""Printer drivers: the table of all there are."""

from __future__ import annotations

from edge.printing.drivers.driver import Condition, Driver, Outcome, PrinterState
from edge.printing.drivers.escpos_net import EscposNet, Patience
from tilo.outlet import Printer

__all__ = ["Condition", "Driver", "Outcome", "Patience", "PrinterState", "driver_for"]


def driver_for(printer: Printer, patience: Patience) -> Driver:
    """The driver for a printer as its document describes it; today they are all on the network."""
    return EscposNet(printer.host, printer.port, patience)
