"""A newcomer's first evening: the product as `make run` starts it, through the screens alone."""

import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.journeys.screens.kitchen import Kitchen
from tests.journeys.screens.office import Office
from tests.journeys.screens.paper import Paper
from tests.journeys.screens.till import Till
from tests.journeys.screens.visits import (
    ARGUMENTS,
    CHROMIUM,
    KITCHEN,
    TABLET,
    Visits,
    picture,
)
from tests.journeys.screens.words import Lang, rupiah
from tests.tools.conftest import Shop, eventually, free_base
from tools.stack import BIN

# One run of the product serves them all, so they stay together and in order.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.xdist_group("first_sale"),
]

PATIENCE_MS = 45_000
OUTLET = "Warung Tilo Kemang"


class Product(Shop):
    """A run of everything, with the people who may sign in to it."""

    def pin(self, name: str) -> str:
        pin: str = next(each["pin"] for each in self.facts()["staff"] if name in each["name"])
        return pin

    def pid(self, name: str) -> int:
        pid: int = self.facts()["pids"][name]
        return pid

    def freeze(self, name: str) -> None:
        """It hangs: it keeps its connections and answers nobody."""
        os.killpg(self.pid(name), signal.SIGSTOP)

    def thaw(self, name: str) -> None:
        os.killpg(self.pid(name), signal.SIGCONT)

    def kill(self, name: str) -> None:
        """No last words. The supervisor starts it again."""
        pid = self.pid(name)
        psutil.Process(pid).kill()
        eventually(lambda: self.pid(name) != pid, f"{name} stays away: {self.words()}")


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
def visits(chromium: Browser) -> Iterator[Visits]:
    """Windows that never ask anybody outside this machine, and whose scripts never break."""
    found = Visits(chromium)
    yield found
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
    def open_one(who: str, *stations: str) -> Kitchen:
        kitchen = Kitchen(visits.open(product.facts()["edge"]["kds"], KITCHEN))
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


def figure(name: str, began: float) -> None:
    """A time for people to read. Nothing depends on it: machines differ."""
    print(f"{name}: {time.monotonic() - began:.1f} s")


def sell(till: Till, table: str, dish: str) -> str:
    """A meal from the table to the drawer, paid exactly; answers its receipt number."""
    till.seat(table)
    till.add(dish)
    till.fire(1)
    till.pay("exact")
    number = till.receipt_number()
    till.new_sale()
    return number


def test_a_meal_goes_from_the_table_to_the_kitchen_to_the_paper(
    product: Product,
    visits: Visits,
    open_kitchen: Callable[..., Kitchen],
    paper: Paper,
) -> None:
    dapur, bar = open_kitchen("Slamet", "Dapur"), open_kitchen("Nia", "Bar")
    till = Till(visits.open(product.facts()["edge"]["pos"], TABLET, touch=True))
    signs_in_at_the_second_try(till, product.pin("Dewi"))
    orders(till, "T2")
    cooks(till, dapur, bar)
    pays(till, paper)


def signs_in_at_the_second_try(till: Till, pin: str) -> None:
    till.page.get_by_role("button", name="Dewi").tap()
    till.type_pin("9999")
    expect(till.page.get_by_role("alert")).to_have_text(till.words("refusal.pin.wrong"))
    picture(till.page, "pos-pin-wrong")
    till.type_pin(pin)
    expect(till.page.get_by_role("button", name="Dewi Anggraini")).to_be_visible()


def orders(till: Till, table: str) -> None:
    till.seat(table)
    till.add("Tahu Tempe Bacem")
    till.add_chosen(
        "Gurame Bakar", "Besar", "Rica-rica", "Sambal ijo", note="jangan terlalu kering"
    )
    till.add_chosen("Es Teh Manis", "Jumbo", "Tanpa gula")
    till.add("Keripik Tempe 150 g")
    expect(till.total(rupiah(265_310))).to_be_visible()

    crisps = till.line("Keripik Tempe")
    crisps.get_by_role("button", name=till.words("pos.quantity.remove", name="")).tap()
    expect(crisps).to_have_count(0)
    picture(till.page, "pos-undo")
    till.undo()
    till.says("Keripik Tempe", "draft")
    expect(till.total(rupiah(265_310))).to_be_visible()
    picture(till.page, "pos-order")
    till.fire(4)
    till.says("Gurame Bakar", "fired")
    till.says("Keripik Tempe", "sold")


def cooks(till: Till, dapur: Kitchen, bar: Kitchen) -> None:
    card = dapur.ticket("T2")
    for words in ("Gurame Bakar · Besar (900 g)", "+ Rica-rica", "+ Sambal ijo"):
        expect(card).to_contain_text(words)
    for words in ("jangan terlalu kering", "Tahu Tempe Bacem"):
        expect(card).to_contain_text(words)
    expect(card).not_to_contain_text("Es Teh")
    expect(card).not_to_contain_text("Keripik")
    expect(bar.ticket("T2")).to_contain_text("Es Teh Manis · Jumbo")
    age = card.locator("time").inner_text()
    assert re.fullmatch(r"\d+:\d\d", age)
    expect(card.locator("time")).not_to_have_text(age)

    before = dapur.read()
    dapur.page.reload()
    dapur.is_at("Dapur")
    expect(dapur.tickets()).to_have_count(len(before))
    assert dapur.read() == before
    picture(dapur.page, "kds-ticket")

    dapur.bump("T2")
    till.says("Gurame Bakar", "ready")
    till.says("Tahu Tempe", "ready")
    till.says("Es Teh", "fired")
    dapur.recall()
    expect(dapur.ticket("T2")).to_contain_text("jangan terlalu kering")
    till.says("Gurame Bakar", "fired")
    dapur.bump("T2")
    till.says("Gurame Bakar", "ready")
    bar.bump("T2")
    till.says("Es Teh", "ready")
    expect(dapur.page.get_by_role("heading", name=dapur.words("kds.empty"))).to_be_visible()


def pays(till: Till, paper: Paper) -> None:
    expect(paper.slips()).to_have_count(0)
    till.pay_key().tap()
    expect(till.page.get_by_text(till.words("pos.pay.due"))).to_be_visible()
    picture(till.page, "pos-pay")
    till.page.get_by_role("button", name="Rp300.000", exact=True).tap()
    expect(till.page.get_by_text("Rp34.700", exact=True)).to_be_visible()
    shown, number = till.receipt().inner_text(), till.receipt_number()
    picture(till.page, "pos-done")

    expect(paper.slips()).to_have_count(1)
    printed = paper.text()
    for words in ("Gurame Bakar, Besar (900 g)", "+ Rica-rica", "jangan terlalu kering"):
        assert words in shown
        assert words in printed
    for name, amount in BILL.items():
        assert re.search(rf"^{name} +{re.escape(amount)}$", printed, re.MULTILINE), printed
    assert number in printed
    assert "SALINAN" not in printed

    till.page.get_by_role("button", name=till.words("pos.receipt.again")).tap()
    expect(paper.slips()).to_have_count(2)
    assert "SALINAN" in paper.text()
    assert number in paper.text()
    picture(paper.page, "printer")
    till.new_sale()


# 24.000 + 160.000 + 18.000 eaten here, and crisps whose tax is inside their 32.000.
BILL = {
    "Subtotal": "Rp234.000",
    "Layanan 5%": "Rp10.100",
    "PBJT 10%": "Rp21.210",
    "TOTAL": "Rp265.300",
    "Pembulatan": "-Rp10",
    "Tunai": "Rp300.000",
    "Kembali": "Rp34.700",
}
