"""Tablets as a process of their own: ready-made requests over keep-alive connections.

Requests are built before the clock starts and answers are only counted, so that the client costs
the server as little of the machine as it can.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from uuid_utils import uuid7


class Load(NamedTuple):
    """What the tablets saw: seconds in all, and each request's milliseconds."""

    seconds: float
    latencies_ms: list[float]
    refused: int

    @property
    def rate(self) -> float:
        return len(self.latencies_ms) / self.seconds


def _new() -> str:
    return str(UUID(int=uuid7().int))


def order(items: Sequence[str], lines: int = 5) -> bytes:
    """A guest's order as a tablet sends it: opened, filled and fired in one go."""
    wishes = [
        {"line_id": _new(), "item_id": items[n % len(items)], "quantity": 1 + n % 2}
        for n in range(lines)
    ]
    body = {
        "id": _new(),
        "check_id": _new(),
        "channel": "dine_in",
        "name": "Tamu",
        "lines": wishes,
        "fire": True,
    }
    return json.dumps(body).encode()


def request(path: str, body: bytes, token: str) -> bytes:
    head = (
        f"POST {path} HTTP/1.1\r\nHost: box\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def _tablet(
    port: int, requests: Sequence[bytes], every_s: float, seen: list[float], refused: list[int]
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    due = time.perf_counter()
    for each in requests:
        if every_s:
            due += every_s
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
        began = time.perf_counter()
        writer.write(each)
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        await reader.readexactly(length)
        seen.append((time.perf_counter() - began) * 1000)
        if not head.startswith(b"HTTP/1.1 200"):
            refused.append(1)
    writer.close()


async def _drive(spec: dict[str, object]) -> dict[str, object]:
    port, tablets = int(str(spec["port"])), int(str(spec["tablets"]))
    count, rate = int(str(spec["count"])), float(str(spec["rate"]))
    items = [str(item) for item in spec["items"]]  # type: ignore[attr-defined]
    ready = [
        [
            request(str(spec["path"]), order(items), str(spec["token"]))
            for _ in range(count // tablets)
        ]
        for _ in range(tablets)
    ]
    seen: list[float] = []
    refused: list[int] = []
    began = time.perf_counter()
    await asyncio.gather(
        *(_tablet(port, each, tablets / rate if rate else 0, seen, refused) for each in ready)
    )
    seconds = time.perf_counter() - began
    return {"seconds": seconds, "latencies": seen, "refused": len(refused)}


def drive(
    port: int,
    token: str,
    items: Sequence[str],
    *,
    count: int,
    tablets: int = 8,
    rate: float = 0,
    path: str = "/api/checks",
) -> Load:
    """`count` orders from `tablets` tablets, as fast as answered or at `rate` per second."""
    spec = {
        "port": port,
        "token": token,
        "items": list(items),
        "count": count,
        "tablets": tablets,
        "rate": rate,
        "path": path,
    }
    done = subprocess.run(
        [sys.executable, "-m", "bench.tablets"],
        input=json.dumps(spec),
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(done.stdout)
    return Load(told["seconds"], told["latencies"], told["refused"])


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_drive(json.load(sys.stdin)))))
