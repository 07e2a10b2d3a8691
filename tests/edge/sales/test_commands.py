"""Two tablets and a cook do whatever comes to mind to one check; the rules hold after every step.

No HTTP here: commands go straight through the door, as routes hand them in.
"""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edge import checks
from edge.box import Box
from edge.db import Sql
from edge.journal import read_about
from edge.kitchen import commands as kitchen
from edge.kitchen import store as tickets
from edge.menu import commands as menu
from edge.sales import commands as sales
from edge.tx import Actor
from tests.shop import adds_up, all_rows, config, documents, fresh, line, settle
from tilo.checks import Check
from tilo.commands import Command
from tilo.errors import Refusal
from tilo.events import Event, TicketBumped, TicketRecalled
from tilo.evolution import evolve
from tilo.kitchen import Ticket
from tilo.people import PERMISSIONS

SARI = Actor("sari", "Sari", "kasir-1", PERMISSIONS["cashier"])
BUDI = Actor("budi", "Budi", "kasir-2", PERMISSIONS["supervisor"])
SLAMET = Actor("slamet", "Pak Slamet", "dapur-1", PERMISSIONS["kitchen"])
PEOPLE = {"sari": SARI, "budi": BUDI}
ITEMS = ("rawon", "kopi", "nasi-goreng", "sambal-botol", "sate-ayam", "es-teh")
VERBS = (
    *("add", "add_and_fire", "change", "void", "void_fired", "fire", "fire_one"),
    *("move", "covers", "pay", "pay_stale", "void_check", "reprint", "sold_out"),
    *("bump", "bump_line", "recall", "recall_last", "again"),
)

steps = st.lists(
    st.tuples(st.sampled_from(sorted(PEOPLE)), st.sampled_from(VERBS), st.integers(0, 999)),
    min_size=12,
    max_size=30,
)


@pytest.fixture
async def box(folder: Path) -> AsyncIterator[Box]:
    await settle(folder, documents())
    opened = await Box.open(config(folder))
    opened.door.start()
    yield opened
    await opened.door.stop()
    await opened.db.read(all_rows)  # the chain holds
    await opened.db.close()


class Table:
    """One check, as the box has it and as each of two tablets saw it last."""

    def __init__(self, box: Box) -> None:
        self.box = box
        self.id = UUID(fresh())
        self.check: Check | None = None
        self.seen: dict[str, Check] = {}
        self.last: tuple[Any, ...] = ()

    async def do(self, handler: Callable[..., Any], do: Command, *on: Any, by: Actor) -> None:
        """Done or refused; a mistake of ours is neither and ends the test."""
        self.last = (handler, do, on, by)
        try:
            answer = await self.box.door.perform(handler, do, *on, by=by)
        except Refusal:
            return
        if answer.startswith(b'{"id":"' + str(self.id).encode()):
            self.seen[by.id] = Check.model_validate_json(answer)

    async def open(self, who: Actor) -> None:
        """A party sits down; what an earlier one ate the last of is back."""
        for item in ITEMS:
            back = menu.SetSoldOut(id=UUID(fresh()), sold_out=False)
            await self.do(menu.set_sold_out, back, item, by=who)
        order = {"check_id": str(self.id), "lines": [line("rawon"), line("kopi"), line("es-teh")]}
        do = sales.OpenCheck.model_validate({"id": fresh(), "table_id": "meja-1"} | order)
        await self.do(sales.open_check, do, by=who)
        self.seen = dict.fromkeys(PEOPLE, self.seen[who.id])

    async def step(self, name: str, verb: str, n: int) -> None:
        by, seen = PEOPLE[name], self.seen[name]
        assert self.check is not None
        wish: dict[str, Any] = {"id": fresh()}
        on = self.id
        # Mostly what stands there now, sometimes what this tablet still shows.
        lines = (seen if n % 5 == 0 else self.check).lines
        which = lines[n % len(lines)].id
        match verb:
            case "add" | "add_and_fire":
                more = [line(ITEMS[(n + k) % len(ITEMS)], 1 + n % 3) for k in range(1 + n % 2)]
                wish |= {"lines": more, "fire": verb == "add_and_fire"}
                await self.do(sales.add_lines, sales.AddLines.model_validate(wish), on, by=by)
            case "change":
                change = sales.ChangeLine.model_validate(wish | {"quantity": 1 + n % 5})
                await self.do(sales.change_line, change, on, which, by=by)
            case "void" | "void_fired":
                reason = "tamu batal" if verb == "void_fired" else ""
                void = sales.VoidLine.model_validate(wish | {"reason": reason})
                await self.do(sales.void_line, void, on, which, by=BUDI if reason else by)
            case "fire" | "fire_one":
                ids = [str(which)] if verb == "fire_one" else None
                fire = sales.FireCheck.model_validate(wish | {"line_ids": ids})
                await self.do(sales.fire_check, fire, on, by=by)
            case "move":
                move = sales.MoveCheck.model_validate(wish | {"table_id": f"meja-{1 + n % 9}"})
                await self.do(sales.move_check, move, on, by=by)
            case "covers":
                covers = sales.SetCovers.model_validate(wish | {"covers": n})
                await self.do(sales.set_covers, covers, on, by=by)
            case "pay" | "pay_stale":
                await self.pay(by, seen if verb == "pay_stale" else self.check, n)
            case "void_check":
                whole = sales.VoidCheck.model_validate(wish | {"reason": "salah meja"})
                await self.do(sales.void_check, whole, on, by=by)
            case "reprint":
                again = sales.ReprintReceipt.model_validate(wish)
                await self.do(sales.reprint_receipt, again, on, by=by)
            case "sold_out":
                out = menu.SetSoldOut.model_validate(wish | {"sold_out": n % 3 == 0})
                await self.do(menu.set_sold_out, out, ITEMS[n % len(ITEMS)], by=by)
            case "again" if self.last:
                handler, do, about, whom = self.last
                await self.do(handler, do, *about, by=whom)
            case _:
                await self.cook(verb, n, wish)

    async def pay(self, by: Actor, seen: Check, n: int) -> None:
        """A quarter of it, half, three quarters or all."""
        due = seen.totals.cash_due
        amount = due * (1 + n % 4) // 4
        do = sales.PayCheck(
            id=UUID(fresh()),
            payment_id=UUID(fresh()),
            amount=max(0, amount),
            tendered=max(0, amount) + n % 2 * 10_000,
            balance_seen=seen.totals.balance,
        )
        await self.do(sales.pay_check, do, self.id, by=by)

    async def cook(self, verb: str, n: int, wish: dict[str, Any]) -> None:
        mine = await self.tickets()
        if not mine:
            return
        ticket = mine[n % len(mine)]
        ids = [str(ticket.lines[n % len(ticket.lines)].id)] if verb == "bump_line" else None
        if verb in ("bump", "bump_line"):
            bump = kitchen.BumpTicket.model_validate(wish | {"line_ids": ids})
            await self.do(kitchen.bump_ticket, bump, ticket.id, by=SLAMET)
        elif verb == "recall":
            recall = kitchen.RecallTicket.model_validate(wish)
            await self.do(kitchen.recall_ticket, recall, ticket.id, by=SLAMET)
        elif verb == "recall_last":
            last = kitchen.RecallLast.model_validate(wish | {"station": ticket.station})
            await self.do(kitchen.recall_last, last, by=SLAMET)

    async def tickets(self) -> list[Ticket]:
        return await self.box.db.read(lambda sql: tickets.of_check(sql, self.id))

    async def holds(self) -> None:
        """What must be true after every step."""
        before = self.check
        self.check, folded = await self.box.db.read(self._both)
        assert folded == self.check, "rule 7: the check is the fold of its facts"
        adds_up(self.check.model_dump(mode="json"))
        if before is not None and before.state != "open":
            assert self.check == before, "a settled check never changes"
        self._kitchen_agrees(self.check, await self.tickets())

    def _both(self, sql: Sql) -> tuple[Check, Check]:
        folded: Check | None = None
        for told in read_about(sql, str(self.id), limit=10_000):
            fact = Event.registry[told.kind].model_validate_json(told.body)
            if told.kind == "receipt.reprinted":
                continue
            if isinstance(fact, TicketBumped | TicketRecalled):
                assert folded is not None
                if folded.state != "open" or not fact.line_ids:
                    continue
            folded = evolve(folded, fact)
        assert folded is not None
        return checks.load(sql, self.id), folded

    def _kitchen_agrees(self, check: Check, mine: list[Ticket]) -> None:
        """Rule 2: what was fired is on exactly one ticket, and nothing else is; what was voided
        is struck; what is ready at the till is ready there, as long as the check is open."""
        cooked = [each.id for ticket in mine for each in ticket.lines]
        assert len(cooked) == len(set(cooked))
        fired = {each.id for each in check.lines if each.fired_at_ms and each.station}
        assert set(cooked) == fired
        for ticket in mine:
            for each in ticket.lines:
                at_till = check.line(each.id)
                assert at_till is not None
                if check.state == "open":
                    assert each.state == at_till.state
                void = "voided" in (at_till.state, check.state)
                assert (each.state == "voided") == void
            left = any(each.state == "fired" for each in ticket.lines)
            assert not (ticket.state == "bumped" and left)


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=steps)
async def test_whatever_two_tablets_and_a_cook_do_the_rules_hold(
    box: Box, steps: list[tuple[str, str, int]]
) -> None:
    table = Table(box)
    await table.open(SARI)
    await table.holds()
    for name, verb, n in steps:
        await table.step(name, verb, n)
        await table.holds()


async def test_the_steps_above_reach_every_end_of_a_check(box: Box) -> None:
    """Lest the test proves nothing: by hand, each of them."""
    story = {
        "closed": [("sari", "add", 4), ("sari", "fire", 0), ("sari", "pay", 3)],
        "voided": [("budi", "add_and_fire", 2), ("budi", "void_check", 0)],
        "open": [("sari", "add_and_fire", 1), ("sari", "pay", 0), ("budi", "bump", 0)],
    }
    for state, told in story.items():
        table = Table(box)
        await table.open(SARI)
        for name, verb, n in told:
            await table.holds()
            await table.step(name, verb, n)
        await table.holds()
        assert table.check is not None
        assert table.check.state == state
