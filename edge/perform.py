"""The one door: permission, idempotency, state and journal in one transaction (rules.md 2).

Commands waiting at the door are committed together; each has its savepoint, so the refusal or
crash of one never harms its neighbours, and one fdatasync serves them all. An answer leaves only
after the commit is on disk.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections import deque
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar, TypeVarTuple
from uuid import UUID

import orjson
import structlog
from sqlcipher3 import dbapi2 as sqlite

from edge.clock import Clock, Moment
from edge.day import held_day
from edge.db import Database, Sql, storage_refusal
from edge.journal import Journal, Stamp
from edge.pack import pack, unpack
from edge.tx import Actor, Outcome, Tx
from tilo.checks import Person
from tilo.commands import Command
from tilo.errors import CommandMismatch, DiskFull, Fact, Refusal, ServerBusy
from tilo.events import CommandMismatched, Event
from tilo.hlc import stamp as next_hlc
from tilo.journal import Head
from tilo.kit.ids import new_id
from tilo.outlet import business_date

log = structlog.get_logger()

C = TypeVar("C", bound=Command)
On = TypeVarTuple("On")
Work = Callable[[Tx], Outcome]
Listener = Callable[[list[object]], None]
"""Told after every commit what screens must learn; must return at once."""

BATCH = 64
"""Commands sharing one commit, at most."""

WAITING = 1_000
"""Commands at the door, at most; beyond that the shop is told to try again."""


class Calendar(NamedTuple):
    """How the outlet's trading day is cut."""

    zone: str
    cutover_minutes: int


class _Intent:
    """A command at the door, and who waits for its answer."""

    __slots__ = ("actor", "answer", "digest", "id", "name", "work")

    def __init__(
        self,
        command: Command,
        digest: bytes,
        work: Work,
        actor: Actor,
        answer: asyncio.Future[bytes],
    ) -> None:
        self.id = command.id
        self.name = type(command).__name__
        self.digest = digest
        self.work = work
        self.actor = actor
        self.answer = answer


class _Standing(NamedTuple):
    """Where the writer stood before a command, to go back to."""

    head: Head
    hlc: str
    day: str
    cache: dict[str, Any]


class _Settled(NamedTuple):
    """What became of one intent: an answer, or what to raise; and what screens must learn."""

    answer: bytes
    fault: Exception | None = None
    shown: tuple[object, ...] = ()


class Door:
    """Everything that changes the box goes through `perform`."""

    def __init__(
        self, db: Database, clock: Clock, journal: Journal, calendar: Calendar, last: str, day: str
    ) -> None:
        self.db = db
        self.clock = clock
        self.journal = journal
        self.calendar = calendar
        self.listeners: list[Listener] = []
        self.head = journal.head
        """The last row on disk; `journal.head` runs ahead of it while a batch is written."""
        self.committed = 0
        self.storage_ok = True
        self._closed = False
        self._hlc = last
        self._day = day
        self._cache: dict[str, Any] = {}
        self._queue: deque[_Intent] = deque()
        self._wake = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="door")

    async def stop(self) -> None:
        """Finish what is at the door, take no more."""
        self._closed = True
        if self._task is not None:
            await self._idle.wait()
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    @property
    def busy(self) -> bool:
        """Whether commands are at the door or being written."""
        return not self._idle.is_set()

    async def perform(
        self,
        handler: Callable[[Tx, C, *On], Outcome],
        do: C,
        *on: *On,
        by: Actor,
    ) -> bytes:
        """Do it once, and answer with JSON bytes; a repeated id gets the first answer.

        Refuses `permission.missing`, `command.mismatch`, `server.busy`, `disk.full`, and
        whatever the handler refuses.
        """
        by.require(do.permission)
        if self._closed or len(self._queue) >= WAITING:
            raise ServerBusy()
        digest = _digest(do, on)
        future: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        work: Work = lambda tx: handler(tx, do, *on)  # noqa: E731
        self._queue.append(_Intent(do, digest, work, by, future))
        self._idle.clear()
        self._wake.set()
        return await future

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            batch = [self._queue.popleft() for _ in range(min(BATCH, len(self._queue)))]
            if not self._queue:
                self._wake.clear()
            self._settle(batch, await self._committed(batch))
            if not self._queue:
                self._idle.set()

    async def _committed(self, batch: list[_Intent]) -> list[_Settled]:
        """One transaction for the whole batch, or the same refusal for all of it."""
        if not self.db.has_room():
            return [_Settled(b"", DiskFull())] * len(batch)
        try:
            return await self.db.write(lambda sql: self._commit(sql, batch))
        except Exception as fault:
            log.error("batch not committed", commands=len(batch), error=str(fault))
            return [_Settled(b"", storage_refusal(fault) or fault)] * len(batch)

    def _settle(self, batch: list[_Intent], settled: list[_Settled]) -> None:
        shown: list[object] = []
        for intent, outcome in zip(batch, settled, strict=True):
            shown.extend(outcome.shown)
            if intent.answer.done():
                continue
            if outcome.fault is not None:
                intent.answer.set_exception(outcome.fault)
            else:
                intent.answer.set_result(outcome.answer)
        if any(not isinstance(outcome.fault, DiskFull) for outcome in settled):
            self.storage_ok = True
        elif settled:
            self.storage_ok = False
        for listener in self.listeners:
            try:
                listener(shown)
            except Exception as fault:
                # What is on disk stands; a screen's trouble must not close the door.
                log.error("telling the screens failed", exc_info=fault)

    # From here on: the writer's thread.

    def _commit(self, sql: Sql, batch: list[_Intent]) -> list[_Settled]:
        before = self._standing()
        sql.execute("begin immediate")
        try:
            settled = [self._one(sql, intent) for intent in batch]
            sql.execute("commit")
        except BaseException:
            self._go_back(before)
            if sql.in_transaction:
                sql.execute("rollback")
            raise
        self.head = self.journal.head
        self.committed += len(batch)
        return settled

    def _one(self, sql: Sql, intent: _Intent) -> _Settled:
        moment = self.clock.now()
        before = self._standing()
        sql.execute("savepoint command")
        try:
            settled = self._again(sql, intent, moment) or self._first(sql, intent, moment)
            sql.execute("release command")
        except Exception as fault:
            self._go_back(before)
            # A full disk may have ended the whole transaction: then nobody's work stands.
            if isinstance(fault, sqlite.Error) and not sql.in_transaction:
                raise
            sql.execute("rollback to command")
            sql.execute("release command")
            return self._failed(sql, intent, moment.ms, fault)
        return settled

    def _standing(self) -> _Standing:
        return _Standing(self.journal.head, self._hlc, self._day, dict(self._cache))

    def _go_back(self, to: _Standing) -> None:
        """Undo what a command did in memory. What the cache held before is true again."""
        self.journal.head, self._hlc, self._day = to.head, to.hlc, to.day
        self._cache.clear()
        self._cache.update(to.cache)

    def _first(self, sql: Sql, intent: _Intent, moment: Moment) -> _Settled:
        tx = self._tx(sql, intent.actor, moment)
        outcome = intent.work(tx)
        for fact in outcome.facts:
            self._record(sql, fact, intent.actor, moment, tx.approver)
        self._remember(sql, intent, moment.ms, None, outcome.answer)
        return _Settled(outcome.answer, shown=tuple(tx.shown))

    def _failed(self, sql: Sql, intent: _Intent, at: int, fault: Exception) -> _Settled:
        if isinstance(fault, Refusal):
            facts = orjson.dumps(fault.facts)
            self._remember(sql, intent, at, fault.code, facts)
            return _Settled(b"", fault)
        refused = storage_refusal(fault)
        if refused is None:
            log.error("command failed", command=intent.name, exc_info=fault)
        return _Settled(b"", refused or fault)

    def _again(self, sql: Sql, intent: _Intent, moment: Moment) -> _Settled | None:
        """The first answer to this id, or None when it is new."""
        stored = sql.execute(
            "select digest, refusal, answer from commands where id = ?", (intent.id.bytes,)
        ).fetchone()
        if stored is None:
            return None
        digest, refusal, answer = stored
        if digest != intent.digest:
            fact = CommandMismatched(command_id=intent.id, command=intent.name)
            self._record(sql, fact, intent.actor, moment)
            log.warning("command id used twice", command=intent.name, id=str(intent.id))
            return _Settled(b"", CommandMismatch())
        if refusal is not None:
            return _Settled(b"", _refusal(refusal, orjson.loads(unpack(answer))))
        return _Settled(unpack(answer))

    def _remember(
        self, sql: Sql, intent: _Intent, at: int, refusal: str | None, answer: bytes
    ) -> None:
        sql.execute(
            "insert into commands (id, digest, at, refusal, answer) values (?,?,?,?,?)",
            (intent.id.bytes, intent.digest, at, refusal, pack(answer)),
        )

    def _tx(self, sql: Sql, actor: Actor, moment: Moment) -> Tx:
        day = held_day(sql, moment.ms) or business_date(moment.ms, *self.calendar).isoformat()
        # The business day never runs backwards (rules.md T2).
        self._day = max(self._day, day)
        self._hlc = next_hlc(self._hlc, moment.ms, self.journal.stream.id)
        return Tx(
            sql=sql,
            actor=actor,
            stream=self.journal.stream,
            head=self.journal.head,
            at_ms=moment.ms,
            business_date=self._day,
            hlc=self._hlc,
            new_id=new_id,
            cache=self._cache,
        )

    def _record(
        self, sql: Sql, fact: Event, actor: Actor, moment: Moment, approver: Person | None = None
    ) -> Head:
        self.clock.raise_floor(moment.ms)
        stamp = Stamp(
            id=new_id(),
            at=moment.ms,
            hlc=self._hlc,
            clock=moment.trust,
            business_date=self._day,
            actor=actor.id,
            device=actor.device,
            approver=approver.id if approver else None,
        )
        return self.journal.append(sql, fact, stamp)


def _refusal(code: str, facts: dict[str, Fact]) -> Refusal:
    """A stored no, said again. One that an older program stored and this one does not know is
    still a no."""
    kind = Refusal.registry.get(code)
    if kind is None or set(kind.fact_names) != facts.keys():
        return CommandMismatch()
    return kind(**facts)


def _digest(do: Command, on: tuple[object, ...]) -> bytes:
    """Of the whole intent: what it is, about what, and its body."""
    whole = hashlib.sha256(type(do).__name__.encode())
    for part in on:
        whole.update(b"\x00" + (part.bytes if isinstance(part, UUID) else str(part).encode()))
    whole.update(b"\x00" + do.model_dump_json().encode())
    return whole.digest()
