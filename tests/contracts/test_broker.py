"""What every MQTT broker we run must do. Only what holds on all of them may be relied upon."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import paho.mqtt.client as paho
import psutil
import pytest
from aiomqtt import Client, Message, MqttError, ProtocolVersion
from paho.mqtt.enums import CallbackAPIVersion

from edge.broker import Account, Broker, BrokerTrouble, lets_in
from tests.services import BOX, SCREEN

PATIENCE_S = 10.0


def client(broker: Broker, user: Account = BOX, **options: Any) -> Client:
    return Client(
        broker.host,
        broker.port,
        username=user.name,
        password=user.password,
        protocol=ProtocolVersion.V311,
        **options,
    )


@asynccontextmanager
async def listening(
    broker: Broker, topic: str, user: Account = BOX, **options: Any
) -> AsyncIterator[Client]:
    async with client(broker, user, **options) as listener:
        await listener.subscribe(topic, qos=1)
        yield listener


async def heard(listener: Client) -> Message:
    async with asyncio.timeout(PATIENCE_S):
        return await anext(aiter(listener.messages))


@pytest.fixture
def outlet() -> str:
    """A topic root of this test's own, since brokers are shared."""
    return f"tilo/o{uuid.uuid4().hex[:12]}"


async def test_a_rebooted_screen_gets_what_was_retained(broker: Broker, outlet: str) -> None:
    async with client(broker) as box:
        await box.publish(f"{outlet}/kitchen/grill/board", b"2 tickets", qos=1, retain=True)
    async with listening(broker, f"{outlet}/#") as screen:
        message = await heard(screen)
    assert message.payload == b"2 tickets"
    assert message.retain


async def test_an_empty_payload_clears_what_was_retained(broker: Broker, outlet: str) -> None:
    topic = f"{outlet}/kitchen/grill/tickets/one"
    async with client(broker) as box:
        await box.publish(topic, b"satay", qos=1, retain=True)
        await box.publish(topic, b"", qos=1, retain=True)
        await box.publish(f"{outlet}/kitchen/grill/board", b"none", qos=1, retain=True)
    async with listening(broker, f"{outlet}/#") as screen:
        message = await heard(screen)
    assert str(message.topic).endswith("/board")


async def test_the_last_will_tells_that_the_box_vanished(broker: Broker, outlet: str) -> None:
    box = paho.Client(CallbackAPIVersion.VERSION2, protocol=paho.MQTTv311)
    box.username_pw_set(BOX.name, BOX.password)
    box.will_set(f"{outlet}/box/state", b"offline", qos=1, retain=True)
    box.connect(broker.host, broker.port)
    while not box.is_connected():
        assert box.loop() == paho.MQTT_ERR_SUCCESS
    async with listening(broker, f"{outlet}/#") as screen:
        link = box.socket()
        assert link is not None
        link.close()  # the cable, not a goodbye
        assert (await heard(screen)).payload == b"offline"


async def test_a_screen_that_was_away_gets_what_it_missed(broker: Broker, outlet: str) -> None:
    session: dict[str, Any] = {"identifier": f"grill-{uuid.uuid4().hex}", "clean_session": False}
    async with listening(broker, f"{outlet}/#", **session):
        pass
    async with client(broker) as box:
        for dish in (b"satay", b"rawon", b"soto"):
            await box.publish(f"{outlet}/kitchen/grill", dish, qos=1)
    async with client(broker, **session) as screen:
        assert [(await heard(screen)).payload for _ in range(3)] == [b"satay", b"rawon", b"soto"]


async def test_messages_of_one_sender_stay_in_order(broker: Broker, outlet: str) -> None:
    async with listening(broker, f"{outlet}/#") as screen, client(broker) as box:
        for number in range(100):
            await box.publish(f"{outlet}/kitchen/grill", str(number), qos=1)
        assert [int((await heard(screen)).payload) for _ in range(100)] == list(range(100))


async def test_the_same_client_id_takes_over(broker: Broker, outlet: str) -> None:
    """A tablet that lost its Wi-Fi returns before the broker noticed."""
    name = f"grill-{uuid.uuid4().hex}"
    with pytest.raises(MqttError):
        async with listening(broker, f"{outlet}/#", identifier=name) as old:
            async with listening(broker, f"{outlet}/#", identifier=name) as new:
                async with client(broker) as box:
                    await box.publish(f"{outlet}/kitchen/grill", b"rawon", qos=1)
                assert (await heard(new)).payload == b"rawon"
            await heard(old)


@pytest.mark.parametrize(
    "stranger",
    [
        Account(name="box", password="salah"),
        Account(name="nobody", password="rahasia-kotak"),
        Account(name="", password=""),
    ],
    ids=["wrong password", "unknown name", "no name"],
)
async def test_strangers_are_refused(broker: Broker, stranger: Account) -> None:
    assert lets_in(broker.host, broker.port, BOX)
    assert not lets_in(broker.host, broker.port, stranger)


async def test_nobody_is_let_in_without_a_password(broker: Broker) -> None:
    with pytest.raises(MqttError):
        async with Client(broker.host, broker.port, protocol=ProtocolVersion.V311):
            pass


async def test_a_screen_hears_only_its_own_outlet(broker: Broker) -> None:
    async with client(broker, SCREEN) as screen, client(broker) as box:
        await refused_quietly(screen, "tilo/other/kitchen/#")
        await screen.subscribe("tilo/kmg/kitchen/#", qos=1)
        await box.publish("tilo/other/kitchen/grill", b"not for you", qos=1)
        await box.publish("tilo/kmg/kitchen/grill", b"for you", qos=1)
        assert (await heard(screen)).payload == b"for you"


async def refused_quietly(screen: Client, topic: str) -> None:
    """mosquitto grants such a subscription and delivers nothing; nats-server says no."""
    try:
        await screen.subscribe(topic, qos=1)
    except MqttError:
        return


async def test_a_screen_writes_nothing(broker: Broker) -> None:
    async with listening(broker, "tilo/kmg/#") as box:
        try:
            async with client(broker, SCREEN) as screen:
                await screen.publish("tilo/kmg/kitchen/grill", b"86 everything", qos=1, timeout=2)
        except MqttError:
            pass  # nats-server closes the connection; mosquitto swallows the message
        async with client(broker) as other:
            await other.publish("tilo/kmg/kitchen/grill", b"satay", qos=1)
        assert (await heard(box)).payload == b"satay"


async def test_the_box_writes_only_below_its_root(broker: Broker) -> None:
    async with client(broker) as listener:
        await refused_quietly(listener, "bank/#")
        await listener.subscribe("tilo/kmg/#", qos=1)
        try:
            async with client(broker) as box:
                await box.publish("bank/transfer", b"all of it", qos=1, timeout=2)
        except MqttError:
            pass
        async with client(broker) as box:
            await box.publish("tilo/kmg/till", b"open", qos=1)
        assert (await heard(listener)).payload == b"open"


async def test_a_killed_broker_returns_and_has_forgotten_everything(
    broker: Broker, outlet: str
) -> None:
    """The journal is the truth; the box publishes again what is retained."""
    topic = f"{outlet}/kitchen/grill/board"
    async with client(broker) as box:
        await box.publish(topic, b"before", qos=1, retain=True)
    assert broker.pid
    process = psutil.Process(broker.pid)
    process.kill()
    process.wait(PATIENCE_S)
    broker.stop()
    broker.launch()
    async with listening(broker, topic) as screen, client(broker) as box:
        await box.publish(topic, b"after", qos=1)
        assert (await heard(screen)).payload == b"after"


async def test_it_listens_on_loopback_only(broker: Broker) -> None:
    assert broker.pid
    sockets = psutil.Process(broker.pid).net_connections(kind="inet")
    listening_on = {s.laddr.ip for s in sockets if s.status == psutil.CONN_LISTEN}
    assert listening_on == {"127.0.0.1"}


def test_a_port_in_use_is_told(broker: Broker, tmp_path: Path) -> None:
    with pytest.raises(BrokerTrouble, match="did not start"):
        Broker.start(broker.kind, tmp_path, broker.port, [Account(name="else", password="x")], 5)
