"""What becomes of one batch against what the hub holds: rule U2, without a database."""

from collections.abc import Mapping
from typing import NamedTuple

from hub.sync.batch import JournalBatch
from hub.sync.store import Mark


class Take(NamedTuple):
    """The rows from index ``start`` on are new; those before are held already."""

    start: int


class Gap(NamedTuple):
    """They do not follow row ``have``."""

    have: int


class Clash(NamedTuple):
    """Row ``seq`` of the batch is held with another hash, or one before it is."""

    seq: int


Verdict = Take | Gap | Clash


def overlap(batch: JournalBatch, mark: Mark) -> int:
    """The last sequence number that both the batch and the hub have; 0 when there is none."""
    last = batch.from_seq + len(batch.rows) - 1
    shared = min(last, mark.seq)
    return shared if batch.rows and shared >= batch.from_seq else 0


def judge(batch: JournalBatch, mark: Mark, held: Mapping[int, bytes]) -> Verdict:
    """``held`` has the hash of row ``overlap(batch, mark)``, when it is before the mark.

    The batch's own chain is verified already, so one equal hash proves every row before it equal.
    """
    if not batch.rows:
        return Take(0)
    shared = overlap(batch, mark)
    if shared:
        ours = mark.hash if shared == mark.seq else held.get(shared)
        theirs = batch.rows[shared - batch.from_seq]["hash"]
        return Take(shared - batch.from_seq + 1) if ours == bytes.fromhex(theirs) else Clash(shared)
    follows = batch.from_seq == mark.seq + 1 and batch.rows[0]["prev"] == mark.hash.hex()
    return Take(0) if follows else Gap(mark.seq)


def fork(batch: JournalBatch, held: Mapping[int, bytes], shared: int) -> int:
    """The first row of the batch that the hub holds with another hash; ``shared`` when only the
    mark differs, which then is not what the journal says."""
    for row in batch.rows:
        ours = held.get(row["seq"])
        if ours is not None and ours.hex() != row["hash"]:
            return row["seq"]
    return shared
