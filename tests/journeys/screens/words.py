"""The words on the screens, read from the catalogues the screens themselves read."""

import json
import re
from pathlib import Path
from typing import Any, Literal

ROOT = Path(__file__).resolve().parents[3]
Lang = Literal["id", "en"]


class Words:
    """The sentences of one app in one language."""

    def __init__(self, app: str, lang: Lang) -> None:
        self.lang = lang
        self._sentences: dict[str, str] = {}
        for folder in ("tilo/i18n", "web/shared/i18n", f"web/{app}/i18n"):
            self._sentences |= json.loads((ROOT / folder / f"{lang}.json").read_text())

    def __call__(self, key: str, **facts: Any) -> str:
        """The sentence with its facts; `count` chooses between one and many."""
        if key not in self._sentences:
            key += "_one" if facts.get("count") == 1 else "_other"
        sentence = self._sentences[key]
        return re.sub(r"{{(\w+)}}", lambda found: str(facts[found[1]]), sentence)

    def matching(self, key: str) -> re.Pattern[str]:
        """The sentence with anything in the place of its facts."""
        parts = re.split(r"{{\w+}}", self._sentences[key])
        return re.compile(".+".join(re.escape(part) for part in parts))


def rupiah(amount: int) -> str:
    return "Rp" + f"{amount:,}".replace(",", ".")
