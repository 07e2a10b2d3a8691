"""What follows a sale that came up from a box: a receipt, the day's figures, a live line."""

import re
from collections.abc import Sequence
from typing import Any, Final

from hub.db import Connection
from hub.journal import Aside, Entry, Folded, Projection
from hub.sales import store
from hub.sales.fold import ClosedBody, Closing, RefundedBody, Return, add_up

NEWEST_V: Final = 1
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


async def fold_sales(con: Connection, rows: Sequence[Entry]) -> Folded:
    """Count every closed check and every refund once: a second row of one, or with its id, is set
    aside."""
    folded = Folded()
    closings: list[Closing] = []
    returns: list[Return] = []
    entry_of: dict[tuple[str, int], Entry] = {}
    for entry in rows:
        match _read(entry, folded.aside):
            case None:
                continue
            case Closing() as closing:
                closings.append(closing)
            case Return() as returned:
                returns.append(returned)
        entry_of[(entry.outlet, entry.place)] = entry
    new = await store.add_receipts(con, closings) if closings else set()
    new |= await store.add_refunds(con, returns) if returns else set()
    counted = [each for each in closings if (each.outlet, each.place) in new]
    back = [each for each in returns if (each.outlet, each.place) in new]
    for at, entry in entry_of.items():
        if at not in new:
            folded.aside.append(Aside(entry, "duplicate"))
    if counted or back:
        await store.add_figures(con, add_up(counted, back))
        folded.shown.extend((each.outlet, _shown(each)) for each in counted)
    return folded


def _read(entry: Entry, aside: list[Aside]) -> Closing | Return | None:
    if entry.v > NEWEST_V:
        aside.append(Aside(entry, "newer version"))
        return None
    body: ClosedBody | RefundedBody
    try:
        if entry.kind == "check.refunded":
            body = RefundedBody.model_validate_json(entry.body)
        else:
            body = ClosedBody.model_validate_json(entry.body)
    except ValueError:
        aside.append(Aside(entry, "unreadable"))
        return None
    # PostgreSQL stores no NUL; JSON can spell one.
    if "\\u0000" in entry.body or not _DATE.fullmatch(entry.business_date):
        aside.append(Aside(entry, "unreadable"))
        return None
    where = (entry.outlet, entry.place, entry.month, entry.id, entry.business_date)
    if isinstance(body, RefundedBody):
        return Return(*where, body.check_id, body.refund)
    return Closing(*where, body.check)


def _shown(closing: Closing) -> dict[str, Any]:
    check = closing.check
    receipt = {
        "check_id": str(check.id),
        "receipt_number": check.receipt_number,
        "number": check.number,
        "closed_at_ms": check.closed_at_ms,
        "table_name": check.table_name or check.name,
        "channel": check.channel,
        "total": check.totals.total,
        "tender": closing.tender,
        "cashier": closing.cashier,
        "refunded": 0,
    }
    return {"t": "sale", "outlet": closing.outlet, "receipt": receipt}


SALES: Final = Projection(name="sales", kinds=("check.closed", "check.refunded"), fold=fold_sales)
