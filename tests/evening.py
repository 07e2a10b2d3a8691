"""A busy evening at a box: tills that repeat every tap until it is answered, and the books that
must be right afterwards, whatever happened to box, broker or tablets meanwhile."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import aiohttp
import orjson

from edge.db import Database, Sql
from edge.kitchen import store as tickets
from edge.pack import unpack
from tests.box_process import BoxProcess
from tests.shop import Body, Tablet, adds_up, all_rows, cash, fresh, line
from tilo.checks import Check
from tilo.journal import Row


@dataclass
class Tap:
    """A command as a tablet keeps it until the box has answered."""

    path: str
    body: Body
    answer: bytes | None = None
    status: int = 0
    sent: int = 0


@dataclass
class Evening:
    """What all tablets together did."""

    box: BoxProcess
    taps: list[Tap] = field(default_factory=list)
    answered: int = 0
    over: bool = False
    news: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def tap(self, tablet: Tablet, path: str, body: Body) -> Any:
        """Send it, with the same id, until the box answers."""
        tap = Tap(path, {"id": fresh()} | body)
        self.taps.append(tap)
        while tap.answer is None:
            tap.sent += 1
            try:
                answer = await tablet.send(path, orjson.dumps(tap.body))
            except (aiohttp.ClientError, ConnectionError):
                await asyncio.sleep(0.02)
                continue
            assert answer.status < 500, answer.raw
            tap.answer, tap.status = answer.raw, answer.status
        async with self.news:
            self.answered += 1
            self.news.notify_all()
        return orjson.loads(tap.answer)

    async def reaches(self, answers: int) -> None:
        async with self.news:
            await self.news.wait_for(lambda: self.answered >= answers)


async def sell(evening: Evening, tablet: Tablet, dice: random.Random) -> None:
    """Party after party, until the evening is over; each is served to its end."""
    while not evening.over:
        lines = [line(dice.choice(["rawon", "kopi", "es-teh", "sambal-botol"]))]
        body = {"check_id": fresh(), "table_id": "meja-1", "lines": lines, "fire": True}
        check = await evening.tap(tablet, "/api/checks", body)
        where = f"/api/checks/{check['id']}"
        if dice.random() < 0.5:
            more = {"lines": [line("nasi-goreng"), line("kopi")], "fire": dice.random() < 0.5}
            check = await evening.tap(tablet, f"{where}/lines", more)
        if dice.random() < 0.3:
            await evening.tap(tablet, f"{where}/pay", {"payment_id": "nonsense"})
        if dice.random() < 0.4:
            half = cash(check, check["totals"]["total"] // 2)
            check = await evening.tap(tablet, f"{where}/pay", half)
        check = await evening.tap(tablet, f"{where}/pay", cash(check))
        assert check["state"] == "closed", check


async def the_books_are_right(evening: Evening) -> None:
    db = Database(evening.box.settings.data / "tilo.db")
    await db.open()
    rows = await db.read(all_rows)
    every_tap_once(evening, rows, await db.read(command_ids))
    the_money_adds_up(evening, rows, await db.read(stored_checks))
    await db.read(kitchen_has_what_was_fired)
    await db.close()


def command_ids(sql: Sql) -> Counter[str]:
    return Counter(str(UUID(bytes=row[0])) for row in sql.execute("select id from commands"))


def stored_checks(sql: Sql) -> list[Check]:
    return [
        Check.model_validate_json(unpack(row[0]))
        for row in sql.execute("select body from checks").fetchall()
    ]


def every_tap_once(evening: Evening, rows: list[Row], stored: Counter[str]) -> None:
    """Rule 1: what was answered is in the journal exactly once; a refused one left nothing."""
    asked = {tap.body["id"] for tap in evening.taps if tap.status != 422}
    assert asked <= set(stored)
    assert set(stored.values()) == {1}
    facts = Counter(row.kind for row in rows)
    paid = [tap for tap in evening.taps if tap.path.endswith("/pay") and tap.status == 200]
    opened = [tap for tap in evening.taps if tap.path == "/api/checks"]
    added = [tap for tap in evening.taps if tap.path.endswith("/lines")]
    assert facts["check.opened"] == len(opened)
    assert facts["check.lines_added"] == len(added)
    assert facts["check.paid"] == len(paid)
    told = {tap.body["payment_id"] for tap in paid}
    in_journal = [orjson.loads(row.body)["payment"]["id"] for row in rows if "paid" in row.kind]
    assert Counter(in_journal) == Counter(told)


def the_money_adds_up(evening: Evening, rows: list[Row], checks: list[Check]) -> None:
    """Rules 3, 4 and 6, and what the tills were told."""
    for check in checks:
        adds_up(check.model_dump(mode="json"))
        assert check.state == "closed"
    closed = [orjson.loads(row.body)["check"] for row in rows if row.kind == "check.closed"]
    assert sorted(str(check.id) for check in checks) == sorted(each["id"] for each in closed)
    taken = sum(
        tap.body["amount"]
        for tap in evening.taps
        if tap.path.endswith("/pay") and tap.status == 200
    )
    assert taken == sum(check.totals.paid for check in checks)
    assert taken == sum(each["totals"]["total"] + each["totals"]["rounding"] for each in closed)
    numbers = sorted(each["receipt_number"] for each in closed)
    assert [int(number[-6:]) for number in numbers] == list(range(1, len(closed) + 1))
    assert len({number[:-6] for number in numbers}) == 1
    assert sorted(check.number for check in checks) == list(range(1, len(checks) + 1))


def kitchen_has_what_was_fired(sql: Sql) -> None:
    """Rule 2: every fired line is on one ticket, and on no more."""
    shown = [*tickets.open_at(sql), *tickets.bumped_since(sql, 0)]
    cooked = Counter(each.id for ticket in shown for each in ticket.lines)
    fired = {
        each.id
        for check in stored_checks(sql)
        for each in check.lines
        if each.fired_at_ms is not None and each.station is not None
    }
    assert cooked == Counter(fired)
    receipts = sql.execute("select count(*), count(distinct subject) from print_jobs").fetchone()
    assert receipts[0] == receipts[1] == len(stored_checks(sql)), "one receipt each"
