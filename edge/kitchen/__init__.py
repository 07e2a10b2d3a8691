"""The kitchen's tickets. Face: what selling does to them inside its own transaction."""

from edge.kitchen.store import open_tickets, relabel, strike

__all__ = ["open_tickets", "relabel", "strike"]
