"""Browser windows on the product, and what they asked of whom."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, WebError

PHONE = (360, 640)
SMALL_TABLET = (1024, 768)
TABLET = (1280, 800)
KITCHEN = (1920, 1080)

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)
# A folder that keeps a picture of every step, to be looked at by a person.
PICTURES = os.environ.get("TILO_PICTURES")


class Visits:
    """The windows of one test."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self.asked: set[str] = set()
        """Every address asked for, pictures and live connections included."""
        self.faults: list[str] = []
        """What a script broke on, and what the page's own security policy had to stop."""

    def open(self, address: str, size: tuple[int, int], *, touch: bool = False) -> Page:
        width, height = size
        context = self._browser.new_context(
            viewport={"width": width, "height": height}, has_touch=touch, locale="id-ID"
        )
        context.on("request", lambda request: self.asked.add(request.url))
        context.on("weberror", self._broke)
        context.on("console", self._heard)
        page = context.new_page()
        page.on("websocket", lambda socket: self.asked.add(socket.url))
        page.goto(address)
        return page

    def _broke(self, error: WebError) -> None:
        self.faults.append(str(error.error))

    def _heard(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.faults.append(message.text)

    def strangers(self) -> list[str]:
        """Addresses outside this machine."""
        schemes = ("data", "blob", "about")
        parts = [urlsplit(url) for url in self.asked]
        return [
            part.geturl()
            for part in parts
            if part.scheme not in schemes and part.hostname != "127.0.0.1"
        ]

    def close(self) -> None:
        for context in self._browser.contexts:
            context.close()


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png")
