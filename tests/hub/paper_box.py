"""A box on paper: a journal with a true chain, and sales that add up, ready to be sent."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import orjson

from tilo.checks import Check, Line, Payment, Person, Terms
from tilo.events import CheckClosed, CheckRefunded, Event, SoldOutSet, StreamStarted
from tilo.journal import GENESIS, canonical, row_hash
from tilo.kit.ids import new_id
from tilo.money import round_cash
from tilo.pricing import totals
from tilo.refunds import RefundWish, quote, refund
from tilo.tax import TaxRule

NOON = 1_795_323_600_000
"""22 November 2026, 12:00 in Jakarta."""

DAY = "2026-11-22"
SARI = Person(id="sari", name="Sari Wulandari")
PBJT = TaxRule(id="pbjt", name="PBJT", kind="pbjt", rate_bp=1000, serviced=True)
FIELDS = (
    *("stream", "seq", "id", "kind", "v", "at", "hlc", "clock", "business_date", "actor"),
    *("device", "approver", "subject", "body"),
)

Row = dict[str, Any]


@dataclass
class PaperBox:
    """The journal of one stream of one box."""

    outlet: str = "kemang"
    box: str = "box-1"
    token: str = "token-kemang"
    stream: str = field(default_factory=lambda: secrets.token_hex(16))
    rows: list[Row] = field(default_factory=list)
    sales: int = 0

    def started(self, parent: PaperBox | None = None) -> PaperBox:
        """With its first row."""
        fact = StreamStarted(
            merchant="warung",
            outlet=self.outlet,
            box=self.box,
            stream=self.stream,
            parent_stream=parent.stream if parent else None,
            parent_head=parent.rows[-1]["hash"] if parent else None,
        )
        self.add(fact)
        return self

    def add(
        self, fact: Event, *, at: int = NOON, day: str = DAY, row_id: UUID | None = None
    ) -> Row:
        """Journal a fact."""
        body = canonical(fact.model_dump(mode="json")).decode()
        return self.add_raw(fact.kind, body, at=at, day=day, row_id=row_id)

    def add_raw(
        self,
        kind: str,
        body: str,
        *,
        at: int = NOON,
        day: str = DAY,
        v: int = 1,
        row_id: UUID | None = None,
    ) -> Row:
        """Journal anything, also what this program does not know."""
        seq = len(self.rows) + 1
        fields = (
            *(self.stream, seq, str(row_id or new_id()), kind, v, at),
            *(f"{at:013d}.000000.{self.stream[:8]}", "ok", day, "sari", "kasir-1", None, None),
            body,
        )
        prev = self.rows[-1]["hash"] if self.rows else GENESIS
        row = dict(zip(FIELDS, fields, strict=True), prev=prev, hash=row_hash(prev, fields))
        self.rows.append(row)
        return row

    def sell(
        self,
        dishes: dict[str, int] | None = None,
        *,
        at: int = NOON,
        day: str = DAY,
        covers: int = 2,
        check_id: UUID | None = None,
        row_id: UUID | None = None,
    ) -> Check:
        """A check opened, paid in cash and closed: one ``check.closed`` row."""
        check = self.check(dishes or {"nasi-goreng": 2}, at=at, covers=covers, check_id=check_id)
        self.add(CheckClosed(check=check), at=at, day=day, row_id=row_id)
        return check

    def give_back(
        self,
        check: Check,
        wish: RefundWish | None = None,
        *,
        at: int = NOON,
        day: str = DAY,
        refund_id: UUID | None = None,
    ) -> CheckRefunded:
        """A refund of a check sold before: one ``check.refunded`` row."""
        asked = wish or RefundWish()
        fact = refund(
            check,
            asked,
            refund_id=refund_id or new_id(),
            number=f"{check.receipt_number}R",
            amount_seen=quote(check, asked).amount,
            tender="cash",
            reason="Makanan salah",
            by=SARI,
            approver=None,
            at_ms=at,
        )
        self.add(fact, at=at, day=day)
        return fact

    def check(
        self, dishes: dict[str, int], *, at: int, covers: int, check_id: UUID | None = None
    ) -> Check:
        self.sales += 1
        lines = tuple(line(dish, quantity) for dish, quantity in dishes.items())
        terms = Terms()
        due = totals(lines, (), terms)
        payment = Payment(
            id=new_id(),
            tender="cash",
            amount=round_cash(due.total, 100),
            tendered=round_cash(due.total, 100),
            change=0,
            rounding=round_cash(due.total, 100) - due.total,
            at_ms=at,
            by=SARI,
        )
        return Check(
            id=check_id or new_id(),
            rev=3,
            number=self.sales,
            state="closed",
            channel="dine_in",
            table_id="dalam-4",
            table_name="4",
            covers=covers,
            business_date=DAY,
            terms=terms,
            opened_at_ms=at - 1_800_000,
            opened_by=SARI,
            closed_at_ms=at,
            cashier=SARI,
            receipt_number=f"KMG-{self.stream[:3].upper()}-{self.sales:06d}",
            lines=lines,
            payments=(payment,),
            totals=totals(lines, (payment,), terms),
        )

    def sold_out(self, item: str, sold_out: bool, *, at: int = NOON) -> Row:
        hlc = f"{at:013d}.000000.{self.stream[:8]}"
        return self.add(SoldOutSet(item_id=item, sold_out=sold_out, hlc=hlc), at=at)

    def batch(self, first: int = 1, last: int | None = None, **changed: Any) -> Row:
        """Rows ``first`` to ``last`` (inclusive; all when left out) as a box sends them."""
        last = len(self.rows) if last is None else last
        head = {"seq": len(self.rows), "hash": self.rows[-1]["hash"] if self.rows else GENESIS}
        return {
            "outlet": self.outlet,
            "box": self.box,
            "stream": self.stream,
            "from_seq": first,
            "rows": self.rows[first - 1 : last],
            "head": head,
        } | changed

    def copy(self) -> PaperBox:
        """The same box restored from an image of this moment."""
        return PaperBox(self.outlet, self.box, self.token, self.stream, list(self.rows), self.sales)


def line(dish: str, quantity: int, price: int = 25_000) -> Line:
    """A dish on a check."""
    name = dish.replace("-", " ").title()
    return Line(
        id=new_id(),
        item_id=dish,
        name_id=name,
        name_en=name,
        quantity=quantity,
        unit_price=price,
        total=price * quantity,
        state="served",
        tax=PBJT,
        added_by=SARI,
    )


def rows_of(found: Sequence[Any]) -> list[Row]:
    """Journal rows read from the hub's table, as the box sent them."""
    rows, prev = [], GENESIS
    for each in found:
        fields = (
            *(each["stream"].hex, each["seq"], str(each["id"]), each["kind"], each["v"]),
            *(each["at_ms"], each["hlc"], each["clock"], each["business_date"], each["actor"]),
            *(each["device"], each["approver"], each["subject"], each["body"]),
        )
        digest = each["hash"].hex()
        rows.append(dict(zip(FIELDS, fields, strict=True), prev=prev, hash=digest))
        prev = digest
    return rows


def loads(text: str | bytes) -> Any:
    return orjson.loads(text)
