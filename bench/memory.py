"""Resident memory of each process of the box, at rest and after thousands of orders."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.figure import Figure, figure
from bench.shop import Shop, open_shop
from bench.start import LIBRARIES
from bench.tablets import drive

ORDERS = 10_000


def run() -> Iterator[Figure]:
    floor = _floor()
    with open_shop(broker=False) as shop:
        others = {name: _start(shop, name) for name in ("print", "sync")}
        assert shop.process is not None
        yield figure("memory of `serve` at rest", resident_mb(shop.process.pid), "MB", floor=floor)
        # Goods no kitchen makes: ten thousand tickets nobody bumps are no evening.
        drive(shop.port, shop.token, shop.packaged, count=ORDERS)
        after = resident_mb(shop.process.pid)
        yield figure(
            f"memory of `serve` after {ORDERS} orders",
            after,
            "MB",
            floor=floor,
            goal="≤ 2 × imports",
            met=after <= 2 * floor,
            note="floor: interpreter and the libraries `serve` needs, imported",
        )
        for name, process in others.items():
            yield figure(f"memory of `{name}`", resident_mb(process.pid), "MB")
            process.terminate()
            process.wait(10)


def resident_mb(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise ProcessLookupError(pid)


def _floor() -> float:
    process = subprocess.Popen(
        [sys.executable, "-c", f"import {LIBRARIES}, sys; print(1, flush=True); sys.stdin.read()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.readline()
    held = resident_mb(process.pid)
    process.kill()
    process.wait()
    return held


def _start(shop: Shop, name: str) -> subprocess.Popen[bytes]:
    log = (shop.folder / f"{name}.log").open("ab")
    process = subprocess.Popen(
        [sys.executable, "-m", "edge.cli", name], env=shop.env, stderr=log, stdout=log
    )
    time.sleep(2.0)  # it settles: imports, first work
    return process
