"""A journal row and its hash chain: what makes a silent change visible at both ends.

rules.md J1: hash = SHA-256(prev, canonical row). The body is kept as the exact canonical JSON
that was hashed, so that nobody has to serialise it again to check it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Annotated, Literal, NamedTuple
from uuid import UUID

import orjson
from pydantic import Field, StringConstraints

from tilo.value import Millis, Value

GENESIS = "0" * 64
"""`prev` of the first row of a stream."""

Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
StreamId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
Clock = Literal["ok", "suspect"]


class Row(Value):
    """One fact in order. `at` is UTC milliseconds; `body` is canonical JSON as text."""

    stream: StreamId
    seq: Annotated[int, Field(ge=1, le=2**53)]
    id: UUID
    kind: Annotated[str, StringConstraints(pattern=r"^[a-z_]+\.[a-z_]+$", max_length=64)]
    v: Annotated[int, Field(ge=1, le=1000)] = 1
    at: Millis
    hlc: Annotated[str, StringConstraints(max_length=40)]
    clock: Clock = "ok"
    business_date: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    actor: Annotated[str, StringConstraints(max_length=64)] | None = None
    device: Annotated[str, StringConstraints(max_length=64)] | None = None
    approver: Annotated[str, StringConstraints(max_length=64)] | None = None
    subject: Annotated[str, StringConstraints(max_length=64)] | None = None
    body: Annotated[str, StringConstraints(max_length=1_000_000)]
    prev: Hash
    hash: Hash


class Head(NamedTuple):
    """Where a stream stands."""

    seq: int
    hash: str


class ChainBroken(ValueError):
    """A row does not follow the one before it, or is not what was hashed."""

    def __init__(self, seq: int, why: str) -> None:
        super().__init__(f"row {seq}: {why}")
        self.seq = seq


def canonical(value: object) -> bytes:
    """JSON with sorted keys and no spaces. Values hold no float, so there is only one spelling."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def row_hash(prev: str, fields: tuple[object, ...]) -> str:
    """Hash of a row's fields, in the order of `hashed_fields`, upon `prev`."""
    return hashlib.sha256(bytes.fromhex(prev) + orjson.dumps(fields)).hexdigest()


def hashed_fields(row: Row) -> tuple[object, ...]:
    """The fields that a row's hash covers, in order."""
    return (
        row.stream,
        row.seq,
        str(row.id),
        row.kind,
        row.v,
        row.at,
        row.hlc,
        row.clock,
        row.business_date,
        row.actor,
        row.device,
        row.approver,
        row.subject,
        row.body,
    )


def verify_chain(rows: Iterable[Row], after: Head) -> Head:
    """The head after `rows`. Raises `ChainBroken` at the first row that does not follow."""
    head = after
    for row in rows:
        if row.seq != head.seq + 1:
            raise ChainBroken(row.seq, f"expected sequence {head.seq + 1}")
        if row.prev != head.hash:
            raise ChainBroken(row.seq, "does not name its predecessor")
        if row_hash(row.prev, hashed_fields(row)) != row.hash:
            raise ChainBroken(row.seq, "is not what was hashed")
        head = Head(row.seq, row.hash)
    return head
