"""A no is told in the words of whoever asked, with a number that finds it in the log."""

import pytest

from tests.tilo.kit.conftest import Tablet
from tests.tilo.kit.warung import Warung, order
from tilo.errors import Refusal
from tilo.kit.problems import Problem


class NotTranslatedYet(Refusal):
    """A refusal whose sentences are missing."""

    code = "warung.not_translated"
    status = 418


@pytest.mark.parametrize(
    ("asked", "lang"),
    [
        (None, "id"),
        ("", "id"),
        ("en", "en"),
        ("en-GB,en;q=0.9,id;q=0.8", "en"),
        ("id-ID,id;q=0.9,en;q=0.8", "id"),
        ("fr, de;q=0.9", "id"),
        ("fr, en;q=0.5, id;q=0.4", "en"),
        ("id;q=0, en;q=0.1", "en"),
        ("en;q=nonsense", "id"),
        ("*", "id"),
        (";,;q=,,", "id"),
        ("en," * 2_000, "en"),
    ],
)
async def test_the_sentence_is_in_the_language_asked_for(
    tablet: Tablet, asked: str | None, lang: str
) -> None:
    headers = {} if asked is None else {"Accept-Language": asked}
    refused = await tablet.get("/api/checks", headers=headers)
    problem = await refused.json()
    assert problem["detail_id"] == "Silakan masuk terlebih dahulu."
    assert problem["detail_en"] == "Sign in first."
    assert problem["detail"] == problem[f"detail_{lang}"]
    assert refused.headers["Content-Language"] == lang
    assert refused.headers["Vary"] == "Accept-Language"


async def test_a_problem_is_what_the_description_says_it_is(tablet: Tablet) -> None:
    refused = await tablet.get("/api/checks")
    assert refused.content_type == "application/problem+json"
    problem = Problem.model_validate_json(await refused.read(), strict=True, extra="forbid")
    assert problem.status == refused.status == 401
    assert problem.type == "about:blank"
    assert problem.title == "Unauthorized"
    assert problem.request_id == refused.headers["X-Request-Id"]
    assert refused.headers["Cache-Control"] == "no-store"


async def test_whoever_is_refused_for_a_while_is_told_for_how_long(sari: Tablet) -> None:
    busy = await sari.post("/api/busy")
    assert busy.status == 503
    assert busy.headers["Retry-After"] == "2"


@pytest.mark.parametrize("path", ["/4111111111111111", "/api/nope?pin=123456", "/<script>"])
async def test_an_unknown_path_is_not_repeated(tablet: Tablet, path: str) -> None:
    refused = await tablet.get(path)
    assert refused.status == 404
    text = await refused.text()
    assert (await refused.json())["code"] == "route.unknown"
    assert path[1:12] not in text


async def test_the_wrong_method_is_told_which_are_right(tablet: Tablet) -> None:
    refused = await tablet.put("/api/checks")
    assert refused.status == 405
    assert refused.headers["Allow"] == "GET,POST"
    assert (await refused.json())["facts"] == {"method": "PUT"}
    odd = await tablet.request("PROPFIND", "/api/checks")
    assert odd.status == 405
    assert "PROPFIND" not in await odd.text()


async def test_the_request_s_own_number_is_kept_when_it_is_sane(tablet: Tablet) -> None:
    asked = await tablet.get("/healthz", headers={"X-Request-Id": "till-2_0042.a"})
    assert asked.headers["X-Request-Id"] == "till-2_0042.a"
    for odd in ("short", "x" * 65, "two words here", 'quote"quote', "é" * 9):
        given = await tablet.get("/healthz", headers={"X-Request-Id": odd})
        assert given.headers["X-Request-Id"] != odd
        assert len(given.headers["X-Request-Id"]) < 30


async def test_a_missing_sentence_does_not_turn_a_no_into_a_fault(
    warung: Warung, sari: Tablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(self: object, *args: object) -> None:
        raise NotTranslatedYet()

    monkeypatch.setattr(warung, "checks", Refusing())
    refused = await sari.post("/api/checks", json=order())
    assert refused.status == 418
    assert (await refused.json())["detail"] == "warung.not_translated"


class Refusing(dict[object, object]):
    def __setitem__(self, key: object, value: object) -> None:
        raise NotTranslatedYet()
