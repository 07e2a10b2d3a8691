"""Printing. Face: what is queued for a printer inside the transaction that causes it."""

from edge.printing.store import queue_receipt, queue_refund, queue_report, queue_slip

__all__ = ["queue_receipt", "queue_refund", "queue_report", "queue_slip"]
