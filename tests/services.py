"""Real services for tests: PostgreSQL and both MQTT brokers, each on loopback and a free port.

Every pytest-xdist worker is a session of its own, so each has its own cluster and brokers.
"""

import itertools
import secrets
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from edge.broker import Account, Broker, Kind
from hub.postgres import Cluster, PostgresTrouble

BOX = Account(name="box", password="rahasia-kotak")
# Sees the kitchen of its outlet and writes nothing.
SCREEN = Account(name="screen", password="rahasia-layar", writes=(), reads=("tilo/kmg/kitchen/#",))

_numbers = itertools.count(1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def service_folder() -> Iterator[Path]:
    """A folder in memory when there is one; other accounts may pass through it."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="tilo-test-", dir=memory if memory.is_dir() else None))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres(service_folder: Path) -> Iterator[Cluster]:
    """A running cluster. Not durable: a power cut during the tests loses nothing of worth."""
    cluster = _started(service_folder / "postgres")
    yield cluster
    cluster.erase()


def _started(folder: Path) -> Cluster:
    for _ in range(3):  # between choosing a port and taking it somebody else may
        cluster = Cluster(folder, free_port(), password=secrets.token_hex(8), durable=False)
        try:
            cluster.start()
        except PostgresTrouble as trouble:
            cluster.erase()
            if "in use" not in str(trouble):
                raise
        else:
            return cluster
    raise AssertionError("no free port in three tries")


@pytest.fixture(scope="session")
def database_template(postgres: Cluster) -> str:
    """The database of which `database_dsn` hands out copies: empty.

    A folder of tests overrides this fixture to migrate once instead of once a test.
    """
    return "template1"


@pytest.fixture
def database_dsn(postgres: Cluster, database_template: str) -> Iterator[str]:
    """The address of a fresh database of this test's own."""
    name = f"test_{next(_numbers)}"
    yield postgres.create_database(name, template=database_template)
    postgres.drop_database(name)


def _broker(kind: Kind, folder: Path) -> Iterator[Broker]:
    broker = Broker.start(kind, folder / kind, free_port(), [BOX, SCREEN])
    yield broker
    broker.stop()


@pytest.fixture(scope="session")
def _mosquitto(service_folder: Path) -> Iterator[Broker]:
    yield from _broker("mosquitto", service_folder)


@pytest.fixture(scope="session")
def _nats(service_folder: Path) -> Iterator[Broker]:
    yield from _broker("nats", service_folder)


@pytest.fixture
def mosquitto(_mosquitto: Broker) -> Broker:
    """A running mosquitto, shared by the tests of a session: keep to your own outlet's topics."""
    return _revived(_mosquitto)


@pytest.fixture
def nats(_nats: Broker) -> Broker:
    """A running nats-server, shared like mosquitto."""
    return _revived(_nats)


def _revived(broker: Broker) -> Broker:
    """A test may have killed it."""
    if not broker.is_ready():
        broker.stop()
        broker.launch()
    return broker


@pytest.fixture(params=["mosquitto", "nats"])
def broker(request: pytest.FixtureRequest) -> Broker:
    """Each broker in turn: what holds must hold on both."""
    chosen: Broker = request.getfixturevalue(request.param)
    return chosen
