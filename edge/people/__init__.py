"""People at the box: signing in with a PIN, sessions, and who may ask for what. Face: approvals."""

from edge.people.approvals import VALID_MS, ApprovalNotValid, allow, approver
from edge.people.store import find_staff

__all__ = ["VALID_MS", "ApprovalNotValid", "allow", "approver", "find_staff"]
