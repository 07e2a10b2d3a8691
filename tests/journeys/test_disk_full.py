"""The disk fills up while the shop sells: selling stops with a clear sentence before anything is
half-written, looking goes on, and selling resumes by itself when there is space."""

import asyncio
import contextlib
import resource
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Protocol

import aiohttp
import orjson
import pytest

from edge.db import RESERVE_BYTES, Database
from tests.box_process import BoxProcess
from tests.shop import (
    Answer,
    Body,
    Tablet,
    adds_up,
    all_rows,
    cash,
    config,
    documents,
    fresh,
    line,
    settle,
)

MIB = 1024 * 1024
PATIENCE_S = 15


class Disk(Protocol):
    """A disk that can be filled and emptied under a running box."""

    folder: Path

    def fill(self, box: BoxProcess) -> None: ...

    def empty(self, box: BoxProcess) -> None: ...


class SmallDisk:
    """A file system of its own, of 32 MB, filled up with somebody's film."""

    def __init__(self, folder: Path, leave: int) -> None:
        self.folder = folder
        self.leave = leave
        self._film = folder / "film.mp4"

    def fill(self, box: BoxProcess) -> None:
        with self._film.open("wb", buffering=0) as film, contextlib.suppress(OSError):
            while shutil.disk_usage(self.folder).free > self.leave:
                film.write(bytes(16 * 1024))

    def empty(self, box: BoxProcess) -> None:
        self._film.unlink()


class Quota:
    """The system lets no file of the box grow any further: the write itself fails, in the middle
    of a transaction. Needs no rights, so it is tried on every machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self, box: BoxProcess) -> None:
        self._limit(box, (self.folder / "tilo.db-wal").stat().st_size)

    def empty(self, box: BoxProcess) -> None:
        self._limit(box, resource.RLIM_INFINITY)

    def _limit(self, box: BoxProcess, size: int) -> None:
        _, hard = resource.prlimit(box.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(box.pid, resource.RLIMIT_FSIZE, (size, hard))


def mounted(folder: Path) -> bool:
    told = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=32m", "tilo-test", str(folder)],
        capture_output=True,
        check=False,
    )
    return told.returncode == 0


@pytest.fixture(params=["reserve", "last byte", "quota"])
def disk(request: pytest.FixtureRequest, service_folder: Path) -> Iterator[Disk]:
    folder = Path(tempfile.mkdtemp(prefix="box-", dir=service_folder))
    if request.param == "quota":
        yield Quota(folder)
        return
    if not mounted(folder):
        pytest.skip("mounting needs root here; the same is tried with a quota")
    leave = RESERVE_BYTES - 64 * 1024 if request.param == "reserve" else 0
    yield SmallDisk(folder, leave)
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
async def box(disk: Disk) -> AsyncIterator[BoxProcess]:
    await settle(disk.folder, documents())
    process = BoxProcess(config(disk.folder))
    try:
        yield await process.start()
    finally:
        await process.kill()


@asynccontextmanager
async def at_the_till(box: BoxProcess, name: str) -> AsyncIterator[Tablet]:
    async with aiohttp.ClientSession() as http:
        yield await box.tablet(http, name).sign_in(name)


async def until(tablet: Tablet, path: str, status: int) -> Answer:
    async with asyncio.timeout(PATIENCE_S):
        while (answer := await tablet.get(path)).status != status:
            await asyncio.sleep(0.05)
    return answer


@pytest.mark.slow
async def test_selling_stops_and_resumes_by_itself(disk: Disk, box: BoxProcess) -> None:
    async with at_the_till(box, "sari") as sari, at_the_till(box, "budi") as budi:
        parties = [await sari.order(line("rawon"), line("kopi"), fire=True) for _ in range(6)]
        disk.fill(box)
        taps = [await refused(sari, check, n % 2 == 0) for n, check in enumerate(parties)]
        await looking_goes_on(sari, budi, parties)
        disk.empty(box)
        await until(sari, "/readyz", 200)
        await until_disk_is(sari, "ok")
        for path, body in taps:
            (await sari.post(path, body)).yes()
        for check in parties[::2]:
            (await sari.pay(await sari.check(check))).yes()
        for check in parties:
            now = await sari.check(check)
            adds_up(now)
            assert now["state"] == "closed"
    await box.stop()
    await nothing_half_written(disk.folder, parties=6, lines=15)


async def refused(tablet: Tablet, check: Body, ordering: bool) -> tuple[str, Body]:
    """Ordering more, or paying, is refused in words, as often as it is tried. Answers the tap."""
    where = f"/api/checks/{check['id']}"
    path, body = f"{where}/pay", cash(check) | {"id": fresh()}
    if ordering:
        path, body = f"{where}/lines", {"id": fresh(), "lines": [line("es-teh")], "fire": True}
    for _ in range(3):
        answer = await tablet.post(path, body)
        told = answer.no("disk.full")
        assert answer.headers["Retry-After"] == "10"
        assert "penuh" in told["detail_id"]
    return path, body


async def looking_goes_on(sari: Tablet, budi: Tablet, parties: list[Body]) -> None:
    """Checks, menu, kitchen, history and the state, which names the disk."""
    for check in parties:
        assert await sari.check(check) == check, "as it was before the disk was full"
    assert len((await sari.get("/api/checks")).yes()["checks"]) == len(parties)
    (await sari.get("/api/menu")).yes()
    assert len(await sari.tickets("dapur")) == len(parties)
    (await budi.get(f"/api/checks/{parties[0]['id']}/history")).yes()
    answer = await until(sari, "/readyz", 503)
    assert answer.body["checks"]["database"] == {"ok": False, "detail": "disk full"}
    assert (await sari.get("/healthz")).yes() == {"alive": True}
    await until_disk_is(sari, "full")


async def until_disk_is(tablet: Tablet, how: str) -> None:
    """Wait until the screens are told so."""
    async with asyncio.timeout(PATIENCE_S):
        while (state := (await tablet.get("/api/state")).yes())["box"]["disk"] != how:
            await asyncio.sleep(0.05)
    assert state["box"]["ok"] is (how == "ok")


async def nothing_half_written(folder: Path, parties: int, lines: int) -> None:
    """The chain holds, numbers have no gap, and every repeated tap counts once."""
    db = Database(folder / "tilo.db")
    await db.open()
    facts = Counter(row.kind for row in await db.read(all_rows))
    bodies = [row.body for row in await db.read(all_rows) if row.kind == "check.closed"]
    await db.close()
    closed = [orjson.loads(body)["check"] for body in bodies]
    numbers = sorted(int(check["receipt_number"][-6:]) for check in closed)
    assert numbers == list(range(1, parties + 1))
    assert sum(len(check["lines"]) for check in closed) == lines
    assert facts["check.paid"] == facts["check.closed"] == facts["check.opened"] == parties
    assert facts["check.fired"] == parties + facts["check.lines_added"]


@pytest.mark.slow
@pytest.mark.parametrize("disk", ["reserve", "quota"], indirect=True)
async def test_a_crowd_at_a_full_disk_leaves_nothing_half_written(
    disk: Disk, box: BoxProcess
) -> None:
    """Many commands share a commit; it is the commit that fails."""
    async with at_the_till(box, "sari") as sari:
        await sari.order(line("rawon"))
        disk.fill(box)
        bodies = [
            {"id": fresh(), "check_id": fresh(), "lines": [line("kopi")], "fire": True}
            for _ in range(30)
        ]
        for answer in await asyncio.gather(*(sari.post("/api/checks", each) for each in bodies)):
            answer.no("disk.full")
        assert len(await sari.tickets()) == 0
        disk.empty(box)
        await until(sari, "/readyz", 200)
        opened = await asyncio.gather(*(sari.post("/api/checks", each) for each in bodies))
        numbers = sorted(answer.yes()["number"] for answer in opened)
        assert numbers == list(range(2, 32)), "refused commands took no number"


@pytest.mark.slow
@pytest.mark.parametrize("disk", ["reserve", "last byte"], indirect=True)
async def test_a_box_started_on_a_full_disk_says_so_and_has_lost_nothing(
    disk: Disk, box: BoxProcess
) -> None:
    """The plug was pulled just then, too."""
    async with at_the_till(box, "sari") as sari:
        check = await sari.order(line("rawon"), fire=True)
        await box.kill()
        disk.fill(box)
        await box.start()
        assert await sari.check(check) == check
        (await sari.pay(check)).no("disk.full")
        await box.kill()
        disk.empty(box)
        await box.start()
        (await sari.pay(check)).yes()


@pytest.mark.slow
@pytest.mark.parametrize("disk", ["last byte"], indirect=True)
async def test_a_box_that_cannot_even_start_says_that_the_disk_is_full(
    disk: Disk, box: BoxProcess
) -> None:
    """Switched off in good order, so nothing of the database's own lies ready on the disk."""
    await box.stop()
    disk.fill(box)
    told = await box.fails()
    assert "full" in told
    assert "restore" not in told, "nothing is damaged"
    disk.empty(box)
    await box.start()
