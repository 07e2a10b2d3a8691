"""From the tap to the kitchen screen: an order's HTTP request until its ticket arrives by MQTT."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator

import aiomqtt

from bench.figure import Figure, figure, percentile
from bench.shop import PASSWORD, Shop, open_shop
from bench.tablets import order, request

TAPS = 400
PAUSE_S = 0.02


def run() -> Iterator[Figure]:
    with open_shop() as shop:
        asyncio.run(_bare(shop, 50))
        bare = asyncio.run(_bare(shop, TAPS))
        taps, after_answer = asyncio.run(_taps(shop))
    for percent in (50, 99):
        floor = percentile(bare, percent)
        value = percentile(taps, percent)
        yield figure(
            f"tap to kitchen message, p{percent}",
            value,
            "ms",
            floor=floor,
            note="durable first: holds an fdatasync; floor: bare MQTT publish to receive, QoS 1",
        )
        value = percentile(after_answer, percent)
        yield figure(
            f"answer to kitchen message, p{percent}",
            value,
            "ms",
            floor=floor,
            goal="≤ 3 × bare MQTT" if percent == 99 else "",
            met=value <= 3 * floor if percent == 99 else None,
            note="what the kitchen lags behind the tablet once the order is on disk",
        )


async def _bare(shop: Shop, count: int) -> list[float]:
    seen: list[float] = []
    async with _client(shop) as hears, _client(shop) as says:
        await hears.subscribe("tilo/bench/bare", qos=1)
        messages = hears.messages
        for _ in range(count):
            began = time.perf_counter()
            await says.publish("tilo/bench/bare", b"x" * 300, qos=1)
            await anext(messages)
            seen.append((time.perf_counter() - began) * 1000)
            await asyncio.sleep(PAUSE_S / 4)
    return seen


async def _taps(shop: Shop) -> tuple[list[float], list[float]]:
    """Milliseconds from the tap, and from the tablet's answer, to the ticket."""
    from_tap: list[float] = []
    from_answer: list[float] = []
    reader, writer = await asyncio.open_connection("127.0.0.1", shop.port)
    async with _client(shop) as screen:
        await screen.subscribe("tilo/+/kitchen/+/tickets/+", qos=1)
        shown: dict[str, float] = {}
        told = asyncio.Event()

        async def listen() -> None:
            async for message in screen.messages:
                if message.payload:
                    ticket = json.loads(bytes(message.payload))
                    shown.setdefault(ticket["check_id"], time.perf_counter())
                    told.set()

        listener = asyncio.create_task(listen())
        for _ in range(TAPS):
            body = order(shop.items)
            check_id = json.loads(body)["check_id"]
            tapped = time.perf_counter()
            writer.write(request("/api/checks", body, shop.token))
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
            await reader.readexactly(length)
            answered = time.perf_counter()
            while check_id not in shown:
                told.clear()
                await asyncio.wait_for(told.wait(), 5)
            from_tap.append((shown[check_id] - tapped) * 1000)
            from_answer.append(max(0.0, shown[check_id] - answered) * 1000)
            await asyncio.sleep(PAUSE_S)
        listener.cancel()
    writer.close()
    return from_tap, from_answer


def _client(shop: Shop) -> aiomqtt.Client:
    return aiomqtt.Client(
        "127.0.0.1",
        shop.mqtt_port,
        username="box",
        password=PASSWORD,
        protocol=aiomqtt.ProtocolVersion.V311,
    )
