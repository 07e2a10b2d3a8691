"""Sentences for people, from one JSON catalogue per language in ``tilo/i18n/``.

The web apps read the same files at build time, so keys are flat and placeholders are i18next's
``{{fact}}``. A key that speaks of a number may have plural forms, ``key_one`` and ``key_other``,
chosen by the fact ``count``; Indonesian has only ``key_other``.
"""

import json
import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Final, Literal, get_args

from tilo.errors import Fact

Lang = Literal["id", "en"]

LANGS: Final[tuple[Lang, ...]] = get_args(Lang)
PLACEHOLDER: Final = re.compile(r"\{\{\s*(\w+)\s*\}\}")


def _load(lang: Lang) -> Mapping[str, str]:
    text = (files("tilo") / "i18n" / f"{lang}.json").read_text(encoding="utf-8")
    catalogue: dict[str, str] = json.loads(text)
    return catalogue


CATALOGUES: Final[Mapping[Lang, Mapping[str, str]]] = {lang: _load(lang) for lang in LANGS}


def sentence(lang: Lang, key: str, **facts: Fact) -> str:
    """The sentence ``key`` in ``lang`` with its facts filled in.

    Raises KeyError for a key the catalogue lacks, or a placeholder without its fact: our mistake.
    """
    catalogue = CATALOGUES[lang]
    if key not in catalogue and "count" in facts:
        key = f"{key}_{plural(lang, int(facts['count']))}"
    return PLACEHOLDER.sub(lambda found: written(found[1], facts[found[1]]), catalogue[key])


def plural(lang: Lang, count: int) -> Literal["one", "other"]:
    """The CLDR plural form, as i18next chooses it."""
    return "one" if lang == "en" and count == 1 else "other"


def written(name: str, fact: Fact) -> str:
    """A fact as people read it: ``total_rupiah=93500`` is ``Rp93.500``."""
    if name.endswith("_rupiah") and isinstance(fact, int):
        return rupiah(fact)
    return str(fact)


def rupiah(amount: int) -> str:
    """Rupiah the Indonesian way: ``Rp93.500``, ``-Rp500``."""
    return f"{'-' if amount < 0 else ''}Rp{abs(amount):,}".replace(",", ".")


def placeholders(text: str) -> set[str]:
    """The facts a catalogue's sentence asks for."""
    return set(PLACEHOLDER.findall(text))
