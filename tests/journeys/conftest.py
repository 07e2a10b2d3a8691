"""The whole product and windows on it. Browser and product belong to one file of tests at a time:
a browser that waits keeps its thread's event loop, and tests with a loop of their own follow."""

import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.journeys.product import Product, figure
from tests.journeys.screens.kitchen import Kitchen
from tests.journeys.screens.office import Office
from tests.journeys.screens.paper import Paper
from tests.journeys.screens.till import Till
from tests.journeys.screens.visits import ARGUMENTS, CHROMIUM, KITCHEN, TABLET, Visits
from tests.journeys.screens.words import Lang
from tests.tools.conftest import free_base
from tools.stack import BIN

PATIENCE_MS = 45_000
OUTLET = "Warung Tilo Kemang"


@pytest.fixture(scope="module")
def product(service_folder: Path) -> Iterator[Product]:
    """The whole product, started as a person does; it leaves nothing behind."""
    running = Product(service_folder / "first-sale", free_base(), BIN)
    try:
        began = time.monotonic()
        running.start()
        figure("first start, sample restaurant included", began)
        yield running
        assert running.stop(signal.SIGINT) == 0, running.words()
        assert running.left() == []
    finally:
        running.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def visits(product: Product, chromium: Browser) -> Iterator[Visits]:
    """Windows that never ask anybody outside this machine, and whose scripts never break."""
    found = Visits(chromium)
    yield found
    product.wake()  # a test that fails midway leaves nobody hanging for the next
    found.close()
    assert found.strangers() == []
    assert found.faults == []


@pytest.fixture
def open_till(product: Product, visits: Visits) -> Callable[..., Till]:
    def open_one(size: tuple[int, int] = TABLET, lang: Lang = "id", who: str = "Dewi") -> Till:
        till = Till(visits.open(product.facts()["edge"]["pos"], size, touch=True), lang)
        till.speak()
        till.sign_in(who, product.pin(who))
        return till

    return open_one


@pytest.fixture
def open_kitchen(product: Product, visits: Visits) -> Callable[..., Kitchen]:
    def open_one(who: str, *stations: str, lang: Lang = "id") -> Kitchen:
        kitchen = Kitchen(visits.open(product.facts()["edge"]["kds"], KITCHEN), lang)
        kitchen.speak()
        kitchen.sign_in(who, product.pin(who), *stations)
        return kitchen

    return open_one


@pytest.fixture
def open_office(product: Product, visits: Visits) -> Callable[..., Office]:
    def open_one(page: str) -> Office:
        office = Office(visits.open(product.facts()["hub"]["office"], TABLET))
        office.sign_in(**product.facts()["hub_users"][0])
        office.open_outlet(OUTLET)
        office.go(page)
        return office

    return open_one


@pytest.fixture
def paper(product: Product, visits: Visits) -> Paper:
    return Paper(visits.open(product.facts()["printers"][0]["page"], TABLET))
