"""The kitchen screen: read from afar, worked by key."""

from playwright.sync_api import Locator, Page, expect

from tests.journeys.screens.words import Lang, Words

# A ticket as the cook sees it, without the clock that counts.
READ_TICKETS = """cards => Object.fromEntries(cards.map(card => [
  card.dataset.ticket,
  [...card.querySelectorAll('li')].map(line => line.innerText.replace(/\\s+/g, ' ')),
]))"""


class Kitchen:
    """Eyes and bump bar on `/kds`."""

    def __init__(self, page: Page, lang: Lang = "id") -> None:
        self.page = page
        self.words = Words("kds", lang)

    def speak(self) -> None:
        """On the sign-in: the language of this screen, where it is not the outlet's."""
        if self.words.lang == "en":
            self.page.get_by_role("button", name="English").click()
        expect(self.page.get_by_role("heading", name=self.words("sign_in.who"))).to_be_visible()

    def sign_in(self, name: str, pin: str, *stations: str) -> None:
        self.page.get_by_role("button", name=name).click()
        self.page.keyboard.type(pin)
        self.page.keyboard.press("Enter")
        for station in stations:
            self.page.get_by_role("button", name=station, exact=True).click()
        self.page.get_by_role("button", name=self.words("kds.stations.start")).click()
        self.is_at(*stations)

    def is_at(self, *stations: str) -> None:
        expect(self.page.get_by_role("heading", name=" + ".join(stations))).to_be_visible()

    def tickets(self) -> Locator:
        return self.page.locator("article[data-ticket]")

    def ticket(self, place: str) -> Locator:
        return self.tickets().filter(has_text=place)

    def read(self) -> dict[str, list[str]]:
        """The words of every line on the screen, by ticket."""
        found: dict[str, list[str]] = self.tickets().evaluate_all(READ_TICKETS)
        return found

    def bump(self, place: str) -> None:
        """By the number of its slot, then Enter, as on a bump bar."""
        card = self.ticket(place)
        self.page.keyboard.press(card.locator("kbd").inner_text())
        expect(card).to_have_attribute("data-selected", "true")
        self.page.keyboard.press("Enter")
        expect(card).to_have_count(0)

    def recall(self) -> None:
        self.page.keyboard.press("Backspace")

    def stale(self) -> Locator:
        """The bar that says since when the screen is no longer true."""
        return self.page.get_by_role("alert").filter(has_text=self.words.matching("kds.stale"))
