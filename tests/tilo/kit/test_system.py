"""Health, version and the page about the API."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from typing import Any, Literal

import pytest
from aiohttp import web
from playwright.async_api import async_playwright

from tests.tilo.kit.conftest import Tablet
from tests.tilo.kit.warung import Warung
from tilo.kit import system
from tilo.kit.api import Api, NotReady, Probe


async def test_alive_means_it_answers(tablet: Tablet) -> None:
    assert await (await tablet.get("/healthz")).json() == {"alive": True}


async def test_ready_names_what_is_missing(warung: Warung, tablet: Tablet) -> None:
    ready = await tablet.get("/readyz")
    assert ready.status == 200
    assert await ready.json() == {
        "ready": True,
        "checks": {"database": {"ok": True, "detail": "0 checks"}},
    }
    warung.database_is_well = False
    missing = await tablet.get("/readyz")
    assert missing.status == 503
    assert await missing.json() == {
        "ready": False,
        "checks": {"database": {"ok": False, "detail": "database file is missing"}},
    }


async def test_probes_that_hang_or_break_do_not_take_the_others_down(
    aiohttp_client: Callable[..., Awaitable[Tablet]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "PROBE_SECONDS", 0.05)

    async def well() -> str:
        return "3 printers"

    async def hangs() -> str:
        await asyncio.Event().wait()
        return "never"

    async def breaks() -> str:
        raise OSError("password=hunter2 refused by 10.0.0.7")

    async def missing() -> str:
        raise NotReady("broker is off")

    probes: dict[str, Probe] = {"a": well, "b": hangs, "c": breaks, "d": missing}
    api, app = Api(title="Probed", version="1"), web.Application()
    api.mount(app, probes=probes)
    client = await aiohttp_client(app)
    answer = await client.get("/readyz")
    assert answer.status == 503
    assert (await answer.json())["checks"] == {
        "a": {"ok": True, "detail": "3 printers"},
        "b": {"ok": False, "detail": "no answer within 0.05 s"},
        "c": {"ok": False, "detail": "OSError"},
        "d": {"ok": False, "detail": "broker is off"},
    }


async def test_the_version_is_what_the_program_was_built_from(tablet: Tablet) -> None:
    version = await (await tablet.get("/version")).json()
    assert version == {"name": "Warung", "version": "1.2.3", "revision": "abc123"}


async def test_the_description_is_sent_once(tablet: Tablet) -> None:
    first = await tablet.get("/openapi.json")
    assert first.status == 200
    held = {"If-None-Match": first.headers["ETag"]}
    assert (await tablet.get("/openapi.json", headers=held)).status == 304


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/docs", "text/html"),
        ("/docs/docs.css", "text/css"),
        ("/docs/docs.js", "text/javascript"),
    ],
)
async def test_the_page_comes_from_the_server_alone(tablet: Tablet, path: str, kind: str) -> None:
    page = await tablet.get(path)
    assert page.status == 200
    assert page.content_type == kind
    text = await page.text()
    assert "//cdn" not in text
    assert "http://" not in text
    assert "https://" not in text
    assert "style=" not in text
    assert "onclick" not in text


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="needs chromium")
@pytest.mark.parametrize(("width", "height", "scheme"), [(1280, 800, "light"), (360, 640, "dark")])
async def test_the_page_shows_every_route_and_tries_one_out(
    warung: Warung,
    aiohttp_server: Callable[..., Awaitable[Any]],
    width: int,
    height: int,
    scheme: Literal["light", "dark"],
) -> None:
    server = await aiohttp_server(warung.app)
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = await browser.new_page(
            viewport={"width": width, "height": height}, color_scheme=scheme
        )
        trouble: list[str] = []
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("console", lambda said: trouble.append(said.text) if said.type == "error" else None)
        page.on("requestfailed", lambda request: trouble.append(request.url))
        await page.goto(str(server.make_url("/docs")))
        await page.wait_for_selector("#take_order")
        shown = await page.locator("[data-tag] details").count()
        assert shown == len(warung.api.endpoints)
        for each in warung.api.endpoints:  # every form can be drawn
            await page.locator(f"#{each.name} > summary").click()
        await page.get_by_label("Bearer token").fill("sari")
        order_form = page.locator("#take_order")
        await order_form.get_by_role("button", name="Send").click()
        await order_form.get_by_text("201 Created").wait_for()
        assert len(warung.checks) == 1
        read = page.locator("#read_check")
        await read.get_by_role("textbox").fill(str(next(iter(warung.checks))))
        await read.get_by_role("button", name="Send").click()
        await read.get_by_text("200 OK").wait_for()
        await page.get_by_label("Find").fill("menu names")
        assert await page.locator("[data-tag] details:visible").count() == 1
        assert await page.evaluate("document.documentElement.scrollWidth") <= width
        small = await page.evaluate(
            "[...document.querySelectorAll('button, summary, input')]"
            ".filter(e => e.offsetParent && e.offsetHeight < 44).length"
        )
        assert small == 0
        assert trouble == []
        await browser.close()
