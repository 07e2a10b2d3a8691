"""A shop for every test that asks for one, on a folder of its own."""

import shutil
import tempfile
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog

from edge.broker import Account, Broker, Kind
from tests.services import BOX, free_port
from tests.shop import Hands, Shop, Tablet, running

EARS = Account(name="screen", password="rahasia-layar", writes=())
"""The account kitchen screens use, as `make run` makes it: hears everything, says nothing."""


@pytest.fixture(autouse=True)
def plain_logs() -> None:
    """Another test may have set up this process's logs; and nobody reads coloured tracebacks."""
    structlog.reset_defaults()
    plain = structlog.dev.ConsoleRenderer(
        colors=False, exception_formatter=structlog.dev.plain_traceback
    )
    structlog.configure(
        processors=[structlog.processors.add_log_level, plain],
        wrapper_class=structlog.make_filtering_bound_logger("warning"),
    )


@pytest.fixture
def folder(service_folder: Path) -> Iterator[Path]:
    """A fresh data folder."""
    fresh = Path(tempfile.mkdtemp(prefix="box-", dir=service_folder))
    yield fresh
    shutil.rmtree(fresh, ignore_errors=True)


@pytest.fixture
async def shop(folder: Path) -> AsyncIterator[Shop]:
    """Warung Bu Tuti with its box running."""
    async with running(folder) as opened:
        yield opened


@pytest.fixture
async def sari(shop: Shop) -> Tablet:
    """A tablet on which a cashier is signed in."""
    return await shop.as_("sari")


@pytest.fixture
async def budi(shop: Shop) -> Tablet:
    """A tablet on which a supervisor is signed in."""
    return await shop.as_("budi")


@pytest.fixture
async def slamet(shop: Shop) -> Tablet:
    """A kitchen screen on which a cook is signed in."""
    return await shop.as_("slamet")


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
async def timed(folder: Path, hands: Hands) -> AsyncIterator[Shop]:
    """The shop, its time in the test's hands."""
    async with running(folder, clock=hands.clock()) as opened:
        yield opened


def _started(kind: Kind, folder: Path) -> Iterator[Broker]:
    broker = Broker.start(kind, folder / f"kitchen-{kind}", free_port(), [BOX, EARS])
    yield broker
    broker.stop()


@pytest.fixture(scope="session")
def kitchen_mosquitto(service_folder: Path) -> Iterator[Broker]:
    yield from _started("mosquitto", service_folder)


@pytest.fixture(scope="session")
def kitchen_nats(service_folder: Path) -> Iterator[Broker]:
    yield from _started("nats", service_folder)


@pytest.fixture(params=["mosquitto", "nats"])
def broker(request: pytest.FixtureRequest) -> Broker:
    """Each broker in turn, with a kitchen screen's account; up again if a test killed it."""
    chosen: Broker = request.getfixturevalue(f"kitchen_{request.param}")
    if not chosen.is_ready():
        chosen.stop()
        chosen.launch()
    return chosen


@pytest.fixture
async def cooking(folder: Path, broker: Broker) -> AsyncIterator[Shop]:
    """The shop with a broker, under an outlet of its own since brokers are shared."""
    outlet = f"o{uuid.uuid4().hex[:12]}"
    async with running(folder, outlet, mqtt_port=broker.port) as opened:
        yield opened
