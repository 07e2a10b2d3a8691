"""Every no of the shop has its sentence in both languages, and tells only facts it has."""

import json
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import edge
import hub
import tilo
from tilo.errors import Refusal
from tilo.words import CATALOGUES, LANGS, Lang, placeholders, sentence

I18N = Path(tilo.__file__).parent / "i18n"
OURS = ("tilo.", "edge.", "hub.")


def refusals() -> list[type[Refusal]]:
    """All that any module of ours declares."""
    for package in (tilo, edge, hub):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                import_module(module.name)
    found = Refusal.registry.values()
    return sorted((no for no in found if no.__module__.startswith(OURS)), key=lambda no: no.code)


def sentences(lang: Lang, no: type[Refusal]) -> Iterator[str]:
    key = f"refusal.{no.code}"
    for each in (key, f"{key}_one", f"{key}_other"):
        if each in CATALOGUES[lang]:
            yield CATALOGUES[lang][each]


def test_every_refusal_has_a_sentence_in_both_languages() -> None:
    missing = [
        f"{lang}.json lacks refusal.{no.code}"
        for no in refusals()
        for lang in LANGS
        if not any(sentences(lang, no))
    ]
    assert not missing, "\n".join(missing)


def test_every_sentence_speaks_only_of_facts_its_refusal_has() -> None:
    wrong = [
        f"{lang}.json: refusal.{no.code} has no fact {sorted(unknown)}"
        for no in refusals()
        for lang in LANGS
        for text in sentences(lang, no)
        if (unknown := placeholders(text) - set(no.fact_names))
    ]
    assert not wrong, "\n".join(wrong)


def test_every_sentence_can_be_said() -> None:
    for no in refusals():
        facts = {name: 2 if name == "count" else "x" for name in no.fact_names}
        for lang in LANGS:
            told = sentence(lang, f"refusal.{no.code}", **facts)
            assert told.strip()
            assert "{{" not in told


def test_no_sentence_is_left_of_a_refusal_that_is_gone() -> None:
    known = {f"refusal.{no.code}" for no in refusals()}
    for lang in LANGS:
        told = {
            key.removesuffix("_one").removesuffix("_other")
            for key in CATALOGUES[lang]
            if key.startswith("refusal.")
        }
        assert told <= known, f"{lang}.json: {sorted(told - known)}"


def test_a_money_fact_is_an_integer() -> None:
    for no in refusals():
        for name, kind in no.__annotations__.items():
            if name.endswith("_rupiah"):
                assert kind in (int, "int"), f"{no.__name__}.{name}"


@pytest.mark.parametrize("lang", LANGS)
def test_both_catalogues_say_the_same_things(lang: Lang) -> None:
    other: Lang = "en" if lang == "id" else "id"
    for key, text in CATALOGUES[lang].items():
        if key.endswith("_one"):
            continue  # Indonesian has no such form
        assert key in CATALOGUES[other], f"{other}.json lacks {key}"
        assert placeholders(text) == placeholders(CATALOGUES[other][key]), key


@pytest.mark.parametrize("lang", LANGS)
def test_a_catalogue_is_flat_sorted_and_says_each_thing_once(lang: Lang) -> None:
    pairs = json.loads((I18N / f"{lang}.json").read_text(), object_pairs_hook=list)
    keys = [key for key, _ in pairs]
    assert keys == sorted(set(keys))
    assert all(isinstance(text, str) and text.strip() == text and text for _, text in pairs)
