"""A hub of its own for measuring: PostgreSQL on disk and `tilo-hub serve`, as real processes."""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import asyncpg

from bench.journals import Journal
from bench.shop import free_port, until
from hub.people.passwords import hashed
from hub.people.sessions import digest
from hub.postgres import Cluster
from tilo.kit.ids import new_id

OWNER = {"email": "owner@bench.test", "password": secrets.token_hex(8)}


BUSY_CORES: Final = 0.3
"""Others using more than this spoil a measurement (figures.md, how to measure)."""

STARVED: Final = 0.25


def judged(met: bool, starved: float = 0.0) -> bool | None:
    """None when the machine was too busy with other things to tell, now or, by the share of time
    that the hub was `starved` of a core, during the measurement."""
    return met if starved <= STARVED and _others_cores() <= BUSY_CORES else None


def _others_cores(seconds: float = 1.0) -> float:
    """How many cores somebody else uses while we do nothing."""

    def busy() -> float:
        fields = [int(x) for x in Path("/proc/stat").read_text().split("\n")[0].split()[1:8]]
        return (sum(fields) - fields[3] - fields[4]) / os.sysconf("SC_CLK_TCK")

    before = busy()
    time.sleep(seconds)
    return (busy() - before) / seconds


class Cloud:
    """The hub's process and its database."""

    def __init__(self, folder: Path, dsn: str, postgres_pid: int) -> None:
        self.dsn = dsn
        self.port = free_port()
        self.postgres_pid = postgres_pid
        self.env = {
            **os.environ,
            "TILO_HUB_DSN": dsn,
            "TILO_HUB_PORT": str(self.port),
            "TILO_HUB_DATA": str(folder / "hub"),
        }
        self.log = folder / "hub.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Migrate, start, and wait until it answers."""
        program = str(Path(sys.executable).parent / "tilo-hub")
        subprocess.run([program, "migrate"], env=self.env, check=True, capture_output=True)
        self.process = subprocess.Popen(
            [program, "serve"], env=self.env, stderr=self.log.open("ab")
        )
        until(self._ready)

    def _ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=2) as yes:
                return bool(yes.status == 200)
        except OSError:
            return False

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(20)

    def cpu_seconds(self) -> float:
        """Processor time of the hub so far, without PostgreSQL's."""
        assert self.process
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def starved_seconds(self) -> float:
        """Time the hub was ready to run and had no core: others had them."""
        assert self.process
        return int(Path(f"/proc/{self.process.pid}/schedstat").read_text().split()[1]) / 1e9

    def rss_bytes(self) -> int:
        assert self.process
        pages = Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")

    def sql(self, text: str, *given: Any) -> Any:
        """One statement, its first value."""

        async def ask() -> Any:
            con = await asyncpg.connect(self.dsn)
            try:
                return await con.fetchval(text, *given)
            finally:
                await con.close()

        return asyncio.run(ask())

    def enrol(self, journals: list[Journal]) -> None:
        """The outlets, boxes and an owner."""
        asyncio.run(self._enrol(journals))

    async def _enrol(self, journals: list[Journal]) -> None:
        con = await asyncpg.connect(self.dsn)
        await con.execute("insert into merchants values ('bench', 'Bench', 0)")
        await con.copy_records_to_table(
            "outlets", records=[(each.outlet, "bench", 0, 0) for each in journals]
        )
        await con.copy_records_to_table(
            "boxes",
            records=[(each.outlet, "box-1", digest(each.token), 0) for each in journals],
            columns=("outlet", "id", "token_sha256", "created_ms"),
        )
        await con.execute(
            "insert into users values ($1, 'bench', $2, 'Owner', 'owner', $3, 0)",
            new_id(),
            OWNER["email"],
            hashed(OWNER["password"]),
        )
        await con.close()

    def is_counted(self) -> bool:
        """Whether the figures have read every row."""
        behind = self.sql(
            "select exists (select from journal_heads h left join projection_marks m"
            " on m.outlet = h.outlet and m.projection = 'sales'"
            " where h.place > coalesce(m.place, 0))"
        )
        return not behind


@contextmanager
def open_cloud() -> Iterator[Cloud]:
    """A hub on a fresh durable cluster."""
    folder = Path(tempfile.mkdtemp(prefix="tilo-bench-hub-"))
    cluster = Cluster(folder / "postgres", free_port(), password=secrets.token_hex(8))
    cluster.start()
    try:
        cloud = Cloud(folder, cluster.create_database("bench"), cluster.pid or 0)
        cloud.start()
        try:
            yield cloud
        finally:
            cloud.stop()
    finally:
        cluster.erase()
        shutil.rmtree(folder, ignore_errors=True)
