"""What screens see without asking; and what becomes of a screen that does not listen."""

import asyncio
import base64
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from edge.live import BEAT_SECONDS
from tests.shop import Body, Shop, Tablet, document, item_document, line
from tilo.selling import MAX_LINES

PATIENCE_S = 10


class Screen:
    """The tablet's end of the live feed."""

    def __init__(self, feed: aiohttp.ClientWebSocketResponse) -> None:
        self.feed = feed

    async def next(self, kind: str) -> Body:
        """The next message of this kind; others are passed over."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                message: Body = await self.feed.receive_json()
                if message["t"] == kind:
                    return message


@asynccontextmanager
async def watching(tablet: Tablet) -> AsyncIterator[Screen]:
    protocols = ("tilo.live", f"bearer.{tablet.session['token']}")
    async with tablet.http.ws_connect(f"{tablet.base}/api/live", protocols=protocols) as feed:
        assert feed.protocol == "tilo.live", "the token is not said back"
        yield Screen(feed)


@pytest.fixture
async def screen(sari: Tablet) -> AsyncIterator[Screen]:
    async with watching(sari) as opened:
        yield opened


async def test_a_screen_is_greeted_with_how_things_stand(shop: Shop, screen: Screen) -> None:
    hello = await screen.next("hello")
    assert hello["boot"] == shop.box.boot
    assert hello["menu_rev"] == 1
    assert hello["state"]["box"] == {"ok": True, "disk": "ok", "version": "0.1.0"}


async def test_the_greeting_comes_before_anything_else(shop: Shop, sari: Tablet) -> None:
    """Although the shop sells while the screen connects."""
    check = await sari.order(line("kopi"))
    for covers in range(2, 12):
        change = asyncio.create_task(sari.do(check, "covers", covers=covers))
        async with watching(sari) as screen:
            async with asyncio.timeout(PATIENCE_S):
                first = await screen.feed.receive_json()
        assert first["t"] == "hello"
        (await change).yes()


async def test_every_screen_sees_a_check_as_it_changes(
    shop: Shop, sari: Tablet, screen: Screen
) -> None:
    agus = await shop.as_("agus")
    async with watching(agus) as other:
        check = await sari.order(line("rawon"))
        for each in (screen, other):
            assert (await each.next("check"))["check"] == check
        changed = (await agus.add(check, line("kopi"), fire=True)).yes()
        for each in (screen, other):
            assert (await each.next("check"))["check"] == changed
        paid = (await sari.pay(changed)).yes()
        for each in (screen, other):
            assert (await each.next("check"))["check"] == paid


async def test_a_bump_reaches_the_till(sari: Tablet, slamet: Tablet, screen: Screen) -> None:
    await sari.order(line("rawon"), fire=True)
    await screen.next("check")
    (ticket,) = await slamet.tickets("dapur")
    (await slamet.post(f"/api/tickets/{ticket['id']}/bump")).yes()
    assert (await screen.next("check"))["check"]["lines"][0]["state"] == "ready"


async def test_what_was_refused_is_shown_to_nobody(sari: Tablet, screen: Screen) -> None:
    check = await sari.order(line("rawon"))
    (await sari.add(check, line("durian-montong"))).no("item.unknown")
    later = await sari.order(line("kopi"))
    assert (await screen.next("check"))["check"]["id"] == check["id"]
    assert (await screen.next("check"))["check"]["id"] == later["id"]


async def test_a_repeated_tap_is_shown_once(sari: Tablet, screen: Screen) -> None:
    check = await sari.order(line("rawon"))
    body = {"id": check["id"], "covers": 4}
    for _ in range(3):
        (await sari.post(f"/api/checks/{check['id']}/covers", body)).yes()
    after = await sari.order(line("kopi"))
    seen = [(await screen.next("check"))["check"]["id"] for _ in range(3)]
    assert seen == [check["id"], check["id"], after["id"]]


async def test_86_reaches_every_screen(slamet: Tablet, screen: Screen) -> None:
    (await slamet.post("/api/items/rawon/sold-out", sold_out=True)).yes()
    assert await screen.next("sold_out") == {
        "t": "sold_out",
        "item_id": "rawon",
        "sold_out": True,
    }


async def test_86_at_the_office_reaches_every_screen(shop: Shop, screen: Screen) -> None:
    body = {"id": "rawon", "sold_out": True, "hlc": f"{shop.box.door.clock.now().ms:013d}.000000.h"}
    await shop.apply(document("availability", body))
    assert (await screen.next("sold_out"))["item_id"] == "rawon"


async def test_a_new_menu_is_announced_by_its_revision(shop: Shop, screen: Screen) -> None:
    await shop.apply(item_document("rawon", 2, price=52_000))
    told = await screen.next("menu")
    assert told["rev"] == 2
    menu = (await (await shop.as_("agus")).get("/api/menu")).yes()
    assert menu["rev"] == told["rev"]


async def test_the_state_is_told_when_it_changes(shop: Shop, screen: Screen) -> None:
    await screen.next("hello")
    shop.box.neighbours.sync_is(connected=True, internet=True, acked=None, error=None)
    state = (await screen.next("state"))["state"]
    assert state["hub"]["connected"] is True
    assert state["internet"] is True


async def test_the_box_beats_so_that_a_stale_screen_knows(screen: Screen) -> None:
    loop = asyncio.get_running_loop()
    first = await screen.next("beat")
    began = loop.time()
    second = await screen.next("beat")
    assert second["now_ms"] > first["now_ms"]
    assert loop.time() - began < 5, "a screen calls itself stale after five seconds"
    assert BEAT_SECONDS < 2.5


async def test_a_feed_needs_a_session_and_the_right_to_look(shop: Shop, sari: Tablet) -> None:
    stranger = shop.tablet()
    for protocols in ((), ("tilo.live",), ("tilo.live", "bearer."), ("tilo.live", "bearer.x")):
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await stranger.http.ws_connect(f"{stranger.base}/api/live", protocols=protocols)
        assert refused.value.status == 401
    (await sari.post_plain("/api/sign-out", {})).yes()
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        async with watching(sari):
            pass
    assert refused.value.status == 401


async def test_a_plain_question_at_a_live_address_is_told_so(sari: Tablet) -> None:
    (await sari.get("/api/live")).no("websocket.expected")
    (await sari.get("/mqtt")).no("websocket.expected")


async def test_a_screen_that_leaves_is_forgotten(shop: Shop, sari: Tablet) -> None:
    async with watching(sari) as screen:
        await screen.next("hello")
        assert shop.box.live.screens == 1
    await _until(lambda: shop.box.live.screens == 0)
    await sari.order(line("kopi"))


async def test_a_screen_cannot_speak(shop: Shop, sari: Tablet) -> None:
    async with watching(sari) as screen:
        await screen.feed.send_str('{"t":"check","check":{}}')
        check = await sari.order(line("kopi"))
        assert (await screen.next("check"))["check"] == check
        await screen.feed.send_str("x" * 5_000)
        async with asyncio.timeout(PATIENCE_S):
            while (await screen.feed.receive()).type is aiohttp.WSMsgType.TEXT:
                pass
    await _until(lambda: shop.box.live.screens == 0)


async def test_when_the_box_goes_screens_are_told(shop: Shop, sari: Tablet) -> None:
    async with watching(sari) as screen:
        await screen.next("hello")
        closing = asyncio.create_task(shop.box.live.close())
        async with asyncio.timeout(PATIENCE_S):
            while (message := await screen.feed.receive()).type is aiohttp.WSMsgType.TEXT:
                pass
        assert message.type is aiohttp.WSMsgType.CLOSE
        assert message.data == aiohttp.WSCloseCode.GOING_AWAY
        await closing


async def test_who_signed_out_hears_nothing_more(shop: Shop, sari: Tablet) -> None:
    agus = await shop.as_("agus")
    async with watching(sari) as screen, watching(agus) as other:
        await screen.next("hello")
        (await sari.post_plain("/api/sign-out", {})).yes()
        async with asyncio.timeout(PATIENCE_S):
            while (message := await screen.feed.receive()).type is aiohttp.WSMsgType.TEXT:
                pass
        assert message.data == aiohttp.WSCloseCode.POLICY_VIOLATION
        check = await agus.order(line("kopi"))
        assert (await other.next("check"))["check"] == check


async def test_a_frozen_screen_does_not_keep_the_box_from_stopping(
    shop: Shop, sari: Tablet
) -> None:
    frozen = [await _frozen_screen(shop, sari) for _ in range(5)]
    await _until(lambda: shop.box.live.screens == 5)
    began = asyncio.get_running_loop().time()
    await shop.box.live.close()
    assert asyncio.get_running_loop().time() - began < 8, "a farewell of a second, for all at once"
    await _until(lambda: shop.box.live.screens == 0)
    for each in frozen:
        each.close()


async def test_a_screen_that_does_not_read_is_cut_off_and_others_see_everything(
    shop: Shop, sari: Tablet
) -> None:
    """A tablet froze with the page open; the box must not fill its memory for it."""
    check = await sari.order(*(line("kopi", note="x" * 200) for _ in range(MAX_LINES)))
    frozen = await _frozen_screen(shop, sari)
    await _until(lambda: shop.box.live.screens == 1)
    async with watching(sari) as screen:
        await screen.next("hello")
        for covers in range(1, 60):
            (await sari.do(check, "covers", covers=covers)).yes()
            seen = await screen.next("check")
            assert seen["check"]["covers"] == covers
        await _until(lambda: shop.box.live.screens == 1)
    frozen.close()


async def _frozen_screen(shop: Shop, tablet: Tablet) -> socket.socket:
    """Connected, greeted, and never reading again."""
    link = socket.socket()
    link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    link.setblocking(False)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(link, ("127.0.0.1", int(shop.base.rpartition(":")[2])))
    key = base64.b64encode(os.urandom(16)).decode()
    lines = [
        "GET /api/live HTTP/1.1",
        "Host: box",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {key}",
        f"Sec-WebSocket-Protocol: tilo.live, bearer.{tablet.session['token']}",
    ]
    await loop.sock_sendall(link, ("\r\n".join(lines) + "\r\n\r\n").encode())
    assert b" 101 " in await loop.sock_recv(link, 64)
    return link


async def _until(holds: Any) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not holds():
            await asyncio.sleep(0.01)
