"""Journal rows into the hub: against bare COPY, with the figures counted, sent twice, after a night
offline."""

from __future__ import annotations

import asyncio
import statistics
import time
import zlib
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, Final, NamedTuple
from uuid import UUID

import asyncpg
import orjson

from bench.cloud import Cloud, judged, open_cloud
from bench.figure import Figure, figure
from bench.journals import Journal, journals
from bench.shop import until
from hub.sync import store

OUTLETS: Final = 1_000
ROWS: Final = 50
CONNECTIONS: Final = 64
PAIRS: Final = 5
NIGHT_ROWS: Final = 12_000


class Round(NamedTuple):
    """Rows a second of one round; the hub's processor time a row in microseconds, and the share
    of the time it wanted a core and had none."""

    bare: float
    grouped: float
    stored: float
    counted: float
    again_bare: float
    again: float
    cpu_us: float
    starved: float


def run() -> Iterator[Figure]:
    boxes = journals(OUTLETS)
    with open_cloud() as cloud:
        cloud.enrol(boxes)
        asyncio.run(_make_bare(cloud))
        _round(cloud, boxes)  # everything opened, planned and cached once
        rounds = [_round(cloud, boxes) for _ in range(PAIRS)]
        yield from _figures([statistics.median(column) for column in zip(*rounds, strict=True)])
        yield _after_a_night(cloud, boxes[0])


def _figures(medians: Sequence[float]) -> Iterator[Figure]:
    found = Round(*medians)
    load = f"{OUTLETS} outlets × {ROWS} rows, gzip, {CONNECTIONS} connections"
    yield figure(
        "hub ingest, stored and acknowledged",
        found.stored,
        "rows/s",
        floor=found.bare,
        goal="≥ 50 % of COPY",
        met=judged(found.stored >= 0.5 * found.bare, found.starved),
        note=f"{load}; floor: one durable COPY a batch into the same table; 2,000 rows a COPY"
        f" make {found.grouped:.0f}; hub {found.cpu_us:.1f} µs CPU a row, counting included,"
        f" {found.starved:.0%} of the time without a core",
    )
    yield figure(
        "hub ingest, counted in the figures too",
        found.counted,
        "rows/s",
        floor=found.bare,
        goal="≥ 25 % of COPY",
        met=judged(found.counted >= 0.25 * found.bare, found.starved),
        note="every fifth row a closed check: a receipt, and sums by day, hour, item, tender",
    )
    yield figure(
        "hub ingest, the same rows again",
        found.again,
        "rows/s",
        floor=found.again_bare,
        goal="≥ 50 % of ON CONFLICT DO NOTHING",
        met=judged(found.again >= 0.5 * found.again_bare),
        note="floor: the same rows inserted again a batch at a time, all conflicting",
    )


def _round(cloud: Cloud, boxes: Sequence[Journal]) -> Round:
    """Floor and product on the same rows, one after the other."""
    batches = [(box.token, box.batch(ROWS)) for box in boxes]
    records = [_records(body) for _, body in batches]
    rows = len(batches) * ROWS
    bare = asyncio.run(_copy(cloud, records, keep=True))
    again_bare = asyncio.run(_insert_again(cloud, records))
    forties = [list(chain(*records[n : n + 40])) for n in range(0, len(records), 40)]
    grouped = asyncio.run(_copy(cloud, forties))
    requests = [_request(token, body) for token, body in batches]
    cpu, starved, began = cloud.cpu_seconds(), cloud.starved_seconds(), time.perf_counter()
    stored_s = asyncio.run(_drive(cloud.port, requests))
    until(cloud.is_counted, 120)
    counted_s = time.perf_counter() - began
    cpu_us = (cloud.cpu_seconds() - cpu) / rows * 1e6
    starved = (cloud.starved_seconds() - starved) / counted_s
    again_s = asyncio.run(_drive(cloud.port, requests))
    return Round(
        bare,
        grouped,
        rows / stored_s,
        rows / counted_s,
        again_bare,
        rows / again_s,
        cpu_us,
        starved,
    )


def _after_a_night(cloud: Cloud, box: Journal) -> Figure:
    """One outlet comes back with everything it sold; its batches follow one another."""
    requests = [_request(box.token, box.batch(500)) for _ in range(NIGHT_ROWS // 500)]
    began = time.perf_counter()
    asyncio.run(_drive(cloud.port, requests, connections=1))
    until(cloud.is_counted, 60)
    seconds = time.perf_counter() - began
    return figure(
        f"an outlet back with {NIGHT_ROWS} rows, stored and counted",
        seconds,
        "s",
        goal="≤ 3 s",
        met=judged(seconds <= 3),
        note="batches of 500, one in flight, without the box's own reading",
    )


def _request(token: str, body: bytes) -> bytes:
    head = (
        "POST /v1/sync/journal HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\n"
        f"Content-Encoding: gzip\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def _drive(port: int, requests: Sequence[bytes], connections: int = CONNECTIONS) -> float:
    """Send them all; the seconds it took. Whatever is not a yes is a fault of the bench."""
    waiting = iter(requests)

    async def one() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for request in waiting:
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
            body = await reader.readexactly(length)
            assert head.startswith(b"HTTP/1.1 200"), body
        writer.close()

    began = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(connections)))
    return time.perf_counter() - began


async def _make_bare(cloud: Cloud) -> None:
    """A table of the journal's shape, keys and partitions, that nothing else writes to."""
    con = await asyncpg.connect(cloud.dsn)
    await con.execute(
        "create table bare (like journal, primary key (outlet, stream, seq, month))"
        " partition by range (month);"
        "create index on bare (outlet, place);"
        "create table bare_all partition of bare for values from (0) to (999999)"
        " partition by hash (outlet)"
    )
    for part in range(8):
        await con.execute(
            f"create table bare_{part} partition of bare_all"
            f" for values with (modulus 8, remainder {part})"
        )
    await con.close()


def _records(packed: bytes) -> list[tuple[Any, ...]]:
    """A batch as rows of the table, in the order of `store.COLUMNS`."""
    batch = orjson.loads(zlib.decompress(packed, 31))
    stream = UUID(batch["stream"])
    return [
        (
            *(batch["outlet"], stream, row["seq"], 202611, row["seq"], 1, row["id"], row["kind"]),
            *(row["v"], row["at"], row["hlc"], row["clock"], row["business_date"], row["actor"]),
            *(row["device"], row["approver"], row["subject"], row["body"]),
            bytes.fromhex(row["hash"]),
        )
        for row in batch["rows"]
    ]


async def _copy(
    cloud: Cloud, records: Sequence[list[tuple[Any, ...]]], *, keep: bool = False
) -> float:
    """Rows a second of bare COPY, each list its own transaction."""
    con = await asyncpg.connect(cloud.dsn)
    await con.execute("truncate bare")
    began = time.perf_counter()
    for each in records:
        await con.copy_records_to_table("bare", records=each, columns=store.COLUMNS)
    seconds = time.perf_counter() - began
    if not keep:
        await con.execute("truncate bare")
    await con.close()
    return sum(map(len, records)) / seconds


async def _insert_again(cloud: Cloud, records: Sequence[list[tuple[Any, ...]]]) -> float:
    """Rows a second of inserting what is there already."""
    con = await asyncpg.connect(cloud.dsn)
    types = (
        *("text", "uuid", "bigint", "int", "bigint", "bigint", "uuid", "text", "int", "bigint"),
        *("text", "text", "text", "text", "text", "text", "text", "text", "bytea"),
    )
    arrays = ", ".join(f"${number}::{kind}[]" for number, kind in enumerate(types, start=1))
    statement = await con.prepare(
        f"insert into bare ({', '.join(store.COLUMNS)}) select * from unnest({arrays})"
        " on conflict do nothing"
    )
    columns = [[list(column) for column in zip(*each, strict=True)] for each in records]
    began = time.perf_counter()
    for each in columns:
        await statement.fetch(*each)
    seconds = time.perf_counter() - began
    await con.close()
    return sum(map(len, records)) / seconds
