"""From nothing to the first accepted order, against the bare imports of the box's libraries."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator

from bench.figure import Figure, alternately, figure
from bench.shop import Shop, open_shop
from bench.tablets import drive

LIBRARIES = (
    "aiohttp, aiomqtt, aiosqlite, argon2, click, orjson, paho.mqtt.client, prometheus_client,"
    " pydantic, pydantic_settings, sqlcipher3, structlog, uuid_utils"
)


def run() -> Iterator[Figure]:
    with open_shop(broker=False) as shop:
        floor, product = alternately(_imports, lambda: _first_order(shop), pairs=5)
    yield figure(
        "process start to first accepted order",
        product,
        "s",
        floor=floor,
        goal="≤ 1.7 × imports",
        met=product <= 1.7 * floor,
        note="floor: interpreter and the libraries `serve` needs, imported",
    )


def _imports() -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", f"import {LIBRARIES}"], check=True)
    return time.perf_counter() - began


def _first_order(shop: Shop) -> float:
    """A session outlives the restart, so a tablet's next tap is the first thing accepted."""
    shop.stop()
    began = time.perf_counter()
    shop.start()
    ready = time.perf_counter()
    load = drive(shop.port, shop.token, shop.items, count=8)
    assert load.refused == 0
    return ready - began + max(load.latencies_ms) / 1000
