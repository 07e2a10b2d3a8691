"""Checks as this box keeps them: one row a check, its lines and payments in the body.

Lower than the slices that change checks (sales, kitchen), so that both reach it.
"""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from edge.db import Sql
from edge.pack import pack, unpack
from edge.tx import Tx
from tilo.checks import Check, CheckSummary, Refund, summary
from tilo.selling import CheckUnknown


class CheckShown(NamedTuple):
    """For the screens: a check as it is now, as a value and as JSON."""

    check: Check
    body: bytes


def load(sql: Sql, check_id: UUID) -> Check:
    """Refuses `check.unknown`."""
    return Check.model_validate_json(body(sql, check_id))


def body(sql: Sql, check_id: UUID) -> bytes:
    """A check as JSON. Refuses `check.unknown`."""
    row = sql.execute("select body from checks where id = ?", (check_id.bytes,)).fetchone()
    if row is None:
        raise CheckUnknown()
    return unpack(row[0])


def exists(sql: Sql, check_id: UUID) -> bool:
    row = sql.execute("select 1 from checks where id = ?", (check_id.bytes,)).fetchone()
    return row is not None


def save(tx: Tx, check: Check) -> bytes:
    """Write what a check became, and show it. Answers its JSON."""
    saved = check.model_dump_json().encode()
    tx.sql.execute(
        "insert into checks (id, rev, state, number, business_date, table_id, receipt_number,"
        " opened_at, closed_at, total, balance, body) values (?,?,?,?,?,?,?,?,?,?,?,?)"
        " on conflict (id) do update set rev = excluded.rev, state = excluded.state,"
        " table_id = excluded.table_id, receipt_number = excluded.receipt_number,"
        " closed_at = excluded.closed_at, total = excluded.total, balance = excluded.balance,"
        " body = excluded.body",
        (
            check.id.bytes,
            check.rev,
            check.state,
            check.number,
            check.business_date,
            check.table_id,
            check.receipt_number,
            check.opened_at_ms,
            check.closed_at_ms,
            check.totals.total,
            check.totals.balance,
            pack(saved),
        ),
    )
    tx.show(CheckShown(check, saved))
    return saved


def save_refund(tx: Tx, check_id: UUID, refund: Refund) -> None:
    """Where its id and number lead; what it is stands in the check."""
    tx.sql.execute(
        "insert into refunds (id, check_id, number, business_date, tender, amount, at)"
        " values (?,?,?,?,?,?,?)",
        (
            refund.id.bytes,
            check_id.bytes,
            refund.number,
            tx.business_date,
            refund.tender,
            refund.amount,
            refund.at_ms,
        ),
    )


def refund_exists(sql: Sql, refund_id: UUID) -> bool:
    return (
        sql.execute("select 1 from refunds where id = ?", (refund_id.bytes,)).fetchone() is not None
    )


def load_refund(sql: Sql, refund_id: UUID) -> tuple[Check, Refund]:
    """A refund and its check. Refuses `check.unknown`."""
    row = sql.execute("select check_id from refunds where id = ?", (refund_id.bytes,)).fetchone()
    if row is None:
        raise CheckUnknown()
    check = load(sql, UUID(bytes=row[0]))
    return check, next(each for each in check.refunds if each.id == refund_id)


def open_summaries(sql: Sql) -> list[CheckSummary]:
    """Every open check, oldest first."""
    found = sql.execute("select body from checks where state = 'open' order by opened_at")
    return [summary(Check.model_validate_json(unpack(row[0]))) for row in found.fetchall()]


def closed_summaries(sql: Sql, *, before_ms: int, limit: int) -> list[CheckSummary]:
    """Checks closed before a moment, newest first: `limit` of them, and any that closed in the
    same millisecond as the last, so that who asks on from there misses none."""
    found = sql.execute(
        "select body from checks where state = 'closed' and closed_at < :before"
        " and closed_at >= coalesce((select closed_at from checks where state = 'closed'"
        " and closed_at < :before order by closed_at desc limit 1 offset :last), 0)"
        " order by closed_at desc, receipt_number desc",
        {"before": before_ms, "last": limit - 1},
    )
    return [summary(Check.model_validate_json(unpack(row[0]))) for row in found.fetchall()]
