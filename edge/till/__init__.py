"""Till sessions. Face: which session a payment or refund belongs to, what it adds there, and the
papers that the printer asks for."""

from edge.till.store import CashPaper, given_back, paper, record, taken

__all__ = ["CashPaper", "given_back", "paper", "record", "taken"]
