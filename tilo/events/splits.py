"""Facts about lines that change checks: told on every check concerned."""

from __future__ import annotations

from typing import ClassVar, Literal
from uuid import UUID

from tilo.checks import CheckRef, Covers, Parcel
from tilo.events.event import Event
from tilo.value import Millis, Value


class Carriage(Value):
    """Lines changed checks. The fact is recorded once for every check concerned, under one
    `operation`; `parcels` are those that left or reached this check.

    `previous` is the operation before it on this check, `covers` its guests from now on, `into`
    says where all its lines went when it ended with this.
    """

    check_id: UUID
    operation: UUID
    previous: UUID | None = None
    parcels: tuple[Parcel, ...]
    covers: Covers
    into: CheckRef | None = None
    at_ms: Millis


class CheckSplit(Carriage, Event):
    """Lines were put on checks of their own, by item or by seat; told on each of the checks."""

    kind: ClassVar[str] = "check.split"
    how: Literal["item", "seat"]


class LinesMoved(Carriage, Event):
    """Lines moved to another open check; told on both."""

    kind: ClassVar[str] = "check.lines_moved"


class CheckMerged(Carriage, Event):
    """All lines of one check joined another; told on both."""

    kind: ClassVar[str] = "check.merged"


class OperationUndone(Carriage, Event):
    """A split, merge or move of lines was taken back; told on each of the checks."""

    kind: ClassVar[str] = "check.operation_undone"
    undoes: UUID
