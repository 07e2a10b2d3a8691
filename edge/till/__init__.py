"""Till sessions. Face: which session a payment belongs to, what a sale adds to it, and the papers
that the printer asks for."""

from edge.till.store import CashPaper, paper, record, taken

__all__ = ["CashPaper", "paper", "record", "taken"]
