"""What kitchen screens see over MQTT, on each broker: every ticket once, and nothing stale."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiomqtt
import psutil
import pytest

from edge.broker import Broker
from tests.cook import Screen, screen
from tests.edge.conftest import EARS
from tests.shop import Body, Hands, Shop, Tablet, document, item_document, line, running
from tilo.kitchen import RECALL_MS


@pytest.fixture
async def cook(cooking: Shop, broker: Broker) -> AsyncIterator[Screen]:
    """A screen in the kitchen, switched on before the first order."""
    await connected(cooking)
    async with screen(broker, cooking.box.outlet.id, EARS) as opened:
        yield opened


@pytest.fixture
async def till(cooking: Shop) -> Tablet:
    return await cooking.as_("sari")


@pytest.fixture
async def pass_(cooking: Shop) -> Tablet:
    """The cook's hands: screens listen over MQTT and act over HTTP."""
    return await cooking.as_("slamet")


async def connected(shop: Shop) -> None:
    async with asyncio.timeout(15):
        while not shop.box.voice.connected:
            await asyncio.sleep(0.01)


async def bump(tablet: Tablet, ticket: Body, verb: str = "bump", *lines: Body) -> Body:
    ids = {"line_ids": [each["id"] for each in lines]} if lines else {}
    done: Body = (await tablet.post(f"/api/tickets/{ticket['id']}/{verb}", ids)).yes()
    return done


async def kill(broker: Broker) -> None:
    """kill -9, and nothing of it is left."""
    assert broker.pid
    process = psutil.Process(broker.pid)
    process.kill()
    await asyncio.to_thread(process.wait, 15)


async def revive(broker: Broker) -> None:
    await asyncio.to_thread(broker.stop)
    await asyncio.to_thread(broker.launch)


async def test_what_is_fired_is_on_the_screen_of_each_station(cook: Screen, till: Tablet) -> None:
    check = await till.order(
        line("nasi-goreng", 2, options=["gila"], note="tanpa bawang"), line("es-teh"), fire=True
    )
    (ticket,) = await cook.shows("dapur", "Fried Rice")
    await cook.shows("bar", "Sweet Iced Tea")
    assert ticket == (await till.tickets("dapur"))[0]
    assert ticket["table_name"] == "1"
    assert ticket["check_id"] == check["id"]
    assert ticket["lines"][0]["quantity"] == 2
    assert ticket["lines"][0]["note"] == "tanpa bawang"


async def test_a_screen_switched_on_later_sees_what_is_open(
    cooking: Shop, broker: Broker, cook: Screen, till: Tablet, pass_: Tablet
) -> None:
    for item in ("rawon", "sate-ayam", "nasi-goreng"):
        await till.order(line(item), fire=True)
    tickets = await cook.shows("dapur", "Black Beef Soup", "Chicken Satay", "Fried Rice")
    await bump(pass_, tickets[1])
    await cook.shows("dapur", "Black Beef Soup", "Fried Rice")
    async with screen(broker, cooking.box.outlet.id, EARS) as late:
        await late.shows("dapur", "Black Beef Soup", "Fried Rice")
        assert all(retained for topic, _, retained in late.heard if topic != "box/beat")


async def test_a_bump_takes_a_ticket_off_and_a_recall_brings_it_back_to_its_place(
    cook: Screen, till: Tablet, pass_: Tablet
) -> None:
    for item in ("rawon", "sate-ayam"):
        await till.order(line(item), fire=True)
    first, _ = await cook.shows("dapur", "Black Beef Soup", "Chicken Satay")
    await bump(pass_, first)
    await cook.shows("dapur", "Chicken Satay")
    await bump(pass_, first, "recall")
    again, _ = await cook.shows("dapur", "Black Beef Soup", "Chicken Satay")
    assert again["fired_at_ms"] == first["fired_at_ms"]
    assert again["rev"] == first["rev"] + 2


async def test_lines_are_bumped_one_by_one(cook: Screen, till: Tablet, pass_: Tablet) -> None:
    await till.order(line("rawon"), line("sate-ayam"), fire=True)
    (ticket,) = await cook.shows("dapur", "Black Beef Soup", "Chicken Satay")
    await bump(pass_, ticket, "bump", ticket["lines"][0])
    await cook.until(lambda: cook.board("dapur")[0]["lines"][0]["state"] == "ready")
    await bump(pass_, ticket, "bump", ticket["lines"][1])
    await cook.shows("dapur")


async def test_a_voided_line_is_struck_through_and_must_still_be_bumped(
    cooking: Shop, cook: Screen, till: Tablet, pass_: Tablet
) -> None:
    budi = await cooking.as_("budi")
    check = await till.order(line("rawon"), line("sate-ayam"), fire=True)
    await cook.shows("dapur", "Black Beef Soup", "Chicken Satay")
    (await budi.void(check, check["lines"][0], "tamu batal")).yes()
    await cook.shows("dapur", "-Black Beef Soup-", "Chicken Satay")
    (await budi.do(check, "void", reason="tamu pulang")).yes()
    (ticket,) = await cook.shows("dapur", "-Black Beef Soup-", "-Chicken Satay-")
    await bump(pass_, ticket)
    await cook.shows("dapur")


async def test_a_line_voided_after_its_bump_does_not_come_back_to_be_cooked(
    cooking: Shop, cook: Screen, till: Tablet, pass_: Tablet
) -> None:
    budi = await cooking.as_("budi")
    check = await till.order(line("rawon"), fire=True)
    (ticket,) = await cook.shows("dapur", "Black Beef Soup")
    await bump(pass_, ticket)
    await cook.shows("dapur")
    (await budi.void(check, check["lines"][0], "tamu pulang")).yes()
    await bump(pass_, ticket, "recall")
    await cook.shows("dapur", "-Black Beef Soup-")


async def test_a_ticket_recalled_after_the_party_moved_names_the_new_table(
    cook: Screen, till: Tablet, pass_: Tablet
) -> None:
    check = await till.order(line("rawon"), fire=True)
    (ticket,) = await cook.shows("dapur", "Black Beef Soup")
    await bump(pass_, ticket)
    await cook.shows("dapur")
    (await till.do(check, "move", table_id="meja-7")).yes()
    await bump(pass_, ticket, "recall")
    (again,) = await cook.shows("dapur", "Black Beef Soup")
    assert again["table_name"] == "7"


async def test_what_can_no_longer_be_recalled_is_taken_from_the_broker(
    folder: Path, broker: Broker, hands: Hands
) -> None:
    """Also what was bumped before the box was restarted; no rebooted screen can revive it."""
    outlet = f"o{folder.name[-8:].replace('_', '-')}".lower()
    async with running(folder, outlet, mqtt_port=broker.port, clock=hands.clock()) as shop:
        await connected(shop)
        sari, slamet = await shop.as_("sari"), await shop.as_("slamet")
        await sari.order(line("rawon"), fire=True)
        (ticket,) = await slamet.tickets("dapur")
        await bump(slamet, ticket)
        topic = f"kitchen/dapur/tickets/{ticket['id']}"
        async with screen(broker, outlet, EARS) as cook:
            await cook.until(lambda: cook.said.get(topic, {}).get("state") == "bumped")
            await shop.restart()
            await connected(shop)
            hands.ms += RECALL_MS + 1
            await cook.until(lambda: topic not in cook.said)
        again = await shop.as_("slamet")
        (await again.post(f"/api/tickets/{ticket['id']}/recall")).no("ticket.unknown")
        async with screen(broker, outlet, EARS) as fresh:
            await fresh.shows("dapur")
            assert topic not in fresh.said


async def test_after_kill_9_of_the_broker_everything_is_retained_again(
    cooking: Shop, broker: Broker, cook: Screen, till: Tablet, pass_: Tablet
) -> None:
    """It forgot everything; the shop sold on meanwhile."""
    await till.order(line("rawon"), fire=True)
    (soup,) = await cook.shows("dapur", "Black Beef Soup")
    await kill(broker)
    async with asyncio.timeout(15):
        while cooking.box.voice.connected:
            await asyncio.sleep(0.01)
    await till.order(line("sate-ayam"), fire=True)
    await bump(pass_, soup)
    await till.order(line("kopi"), fire=True)
    await revive(broker)
    await connected(cooking)
    async with screen(broker, cooking.box.outlet.id, EARS) as again:
        await again.shows("dapur", "Chicken Satay")
        await again.shows("bar", "Black Coffee")
        await again.until(lambda: again.said.get("box/state", {}).get("online") is True)
        await till.order(line("nasi-goreng"), fire=True)
        await again.shows("dapur", "Chicken Satay", "Fried Rice")


async def test_the_broker_may_die_again_and_again(
    cooking: Shop, broker: Broker, cook: Screen, till: Tablet
) -> None:
    for n in range(1, 3):
        await kill(broker)
        await revive(broker)
        await till.order(line("rawon"), fire=True)
        await connected(cooking)
        async with screen(broker, cooking.box.outlet.id, EARS) as again:
            await again.shows("dapur", *["Black Beef Soup"] * n)


async def test_a_restarted_box_says_everything_again_and_its_boards_are_newer(
    cooking: Shop, broker: Broker, cook: Screen, till: Tablet
) -> None:
    await till.order(line("rawon"), line("kopi"), fire=True)
    await cook.shows("dapur", "Black Beef Soup")
    before = cook.said["kitchen/dapur/board"]["rev"]
    boot = cooking.box.boot
    await cooking.restart()
    await connected(cooking)
    await cook.until(lambda: cook.said["kitchen/dapur/board"]["rev"] > before)
    await cook.shows("dapur", "Black Beef Soup")
    await cook.until(lambda: cook.said.get("box/beat", {}).get("boot") not in (None, boot))


async def test_a_box_that_is_switched_off_says_so(cooking: Shop, cook: Screen) -> None:
    await cook.until(lambda: cook.said.get("box/state") == {"v": 1, "online": True})
    await cooking.close()
    await cook.until(lambda: cook.said["box/state"] == {"v": 1, "online": False})


async def test_the_box_beats_without_being_retained(cook: Screen) -> None:
    await cook.until(lambda: "box/beat" in cook.said)
    assert not any(retained for topic, _, retained in cook.heard if topic == "box/beat")


async def test_every_station_has_a_board_before_the_first_order(cook: Screen) -> None:
    await cook.shows("dapur")
    await cook.shows("bar")


async def test_a_new_station_has_a_board_at_once(cooking: Shop, cook: Screen) -> None:
    pizza = {"id": "pizza", "name": "Pizza", "kind": "kitchen", "sort": 3}
    await cooking.apply(document("station", pizza))
    await cook.shows("pizza")


async def test_settings_that_change_while_the_kitchen_cooks_lose_no_ticket(
    cooking: Shop, cook: Screen, till: Tablet
) -> None:
    """Price changes and orders come in the same seconds; the board keeps every ticket."""

    async def change_prices() -> None:
        for version in range(2, 22):
            await cooking.apply(item_document("kopi", version, price=13_000 + version))

    async def sell() -> None:
        for _ in range(20):
            await till.order(line("rawon"), fire=True)

    await asyncio.gather(change_prices(), sell())
    await cook.shows("dapur", *["Black Beef Soup"] * 20)


async def test_boards_only_ever_grow_in_revision(cook: Screen, till: Tablet) -> None:
    for _ in range(10):
        await till.order(line("rawon"), fire=True)
    await cook.shows("dapur", *["Black Beef Soup"] * 10)
    revs = [
        json.loads(payload)["rev"]
        for topic, payload, _ in cook.heard
        if topic.endswith("/board") and "dapur" in topic
    ]
    assert revs == sorted(revs)
    assert len(set(revs)) == len(revs)


async def test_a_screen_may_listen_and_not_speak(
    cooking: Shop, broker: Broker, cook: Screen, till: Tablet
) -> None:
    """With the very name and password the box gives to screens."""
    await till.order(line("rawon"), fire=True)
    (ticket,) = await cook.shows("dapur", "Black Beef Soup")
    access = till.session["mqtt"]
    assert access["topic_root"] == f"tilo/{cooking.box.outlet.id}"
    topics = [f"kitchen/dapur/tickets/{ticket['id']}", "kitchen/dapur/board", "box/state"]
    for topic in topics:
        try:
            async with aiomqtt.Client(
                broker.host,
                broker.port,
                username=access["username"],
                password=access["password"],
                protocol=aiomqtt.ProtocolVersion.V311,
            ) as liar:
                full = f"{access['topic_root']}/{topic}"
                await liar.publish(full, b"", qos=1, retain=True, timeout=2)
        except aiomqtt.MqttError:
            pass  # nats-server hangs up; mosquitto swallows it
    async with screen(broker, cooking.box.outlet.id, EARS) as fresh:
        await fresh.shows("dapur", "Black Beef Soup")
        await fresh.until(lambda: fresh.said.get("box/state", {}).get("online") is True)


async def test_a_wrong_password_at_the_broker_is_survived(folder: Path, broker: Broker) -> None:
    """Selling goes on; the state says that the kitchen does not hear us."""
    settings: dict[str, Any] = {"mqtt_port": broker.port, "mqtt_password": "salah"}
    async with running(folder, "osalah", **settings) as shop:
        sari = await shop.as_("sari")
        (await sari.pay(await sari.order(line("rawon")))).yes()
        assert (await sari.get("/api/state")).yes()["broker"] == {"ok": False}
