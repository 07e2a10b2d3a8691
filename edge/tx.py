"""What a handler works with inside the one transaction: the database, the moment, the person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from edge.db import Sql
from edge.journal import Stream
from tilo.checks import Person
from tilo.errors import PermissionMissing
from tilo.events import Event
from tilo.journal import Head


class Actor(NamedTuple):
    """Who asks, from which device, and what they may do."""

    id: str
    name: str
    device: str
    permissions: frozenset[str]
    session: bytes = b""
    """Which of their sessions it is: the hash of its token."""

    @property
    def person(self) -> Person:
        return Person(id=self.id, name=self.name)

    def require(self, permission: str) -> None:
        """Refuses `permission.missing`."""
        if permission not in self.permissions:
            raise PermissionMissing(permission=permission)


@dataclass(slots=True)
class Tx:
    """One command's view of the open transaction.

    `cache` lives as long as the program and goes back with a command that is rolled back; keep
    in it only what the database can give again, and put new values in rather than change old
    ones. `show` tells the screens, after the commit. `approver` is the second person whose PIN
    allowed this; the journal names both. `head` is the journal's last row before this command's.
    """

    sql: Sql
    actor: Actor
    stream: Stream
    head: Head
    at_ms: int
    business_date: str
    hlc: str
    new_id: Callable[[], UUID]
    cache: dict[str, Any]
    shown: list[object] = field(default_factory=list)
    approver: Person | None = None

    def show(self, thing: object) -> None:
        """Something on screens changed; handed to the reactions once the commit is on disk."""
        self.shown.append(thing)

    def count(self, name: str) -> int:
        """The next value of a gap-free counter, beginning with 1."""
        row = self.sql.execute(
            "insert into counters (name, value) values (?, 1)"
            " on conflict (name) do update set value = value + 1 returning value",
            (name,),
        ).fetchone()
        value: int = row[0]
        return value


class Outcome(NamedTuple):
    """What came of a command: the answer as JSON bytes, and the facts to record."""

    answer: bytes
    facts: tuple[Event, ...]
