"""Refusals and bad input as problem+json (RFC 9457), in the words of whoever asked.

A problem never repeats what was sent: only names that stand in our own schemas are told back.
"""

from collections.abc import Iterable, Sequence
from http import HTTPStatus
from itertools import count
from re import compile as pattern
from secrets import token_hex
from typing import Any, Final

import orjson
from aiohttp import hdrs, web
from multidict import CIMultiDict
from pydantic import BaseModel, Field, ValidationError

from tilo.errors import Fact, Refusal, RequestInvalid
from tilo.words import CATALOGUES, LANGS, Lang, sentence

CONTENT_TYPE: Final = "application/problem+json"
DEFAULT_LANG: Final[Lang] = "id"
TOLD_AT_MOST: Final = 20
COUNTED_AT_MOST: Final = 200

# pydantic writes the offending tag, or a validator's own words, into these messages.
UNTELLABLE: Final = frozenset({"union_tag_invalid", "value_error", "assertion_error"})


class FieldError(BaseModel):
    """One field that does not fit. ``reason`` is a stable word, ``hint`` English for developers."""

    where: str = Field(description="path, query or body")
    field: str = Field(description='where in that part, e.g. "lines[0].quantity"')
    reason: str = Field(description='a stable word, e.g. "missing" or "greater_than_equal"')
    hint: str = Field(description="for developers, in English; never repeats the input")


class Problem(BaseModel):
    """Why the answer is no, in words for people and a code for programs."""

    type: str = Field(description="always about:blank; `code` tells problems apart")
    title: str = Field(description="the HTTP status in words")
    status: int = Field(ge=400, le=599)
    code: str = Field(description='stable, "noun.reason"')
    detail: str = Field(description="a sentence in the language of Accept-Language (id or en)")
    detail_id: str
    detail_en: str
    facts: dict[str, str | int | bool] = Field(description="what the sentence speaks of")
    request_id: str = Field(description="finds the request in the log")
    errors: list[FieldError] = Field(description="which fields do not fit, when that is the reason")


class PartInvalid(Exception):
    """A part of a request does not fit; the refusal to answer with, and the fields at fault."""

    def __init__(self, refusal: Refusal, errors: Sequence[FieldError]) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal
        self.errors = errors


REQUEST_ID: Final = web.RequestKey("request_id", str)
_SANE_ID = pattern(r"[A-Za-z0-9._-]{8,64}")
_boot = token_hex(4)
_serial = count(1)


def request_id(request: web.Request) -> str:
    """The caller's X-Request-Id when it is sane, else one of ours: short, and unique per boot."""
    known = request.get(REQUEST_ID)
    if known is None:
        asked = request.headers.get("X-Request-Id", "")
        known = asked if _SANE_ID.fullmatch(asked) else f"{_boot}-{next(_serial):x}"
        request[REQUEST_ID] = known
    return known


def language(request: web.Request) -> Lang:
    """The best of our languages for Accept-Language; Indonesian when it names none of them."""
    best, best_weight = DEFAULT_LANG, 0.0
    for choice in request.headers.get(hdrs.ACCEPT_LANGUAGE, "").split(",")[:20]:
        tag, _, weight = choice.partition(";q=")
        lang = tag.strip().lower().partition("-")[0]
        if lang in LANGS and _weight(weight) > best_weight:
            best, best_weight = LANGS[LANGS.index(lang)], _weight(weight)
    return best


def _weight(text: str) -> float:
    try:
        return float(text or "1")
    except ValueError:
        return 0.0


def problem(
    request: web.Request, refusal: Refusal, errors: Sequence[FieldError] = ()
) -> web.Response:
    """The response that says this no."""
    lang = language(request)
    words = {each: _words(each, refusal) for each in LANGS}
    body = {
        "type": "about:blank",
        "title": HTTPStatus(refusal.status).phrase,
        "status": refusal.status,
        "code": refusal.code,
        "detail": words[lang],
        "detail_id": words["id"],
        "detail_en": words["en"],
        "facts": refusal.facts,
        "request_id": request_id(request),
        "errors": [error.model_dump() for error in errors],
    }
    headers = CIMultiDict(
        {
            hdrs.CONTENT_TYPE: CONTENT_TYPE,
            hdrs.CONTENT_LANGUAGE: lang,
            hdrs.VARY: hdrs.ACCEPT_LANGUAGE,
            hdrs.CACHE_CONTROL: "no-store",
        }
    )
    _add_hints(headers, refusal)
    return web.Response(status=refusal.status, body=orjson.dumps(body), headers=headers)


def _words(lang: Lang, refusal: Refusal) -> str:
    key = f"refusal.{refusal.code}"
    # The house test demands every sentence; should one be missing after all, a bare code must
    # not turn the shop's no into a fault of the server.
    return sentence(lang, key, **refusal.facts) if key in CATALOGUES[lang] else refusal.code


def _add_hints(headers: CIMultiDict[str], refusal: Refusal) -> None:
    retry_after: Fact | None = refusal.facts.get("retry_after_s")
    if retry_after is not None:
        headers[hdrs.RETRY_AFTER] = str(retry_after)
    if refusal.status == HTTPStatus.UNAUTHORIZED:
        headers[hdrs.WWW_AUTHENTICATE] = "Bearer"


def invalid(where: str, error: ValidationError, names: frozenset[str]) -> PartInvalid:
    """What pydantic found wrong, telling back no name that is not one of ours."""
    if error.error_count() > COUNTED_AT_MOST:
        errors = [fault(where, where, "too_many_errors", "Too many fields do not fit")]
    else:
        found = error.errors(include_url=False, include_input=False, include_context=False)
        errors = [_told(where, each, names) for each in found[:TOLD_AT_MOST]]
    return PartInvalid(RequestInvalid(field=errors[0].field), errors)


def fault(where: str, field: str, reason: str, hint: str) -> FieldError:
    """One field's fault."""
    return FieldError.model_construct(where=where, field=field, reason=reason, hint=hint)


def _told(where: str, found: Any, names: frozenset[str]) -> FieldError:
    reason = found["type"]
    hint = "Does not fit" if reason in UNTELLABLE else found["msg"]
    return fault(where, _place(found["loc"], names) or where, reason, hint)


def _place(location: Iterable[str | int], names: frozenset[str]) -> str:
    place = ""
    for step in location:
        if isinstance(step, int):
            place += f"[{step}]"
        else:
            place += ("." if place else "") + (step if step in names else "*")
    return place
