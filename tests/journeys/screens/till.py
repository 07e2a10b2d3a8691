"""The till: a tablet or a phone in the cashier's hand."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.screens.words import Lang, Words, rupiah


class Till:
    """Fingers and eyes on `/pos`."""

    def __init__(self, page: Page, lang: Lang = "id") -> None:
        self.page = page
        self.words = Words("pos", lang)

    def speak(self) -> None:
        """On the sign-in: the language of this till, where it is not the outlet's."""
        if self.words.lang == "en":
            self.page.get_by_role("button", name="English").tap()
        expect(self.page.get_by_role("heading", name=self.words("sign_in.who"))).to_be_visible()

    def sign_in(self, name: str, pin: str) -> None:
        self.page.get_by_role("button", name=name).tap()
        self.type_pin(pin)
        expect(self.page.get_by_role("navigation").first).to_be_visible()

    def type_pin(self, pin: str) -> None:
        """Six digits send themselves; fewer need the tick."""
        for digit in pin:
            self.page.get_by_role("button", name=digit, exact=True).tap()
        if len(pin) < 6:
            self.page.get_by_role("button", name=self.words("sign_in.enter")).tap()

    def go(self, place: str) -> None:
        """`order`, `tables` or `closed`."""
        name = self.words(f"pos.nav.{place}")
        self.page.get_by_role("banner").get_by_role("button", name=name).tap()

    def seat(self, table: str) -> None:
        self.go("tables")
        name = self.page.locator("b").get_by_text(table, exact=True)
        self.page.get_by_role("button").filter(has=name).tap()
        seated = self.words("pos.check.table", name=table)
        expect(self.page.get_by_text(seated, exact=True)).to_be_visible()

    def tile(self, name: str) -> Locator:
        """An item of the menu, searched for by its name."""
        box = self.page.get_by_placeholder(self.words("pos.search.hint"))
        if box.input_value() != name:
            box.fill(name)
        tiles = self.page.get_by_role("list", name=self.words("pos.items"))
        named = self.page.get_by_text(name, exact=True)
        return tiles.get_by_role("button").filter(has=named)

    def add(self, name: str) -> None:
        """A dish without questions."""
        self.tile(name).tap()
        expect(self.dialog()).to_have_count(0)

    def add_chosen(self, name: str, *choices: str, note: str = "") -> None:
        """A dish that asks. What is named is tapped, the rest is left as it is."""
        self.tile(name).tap()
        for choice in choices:
            self.dialog().get_by_role("button", name=re.compile(f"^{re.escape(choice)}")).tap()
        if note:
            self.dialog().get_by_label(self.words("pos.choose.note")).fill(note)
        self.dialog().get_by_role("button", name=self.words("pos.choose.add"), exact=True).tap()
        expect(self.dialog()).to_have_count(0)

    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog")

    def line(self, name: str) -> Locator:
        lines = self.page.get_by_role("list", name=self.words("pos.check"))
        return lines.get_by_role("listitem").filter(has_text=name)

    def says(self, name: str, state: str) -> None:
        """The line is in this state: draft, fired, ready, sold …"""
        expect(self.line(name)).to_contain_text(self.words(f"pos.line.{state}"))

    def fire(self, count: int) -> None:
        self.fire_key(count).tap()
        expect(self.fire_key(0)).to_be_disabled()

    def fire_key(self, count: int) -> Locator:
        name = self.words("pos.fire.count", count=count) if count else self.words("pos.fire")
        return self._key(name)

    def pay_key(self) -> Locator:
        return self._key(self.words("pos.pay"))

    def _key(self, name: str) -> Locator:
        """Drawn up on a phone, the check has keys of its own above those at the foot."""
        return self.page.get_by_role("button", name=name, exact=True).last

    def show_check(self) -> None:
        """On a phone the lines lie under the bar at the foot."""
        self.page.get_by_role("button", expanded=False).last.tap()
        expect(self.dialog()).to_be_visible()

    def amount(self, amount: int) -> Locator:
        """The sum at the foot, on top of whatever else says it."""
        return self.page.get_by_text(rupiah(amount), exact=True).last

    def undo(self) -> None:
        self.page.get_by_role("button", name=self.words("app.undo"), exact=True).tap()

    def new_sale(self) -> None:
        self.page.get_by_role("button", name=self.words("pos.done.next")).tap()

    def banner(self, key: str, tone: str) -> Locator:
        """The bar under the header, by the sentence it says."""
        said = self.page.locator(f"[data-tone={tone}]")
        return said.filter(has_text=self.words.matching(key))

    def mark_sold_out(self, name: str) -> None:
        """By a long press, which a mouse does with its other button."""
        self.tile(name).click(button="right")
        self.dialog().get_by_role("button", name=self.words("pos.item.mark_sold_out")).tap()

    def pay(self, amount: str) -> None:
        """By the key that names the notes; `exact` for the sum that is due."""
        self.pay_key().tap()
        name = self.words("pos.pay.exact") if amount == "exact" else amount
        self.page.get_by_role("button", name=re.compile(f"^{re.escape(name)}")).tap()
        expect(self.receipt()).to_be_visible()

    def receipt(self) -> Locator:
        return self.page.get_by_role("article", name=self.words("pos.receipt"))

    def receipt_number(self) -> str:
        found = re.search(r"KMG-\w+-\d{6}", self.receipt().inner_text())
        assert found
        return found[0]

    def total(self, words: str) -> Locator:
        return self.page.get_by_label(self.words("pos.total.live", total=words))
