"""The menu in force. Face: `in_force(tx)`."""

from edge.menu.store import in_force

__all__ = ["in_force"]
