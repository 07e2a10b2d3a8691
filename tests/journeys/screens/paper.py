"""The virtual printer's page: what came out of the receipt printer."""

from playwright.sync_api import Locator, Page


class Paper:
    """Eyes on the slips, newest first."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def slips(self) -> Locator:
        return self.page.locator("#slips > li")

    def count(self) -> int:
        """How many there are now, by the printer's own word."""
        answer = self.page.request.get(self.page.url.rstrip("/") + "/api/slips").json()
        return len(answer["slips"])

    def text(self, place: int = 0) -> str:
        """The words on a slip; 0 is the newest."""
        link = self.slips().nth(place).locator("a.text").get_attribute("href")
        assert link
        answer = self.page.request.get(self.page.url.rstrip("/") + link)
        assert answer.ok
        return answer.text()
