"""The warung as a running server, and a tablet that talks to it."""

from collections.abc import Awaitable, Callable

import pytest
import structlog
from aiohttp.test_utils import TestClient
from aiohttp.web import Application, Request

from tests.tilo.kit.warung import Warung

Tablet = TestClient[Request, Application]
SARI = {"Authorization": "Bearer sari"}


@pytest.fixture(autouse=True)
def plain_logs() -> None:
    """Another test may have set up this process's logs."""
    structlog.reset_defaults()


@pytest.fixture
def warung() -> Warung:
    return Warung()


@pytest.fixture
async def tablet(warung: Warung, aiohttp_client: Callable[..., Awaitable[Tablet]]) -> Tablet:
    return await aiohttp_client(warung.app)


@pytest.fixture
async def sari(warung: Warung, aiohttp_client: Callable[..., Awaitable[Tablet]]) -> Tablet:
    """A tablet on which Sari is signed in."""
    return await aiohttp_client(warung.app, headers=SARI)
