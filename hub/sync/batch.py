"""A batch of journal rows as a box sends it, and whether its rows hang together (rule U1).

Rows stay plain dictionaries: a busy hub takes tens of thousands a second, and a model for each
would cost more than all the rest. Their hashes prove that nothing was lost in reading.
"""

from operator import itemgetter
from typing import Annotated, Final

from pydantic import Field, StringConstraints
from typing_extensions import TypedDict

from tilo.errors import Refusal
from tilo.journal import GENESIS, Hash, StreamId, row_hash
from tilo.value import Millis, Slug, Value

ROWS_AT_MOST: Final = 2_000
BYTES_AT_MOST: Final = 8 * 1024 * 1024

Seq = Annotated[int, Field(ge=0, le=2**53)]
Short = Annotated[str, StringConstraints(max_length=64)]
RowId = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"),
]

_hashed = itemgetter(
    "stream",
    "seq",
    "id",
    "kind",
    "v",
    "at",
    "hlc",
    "clock",
    "business_date",
    "actor",
    "device",
    "approver",
    "subject",
    "body",
)


class SyncGap(Refusal):
    """The rows do not follow what the hub holds; it has them up to ``have``."""

    code = "sync.gap"
    status = 409
    have: int


class SyncEquivocation(Refusal):
    """The hub holds another row under this sequence number. Both are kept; a person decides."""

    code = "sync.equivocation"
    status = 409
    seq: int


class RowUnsound(Refusal):
    """A row is not what its hash says. Nothing of the batch was taken."""

    code = "sync.row_unsound"
    status = 422
    seq: int


class JournalRow(TypedDict):
    """One fact. Kinds and versions the hub does not know are stored all the same (rule J4)."""

    stream: StreamId
    seq: Annotated[int, Field(ge=1, le=2**53)]
    id: RowId
    kind: Short
    v: Annotated[int, Field(ge=1, le=1000)]
    at: Millis
    hlc: Short
    clock: Short
    business_date: Short
    actor: Short | None
    device: Short | None
    approver: Short | None
    subject: Short | None
    body: Annotated[str, StringConstraints(max_length=1_000_000)]
    prev: Hash
    hash: Hash


class HeadSaid(Value):
    """The last row the box itself has."""

    seq: Seq
    hash: Hash


class JournalBatch(Value):
    """Consecutive rows of one stream, from ``from_seq`` on; none when the box only reports."""

    outlet: Slug
    box: Slug
    stream: StreamId
    from_seq: Annotated[int, Field(ge=1, le=2**53)]
    rows: Annotated[list[JournalRow], Field(max_length=ROWS_AT_MOST)]
    head: HeadSaid


class Broken(Exception):
    """The rows of a batch do not follow one another."""


def verify(batch: JournalBatch) -> None:
    """Recompute the chain within the batch.

    Raises ``Broken`` when rows do not follow one another; refuses ``sync.row_unsound`` when one
    is not what its hash says, and a first row of a stream that is built upon another.
    """
    stream, seq = batch.stream, batch.from_seq
    rows = batch.rows
    prev = rows[0]["prev"] if rows else ""
    if seq == 1 and prev not in ("", GENESIS):
        raise RowUnsound(seq=1)
    for row in rows:
        if row["seq"] != seq or row["prev"] != prev:
            raise Broken
        if row["stream"] != stream or row_hash(prev, _hashed(row)) != row["hash"]:
            raise RowUnsound(seq=seq)
        prev = row["hash"]
        seq += 1
