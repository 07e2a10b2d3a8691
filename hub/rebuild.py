"""Proves the read models: folds every journal anew, beside them, and compares (invariant 7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import asyncpg
import orjson

from hub import journal
from hub.catalog.reactions import AVAILABILITY, clamped
from hub.db import Connection
from hub.journal import Entry, Window
from hub.sales.reactions import SALES
from tilo.events import SoldOutSet

TABLES: Final[Mapping[str, str]] = {
    "receipts": "true",
    "refunds": "true",
    "day_totals": "true",
    "day_hours": "true",
    "day_items": "true",
    "day_tenders": "true",
    "set_aside": f"projection = '{SALES.name}'",
}
"""What a fold of sales writes, and which rows of it are its own."""

ROWS_AT_ONCE: Final = 2_000
SHOWN_AT_MOST: Final = 20


@dataclass
class Comparison:
    """Rows read, and how many rows of each table differ; some of them in full."""

    rows: int = 0
    differing: dict[str, int] = field(default_factory=dict)
    examples: list[dict[str, Any]] = field(default_factory=list)

    @property
    def equal(self) -> bool:
        return not any(self.differing.values())

    def told(self) -> dict[str, Any]:
        """For people and programs."""
        return {
            "equal": self.equal,
            "rows": self.rows,
            "differing": self.differing,
            "examples": self.examples,
        }


async def compare(dsn: str, outlet: str | None = None) -> Comparison:
    """Fold all outlets, or one, up to where the projections are, in one snapshot.

    The copies are temporary tables of the same names, which PostgreSQL finds first; the fold is
    the one in use. A connection of its own, because no statement may have been prepared before.
    """
    con = await asyncpg.connect(dsn, statement_cache_size=0)
    try:
        async with con.transaction(isolation="repeatable_read"):
            for table in TABLES:
                await con.execute(
                    f"create temporary table {table} (like public.{table} including all)"
                    " on commit drop"
                )
            found = Comparison()
            for each in await _windows(con, SALES.name, outlet):
                await _fold_sales(con, each, found)
            for table in TABLES:
                await _compare_table(con, table, outlet, found)
            await _compare_availability(con, outlet, found)
            return found
    finally:
        await con.close()


async def _windows(con: Connection, projection: str, outlet: str | None) -> list[Window]:
    rows = await con.fetch(
        "select outlet, 0::bigint, place from projection_marks where projection = $1"
        " and ($2::text is null or outlet = $2) order by outlet",
        projection,
        outlet,
    )
    return [Window(*row) for row in rows]


async def _entries(con: Connection, window: Window, kinds: Sequence[str]) -> list[Entry]:
    return await journal.entries(con, [window], kinds, ROWS_AT_ONCE)


async def _fold_sales(con: Connection, window: Window, found: Comparison) -> None:
    # A row that broke the fold itself was skipped by hand of the worker, and is here.
    failed = await con.fetch(
        "insert into set_aside select * from public.set_aside"
        " where projection = $1 and outlet = $2 and reason = 'failed' returning place",
        SALES.name,
        window.outlet,
    )
    skipped = {row["place"] for row in failed}
    while rows := await _entries(con, window, SALES.kinds):
        folded = await SALES.fold(con, [row for row in rows if row.place not in skipped])
        await journal.set_aside(con, SALES.name, folded.aside)
        found.rows += len(rows)
        window = window._replace(after=rows[-1].place)


async def _compare_table(
    con: Connection, table: str, outlet: str | None, found: Comparison
) -> None:
    where = f"{TABLES[table]} and ($1::text is null or outlet = $1)"
    in_use = f"select * from public.{table} where {where}"
    anew = f"select * from pg_temp.{table} where {where}"
    rows = await con.fetch(
        f"select 'in use' as side, to_json(d)::text as row from ({in_use} except {anew}) d"
        f" union all select 'anew', to_json(d)::text from ({anew} except {in_use}) d",
        outlet,
    )
    found.differing[table] = len(rows)
    room = SHOWN_AT_MOST - len(found.examples)
    found.examples += [
        {"table": table, "side": row["side"], "row": orjson.loads(row["row"])}
        for row in rows[:room]
    ]


async def _compare_availability(con: Connection, outlet: str | None, found: Comparison) -> None:
    """Head office writes these too, so each must be at least as late as its journal's last word."""
    wrong = 0
    for window in await _windows(con, AVAILABILITY.name, outlet):
        last = await _last_words(con, window, found)
        rows = await con.fetch(
            "select id, body from documents where outlet = $1 and kind = 'availability'",
            window.outlet,
        )
        held = {row["id"]: orjson.loads(row["body"]) for row in rows}
        for item, (hlc, sold_out) in last.items():
            now = held.get(item, {"hlc": "", "sold_out": None})
            if now["hlc"] < hlc or (now["hlc"] == hlc and now["sold_out"] != sold_out):
                wrong += 1
                if len(found.examples) < SHOWN_AT_MOST:
                    example = {"table": "availability", "side": "in use", "row": now}
                    found.examples.append(example)
    found.differing["availability"] = wrong


async def _last_words(
    con: Connection, window: Window, found: Comparison
) -> dict[str, tuple[str, bool]]:
    last: dict[str, tuple[str, bool]] = {}
    while rows := await _entries(con, window, AVAILABILITY.kinds):
        for entry in rows:
            try:
                fact = SoldOutSet.model_validate_json(entry.body)
                hlc = clamped(fact.hlc, entry)
            except ValueError:
                continue
            if hlc > last.get(fact.item_id, ("", False))[0]:
                last[fact.item_id] = (hlc, fact.sold_out)
        found.rows += len(rows)
        window = window._replace(after=rows[-1].place)
    return last
