"""SQL of the read models of sales."""

from collections.abc import Sequence
from dataclasses import astuple
from typing import Any
from uuid import UUID

from hub.db import Connection, Pool
from hub.sales.fold import Closing, Figures, Return


def _columns(rows: Sequence[tuple[Any, ...]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]


async def add_receipts(con: Connection, closings: Sequence[Closing]) -> set[tuple[str, int]]:
    """Outlet and place of those that are new; the others are held already under their check or
    their row."""
    rows = [
        (
            each.outlet,
            each.check.id,
            each.row_id,
            each.business_date,
            each.check.closed_at_ms,
            each.check.receipt_number,
            each.check.number,
            each.check.table_name or each.check.name,
            each.check.channel,
            each.check.covers,
            each.check.totals.total,
            each.tender,
            each.cashier,
            each.place,
            each.month,
        )
        for each in closings
    ]
    added = await con.fetch(
        "insert into receipts (outlet, check_id, row_id, business_date, closed_at_ms,"
        " receipt_number, number, table_name, channel, covers, total, tender, cashier, place,"
        " month) select * from unnest($1::text[], $2::uuid[], $3::uuid[], $4::text[],"
        " $5::bigint[], $6::text[], $7::int[], $8::text[], $9::text[], $10::int[], $11::bigint[],"
        " $12::text[], $13::text[], $14::bigint[], $15::int[])"
        " on conflict do nothing returning outlet, place",
        *_columns(rows),
    )
    return {(row["outlet"], row["place"]) for row in added}


async def add_refunds(con: Connection, returns: Sequence[Return]) -> set[tuple[str, int]]:
    """Outlet and place of those that are new; the others are held already by their id or row."""
    rows = [
        (
            each.outlet,
            each.refund.id,
            each.row_id,
            each.check_id,
            each.business_date,
            each.refund.at_ms,
            each.refund.number,
            each.refund.amount,
            each.place,
            each.month,
        )
        for each in returns
    ]
    added = await con.fetch(
        "insert into refunds (outlet, refund_id, row_id, check_id, business_date, at_ms, number,"
        " amount, place, month) select * from unnest($1::text[], $2::uuid[], $3::uuid[],"
        " $4::uuid[], $5::text[], $6::bigint[], $7::text[], $8::bigint[], $9::bigint[],"
        " $10::int[]) on conflict do nothing returning outlet, place",
        *_columns(rows),
    )
    return {(row["outlet"], row["place"]) for row in added}


async def refund_rows(pool: Pool, outlet: str, check_id: UUID) -> list[Any]:
    """The ``check.refunded`` rows of one check, oldest first."""
    found: list[Any] = await pool.fetch(
        "select j.body from refunds r join journal j on j.outlet = r.outlet and j.place = r.place"
        " and j.month = r.month where r.outlet = $1 and r.check_id = $2 order by r.place",
        outlet,
        check_id,
    )
    return found


async def add_figures(con: Connection, figures: Figures) -> None:
    """Add sums to what stands."""
    await con.execute(
        "insert into day_totals as d (outlet, business_date, total, checks, covers, tax, service,"
        " discount, refunds, refund_count) select * from unnest($1::text[], $2::text[],"
        " $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[],"
        " $9::bigint[], $10::bigint[])"
        " on conflict (outlet, business_date) do update set total = d.total + excluded.total,"
        " checks = d.checks + excluded.checks, covers = d.covers + excluded.covers,"
        " tax = d.tax + excluded.tax, service = d.service + excluded.service,"
        " discount = d.discount + excluded.discount, refunds = d.refunds + excluded.refunds,"
        " refund_count = d.refund_count + excluded.refund_count",
        *_columns([(*day, *astuple(s)) for day, s in sorted(figures.days.items())]),
    )
    await con.execute(
        "insert into day_hours as d select * from unnest($1::text[], $2::text[], $3::int[],"
        " $4::bigint[], $5::bigint[]) on conflict (outlet, business_date, utc_hour)"
        " do update set total = d.total + excluded.total, checks = d.checks + excluded.checks",
        *_columns([(*hour, s.total, s.checks) for hour, s in sorted(figures.hours.items())]),
    )
    if figures.items:
        await _add_items(con, figures)
    if figures.tenders:
        await con.execute(
            "insert into day_tenders as d select * from unnest($1::text[], $2::text[],"
            " $3::text[], $4::bigint[], $5::bigint[])"
            " on conflict (outlet, business_date, tender) do update set"
            " payments = d.payments + excluded.payments, total = d.total + excluded.total",
            *_columns([(*at, s.payments, s.total) for at, s in sorted(figures.tenders.items())]),
        )


async def _add_items(con: Connection, figures: Figures) -> None:
    await con.execute(
        "insert into day_items as d select * from unnest($1::text[], $2::text[], $3::text[],"
        " $4::text[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[])"
        " on conflict (outlet, business_date, item_id) do update set"
        " quantity = d.quantity + excluded.quantity, total = d.total + excluded.total,"
        " name_id = case when excluded.place > d.place then excluded.name_id else d.name_id end,"
        " name_en = case when excluded.place > d.place then excluded.name_en else d.name_en end,"
        " place = greatest(d.place, excluded.place)",
        *_columns(
            [
                (*item, s.name_id, s.name_en, s.quantity, s.total, s.place)
                for item, s in sorted(figures.items.items())
            ]
        ),
    )


async def day_totals(pool: Pool, outlet: str, date: str) -> Any:
    """The day's sums, or None when nothing was sold."""
    return await pool.fetchrow(
        "select * from day_totals where outlet = $1 and business_date = $2", outlet, date
    )


async def totals_on(pool: Pool, days: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The sums of one day for each of some outlets."""
    rows = await pool.fetch(
        "select d.* from unnest($1::text[], $2::text[]) as w (outlet, business_date)"
        " join day_totals d using (outlet, business_date)",
        [outlet for outlet, _ in days],
        [date for _, date in days],
    )
    return {row["outlet"]: row for row in rows}


async def hours(con: Connection, outlet: str, date: str) -> list[Any]:
    found: list[Any] = await con.fetch(
        "select utc_hour, total, checks from day_hours where outlet = $1 and business_date = $2"
        " order by utc_hour",
        outlet,
        date,
    )
    return found


async def items(con: Connection, outlet: str, date: str) -> list[Any]:
    found: list[Any] = await con.fetch(
        "select item_id, name_id, name_en, quantity, total from day_items"
        " where outlet = $1 and business_date = $2 order by total desc, item_id",
        outlet,
        date,
    )
    return found


async def tenders(con: Connection, outlet: str, date: str) -> list[Any]:
    found: list[Any] = await con.fetch(
        "select tender, total from day_tenders where outlet = $1 and business_date = $2"
        " order by total desc, tender",
        outlet,
        date,
    )
    return found


async def true_to_ms(con: Connection, outlet: str, projection: str) -> int:
    """Up to which moment the projection's figures hold; 0 when nothing ever came.

    With every row read that is the hub's time when the box last had nothing more to send.
    """
    row = await con.fetchrow(
        "select h.place, m.place as done, m.at_ms,"
        " (select max(greatest(at_ms, coalesce(whole_ms, 0))) from streams where outlet = $1) as to"
        " from journal_heads h left join projection_marks m"
        " on m.projection = $2 and m.outlet = h.outlet where h.outlet = $1",
        outlet,
        projection,
    )
    if row is None:
        return 0
    behind = row["place"] > (row["done"] or 0)
    return int((row["at_ms"] if behind else row["to"]) or 0)


async def receipts(pool: Pool, outlet: str, *, date: str, before_ms: int, limit: int) -> list[Any]:
    """The newest first. Receipts closed in the same millisecond stay on one page."""
    found: list[Any] = await pool.fetch(
        "select check_id, receipt_number, number, closed_at_ms, table_name, channel, total, tender,"
        " cashier, (select coalesce(sum(amount), 0)::bigint from refunds f where f.outlet ="
        " receipts.outlet and f.check_id = receipts.check_id) as refunded"
        " from receipts where outlet = $1 and business_date = $2 and closed_at_ms < $3"
        " order by closed_at_ms desc fetch first ($4) rows with ties",
        outlet,
        date,
        before_ms,
        limit,
    )
    return found


async def journal_row_of(pool: Pool, outlet: str, check_id: UUID) -> Any:
    """The ``check.closed`` row behind a receipt, or None."""
    return await pool.fetchrow(
        "select j.body, j.stream, j.seq, j.at_ms, j.hash from receipts r"
        " join journal j on j.outlet = r.outlet and j.place = r.place and j.month = r.month"
        " where r.outlet = $1 and r.check_id = $2",
        outlet,
        check_id,
    )
