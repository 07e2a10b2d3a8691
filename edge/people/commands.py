"""Signing in and out as facts. The PIN itself never comes this far."""

from __future__ import annotations

from typing import ClassVar

from edge.people import store
from edge.people.store import Session
from edge.tx import Outcome, Tx
from tilo.commands import Command
from tilo.events import StaffSignedIn, StaffSignedOut, StaffSignInRefused
from tilo.value import Slug


class SignIn(Command):
    """A PIN was right: begin a session under this token's hash (hex)."""

    permission: ClassVar[str] = "people.sign_in"

    staff_id: Slug
    token_hash: str
    expires_at_ms: int


class SignOut(Command):
    """End the session under this token's hash (hex)."""

    permission: ClassVar[str] = "people.sign_in"

    token_hash: str


class RefuseSignIn(Command):
    """A PIN was wrong: record it."""

    permission: ClassVar[str] = "people.sign_in"

    staff_id: Slug
    tries: int


def sign_in(tx: Tx, do: SignIn) -> Outcome:
    session = Session(do.staff_id, tx.actor.device, do.expires_at_ms)
    store.save_session(tx.sql, bytes.fromhex(do.token_hash), session, tx.at_ms)
    return Outcome(b"{}", (StaffSignedIn(staff_id=do.staff_id, device=tx.actor.device),))


def sign_out(tx: Tx, do: SignOut) -> Outcome:
    store.end_session(tx.sql, bytes.fromhex(do.token_hash), tx.at_ms)
    return Outcome(b"{}", (StaffSignedOut(staff_id=tx.actor.id),))


def refuse_sign_in(tx: Tx, do: RefuseSignIn) -> Outcome:
    fact = StaffSignInRefused(staff_id=do.staff_id, device=tx.actor.device, tries=do.tries)
    return Outcome(b"{}", (fact,))
