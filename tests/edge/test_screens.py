"""What browsers open: pages, the state of things, and the bridge to the broker."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import aiomqtt
import psutil
import pytest

from edge import screens
from edge.broker import Broker
from tests.cook import Screen, hearing
from tests.shop import Shop, Tablet, line

# --- the bridge


@asynccontextmanager
async def over_the_bridge(shop: Shop, tablet: Tablet) -> AsyncIterator[Screen]:
    """A kitchen screen in a browser: MQTT inside a WebSocket, nothing but what the box told it."""
    access = tablet.session["mqtt"]
    heard = Screen(shop.box.outlet.id)
    protocols = f"mqtt, bearer.{tablet.session['token']}"
    client = aiomqtt.Client(
        "127.0.0.1",
        int(shop.base.rpartition(":")[2]),
        transport="websockets",
        websocket_path="/mqtt",
        websocket_headers={"Sec-Websocket-Protocol": protocols},
        username=access["username"],
        password=access["password"],
        protocol=aiomqtt.ProtocolVersion.V311,
    )
    async with client, hearing(heard, client):
        yield heard


async def test_a_browser_in_the_kitchen_sees_tickets_over_the_bridge(
    cooking: Shop, broker: Broker
) -> None:
    sari, slamet = await cooking.as_("sari"), await cooking.as_("slamet")
    await sari.order(line("rawon"), fire=True)
    async with over_the_bridge(cooking, slamet) as cook:
        (ticket,) = await cook.shows("dapur", "Black Beef Soup")
        await sari.order(*(line("sate-ayam", note="x" * 200) for _ in range(100)), fire=True)
        await cook.shows("dapur", "Black Beef Soup", *["Chicken Satay"] * 100)
        (await slamet.post(f"/api/tickets/{ticket['id']}/bump")).yes()
        await cook.shows("dapur", *["Chicken Satay"] * 100)
        await cook.until(lambda: "box/beat" in cook.said)


async def test_the_bridge_needs_a_session(cooking: Shop, broker: Broker) -> None:
    stranger = cooking.tablet()
    for protocols in (("mqtt",), ("mqtt", "bearer.salah")):
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await stranger.http.ws_connect(f"{stranger.base}/mqtt", protocols=protocols)
        assert refused.value.status == 401


async def test_the_bridge_needs_the_right_to_see_the_kitchen(cooking: Shop, broker: Broker) -> None:
    togar = await cooking.as_("togar")
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await _open(togar)
    assert refused.value.status == 403


async def test_without_a_broker_the_bridge_says_so_and_selling_goes_on(
    shop: Shop, slamet: Tablet, sari: Tablet
) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await _open(slamet)
    assert refused.value.status == 503
    (await sari.pay(await sari.order(line("rawon")))).yes()


async def test_when_the_broker_dies_the_browser_is_hung_up_on_at_once(
    cooking: Shop, broker: Broker, others: set[int]
) -> None:
    """It must reconnect, not look at an old board."""
    slamet = await cooking.as_("slamet")
    socket = await _open(slamet)
    await _until(lambda: len(links(broker) - others) == 1)
    assert broker.pid
    psutil.Process(broker.pid).kill()
    async with asyncio.timeout(10):
        while not socket.closed:
            await socket.receive()


async def test_when_the_browser_goes_the_broker_is_hung_up_on(
    cooking: Shop, broker: Broker, others: set[int]
) -> None:
    slamet = await cooking.as_("slamet")
    sockets = [await _open(slamet) for _ in range(5)]
    await _until(lambda: len(links(broker) - others) == 5)
    for socket in sockets:
        await socket.close()
    await _until(lambda: len(links(broker) - others) == 0)


async def test_who_signed_out_is_off_the_bridge(
    cooking: Shop, broker: Broker, others: set[int]
) -> None:
    slamet = await cooking.as_("slamet")
    socket = await _open(slamet)
    await _until(lambda: len(links(broker) - others) == 1)
    (await slamet.post_plain("/api/sign-out", {})).yes()
    async with asyncio.timeout(10):
        while not socket.closed:
            await socket.receive()
    await _until(lambda: len(links(broker) - others) == 0)


async def test_questions_that_are_no_websocket_leave_no_connection_behind(
    cooking: Shop, broker: Broker, others: set[int]
) -> None:
    slamet = await cooking.as_("slamet")
    await _until(lambda: len(links(broker) - others) == 0)
    for _ in range(5):
        (await slamet.get("/mqtt")).no("websocket.expected")
    await _until(lambda: len(links(broker) - others) == 0)


async def test_words_on_the_bridge_end_it(cooking: Shop, broker: Broker) -> None:
    """MQTT is bytes; whoever sends text is no MQTT client."""
    socket = await _open(await cooking.as_("slamet"))
    await socket.send_str("halo")
    async with asyncio.timeout(10):
        while not socket.closed:
            await socket.receive()


async def _open(tablet: Tablet) -> aiohttp.ClientWebSocketResponse:
    protocols = ("mqtt", f"bearer.{tablet.session['token']}")
    return await tablet.http.ws_connect(f"{tablet.base}/mqtt", protocols=protocols)


def links(broker: Broker) -> set[int]:
    """The connections of this process to the broker, by their own port."""
    return {
        each.laddr[1]
        for each in psutil.Process().net_connections(kind="tcp")
        if tuple(each.raddr)[1:] == (broker.port,) and each.status == psutil.CONN_ESTABLISHED
    }


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not holds():
            await asyncio.sleep(0.02)


@pytest.fixture
async def others(cooking: Shop, broker: Broker) -> set[int]:
    """Connections there before any bridge: the box's own, and perhaps one of a test before."""
    await _until(lambda: cooking.box.voice.connected)
    return links(broker)


# --- pages


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
    """The apps as a build leaves them."""
    static = folder / "static"
    for app in ("pos", "kds"):
        (static / app / "assets").mkdir(parents=True)
        (static / app / "index.html").write_text(f"<title>{app}</title>")
        (static / app / "assets" / "app-1a2b.js").write_text("1")
    (folder / "secret.txt").write_text("rahasia")
    monkeypatch.setattr(screens, "STATIC", static)
    return static


async def test_who_opens_the_box_s_address_is_at_the_till(shop: Shop, built: Path) -> None:
    answer = await shop.tablet().get("/")
    assert answer.raw == b"<title>pos</title>"
    assert (await shop.tablet().get("/kds")).raw == b"<title>kds</title>"


async def test_a_deep_link_opens_the_app_and_assets_are_kept_for_a_year(
    shop: Shop, built: Path
) -> None:
    tablet = shop.tablet()
    deep = await tablet.get("/pos/check/7")
    assert (deep.status, deep.raw) == (200, b"<title>pos</title>")
    assert deep.headers["Cache-Control"] == "no-cache"
    asset = await tablet.get("/kds/assets/app-1a2b.js")
    assert "immutable" in asset.headers["Cache-Control"]
    (await tablet.get("/pos/assets/old-9z.js")).no("app.missing")


@pytest.mark.parametrize(
    "path",
    [
        "/pos/%2e%2e/%2e%2e/secret.txt",
        "/pos/..%2f..%2fsecret.txt",
        "/kds//etc/passwd",
        "/pos/%00",
        "/pos/a%00.js",
        f"/pos/{'a' * 4000}",
        f"/pos/{'a/' * 1500}x.js",
    ],
)
async def test_nothing_outside_the_apps_is_served(shop: Shop, built: Path, path: str) -> None:
    port = int(shop.base.rpartition(":")[2])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: box\r\nConnection: close\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    status = int(answer.split()[1])
    assert status in (200, 404)
    assert b"rahasia" not in answer
    assert b"root:" not in answer
    assert status == 404 or answer.endswith(b"</title>")


async def test_pages_that_were_not_built_are_told_as_that(
    shop: Shop, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screens, "STATIC", folder / "nothing")
    (await shop.tablet().get("/pos/")).no("app.missing")
