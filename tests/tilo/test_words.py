"""Sentences for people, in both languages."""

import pytest

from tilo import words
from tilo.words import Lang, placeholders, plural, rupiah, sentence


@pytest.fixture
def menu_words(monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = {
        "owed": "{{ name }} owes {{total_rupiah}}",
        "guests_one": "{{count}} guest",
        "guests_other": "{{count}} guests",
        "stock": "{{left}} left",
    }
    monkeypatch.setattr(words, "CATALOGUES", {"en": catalogue, "id": catalogue})


@pytest.mark.usefixtures("menu_words")
def test_facts_are_filled_in_and_money_is_written_as_money() -> None:
    assert sentence("en", "owed", name="Table 7", total_rupiah=93_500) == "Table 7 owes Rp93.500"
    assert sentence("en", "stock", left=93_500) == "93500 left"


@pytest.mark.usefixtures("menu_words")
@pytest.mark.parametrize(
    ("lang", "count", "told"),
    [
        ("en", 1, "1 guest"),
        ("en", 0, "0 guests"),
        ("en", 2, "2 guests"),
        ("id", 1, "1 guests"),
    ],
)
def test_a_number_chooses_the_plural_as_in_the_browser(lang: Lang, count: int, told: str) -> None:
    assert sentence(lang, "guests", count=count) == told


@pytest.mark.usefixtures("menu_words")
def test_a_fact_is_never_read_as_a_placeholder() -> None:
    told = sentence("en", "owed", name="{{total_rupiah}} \\1", total_rupiah=1)
    assert told == "{{total_rupiah}} \\1 owes Rp1"


@pytest.mark.usefixtures("menu_words")
def test_a_missing_sentence_or_fact_is_our_mistake() -> None:
    with pytest.raises(KeyError):
        sentence("en", "nothing")
    with pytest.raises(KeyError):
        sentence("en", "owed", name="Table 7")


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        (0, "Rp0"),
        (500, "Rp500"),
        (25_000, "Rp25.000"),
        (1_234_567, "Rp1.234.567"),
        (-93_500, "-Rp93.500"),
    ],
)
def test_rupiah_are_written_the_indonesian_way(amount: int, told: str) -> None:
    assert rupiah(amount) == told


def test_placeholders_are_i18next_s() -> None:
    assert placeholders("{{a}} and {{ b_c }} but not {d}") == {"a", "b_c"}


def test_indonesian_has_one_plural_form() -> None:
    assert {plural("id", count) for count in range(5)} == {"other"}
    assert [plural("en", count) for count in range(3)] == ["other", "one", "other"]
