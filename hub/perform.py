"""The one door for what head office does: permission came with the route, here come idempotency,
one transaction, and the audit.

The first answer to a command, refusal included, is kept with a hash of its body (rule C1). The
same id and body again get that answer; another body is refused loudly.
"""

import hashlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import orjson
import structlog
from pydantic import BaseModel

from hub.db import Connection, Pool
from hub.people import Person
from tilo.commands import Command
from tilo.errors import CommandMismatch, Refusal, ServerFault

log = structlog.stdlib.get_logger("hub.perform")


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the audit."""

    action: str
    outlet: str
    subject: str
    was: object
    became: object


@dataclass(frozen=True, slots=True)
class Tx:
    """What a handler works with: the open transaction, who acts, and the time."""

    con: Connection
    by: Person
    now_ms: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a handler gives back."""

    answer: BaseModel
    changes: Sequence[Change] = field(default=())


Handler = Callable[[Tx], Awaitable[Outcome]]


async def perform(
    pool: Pool, handler: Handler, do: Command, *, at: Sequence[str], by: Person, now_ms: int
) -> bytes:
    """The answer as JSON. ``at`` is what the path says of the command, part of its identity.

    Refuses ``command.mismatch``, and whatever the handler refuses; that refusal is kept too.
    """
    name, body = "/".join((type(do).__name__, *at)), do.model_dump(mode="json")
    said = orjson.dumps([name, body], option=orjson.OPT_SORT_KEYS)
    digest = hashlib.sha256(said).digest()
    async with pool.acquire() as con:
        tx = Tx(con, by, now_ms)
        try:
            async with con.transaction():
                status, answer = await _answered(tx, handler, do.id, digest)
        except CommandMismatch:
            # The one refusal that is not kept: the first answer stays. On record it is.
            change = Change("command.mismatched", "", name, None, body)
            await _record(tx, do.id, (change,))
            raise
    if status >= 400:
        raise _refusal(answer)
    return answer.encode()


async def _answered(tx: Tx, handler: Handler, command: UUID, digest: bytes) -> tuple[int, str]:
    """Status and answer: those of the first time, or of this one, which is kept."""
    held = await _first_answer(tx.con, tx.by.merchant_id, command, digest)
    if held is None:
        held = await _settled(tx, handler, command)
        await tx.con.execute(
            "insert into commands (merchant_id, id, body_sha256, status, answer, at_ms)"
            " values ($1, $2, $3, $4, $5, $6)",
            tx.by.merchant_id,
            command,
            digest,
            *held,
            tx.now_ms,
        )
    return held


async def _first_answer(
    con: Connection, merchant: str, command: UUID, digest: bytes
) -> tuple[int, str] | None:
    """What was answered before. The lock makes two of the same id take turns."""
    await con.execute(
        "select pg_advisory_xact_lock(hashtextextended($1, 0))", f"command/{merchant}/{command}"
    )
    row = await con.fetchrow(
        "select body_sha256, status, answer from commands where merchant_id = $1 and id = $2",
        merchant,
        command,
    )
    if row is None:
        return None
    if row["body_sha256"] != digest:
        log.error("command mismatch", merchant=merchant, command_id=str(command))
        raise CommandMismatch()
    return row["status"], row["answer"]


async def _settled(tx: Tx, handler: Handler, command: UUID) -> tuple[int, str]:
    try:
        async with tx.con.transaction():  # a savepoint: a refusal leaves nothing behind
            outcome = await handler(tx)
            await _record(tx, command, outcome.changes)
    except Refusal as no:
        return no.status, orjson.dumps({"code": no.code, "facts": no.facts}).decode()
    return 200, outcome.answer.model_dump_json(by_alias=True)


async def _record(tx: Tx, command: UUID, changes: Sequence[Change]) -> None:
    await tx.con.executemany(
        "insert into audit (at_ms, merchant_id, outlet, user_id, command_id, action,"
        " subject, was, became) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        [_audit_row(tx, command, each) for each in changes],
    )


def _audit_row(tx: Tx, command: UUID, change: Change) -> tuple[Any, ...]:
    return (
        tx.now_ms,
        tx.by.merchant_id,
        change.outlet or None,
        tx.by.user_id,
        command,
        change.action,
        change.subject,
        orjson.dumps(change.was).decode(),
        orjson.dumps(change.became).decode(),
    )


def _refusal(answer: str) -> Refusal:
    """A kept refusal, said again."""
    said = orjson.loads(answer)
    kind = Refusal.registry.get(said["code"])
    return kind(**said["facts"]) if kind else ServerFault()


async def forget_old_commands(pool: Pool, now_ms: int) -> None:
    """Housekeeping: a retry older than thirty days is no retry."""
    await pool.execute("delete from commands where at_ms < $1", now_ms - 30 * 86_400_000)
