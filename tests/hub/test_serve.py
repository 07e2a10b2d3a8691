"""The hub as a process: killed without warning it has kept every row it acknowledged."""

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import asyncpg
import pytest

from hub.config import Config
from hub.rebuild import compare
from hub.serve import running
from tests.hub.paper_box import PaperBox, rows_of
from tests.services import free_port

TOKEN = {"Authorization": "Bearer token-kemang"}


class Process:
    """`tilo-hub serve`, to be killed and started again on the same address."""

    def __init__(self, dsn: str, folder: Path) -> None:
        self.port = free_port()
        self.env = {
            **os.environ,
            "TILO_HUB_DSN": dsn,
            "TILO_HUB_PORT": str(self.port),
            "TILO_HUB_DATA": str(folder),
        }
        self.child: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        program = str(Path(sys.executable).parent / "tilo-hub")
        self.child = await asyncio.create_subprocess_exec(
            program, "serve", env=self.env, stderr=asyncio.subprocess.DEVNULL
        )
        async with asyncio.timeout(30), aiohttp.ClientSession() as http:
            while True:
                with contextlib.suppress(aiohttp.ClientError):
                    async with http.get(f"{self.url}/readyz") as answer:
                        if answer.status == 200:
                            return
                await asyncio.sleep(0.05)

    async def end(self, how: signal.Signals) -> int:
        assert self.child
        with contextlib.suppress(ProcessLookupError):
            self.child.send_signal(how)
        return await asyncio.wait_for(self.child.wait(), 30)


@pytest.fixture
async def process(database_dsn: str, tmp_path: Path) -> AsyncIterator[Process]:
    hub = Process(database_dsn, tmp_path)
    await hub.start()
    yield hub
    await hub.end(signal.SIGKILL)


async def push(http: aiohttp.ClientSession, url: str, batch: Any) -> tuple[int, Any]:
    async with http.post(f"{url}/v1/sync/journal", json=batch, headers=TOKEN) as answer:
        return answer.status, await answer.json()


@pytest.mark.slow
async def test_a_hub_killed_while_rows_pour_in_loses_none_it_acknowledged(
    process: Process, database_dsn: str
) -> None:
    """A box goes by what it was answered only; the hub dies six times under it."""
    box = PaperBox().started()
    acknowledged, killed = 0, 0
    async with aiohttp.ClientSession() as http:
        next_seq, sent = 1, 0
        while killed < 6:
            for _ in range(20):
                box.sell()
            sending = asyncio.create_task(push(http, process.url, box.batch(next_seq)))
            sent += 1
            if sent % 3 == 0:
                await asyncio.sleep(0.002 * killed)  # another moment each time
                await process.end(signal.SIGKILL)
                killed += 1
            try:
                status, answer = await sending
            except aiohttp.ClientError:
                await process.start()
                continue
            assert status == 200, answer
            next_seq = answer["next_seq"]
            acknowledged = next_seq - 1
            if process.child and process.child.returncode is not None:
                await process.start()
        held = await _held(database_dsn)
        assert held == box.rows[: len(held)]
        assert len(held) >= acknowledged
        status, _ = await push(http, process.url, box.batch(next_seq))
        assert status == 200
        assert await _held(database_dsn) == box.rows
        await _all_counted(database_dsn, checks=box.sales)
    assert (await compare(database_dsn)).equal


async def _held(dsn: str) -> list[Any]:
    con = await asyncpg.connect(dsn)
    try:
        return rows_of(await con.fetch("select * from journal order by seq"))
    finally:
        await con.close()


async def _all_counted(dsn: str, *, checks: int) -> None:
    con = await asyncpg.connect(dsn)
    try:
        async with asyncio.timeout(20):
            while await con.fetchval("select sum(checks) from day_totals") != checks:
                await asyncio.sleep(0.05)
    finally:
        await con.close()


@pytest.mark.slow
async def test_the_hub_ends_when_it_is_told_though_boxes_wait(process: Process) -> None:
    async with aiohttp.ClientSession() as http:
        url = f"{process.url}/v1/sync/documents?cursor=5&wait_ms=25000"
        waiting = asyncio.create_task(_status(http, url))
        await asyncio.sleep(0.3)
        assert not waiting.done()
        assert await asyncio.wait_for(process.end(signal.SIGTERM), 10) == 0
        assert await waiting == 200


async def _status(http: aiohttp.ClientSession, url: str) -> int:
    async with http.get(url, headers=TOKEN) as answer:
        return answer.status


async def test_a_hub_takes_a_free_port_when_none_is_named(config: Config) -> None:
    async with running(config) as port, aiohttp.ClientSession() as http:
        answer = await http.get(f"http://127.0.0.1:{port}/version")
        assert json.loads(await answer.text())["name"] == "TiloPOS hub"
