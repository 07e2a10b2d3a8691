"""Around every handler: nothing leaks, everything is counted and logged once."""

import asyncio
import json
from collections.abc import Awaitable, Callable

import pytest
from aiohttp import web
from structlog.testing import capture_logs

from tests.tilo.kit.conftest import SARI, Tablet
from tests.tilo.kit.test_parts import head
from tests.tilo.kit.warung import Warung, order
from tilo.kit import boundary
from tilo.kit.api import PUBLIC, Api

Start = Callable[..., Awaitable[Tablet]]


async def test_every_answer_carries_the_safe_headers(tablet: Tablet) -> None:
    for path in ("/api/menu", "/api/checks", "/nowhere", "/docs", "/healthz"):
        headers = (await tablet.get(path)).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Content-Security-Policy"].startswith("default-src 'self';")
        assert headers["X-Request-Id"]
        assert "Server" not in headers


async def test_a_handler_may_set_its_own_policy(aiohttp_client: Start) -> None:
    api, app = Api(title="Images", version="1"), web.Application()

    @api.get("/x", permission=PUBLIC)
    async def picture() -> web.Response:
        return web.Response(body=b"", headers={"Content-Security-Policy": "default-src 'none'"})

    api.mount(app, csp="default-src 'self' blob:")
    client = await aiohttp_client(app)
    own = (await client.get("/x")).headers.getall("Content-Security-Policy")
    assert own == ["default-src 'none'"]
    ours = (await client.get("/healthz")).headers.getall("Content-Security-Policy")
    assert ours == ["default-src 'self' blob:"]


async def test_a_bug_leaks_nothing_and_is_found_by_its_number(
    warung: Warung, aiohttp_client: Start
) -> None:
    warung.add_bug()
    client = await aiohttp_client(warung.app)
    with capture_logs() as logs:
        failed = await client.get("/bug?token=hunter2", headers=SARI)
    assert failed.status == 500
    text = await failed.text()
    assert "secret-of-the-house" not in text
    assert "Traceback" not in text
    problem = json.loads(text)
    assert problem["code"] == "server.fault"
    fault = next(each for each in logs if each["event"] == "server.fault")
    assert fault["request_id"] == problem["request_id"]
    assert fault["log_level"] == "error"
    assert isinstance(fault["exc_info"], ZeroDivisionError)
    assert "hunter2" not in str(logs)


async def test_each_request_is_one_line_without_its_query_or_ids(
    sari: Tablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boundary, "SLOW_S", 3600.0)
    sent = order()
    with capture_logs() as logs:
        await sari.post("/api/checks", json=sent)
        await sari.get(f"/api/checks/{sent['id']}")
        await sari.get("/api/checks?text=budi")
        await sari.get("/guest/9f8e7d6c5b4a")
        await sari.get("/healthz")
    lines = [each for each in logs if each["event"] == "request"]
    assert [(each["route"], each["status"]) for each in lines] == [
        ("/api/checks", 201),
        ("/api/checks/{check_id}", 200),
        ("/api/checks", 200),
        ("(unknown)", 404),
        ("/healthz", 200),
    ]
    assert [each["log_level"] for each in lines] == ["debug"] * 3 + ["info", "debug"]
    assert all(each["duration_ms"] >= 0 for each in lines)
    for private in (str(sent["id"]), "budi", "9f8e7d6c5b4a", "sari"):
        assert private not in str(logs)


async def test_redirects_pass_as_they_are(aiohttp_client: Start) -> None:
    api, app = Api(title="Root", version="1"), web.Application()

    @api.get("/", permission=PUBLIC)
    async def root() -> web.Response:
        raise web.HTTPFound("/pos")

    api.mount(app)
    client = await aiohttp_client(app)
    with capture_logs() as logs:
        moved = await client.get("/", allow_redirects=False)
    assert (moved.status, moved.headers["Location"]) == (302, "/pos")
    assert moved.headers["X-Content-Type-Options"] == "nosniff"
    assert [each["status"] for each in logs] == [302]


async def test_an_aiohttp_fault_is_a_fault_like_any_other(aiohttp_client: Start) -> None:
    api, app = Api(title="Faults", version="1"), web.Application()

    @api.get("/bad", permission=PUBLIC)
    async def bad() -> web.Response:
        raise web.HTTPBadGateway(text="upstream at 10.0.0.7 is down")

    @api.get("/large", permission=PUBLIC)
    async def large() -> web.Response:
        raise web.HTTPRequestEntityTooLarge(10, 20)

    api.mount(app)
    client = await aiohttp_client(app)
    failed = await client.get("/bad")
    assert failed.status == 500
    assert "10.0.0.7" not in await failed.text()
    assert (await (await client.get("/large")).json())["code"] == "body.too_large"


async def test_an_answer_that_breaks_off_is_cut_not_patched(aiohttp_client: Start) -> None:
    api, app = Api(title="Streams", version="1"), web.Application()

    @api.get("/export", permission=PUBLIC, produces="text/csv")
    async def export(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        response.content_length = 1_000
        await response.prepare(request)
        await response.write(b"half a report")
        raise ValueError("the disk went away")

    api.mount(app)
    client = await aiohttp_client(app)
    with capture_logs() as logs:
        answer = await client.get("/export")
        with pytest.raises(Exception, match=r"payload|Response"):
            await answer.read()
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert any(each["event"] == "server.fault" for each in logs)


async def test_a_guest_who_walks_away_is_not_our_fault(aiohttp_client: Start) -> None:
    api, app = Api(title="Streams", version="1"), web.Application()
    left = asyncio.Event()

    @api.get("/live", permission=PUBLIC, produces="text/plain")
    async def live(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        try:
            while True:
                await response.write(b"beat\n" * 1000)
                await asyncio.sleep(0)
        finally:
            left.set()

    api.mount(app)
    client = await aiohttp_client(app)
    with capture_logs() as logs:
        _reader, writer = await asyncio.open_connection("127.0.0.1", client.port)
        writer.write(head("GET /live"))
        await writer.drain()
        await _reader.readline()
        writer.transport.abort()
        await asyncio.wait_for(left.wait(), 10)
        await asyncio.sleep(0)
        await client.get("/healthz")
    assert not any(each["event"] == "server.fault" for each in logs)


async def test_a_websocket_goes_through_with_its_permission(
    warung: Warung, aiohttp_client: Start
) -> None:
    from tests.tilo.kit.warung import authorise

    api, app = Api(title="Live", version="1"), web.Application()

    @api.get("/api/live", permission="sales.read")
    async def live(request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(protocols=["tilo.live"])
        await socket.prepare(request)
        async for message in socket:
            await socket.send_str(f"heard {message.data}")
        return socket

    api.mount(app, authorise=authorise)
    client = await aiohttp_client(app)
    async with client.ws_connect("/api/live", headers=SARI, protocols=["tilo.live"]) as socket:
        await socket.send_str("bump")
        assert await socket.receive_str() == "heard bump"
        assert socket.protocol == "tilo.live"
    with pytest.raises(Exception, match="401"):
        await client.ws_connect("/api/live")


async def test_figures_are_by_template_method_and_status(sari: Tablet) -> None:
    sent = order()
    await sari.post("/api/checks", json=sent)
    for _ in range(3):
        await sari.get(f"/api/checks/{sent['id']}")
    await sari.get("/api/checks/none")
    for number in range(50):
        await sari.request("PROPFIND", f"/pot/{number}")
    text = await (await sari.get("/metrics")).text()
    read = 'route="/api/checks/{check_id}"'
    assert f'tilo_http_requests_total{{method="GET",{read},status="200"}} 3.0' in text
    assert f'tilo_http_requests_total{{method="GET",{read},status="404"}} 1.0' in text
    assert f'tilo_http_request_seconds_count{{method="GET",{read}}} 4.0' in text
    assert 'tilo_http_requests_total{method="OTHER",route="(unknown)",status="404"} 50.0' in text
    assert "PROPFIND" not in text
    assert str(sent["id"]) not in text


async def test_two_servers_in_one_process_count_apart(aiohttp_client: Start) -> None:
    first, second = Warung(), Warung()
    one, two = await aiohttp_client(first.app), await aiohttp_client(second.app)
    await one.get("/api/menu")
    assert 'route="/api/menu"' in await (await one.get("/metrics")).text()
    assert 'route="/api/menu"' not in await (await two.get("/metrics")).text()
