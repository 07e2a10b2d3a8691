"""Plans one shared ingest transaction: what becomes of each batch, and what is to be written."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import orjson
import structlog

from hub.db import Connection
from hub.sync import store
from hub.sync.batch import JournalBatch, SyncEquivocation, SyncGap
from hub.sync.judge import Clash, Gap, Take, fork, judge, overlap
from hub.sync.store import NOTHING, Genesis, Mark, Seen, Suspect
from tilo.errors import Refusal

log = structlog.stdlib.get_logger("hub.sync")


@dataclass(slots=True, eq=False)
class Waiting:
    """A batch on its way, and who waits for its outcome: the next sequence number, or a no."""

    batch: JournalBatch
    key: store.Stream
    sound: bool
    done: asyncio.Future[int]
    outcome: int | Refusal = 0


@dataclass(slots=True)
class Group:
    """What one transaction will write."""

    now_ms: int
    month: int
    places: dict[str, int]
    records: list[tuple[Any, ...]] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    begun: list[Genesis] = field(default_factory=list)
    suspects: list[Suspect] = field(default_factory=list)
    moved: dict[str, int] = field(default_factory=dict)


async def lock(con: Connection, outlets: Sequence[str]) -> dict[str, int]:
    """How many rows each outlet has; nobody else adds to them until the transaction ends."""
    places = await store.lock_places(con, outlets)
    if new := set(outlets) - places.keys():
        await store.start_places(con, new)
        places = await store.lock_places(con, outlets)
    return places


async def judge_all(con: Connection, group: Sequence[Waiting], work: Group) -> None:
    """Sets every batch's outcome and gathers what is to be written."""
    known = await store.marks(con, [each.key for each in group])
    wanted: dict[store.Stream, int] = {}
    for each in group:
        mark = known.get(each.key, NOTHING)
        shared = overlap(each.batch, mark)
        if each.sound and 0 < shared < mark.seq:
            wanted[each.key] = shared
    held = await store.hashes_at(con, wanted) if wanted else {}
    for each in group:
        mark = known.get(each.key, NOTHING)
        shared = wanted.get(each.key, 0)
        at = {shared: held[(each.key, shared)]} if (each.key, shared) in held else {}
        verdict = judge(each.batch, mark, at) if each.sound else Gap(mark.seq)
        match verdict:
            case Take(start):
                each.outcome = _plan(each, mark, start, work)
            case Gap(have):
                each.outcome = SyncGap(have=have)
            case Clash(shared):
                each.outcome = await _clash(con, each, shared, work)


def _plan(waiting: Waiting, mark: Mark, start: int, work: Group) -> int:
    """Gather the batch's new rows; answers the next sequence number."""
    batch = waiting.batch
    new = batch.rows[start:] if start else batch.rows
    at_ms = 0
    if new:
        _plan_rows(waiting, new, work)
        mark = Mark(new[-1]["seq"], bytes.fromhex(new[-1]["hash"]))
        at_ms = new[-1]["at"]
    elif not mark.seq:
        return 1
    head = batch.head
    if head.seq < mark.seq:
        log.error("box is behind the hub", outlet=batch.outlet, box=batch.box, head=head.seq)
    whole = head.seq == mark.seq and bytes.fromhex(head.hash) == mark.hash
    work.seen.append(
        Seen(
            outlet=batch.outlet,
            stream=waiting.key[1],
            box=batch.box,
            seq=mark.seq,
            hash=mark.hash,
            at_ms=at_ms,
            head_seq=head.seq,
            head_hash=bytes.fromhex(head.hash),
            seen_ms=work.now_ms,
            whole_ms=work.now_ms if whole else None,
        )
    )
    return mark.seq + 1


def _plan_rows(waiting: Waiting, new: Sequence[Any], work: Group) -> None:
    outlet, stream = waiting.key
    place = work.places[outlet]
    month, now_ms, add = work.month, work.now_ms, work.records.append
    for row in new:
        place += 1
        add(
            (
                outlet,
                stream,
                row["seq"],
                month,
                place,
                now_ms,
                row["id"],
                row["kind"],
                row["v"],
                row["at"],
                row["hlc"],
                row["clock"],
                row["business_date"],
                row["actor"],
                row["device"],
                row["approver"],
                row["subject"],
                row["body"],
                bytes.fromhex(row["hash"]),
            )
        )
    work.places[outlet] = work.moved[outlet] = place
    if new[0]["seq"] == 1:
        work.begun.append(_genesis(waiting.key, new[0]["body"]))


def _genesis(key: store.Stream, body: str) -> Genesis:
    """Who the stream continues; nobody when its first row does not say so readably."""
    try:
        said = orjson.loads(body)
        parent, head = said.get("parent_stream"), said.get("parent_head")
        return Genesis(*key, UUID(parent) if parent else None, bytes.fromhex(head or "") or None)
    except (ValueError, TypeError, AttributeError):
        return Genesis(*key, None, None)


async def _clash(con: Connection, waiting: Waiting, shared: int, work: Group) -> SyncEquivocation:
    batch = waiting.batch
    held = await store.hashes_between(con, waiting.key, batch.from_seq, shared)
    seq = fork(batch, held, shared)
    for index in range(seq - batch.from_seq, len(batch.rows)):
        code = SyncEquivocation.code
        work.suspects.append(suspect(batch, waiting.key, index, code, work.now_ms))
    return SyncEquivocation(seq=seq)


def suspect(
    batch: JournalBatch, key: store.Stream, index: int, reason: str, now_ms: int
) -> Suspect:
    """A row of the batch as evidence."""
    row = batch.rows[index]
    return Suspect(
        outlet=key[0],
        stream=key[1],
        seq=batch.from_seq + index,
        hash=bytes.fromhex(row["hash"]),
        box=batch.box,
        reason=reason,
        row=orjson.dumps(row).decode(),
        at_ms=now_ms,
    )


async def write(con: Connection, work: Group) -> None:
    """Everything the plan says."""
    if work.records:
        await store.append(con, work.records)
        await store.move_places(con, work.moved)
    if work.seen:
        await store.move_marks(con, work.seen)
    if work.begun:
        await store.name_parents(con, work.begun)
    if work.suspects:
        await store.quarantine(con, work.suspects)
