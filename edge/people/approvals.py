"""Approval by PIN: a second person allows one action of the session that asks, for a minute.

The face of people: other slices call `allow` or `approver` inside their own transaction. A command
that is refused gives its approval back, since the whole of it is undone.
"""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from edge.people import store
from edge.tx import Outcome, Tx
from tilo.checks import Person
from tilo.commands import Command
from tilo.errors import PermissionMissing, Refusal
from tilo.events import ApprovalGiven
from tilo.people import PERMISSIONS, Staff
from tilo.value import Slug

VALID_MS = 60_000
KEPT_MS = 3_600_000


class ApprovalNotValid(Refusal):
    """The approval is used up, too old, or was given for something else."""

    code = "approval.not_valid"
    status = 403


class GiveApproval(Command):
    """A second person's PIN was right: hold their approval for the session that asked."""

    permission: ClassVar[str] = "people.approve"

    approval_id: UUID
    staff_id: Slug
    asked_for: str
    expires_at_ms: int


def give_approval(tx: Tx, do: GiveApproval) -> Outcome:
    tx.sql.execute("delete from approvals where expires_at < ?", (tx.at_ms - KEPT_MS,))
    tx.sql.execute(
        "insert into approvals (id, staff_id, permission, session, expires_at) values (?,?,?,?,?)",
        (do.approval_id.bytes, do.staff_id, do.asked_for, tx.actor.session, do.expires_at_ms),
    )
    fact = ApprovalGiven(staff_id=do.staff_id, approval_id=do.approval_id, asked_for=do.asked_for)
    return Outcome(b"{}", (fact,))


def allow(tx: Tx, permission: str, approval_id: UUID | None) -> Person | None:
    """Whoever asks may do it themselves (None), or somebody approved it (who).

    Refuses `permission.missing` and `approval.not_valid`.
    """
    if permission in tx.actor.permissions:
        return None
    if approval_id is None:
        raise PermissionMissing(permission=permission)
    person = approver(tx, permission, approval_id)
    return Person(id=person.id, name=person.name)


def approver(tx: Tx, permission: str, approval_id: UUID) -> Staff:
    """Use an approval, once; the journal then names its giver. Refuses `approval.not_valid`."""
    used = tx.sql.execute(
        "update approvals set used_by = ? where id = ? and permission = ? and session = ?"
        " and used_by is null and expires_at > ? returning staff_id",
        (
            tx.new_id().bytes,
            approval_id.bytes,
            permission,
            tx.actor.session,
            tx.at_ms,
        ),
    ).fetchone()
    person = store.find_staff(tx.sql, used[0]) if used else None
    if person is None or permission not in PERMISSIONS[person.role]:
        raise ApprovalNotValid()
    tx.approver = Person(id=person.id, name=person.name)
    return person
