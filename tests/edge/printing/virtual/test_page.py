"""The whole virtual printer as a process runs it, seen through its page."""

import asyncio
import io
import json
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
from PIL import Image

from edge.printing import virtual
from edge.printing.render import render
from tests.edge.printing.bench import LONG_S, slip
from tilo.slip import lay_out
from tilo.words import CATALOGUES

JOB = render(lay_out(slip(), 48), columns=48)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@dataclass
class Shop:
    """A running virtual printer and somebody who looks at its page."""

    port: int
    browser: aiohttp.ClientSession

    async def print(self, data: bytes = JOB) -> None:
        _, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(data)
        writer.close()
        await writer.wait_closed()

    async def slips(self, count: int) -> list[dict[str, int | bool]]:
        """The list, once it is `count` long; told by the live stream."""
        async with asyncio.timeout(LONG_S), self.browser.get("/api/live") as live:
            async for line in live.content:
                if line.startswith(b"data: "):
                    slips = json.loads(line[6:])["slips"]
                    if len(slips) == count:
                        return list(slips)
        raise AssertionError("the stream ended")


async def running(folder: Path) -> AsyncIterator[Shop]:
    port, page_port, stop = free_port(), free_port(), asyncio.Event()
    run = asyncio.create_task(
        virtual.run("127.0.0.1", port, page_port, "Kasir <Depan>", folder, stop)
    )
    async with aiohttp.ClientSession(f"http://127.0.0.1:{page_port}") as browser:
        async with asyncio.timeout(LONG_S):
            while True:
                try:
                    async with browser.get("/readyz") as ready:
                        assert ready.status == 200
                        break
                except aiohttp.ClientConnectionError:
                    assert not run.done()
                    await asyncio.sleep(0.01)
        yield Shop(port, browser)
    stop.set()
    await run


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    async for one in running(tmp_path):
        yield one


async def test_what_is_printed_appears_as_a_picture_newest_first(shop: Shop) -> None:
    await shop.print()
    await shop.slips(1)
    await shop.print(b"dua\n")
    newest, first = await shop.slips(2)
    assert (newest["n"], newest["whole"]) == (2, False)
    assert (first["n"], first["whole"], first["drawer"]) == (1, True, True)
    assert first["size_bytes"] == len(JOB)
    async with shop.browser.get("/api/slips/1.png") as answer:
        picture = Image.open(io.BytesIO(await answer.read()))
        assert answer.content_type == "image/png"
    assert picture.width == 648
    async with shop.browser.get("/api/slips/1.bin") as answer:
        assert await answer.read() == JOB
    async with shop.browser.get("/api/slips/1.txt") as answer:
        text = await answer.text()
    assert "Warung Tilo Kemang" in text
    assert text.startswith("[drawer]")


async def test_the_page_speaks_both_languages_and_shows_a_name_as_a_name(shop: Shop) -> None:
    for language, words in (("id", "Printer virtual"), ("en", "Virtual printer")):
        async with shop.browser.get("/", params={"lang": language}) as answer:
            html = await answer.text()
            policy = answer.headers["Content-Security-Policy"]
        assert f'<html lang="{language}">' in html
        assert words in html
        assert "Kasir &lt;Depan&gt;" in html
        assert "{{" not in html
        assert "default-src 'none'" in policy
    for asset in ("page.css", "page.js"):
        async with shop.browser.get(f"/assets/{asset}") as answer:
            assert answer.status == 200


def test_every_word_of_the_page_is_used() -> None:
    folder = Path(virtual.__file__).parent
    used = (folder / "page" / "index.html").read_text() + (folder / "page.py").read_text()
    keys = {key for key in CATALOGUES["id"] if key.startswith("virtual.")}
    assert {key for key in keys if key not in used} == set()


async def test_faults_are_switched_on_and_off_one_by_one(shop: Shop) -> None:
    async with shop.browser.post("/api/state", json={"paper_out": True}) as answer:
        assert (await answer.json())["paper_out"] is True
    async with shop.browser.post("/api/state", json={"mishap": {"kind": "hang"}}) as answer:
        state = await answer.json()
    assert state["paper_out"] is True
    assert state["mishap"] == {"kind": "hang", "after_bytes": 200}
    async with shop.browser.post("/api/state", json={"offline": True}) as answer:
        assert (await answer.json())["offline"] is True
    with pytest.raises(ConnectionRefusedError):
        await shop.print()
    async with shop.browser.get("/api/state") as answer:
        assert (await answer.json())["offline"] is True


@pytest.mark.parametrize(
    ("body", "status"), [(b"[1]", 422), (b"{", 422), (b'{"mishap":{"kind":"fire"}}', 422)]
)
async def test_nonsense_changes_nothing(shop: Shop, body: bytes, status: int) -> None:
    headers = {"Content-Type": "application/json"}
    async with shop.browser.post("/api/state", data=body, headers=headers) as answer:
        assert answer.status == status
    async with shop.browser.post("/api/state", data={"hang": "1"}) as answer:
        assert answer.status == 415


@pytest.mark.parametrize("path", ["/api/slips/9.png", "/api/slips/1.exe", "/assets/page.py"])
async def test_what_is_not_there_is_not_found(shop: Shop, path: str) -> None:
    async with shop.browser.get(path) as answer:
        assert answer.status == 404


async def test_slips_survive_a_restart_and_numbers_go_on(tmp_path: Path) -> None:
    async for shop in running(tmp_path):
        await shop.print()
        await shop.slips(1)
    async for shop in running(tmp_path):
        await shop.print()
        newest, first = await shop.slips(2)
        assert (newest["n"], first["n"], first["drawer"]) == (2, 1, True)
