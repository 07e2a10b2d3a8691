"""The plug is pulled in the middle of a busy evening, several times; nothing sold is lost, and
nothing is sold twice."""

import asyncio
import random
import re
import shutil
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import orjson
import pytest

from edge.broker import Broker
from tests.box_process import BoxProcess
from tests.cook import screen
from tests.edge.conftest import EARS, broker, kitchen_mosquitto, kitchen_nats
from tests.evening import Evening, sell, the_books_are_right
from tests.shop import Tablet, config, documents, fresh, line, settle

__all__ = ["broker", "kitchen_mosquitto", "kitchen_nats"]  # fixtures

TABLETS = 10
ROUNDS = 4


@pytest.fixture
async def evening(service_folder: Path) -> AsyncIterator[Evening]:
    folder = Path(tempfile.mkdtemp(prefix="box-", dir=service_folder))
    await settle(folder, documents())
    box = BoxProcess(config(folder))
    try:
        yield Evening(await box.start())
    finally:
        await box.kill()


@pytest.mark.slow
async def test_the_plug_is_pulled_again_and_again_while_the_shop_sells(evening: Evening) -> None:
    box, dice = evening.box, random.Random(20261122)
    async with aiohttp.ClientSession() as http:
        crew = [
            await box.tablet(http, f"kasir-{n}").sign_in(("sari", "agus")[n % 2])
            for n in range(TABLETS)
        ]
        selling = [
            asyncio.create_task(sell(evening, tablet, random.Random(n)))
            for n, tablet in enumerate(crew)
        ]
        for _ in range(ROUNDS):
            await evening.reaches(evening.answered + dice.randint(15, 120))
            await box.kill()
            await box.start()
        await evening.reaches(evening.answered + 20)
        evening.over = True
        await asyncio.gather(*selling)
        await every_answer_is_told_again(evening, crew[0])
    await box.kill()
    await the_books_are_right(evening)


async def every_answer_is_told_again(evening: Evening, tablet: Tablet) -> None:
    """Repeating any tap of the evening, refusals included, changes nothing and says the same."""
    repeated = [tap for tap in evening.taps if tap.sent > 1]
    assert repeated, "no kill caught a tap in flight"
    for tap in evening.taps:
        answer = await tablet.send(tap.path, orjson.dumps(tap.body))
        assert answer.status == tap.status
        if tap.status == 200:
            assert answer.raw == tap.answer


@pytest.mark.slow
async def test_a_killed_box_is_offline_by_its_last_will_and_back_with_everything(
    service_folder: Path, broker: Broker
) -> None:
    """Nobody is left to say goodbye; the broker says it. Then the boards are there again."""
    outlet = f"o{fresh()[-12:]}"
    folder = Path(tempfile.mkdtemp(prefix="box-", dir=service_folder))
    await settle(folder, documents(outlet))
    box = await BoxProcess(config(folder, mqtt_port=broker.port)).start()
    try:
        async with aiohttp.ClientSession() as http, screen(broker, outlet, EARS) as cook:
            sari = await box.tablet(http, "kasir-1").sign_in("sari")
            await sari.order(line("rawon"), fire=True)
            await cook.shows("dapur", "Black Beef Soup")
            await cook.until(lambda: cook.said.get("box/state") == {"v": 1, "online": True})
            await cook.until(lambda: "box/beat" in cook.said)
            boot = cook.said["box/beat"]["boot"]
            await box.kill()
            await cook.until(lambda: cook.said["box/state"] == {"v": 1, "online": False})
            await box.start()
            await cook.until(lambda: cook.said["box/state"] == {"v": 1, "online": True})
            await cook.until(lambda: cook.said["box/beat"]["boot"] != boot)
            await cook.shows("dapur", "Black Beef Soup")
    finally:
        await box.kill()


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
async def test_every_commit_is_synced_to_the_disk_before_its_answer(evening: Evening) -> None:
    """kill -9 cannot tell FULL from NORMAL: the kernel keeps what was written. strace can."""
    box = evening.box
    trace = box.settings.data / "strace.txt"
    watching = await asyncio.create_subprocess_exec(
        *("strace", "-f", "-e", "trace=fdatasync,fsync", "-o", str(trace), "-p", str(box.pid)),
        stderr=asyncio.subprocess.PIPE,
    )
    assert watching.stderr is not None
    said = await watching.stderr.readline()
    if b"attached" not in said:
        pytest.skip(f"strace may not look here: {said.decode().strip()}")
    async with aiohttp.ClientSession() as http:
        sari = await box.tablet(http, "kasir-1").sign_in("sari")
        check = await sari.order(line("kopi"))
        before = synced(trace)
        for covers in range(50):
            (await sari.do(check, "covers", covers=covers)).yes()
            assert synced(trace) >= before + covers + 1, "the answer came before the disk"
        alone = synced(trace) - before
        together = await asyncio.gather(
            *(sari.do(check, "covers", covers=covers) for covers in range(90))
        )
        assert all(answer.status == 200 for answer in together)
        assert synced(trace) - before - alone < 90, "commands that wait together share a commit"
    watching.terminate()
    await watching.wait()


def synced(trace: Path) -> int:
    """How often the box has waited for its disk."""
    return len(re.findall(r"sync\(\d+\)", trace.read_text()))
