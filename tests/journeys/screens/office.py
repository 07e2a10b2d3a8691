"""Head office: the back office of the hub."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.screens.words import Lang, Words, rupiah


class Office:
    """Mouse and eyes on `/office`."""

    def __init__(self, page: Page, lang: Lang = "id") -> None:
        self.page = page
        self.words = Words("office", lang)

    def sign_in(self, email: str, password: str) -> None:
        self.page.get_by_label(self.words("office.sign_in.email")).fill(email)
        self.page.get_by_label(self.words("office.sign_in.password")).fill(password)
        self.page.get_by_role("button", name=self.words("sign_in.enter")).click()
        expect(self.page.get_by_role("heading", name=self.words("office.outlets"))).to_be_visible()

    def open_outlet(self, name: str) -> None:
        self.page.get_by_role("main").get_by_role("link", name=name).click()
        expect(self.page.get_by_role("heading", name=name)).to_be_visible()

    def go(self, page: str) -> None:
        """`sales`, `receipts` or `menu`."""
        self.page.get_by_role("link", name=self.words(f"office.page.{page}"), exact=True).click()

    def receipt(self, number: str) -> Locator:
        return self.page.get_by_role("listitem").filter(has_text=number)

    def price(self, name: str) -> Locator:
        key = self.words("office.menu.price.change", name=name, price="")
        return self.page.get_by_role("button", name=re.compile(f"^{re.escape(key)}"))

    def set_price(self, name: str, price: int) -> None:
        self.price(name).click()
        field = self.page.get_by_label(self.words("office.menu.price.field", name=name))
        field.fill(str(price))
        field.press("Enter")
        expect(self.price(name)).to_contain_text(rupiah(price))
        expect(self.page.get_by_text(self.words("office.menu.saving"))).to_have_count(0)

    def sold_out(self, name: str) -> Locator:
        """The switch; it is on while the item is sold out."""
        key = self.words("office.menu.sold_out.switch", name=name)
        return self.page.get_by_role("switch", name=key)
