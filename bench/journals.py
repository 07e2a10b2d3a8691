"""Journals of many outlets as their boxes would send them, made before anything is measured."""

from __future__ import annotations

import gzip
import random
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

import orjson

from tilo.journal import GENESIS, row_hash
from tilo.kit.ids import new_id

MOMENT: Final = 1_795_356_000_000
"""22 November 2026, 21:00 in Jakarta."""

DISHES: Final = ("nasi-goreng", "sate-ayam", "soto-betawi", "es-teh", "kopi-tubruk", "gado-gado")
SALE: Final = ("check.opened", "check.fired", "ticket.bumped", "check.paid", "check.closed")
"""The rows one sale leaves behind; every fifth row of a box is a closed check."""

Row = dict[str, Any]


@dataclass
class Journal:
    """One box's stream so far."""

    outlet: str
    token: str
    stream: str
    seq: int = 0
    prev: str = GENESIS
    check: Row = field(default_factory=dict)

    def batch(self, rows: int, *, packed: bool = True) -> bytes:
        """The next rows as the body of a request."""
        first = self.seq + 1
        made = [self._row() for _ in range(rows)]
        body = orjson.dumps(
            {
                "outlet": self.outlet,
                "box": "box-1",
                "stream": self.stream,
                "from_seq": first,
                "rows": made,
                "head": {"seq": self.seq, "hash": self.prev},
            }
        )
        return gzip.compress(body, 6) if packed else body

    def _row(self) -> Row:
        self.seq += 1
        kind = SALE[(self.seq - 1) % len(SALE)]
        if kind == "check.opened":
            self.check = _check(self.seq)
        body = _body(kind, self.check)
        at = MOMENT + self.seq * 7_000
        fields: tuple[Any, ...] = (
            *(self.stream, self.seq, str(new_id()), kind, 1, at),
            *(f"{at:013d}.000000.{self.stream[:8]}", "ok", "2026-11-22", "sari", "kasir-1", None),
            *(self.check["id"], orjson.dumps(body, option=orjson.OPT_SORT_KEYS).decode()),
        )
        digest = row_hash(self.prev, fields)
        row = dict(zip(FIELDS, fields, strict=True), prev=self.prev, hash=digest)
        self.prev = digest
        return row


FIELDS: Final = (
    *("stream", "seq", "id", "kind", "v", "at", "hlc", "clock", "business_date", "actor"),
    *("device", "approver", "subject", "body"),
)


def journals(outlets: int) -> list[Journal]:
    """One for each of so many outlets."""
    return [
        Journal(
            f"outlet-{number:05d}", f"token-{number:05d}", UUID(int=random.getrandbits(128)).hex
        )
        for number in range(outlets)
    ]


def _check(number: int) -> Row:
    lines = [_line(random.choice(DISHES)) for _ in range(2)]
    total = sum(line["total"] for line in lines)
    return {
        "id": str(new_id()),
        "rev": 4,
        "number": number,
        "state": "closed",
        "channel": "dine_in",
        "table_id": "dalam-4",
        "table_name": "4",
        "name": None,
        "covers": 2,
        "business_date": "2026-11-22",
        "opened_at_ms": MOMENT,
        "opened_by": {"id": "sari", "name": "Sari Wulandari"},
        "closed_at_ms": MOMENT + number * 7_000,
        "cashier": {"id": "sari", "name": "Sari Wulandari"},
        "receipt_number": f"KMG-K7-{number:06d}",
        "lines": lines,
        "payments": [{"id": str(new_id()), "tender": "cash", "amount": total, "tendered": total}],
        "totals": {"subtotal": total, "discount": 0, "service": 0, "taxes": [], "total": total},
    }


def _line(item: str) -> Row:
    names = {"name_id": item.replace("-", " ").title(), "name_en": item.title()}
    price = {"quantity": 1, "unit_price": 25_000, "total": 25_000}
    return {"id": str(new_id()), "item_id": item, **names, **price, "state": "served", "note": ""}


def _body(kind: str, check: Row) -> Row:
    match kind:
        case "check.closed":
            return {"check": check}
        case "check.opened":
            return {"check_id": check["id"], "number": check["number"], "lines": check["lines"]}
        case "check.paid":
            paid = check["payments"][0]
            return {"check_id": check["id"], "payment": paid, "totals": check["totals"]}
        case _:
            ids = [line["id"] for line in check["lines"]]
            return {"check_id": check["id"], "line_ids": ids, "tickets": [str(new_id())]}
