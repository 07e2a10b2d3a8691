"""Office screens see sales as they come, and one that does not read harms nobody."""

import asyncio
import socket
from typing import Any

import pytest
from aiohttp import WSMsgType
from multidict import CIMultiDict

from hub.bell import live_line
from hub.keys import LIVE
from tests.hub.conftest import Hub, Office, add_person
from tests.hub.paper_box import NOON, PaperBox
from tilo.kit.ids import new_id


async def heard(screen: Any, what: str) -> Any:
    """The next message of one kind."""
    async with asyncio.timeout(10):
        while True:
            message = await screen.receive_json()
            if message["t"] == what:
                return message


async def test_a_screen_hears_at_once_that_the_hub_lives(owner: Office) -> None:
    async with owner.listen() as screen:
        assert screen.protocol == "tilo.live"
        assert await heard(screen, "beat") == {"t": "beat", "now_ms": NOON}
        assert (await heard(screen, "beat"))["now_ms"] == NOON


async def test_a_sale_is_shown_as_it_comes_up(hub: Hub, owner: Office) -> None:
    box = PaperBox().started()
    async with owner.listen() as screen:
        check = box.sell()
        await hub.push(box)
        sale = await heard(screen, "sale")
    _, page = await owner.get("/api/outlets/kemang/receipts", date="2026-11-22")
    assert sale == {"t": "sale", "outlet": "kemang", "receipt": page["receipts"][0]}
    assert sale["receipt"]["total"] == check.totals.total


async def test_a_box_is_shown_as_it_syncs(hub: Hub, owner: Office) -> None:
    box = PaperBox().started()
    async with owner.listen() as screen:
        await hub.push(box)
        message = await heard(screen, "box")
    seen = {"id": "box-1", "last_seen_ms": NOON, "seq": 1, "synced_to_ms": NOON}
    assert message == {"t": "box", "outlet": "kemang", "box": seen}


async def test_a_price_changed_elsewhere_is_told(owner: Office) -> None:
    path = "/api/outlets/kemang/items/nasi-goreng/price"
    async with owner.listen() as screen:
        await owner.post(path, {"id": str(new_id()), "price": 1_000, "base_version": 1})
        assert await heard(screen, "menu") == {"t": "menu", "outlet": "kemang", "rev": 6}


async def test_a_neighbour_s_screen_sees_nothing_of_it(hub: Hub, owner: Office) -> None:
    await add_person(hub.pool, "owner", "toko")
    neighbour = await hub.sign_in("owner", "toko")
    box = PaperBox().started()
    box.sell()
    async with owner.listen() as mine, neighbour.listen() as theirs:
        await hub.push(box)
        await heard(mine, "sale")
        await mine.close()
        for _ in range(2):  # whatever was sent before these beats has arrived
            message = await asyncio.wait_for(theirs.receive_json(), 10)
            assert message["t"] == "beat"


async def test_only_a_websocket_is_answered_there(hub: Hub, owner: Office) -> None:
    status, no = await owner.get("/api/live")
    assert (status, no["code"]) == (426, "office.socket_only")


async def test_a_screen_that_does_not_read_is_let_go_and_others_go_on(
    hub: Hub, owner: Office
) -> None:
    live = hub.app[LIVE]
    async with owner.listen() as deaf:
        await heard(deaf, "beat")
        deaf._response.connection.transport.pause_reading()
        _narrow(deaf._response.connection.transport, socket.SO_RCVBUF)
        _narrow(live._of(None)[0].transport, socket.SO_SNDBUF)
        async with owner.listen() as awake:
            await heard(awake, "beat")
            noise = live_line("warung", {"t": "noise", "text": "x" * 20_000})
            async with asyncio.timeout(20):
                while live.count == 2:
                    live.tell(noise)
                    await heard(awake, "noise")
            assert live.count == 1
        deaf._response.connection.transport.abort()


def _narrow(transport: Any, side: int) -> None:
    """So that little noise fills the line."""
    transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, side, 4_096)


async def test_screens_are_told_when_the_hub_goes_away(hub: Hub, owner: Office) -> None:
    async with owner.listen() as screen:
        await heard(screen, "beat")
        stopping = asyncio.create_task(hub.app[LIVE].stop())
        async with asyncio.timeout(10):
            while (message := await screen.receive()).type is WSMsgType.TEXT:
                pass
        assert message.type is WSMsgType.CLOSE
        assert message.data == 1001
        await stopping


@pytest.mark.parametrize("protocols", [(), ("tilo.live",), ("tilo.live", "bearer.")])
async def test_a_screen_without_a_session_is_refused(hub: Hub, protocols: tuple[str, ...]) -> None:
    headers: CIMultiDict[str] = CIMultiDict({"Connection": "Upgrade", "Upgrade": "websocket"})
    headers["Sec-WebSocket-Version"] = "13"
    headers["Sec-WebSocket-Key"] = "dGhlIHNhbXBsZSBub25jZQ=="
    if protocols:
        headers["Sec-WebSocket-Protocol"] = ", ".join(protocols)
    assert (await hub.client.get("/api/live", headers=headers)).status == 401
