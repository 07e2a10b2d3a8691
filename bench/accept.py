"""Orders accepted durably: per second, per processor second, and how long one takes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from bench.figure import Figure, alternately, figure, percentile
from bench.shop import Shop, free_port, open_shop, until
from bench.tablets import drive

ORDERS = 2_400


def run() -> Iterator[Figure]:
    with open_shop(broker=False) as shop, _path() as floor:
        yield from _rates(shop, floor)
        yield from _latencies(shop, floor)
        yield from _against_rows(shop)


class _Path:
    """The floor's process."""

    def __init__(self) -> None:
        self.folder = tempfile.mkdtemp(prefix="tilo-bench-path-")
        self.port = free_port()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.path", str(self.port), self.folder]
        )

    def __enter__(self) -> _Path:
        until(lambda: _listens(self.port))
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(10)
        shutil.rmtree(self.folder, ignore_errors=True)

    def cpu_seconds(self) -> float:
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


_path = _Path


def _listens(port: int) -> bool:
    import socket

    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _rates(shop: Shop, floor: _Path) -> Iterator[Figure]:
    cpu: dict[str, list[float]] = {"floor": [], "product": []}

    def measure(name: str, port: int, used: Any) -> float:
        before = used()
        load = drive(port, shop.token, shop.items, count=ORDERS)
        assert load.refused == 0, f"{load.refused} orders refused"
        cpu[name].append((used() - before) / ORDERS * 1e6)
        return load.rate

    floor_rate, rate = alternately(
        lambda: measure("floor", floor.port, floor.cpu_seconds),
        lambda: measure("product", shop.port, shop.cpu_seconds),
    )
    yield figure(
        "orders accepted, 8 tablets",
        rate,
        "orders/s",
        floor=floor_rate,
        goal="≥ 0.5 × path",
        met=rate >= 0.5 * floor_rate,
        note="5 lines each, opened and fired, one durable command; floor: bare path",
    )
    mine, theirs = min(cpu["product"]), min(cpu["floor"])
    yield figure(
        "processor time per order",
        mine,
        "µs",
        floor=theirs,
        goal="≤ 3 × path",
        met=mine <= 3 * theirs,
    )


def _latencies(shop: Shop, floor: _Path) -> Iterator[Figure]:
    for name, rate, goal in (
        ("one order at 20/s", 20.0, {95: 2.5, 99: 3.0}),
        ("one order, 8 tablets without pause", 0.0, {}),
    ):
        count = 400 if rate else ORDERS
        theirs = drive(floor.port, shop.token, shop.items, count=count, rate=rate).latencies_ms
        mine = drive(shop.port, shop.token, shop.items, count=count, rate=rate).latencies_ms
        for percent in (50, 95, 99):
            value, bottom = percentile(mine, percent), percentile(theirs, percent)
            bound = goal.get(percent)
            yield figure(
                f"{name}, p{percent}",
                value,
                "ms",
                floor=bottom,
                goal=f"≤ {bound} × path" if bound else "",
                met=value <= bound * bottom if bound else None,
            )


def _against_rows(shop: Shop) -> Iterator[Figure]:
    """The very rows one order leaves, written with SQLite alone: one commit each, and 64."""
    rows = _rows_of_an_order(shop)
    for name, group in (("one commit each", 1), ("64 per commit", 64)):
        rate = drive(shop.port, shop.token, shop.items, count=ORDERS).rate
        floor_rate = _raw(rows, group)
        yield figure(
            f"orders accepted against raw SQLite, {name}",
            rate,
            "orders/s",
            floor=floor_rate,
            note=f"floor: the same {sum(len(r) for r in rows.values())} rows, no HTTP, no rules",
        )


def _rows_of_an_order(shop: Shop) -> dict[str, list[tuple[Any, ...]]]:
    sql = sqlite.connect(f"file:{shop.folder}/edge/tilo.db?mode=ro", uri=True)
    check = sql.execute("select id from checks order by rowid desc limit 1").fetchone()[0]
    import uuid

    subject = str(uuid.UUID(bytes=check))
    found = {
        "checks": sql.execute("select * from checks where id = ?", (check,)).fetchall(),
        "journal": sql.execute("select * from journal where subject = ?", (subject,)).fetchall(),
        "tickets": sql.execute("select * from tickets where check_id = ?", (check,)).fetchall(),
        "commands": sql.execute("select * from commands order by rowid desc limit 1").fetchall(),
    }
    sql.close()
    return found


def _raw(rows: dict[str, list[tuple[Any, ...]]], group: int, seconds: float = 2.0) -> float:
    from edge.db import MIGRATIONS
    from tilo.kit.migrate import migrate_sqlite

    folder = tempfile.mkdtemp(prefix="tilo-bench-raw-")
    sql = sqlite.connect(os.path.join(folder, "raw.db"), isolation_level=None)
    sql.execute("pragma journal_mode=wal")
    sql.execute("pragma synchronous=full")
    migrate_sqlite(sql, MIGRATIONS)
    done, began = 0, time.perf_counter()
    while time.perf_counter() - began < seconds:
        sql.execute("begin immediate")
        for _ in range(group):
            done += 1
            _write(sql, rows, done)
        sql.execute("commit")
    rate = done / (time.perf_counter() - began)
    sql.close()
    shutil.rmtree(folder, ignore_errors=True)
    return rate


def _write(sql: Any, rows: dict[str, list[tuple[Any, ...]]], number: int) -> None:
    """The rows again, each with a new time-ordered key."""
    for table, each in rows.items():
        for n, row in enumerate(each):
            serial = number * 16 + n
            key = serial if table == "journal" else serial.to_bytes(16, "big")
            marks = ",".join("?" * len(row))
            sql.execute(f"insert into {table} values ({marks})", (key, *row[1:]))
