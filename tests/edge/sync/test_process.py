"""Box and hub find each other again, whatever broke, and the shop is told how it stands."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from edge.sync import process
from tests.edge.sync.conftest import TOKEN, Hub, Line, Sync, until
from tests.shop import Shop, Tablet, item_document
from tests.shop import line as wish


async def whole(hub: Hub, shop: Shop) -> bool:
    """Whether the hub has every fact of the box, once and in order."""
    return await hub.seqs() == [row.seq for row in await shop.journal()]


async def costs(tablet: Tablet, item: str, price: int) -> bool:
    """Whether the tablet shows this price."""
    menu = (await tablet.get("/api/menu")).yes()
    return (item, price) in {(each["id"], each["price"]) for each in menu["items"]}


async def sell(tablet: Tablet) -> Any:
    check = await tablet.order(wish("es-teh"), fire=True)
    return (await tablet.pay(check)).yes()


async def test_a_sale_is_at_the_hub_well_within_a_second(
    shop: Shop, hub: Hub, sync: Sync, sari: Tablet
) -> None:
    await until(lambda: whole(hub, shop))
    took = []
    for _ in range(5):
        await sell(sari)
        began = time.monotonic()
        await until(lambda: whole(hub, shop))
        took.append(time.monotonic() - began)
    assert min(took) < 1.0, took
    await until(lambda: sync.hub.connected and sync.hub.unsynced == 0)
    assert sync.hub.reason is None


async def test_a_price_set_at_the_hub_is_on_the_tablet_in_a_moment(
    shop: Shop, hub: Hub, sync: Sync, sari: Tablet
) -> None:
    await until(lambda: sync.hub.connected)
    await hub.change("item", "es-teh", item_document("es-teh")["body"] | {"price": 9_500})

    await until(lambda: costs(sari, "es-teh", 9_500))


async def test_an_86_at_the_till_is_known_at_the_hub(
    shop: Shop, hub: Hub, sync: Sync, sari: Tablet
) -> None:
    (await sari.post("/api/items/rawon/sold-out", sold_out=True)).yes()

    async def known() -> bool:
        rows = await hub.sql("select body from documents where kind = 'availability'")
        return any('"rawon","sold_out":true' in row["body"] for row in rows)

    await until(known)


async def test_a_cut_line_is_told_and_everything_arrives_when_it_is_mended(
    shop: Shop, hub: Hub, line: Line, sync: Sync, sari: Tablet
) -> None:
    await until(lambda: whole(hub, shop))
    await line.cut()
    before = await hub.seqs()
    for _ in range(3):
        await sell(sari)
    await until(lambda: not sync.hub.connected and sync.hub.unsynced >= 12)
    assert sync.hub.reason == "hub.unreachable"
    assert sync.hub.unsynced_rupiah > 0
    assert await hub.seqs() == before
    await line.mend()
    await until(lambda: whole(hub, shop))
    await until(lambda: sync.hub.connected and sync.hub.unsynced == 0)


@pytest.mark.slow
async def test_a_line_that_flaps_all_evening_loses_and_doubles_nothing(
    shop: Shop, hub: Hub, line: Line, sync: Sync, sari: Tablet
) -> None:
    for moment in range(8):
        await sell(sari)
        await asyncio.sleep(0.01 * moment)
        await line.cut()
        await sell(sari)
        await line.mend()
    await until(lambda: whole(hub, shop), 40)


@pytest.mark.slow
async def test_hub_and_box_may_restart_in_any_order(
    shop: Shop, hub: Hub, sync: Sync, sari: Tablet
) -> None:
    await sell(sari)
    await hub.stop()
    await sell(sari)
    await until(lambda: not sync.hub.connected)
    await shop.restart()
    sari = await shop.as_("sari")
    await sell(sari)
    await hub.start()
    await until(lambda: whole(hub, shop), 40)
    await shop.restart()
    sari = await shop.as_("sari")
    await sell(sari)
    await until(lambda: whole(hub, shop), 40)
    await until(lambda: sync.hub.connected)


async def test_a_hub_that_went_back_to_a_backup_is_filled_again(
    shop: Shop, hub: Hub, sync: Sync, sari: Tablet
) -> None:
    for _ in range(3):
        await sell(sari)
    await until(lambda: whole(hub, shop))
    rows = await shop.journal()
    await hub.sql("delete from journal where seq > 4")
    await hub.sql("update journal_heads set place = 4")
    await hub.sql("update streams set seq = 4, hash = $1", bytes.fromhex(rows[3].hash))
    await hub.sql("delete from projection_marks")
    await sell(sari)
    await until(lambda: whole(hub, shop))


async def test_two_histories_are_told_and_not_hammered(
    shop: Shop, hub: Hub, sync: Sync, line: Line, sari: Tablet
) -> None:
    """Somebody changed what the hub holds: the box says so, and asks ever more slowly."""
    await sell(sari)
    await until(lambda: whole(hub, shop))
    await hub.forge()
    await sell(sari)
    await until(lambda: sync.hub.reason == "hub.history_differs")
    assert sync.hub.connected is False
    assert shop.box.neighbours.state.internet is True
    refused = await hub.sql("select reason from quarantine")
    assert {row["reason"] for row in refused} == {"sync.equivocation"}
    carried = line.carried
    await asyncio.sleep(1.0)
    assert line.carried - carried < 60_000


async def test_a_wrong_credential_is_named(shop: Shop, line: Line) -> None:
    stranger = Sync(shop, f"http://127.0.0.1:{line.port}", "salah")
    await until(lambda: stranger.hub.reason == "hub.credential_refused")
    await stranger.stop()


async def test_a_box_without_a_hub_says_so(shop: Shop) -> None:
    alone = Sync(shop, "")
    await until(lambda: alone.hub.reason == "hub.not_set")
    await alone.stop()


@pytest.fixture
async def stranger() -> AsyncIterator[str]:
    """Something that answers every address with a page: a hotel's Wi-Fi."""

    async def page(_request: web.Request) -> web.Response:
        return web.Response(text="<h1>Selamat datang, silakan masuk</h1>", content_type="text/html")

    app = web.Application()
    app.router.add_route("*", "/{any:.*}", page)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


async def test_a_sign_in_page_is_not_taken_for_the_hub(shop: Shop, stranger: str) -> None:
    lost = Sync(shop, stranger)
    await until(lambda: lost.hub.reason == "hub.impersonated")
    assert lost.hub.connected is False
    await lost.stop()


async def test_settings_come_down_while_the_journal_is_refused(
    shop: Shop, hub: Hub, sync: Sync, sari: Tablet
) -> None:
    """One direction standing still does not stop the other, and is not hidden by it."""
    await until(lambda: whole(hub, shop))
    await hub.forge()
    await sell(sari)
    await until(lambda: sync.hub.reason == "hub.history_differs")
    await hub.change("item", "rawon", item_document("rawon")["body"] | {"price": 50_000})

    await until(lambda: costs(sari, "rawon", 50_000))
    assert sync.hub.reason == "hub.history_differs"


async def test_settings_the_box_cannot_take_do_not_stop_the_journal(
    shop: Shop, hub: Hub, sync: Sync, sari: Tablet
) -> None:
    await until(lambda: sync.hub.connected)
    await hub.sql(
        "insert into documents values ('kmg', 'item', 'Not A Slug', 1, false, '{}', 1, 9999)"
    )
    await hub.sql("update outlets set change = 9999")
    await hub.sql("select pg_notify('tilo_documents', 'kmg')")
    await until(lambda: sync.hub.reason == "documents.refused")
    await sell(sari)
    await until(lambda: whole(hub, shop))
    assert sync.hub.connected is True


async def test_the_process_ends_when_it_is_told(shop: Shop, line: Line) -> None:
    short = Sync(shop, f"http://127.0.0.1:{line.port}")
    await until(lambda: short.hub.connected)
    began = time.monotonic()
    await short.stop()
    assert time.monotonic() - began < 5


async def test_a_box_that_is_not_there_yet_is_waited_for(
    shop: Shop, hub: Hub, line: Line, sari: Tablet
) -> None:
    await shop.close()
    stop = asyncio.Event()
    url = f"http://127.0.0.1:{line.port}"
    early = asyncio.create_task(process.run(str(shop.settings.socket_path), url, TOKEN, stop))
    await asyncio.sleep(0.3)
    assert not early.done()
    await shop.open()
    await until(lambda: whole(hub, shop))
    stop.set()
    await early
