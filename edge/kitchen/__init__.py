"""The kitchen's tickets. Face: what selling does to them inside its own transaction."""

from edge.kitchen.store import carry, open_tickets, relabel, strike

__all__ = ["carry", "open_tickets", "relabel", "strike"]
