"""Ten thousand office screens on one hub process: memory, and how quick the API stays meanwhile."""

from __future__ import annotations

import asyncio
import json
import os
import resource
import sys
import urllib.request
from collections.abc import Iterator
from typing import Final

from bench.cloud import OWNER, Cloud, judged, open_cloud
from bench.figure import Figure, figure, percentile
from bench.hub_asks import RATE
from bench.journals import journals

SCREENS: Final = 10_000
FLOOR_KIB: Final = 13.9
"""An idle connection on aiohttp, from figures.md."""


def run() -> Iterator[Figure]:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    screens = min(SCREENS, hard - 500)
    with open_cloud() as cloud:
        cloud.enrol(journals(20))
        before = cloud.rss_bytes()
        latencies, rss, beats = asyncio.run(_live(cloud, _token(cloud), screens))
    each = (rss - before) / screens / 1024
    yield figure(
        f"memory of a live screen, {screens} of them",
        each,
        "KiB",
        floor=FLOOR_KIB,
        goal="≤ 1.5 × an idle connection; ≤ 250 MB in all",
        met=each <= 1.5 * FLOOR_KIB and rss <= 250e6,
        note=f"hub {rss / 1e6:.0f} MB in all; {beats} beats arrived",
    )
    p95 = percentile(latencies, 95) * 1000
    yield figure(
        f"API p95 with {screens} live screens",
        p95,
        "ms",
        goal="< 100 ms",
        met=judged(p95 < 100),
        note=f"{RATE} requests/s of the outlet list, p50 {percentile(latencies, 50) * 1000:.1f} ms",
    )


def _token(cloud: Cloud) -> str:
    request = urllib.request.Request(
        f"http://127.0.0.1:{cloud.port}/api/sign-in",
        data=json.dumps(OWNER).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as answer:
        return str(json.load(answer)["token"])


async def _live(cloud: Cloud, token: str, screens: int) -> tuple[list[float], int, int]:
    """Open all screens, ask the API for a while; latencies, memory, beats heard."""
    beats = opened = 0
    gate = asyncio.Semaphore(100)

    async def screen() -> None:
        nonlocal beats, opened
        async with gate:
            reader, writer = await asyncio.open_connection("127.0.0.1", cloud.port)
            writer.write(_upgrade(token))
            head = await reader.readuntil(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 101"), head
        opened += 1
        while True:
            length = (await reader.readexactly(2))[1]
            await reader.readexactly(length)
            beats += 1

    tasks = [asyncio.create_task(screen()) for _ in range(screens)]
    while opened < screens:
        await asyncio.sleep(0.05)
        for task in tasks:
            assert not task.done(), task.result()
    latencies = await _asked(cloud.port, token)
    rss = cloud.rss_bytes()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return latencies, rss, beats


async def _asked(port: int, token: str) -> list[float]:
    """Asks from a process of its own, which the screens here cannot hold up."""
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-W", "ignore", "-m", "bench.hub_asks", str(port)),
        env={**os.environ, "TILO_BENCH_TOKEN": token},
        stdout=asyncio.subprocess.PIPE,
    )
    told, _ = await child.communicate()
    found: list[float] = json.loads(told)
    return found


def _upgrade(token: str) -> bytes:
    return (
        "GET /api/live HTTP/1.1\r\nHost: hub\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        f"Sec-WebSocket-Protocol: tilo.live, bearer.{token}\r\n\r\n"
    ).encode()
