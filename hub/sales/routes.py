"""What was sold, as head office reads it: the day of an outlet, and its receipts."""

import datetime
import re
from typing import Annotated, Any
from uuid import UUID

import orjson
from aiohttp import web
from pydantic import BeforeValidator, ConfigDict, Field

from hub.keys import POOL
from hub.merchants import OutletUnknown, check_outlet
from hub.merchants.outlets import zone_of
from hub.paths import OutletPath
from hub.people import Person
from hub.sales import store
from hub.sales.fold import HOUR_MS
from hub.sales.reactions import SALES
from tilo.checks import Check
from tilo.errors import Refusal
from tilo.journal import Hash, StreamId
from tilo.kit.api import Prepared, Routes
from tilo.outlet import local_time
from tilo.value import Millis, Slug, Value

routes = Routes(tag="sales")

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def _is_date(text: object) -> object:
    """Python reads dates in more spellings than the description promises."""
    if not isinstance(text, str) or not _DATE.fullmatch(text):
        raise ValueError("not written 2026-11-22")
    return text


BusinessDate = Annotated[datetime.date, BeforeValidator(_is_date)]


class ReceiptUnknown(Refusal):
    """The outlet has no such receipt, or it has not come up yet."""

    code = "receipt.unknown"
    status = 404


class DayQuery(Value):
    model_config = ConfigDict(frozen=True, extra="ignore")

    date: BusinessDate


class ReceiptsQuery(DayQuery):
    """``before`` is the ``closed_at_ms`` of the last receipt of the page before."""

    before: Millis = 4_102_444_800_000
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class ReceiptPath(Value):
    outlet: Slug
    check_id: UUID


class HourSales(Value):
    """An hour of the outlet's own clock."""

    hour: int
    total: int
    checks: int


class ItemSales(Value):
    item_id: str
    name_id: str
    name_en: str
    quantity: int
    total: int


class TenderSales(Value):
    tender: str
    total: int


class DaySales(Value):
    """Every figure is net of what was given back on that day; ``refunds`` says how much that was.
    ``true_to_ms``: up to which moment the box's sales are in here; 0 when none ever came."""

    date: datetime.date
    total: int
    checks: int
    covers: int
    average: int
    tax: int
    service: int
    discount: int
    refunds: int
    refund_count: int
    by_hour: list[HourSales]
    by_item: list[ItemSales]
    by_tender: list[TenderSales]
    true_to_ms: int


class ReceiptRow(Value):
    """A receipt as a list shows it."""

    check_id: UUID
    receipt_number: str
    number: int
    closed_at_ms: int
    table_name: str | None
    channel: str
    total: int
    tender: str
    cashier: str
    refunded: int = 0


class Receipts(Value):
    receipts: list[ReceiptRow]


class Receipt(Check):
    """The check as it was closed, with what was given back since, and where it stands in the
    journal."""

    check_id: UUID
    stream: StreamId
    seq: int
    at: int
    hash: Hash


@routes.get(
    "/api/outlets/{outlet}/sales",
    permission="sales.read",
    refusals=[OutletUnknown],
)
async def outlet_sales(
    request: web.Request, path: OutletPath, query: DayQuery, actor: Person
) -> DaySales:
    """One business day of an outlet."""
    date = query.date.isoformat()
    async with request.app[POOL].acquire() as con, con.transaction(isolation="repeatable_read"):
        await check_outlet(con, actor.merchant_id, path.outlet)
        zone = await zone_of(con, path.outlet)
        total = await store.day_totals(con, path.outlet, date)
        hours = await store.hours(con, path.outlet, date)
        items = await store.items(con, path.outlet, date)
        tenders = await store.tenders(con, path.outlet, date)
        true_to_ms = await store.true_to_ms(con, path.outlet, SALES.name)
    sums = dict(total) if total else {}
    checks = sums.get("checks", 0)
    return DaySales(
        date=query.date,
        total=sums.get("total", 0),
        checks=checks,
        covers=sums.get("covers", 0),
        average=sums["total"] // checks if checks else 0,
        tax=sums.get("tax", 0),
        service=sums.get("service", 0),
        discount=sums.get("discount", 0),
        refunds=sums.get("refunds", 0),
        refund_count=sums.get("refund_count", 0),
        by_hour=_by_hour(hours, zone),
        by_item=[ItemSales(**dict(row)) for row in items],
        by_tender=[TenderSales(**dict(row)) for row in tenders],
        true_to_ms=true_to_ms,
    )


def _by_hour(rows: list[Any], zone: str) -> list[HourSales]:
    """In the order of the business day, which may pass midnight."""
    return [
        HourSales(
            hour=local_time(row["utc_hour"] * HOUR_MS, zone).hour,
            total=row["total"],
            checks=row["checks"],
        )
        for row in rows
    ]


@routes.get(
    "/api/outlets/{outlet}/receipts",
    permission="sales.read",
    refusals=[OutletUnknown],
)
async def outlet_receipts(
    request: web.Request, path: OutletPath, query: ReceiptsQuery, actor: Person
) -> Receipts:
    """Receipts of one business day, the newest first."""
    pool = request.app[POOL]
    date = query.date.isoformat()
    await check_outlet(pool, actor.merchant_id, path.outlet)
    rows = await store.receipts(
        pool, path.outlet, date=date, before_ms=query.before, limit=query.limit
    )
    return Receipts(receipts=[ReceiptRow(**dict(row)) for row in rows])


@routes.get(
    "/api/outlets/{outlet}/receipts/{check_id}",
    permission="sales.read",
    refusals=[OutletUnknown, ReceiptUnknown],
)
async def outlet_receipt(
    request: web.Request, path: ReceiptPath, actor: Person
) -> Prepared[Receipt]:
    """One receipt in full, with its place in the box's journal."""
    pool = request.app[POOL]
    await check_outlet(pool, actor.merchant_id, path.outlet)
    row = await store.journal_row_of(pool, path.outlet, path.check_id)
    if row is None:
        raise ReceiptUnknown()
    check = orjson.loads(row["body"])["check"]
    back = await store.refund_rows(pool, path.outlet, path.check_id)
    check["refunds"] = [orjson.loads(each["body"])["refund"] for each in back]
    where = {
        "check_id": check["id"],
        "stream": row["stream"].hex,
        "seq": row["seq"],
        "at": row["at_ms"],
        "hash": row["hash"].hex(),
    }
    return Prepared(orjson.dumps({**check, **where}))
