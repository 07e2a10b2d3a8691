"""Asks a hub for its outlets at a fixed rate, from a process that nothing else holds up.

Prints the latencies in seconds, as JSON.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from typing import Final

RATE: Final = 200
SECONDS: Final = 8.0


async def ask(port: int, token: str) -> list[float]:
    """Requests at a fixed rate, whatever the answers take."""
    latencies: list[float] = []
    head = f"GET /api/outlets HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer {token}\r\n"

    async def one() -> None:
        began = time.perf_counter()
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"{head}Connection: close\r\n\r\n".encode())
        assert (await reader.read()).startswith(b"HTTP/1.1 200")
        latencies.append(time.perf_counter() - began)
        writer.close()

    asked = []
    begun = time.perf_counter()
    for number in range(int(RATE * SECONDS)):
        await asyncio.sleep(max(0.0, begun + number / RATE - time.perf_counter()))
        asked.append(asyncio.create_task(one()))
    await asyncio.gather(*asked)
    return latencies


if __name__ == "__main__":
    print(json.dumps(asyncio.run(ask(int(sys.argv[1]), os.environ["TILO_BENCH_TOKEN"]))))
