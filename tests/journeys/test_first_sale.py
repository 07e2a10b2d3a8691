"""A newcomer's first evening: the product as `make run` starts it, through the screens alone."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.product import Product, figure
from tests.journeys.screens.kitchen import Kitchen
from tests.journeys.screens.looks import grave_faults, in_sight, small_targets
from tests.journeys.screens.office import Office
from tests.journeys.screens.paper import Paper
from tests.journeys.screens.till import Till
from tests.journeys.screens.visits import (
    PHONE,
    SMALL_TABLET,
    TABLET,
    Visits,
    picture,
)
from tests.journeys.screens.words import rupiah

# One run of the product serves them all, so they stay together and in order.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.xdist_group("first_sale"),
]


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
    expect(till.line("Es Teh")).to_contain_text(till.words("pos.line.fired_at", station="Bar"))
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


def test_the_kitchen_forgets_nothing_when_the_broker_and_the_box_hang_and_die(
    product: Product, open_till: Callable[..., Till], open_kitchen: Callable[..., Kitchen]
) -> None:
    dapur, till = open_kitchen("Slamet", "Dapur"), open_till()
    for table, dish in (("1", "Tahu Tempe Bacem"), ("3", "Tempe Mendoan")):
        till.seat(table)
        till.add(dish)
        till.fire(1)
        expect(dapur.ticket(f"Meja {table}")).to_contain_text(dish)
    board = dapur.read()

    product.freeze("mqtt")
    began = time.monotonic()
    expect(dapur.stale()).to_be_visible()
    figure("broker hangs, the kitchen screen says so after", began)
    picture(dapur.page, "kds-stale")
    product.kill("mqtt")
    recovers(dapur, board)

    product.freeze("edge")
    began = time.monotonic()
    expect(till.banner("banner.box_lost", "bad")).to_be_visible()
    figure("box hangs, the till says so after", began)
    expect(dapur.stale()).to_be_visible()
    till.add("Tahu Tempe Bacem")
    till.says("Tahu Tempe", "sending")
    expect(till.banner("banner.box_lost.sending", "bad")).to_be_visible()
    picture(till.page, "pos-box-lost")
    product.kill("edge")
    recovers(dapur, board)
    expect(till.banner("banner.box_lost", "bad")).to_have_count(0)
    till.says("Tahu Tempe", "draft")
    expect(till.line("Tahu Tempe")).not_to_contain_text(till.words("pos.line.sending"))
    till.fire(1)
    expect(dapur.tickets()).to_have_count(3)
    assert dapur.read().items() >= board.items()
    assert sum(line.count("Tahu Tempe") for lines in dapur.read().values() for line in lines) == 2


def recovers(kitchen: Kitchen, board: dict[str, list[str]]) -> None:
    began = time.monotonic()
    expect(kitchen.stale()).to_have_count(0)
    figure("the kitchen screen is true again after", began)
    expect(kitchen.tickets()).to_have_count(len(board))
    assert kitchen.read() == board


def test_head_office_sees_the_sale_and_sets_what_is_sold_at_which_price(
    open_till: Callable[..., Till], open_office: Callable[..., Office]
) -> None:
    till, receipts, menu = open_till(), open_office("receipts"), open_office("menu")
    number = sell(till, "5", "Tempe Mendoan")
    began = time.monotonic()
    row = receipts.receipt(number)
    expect(row).to_contain_text("Rp30.0")
    figure("paid at the till, seen at head office after", began)
    picture(receipts.page, "office-receipts")
    row.get_by_role("button").click()
    drawer = receipts.page.get_by_role("dialog")
    for words in (number, "Tempe Mendoan", "Rp30.000", "Dewi Anggraini"):
        expect(drawer).to_contain_text(words)
    expect(drawer).to_contain_text(re.compile("[0-9a-f]{64}"))
    picture(receipts.page, "office-receipt")

    tile = till.tile("Nasi Goreng Kampung")
    expect(tile).to_contain_text("Rp42.000")
    began = time.monotonic()
    menu.set_price("Nasi Goreng Kampung", 43_500)
    expect(tile).to_contain_text("Rp43.500")
    figure("price set at head office, on the till after", began)

    habis = till.words("pos.item.sold_out")
    began = time.monotonic()
    menu.sold_out("Rawon Surabaya").click()
    expect(till.tile("Rawon Surabaya")).to_contain_text(habis)
    figure("86'd at head office, on the till after", began)
    picture(till.page, "pos-sold-out")
    till.mark_sold_out("Soto Betawi")
    expect(till.tile("Soto Betawi")).to_contain_text(habis)
    expect(menu.sold_out("Soto Betawi")).to_be_checked()
    till.undo()
    expect(menu.sold_out("Soto Betawi")).not_to_be_checked()
    picture(menu.page, "office-menu")


def test_the_shop_sells_on_without_head_office_and_tells_it_everything_later(
    product: Product, open_till: Callable[..., Till], open_office: Callable[..., Office]
) -> None:
    till, office = open_till(), open_office("menu")
    product.freeze("sync")  # the line of this shop is dead, head office is not
    office.set_price("Pisang Goreng Keju", 33_000)
    product.freeze("hub")
    product.kill("sync")  # what was already on its way is lost with it

    began = time.monotonic()
    number = sell(till, "6", "Pisang Goreng Keju")
    banner = till.banner("banner.hub_down", "calm")
    expect(banner).to_be_visible()
    figure("head office gone, the till says so after", began)
    expect(banner).to_contain_text(re.compile(r"\b[1-9]\d* belum terkirim"))
    expect(till.tile("Pisang Goreng Keju")).to_contain_text("Rp32.000")
    till.go("closed")
    unsynced = till.page.get_by_role("img", name=till.words("pos.closed.unsynced"))
    expect(
        till.page.get_by_role("listitem").filter(has_text=number).filter(has=unsynced)
    ).to_be_visible()
    picture(till.page, "pos-hub-down")

    expect(banner).to_be_visible()
    began = time.monotonic()
    product.thaw("hub")
    expect(banner).to_have_count(0)
    figure("head office back, the banner gone after", began)
    till.go("order")
    expect(till.tile("Pisang Goreng Keju")).to_contain_text("Rp33.000")
    office.go("receipts")
    expect(office.receipt(number)).to_have_count(1)
    office.page.reload()
    expect(office.receipt(number)).to_have_count(1)


def test_a_phone_in_english_takes_an_order_and_its_money(
    open_till: Callable[..., Till], open_kitchen: Callable[..., Kitchen], paper: Paper
) -> None:
    till, bar = open_till(PHONE, "en", "Rizky"), open_kitchen("Nia", "Bar", lang="en")
    till.seat("T4")
    till.add("Sweet Braised Tofu & Tempeh")
    till.add_chosen("Sweet Iced Tea", "Jumbo", "No sugar", note="two straws")
    in_sight(till.fire_key(2), till.pay_key(), till.amount(48_510))
    till.show_check()
    till.says("Sweet Iced Tea", "draft")
    expect(till.line("Sweet Iced Tea")).to_contain_text("two straws")
    picture(till.page, "phone-check")
    in_sight(till.fire_key(2), till.pay_key(), till.amount(48_510))
    till.fire(2)
    card = bar.ticket("T4")
    for words in ("Sweet Iced Tea · Jumbo", "+ No sugar", "two straws"):
        expect(card).to_contain_text(words)
    bar.bump("T4")
    till.says("Sweet Iced Tea", "ready")

    printed = paper.count()
    till.pay("Rp50.000")
    expect(till.page.get_by_text(till.words("pos.done.change"), exact=True)).to_be_visible()
    in_sight(till.page.get_by_text("Rp1.500", exact=True).first)
    expect(till.receipt()).to_contain_text(re.compile("Cash +Rp50.000"))
    expect(paper.slips()).to_have_count(printed + 1)


def test_every_screen_can_be_read_by_everyone_and_hit_by_a_thumb(
    open_till: Callable[..., Till],
    open_kitchen: Callable[..., Kitchen],
    open_office: Callable[..., Office],
    paper: Paper,
    visits: Visits,
    product: Product,
) -> None:
    found: dict[str, list[str]] = {}

    def look(name: str, page: Page, *, thumbs: bool = True) -> None:
        picture(page, name)
        found[name] = grave_faults(page) + (small_targets(page) if thumbs else [])

    entrance = visits.open(product.facts()["edge"]["pos"], SMALL_TABLET, touch=True)
    expect(entrance.get_by_role("button", name="Dewi")).to_be_visible()
    look("look-names", entrance)
    entrance.get_by_role("button", name="Dewi").tap()
    look("look-pin", entrance)
    for name, size in (("tablet", SMALL_TABLET), ("phone", PHONE)):
        walk_the_till(open_till(size), name, look)
    dapur = open_kitchen("Slamet", "Dapur", "Bar")
    expect(dapur.tickets().first).to_be_visible()
    look("look-kds", dapur.page)
    dapur.page.set_viewport_size({"width": 360, "height": 640})
    look("look-kds-phone", dapur.page)
    office = open_office("sales")
    for page in ("sales", "receipts", "menu"):
        office.go(page)
        expect(office.page.locator("[aria-busy=true]")).to_have_count(0)
        look(f"look-office-{page}", office.page, thumbs=False)
    expect(paper.slips().first).to_be_visible()
    look("look-printer", paper.page, thumbs=False)
    for name in ("edge", "hub"):
        docs = visits.open(product.facts()[name]["docs"], TABLET)
        expect(docs.get_by_text("/healthz", exact=True)).to_be_visible()
        look(f"look-docs-{name}", docs, thumbs=False)
    told = [f"{name}: {fault}" for name, faults in found.items() for fault in faults]
    assert not told, "\n".join(told)


def walk_the_till(till: Till, size: str, look: Callable[[str, Page], None]) -> None:
    till.go("tables")
    expect(till.page.get_by_text("VIP 1")).to_be_visible()
    look(f"look-tables-{size}", till.page)
    till.seat("VIP 1" if size == "tablet" else "VIP 2")
    till.tile("Es Teh Manis").tap()
    expect(till.dialog()).to_be_visible()
    look(f"look-choose-{size}", till.page)
    till.dialog().get_by_role("button", name=till.words("pos.choose.add"), exact=True).tap()
    expect(till.dialog()).to_have_count(0)
    for _ in range(3):
        till.add("Tahu Tempe Bacem")
    expect(till.fire_key(4)).to_be_enabled()
    look(f"look-order-{size}", till.page)
    in_sight(till.amount(97_020), till.fire_key(4), till.pay_key())
    till.fire(4)
    till.pay_key().tap()
    exact = re.compile(f"^{till.words('pos.pay.exact')}")
    expect(till.page.get_by_role("button", name=exact)).to_be_enabled()
    look(f"look-pay-{size}", till.page)
    cash = till.page.locator("section[aria-busy]")
    assert small_targets(till.page, cash, least=64) == []
    till.page.get_by_role("button", name=exact).tap()
    expect(till.receipt()).to_be_visible()
    look(f"look-done-{size}", till.page)
    till.new_sale()
    till.go("closed")
    expect(till.page.get_by_role("listitem").first).to_be_visible()
    look(f"look-closed-{size}", till.page)
