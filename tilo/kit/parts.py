"""Reads the typed parts of a request: path, query and body.

- A path that does not fit its model is 404 ``route.unknown``: nothing lives there.
- A query with a name the model lacks, or one value given twice, is 422: a misspelt filter must
  not look like an unfiltered answer. Endpoints without a query model ignore the query.
- JSON bodies are read strictly: ``"1"`` is no integer, NaN and Infinity are no JSON, and no number
  leaves 64 bits (checked only where a model sets no bounds), so that no database meets one.
- NUL characters are refused everywhere: PostgreSQL cannot store them.
"""

import asyncio
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from math import isfinite
from typing import Any, Final, get_args

import orjson
from aiohttp import hdrs, web
from pydantic import BaseModel, TypeAdapter, ValidationError

from tilo.errors import (
    BodyMalformed,
    BodyTooLarge,
    BodyTypeUnsupported,
    Refusal,
    RequestInvalid,
    RequestTooSlow,
    RequestUnreadable,
    RouteUnknown,
)
from tilo.kit.answers import JSON
from tilo.kit.problems import COUNTED_AT_MOST, FieldError, PartInvalid, fault, invalid

BODY_SECONDS: Final = 30
INT_MIN: Final = -(2**63)
INT_MAX: Final = 2**63 - 1

_JSON_TYPES: Final = frozenset({JSON, "application/json; charset=utf-8"})
_NUL: Final = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


class Shape:
    """A pydantic type, its validator, and what may be told about it."""

    def __init__(self, annotation: Any) -> None:
        self.annotation = annotation
        self.validator = TypeAdapter(annotation).validator
        self.schema = TypeAdapter(annotation).json_schema(mode="validation")
        self.names = frozenset(_names(self.schema))
        self.wild = _is_wild(self.schema)


class PathPart:
    """The path's parameters as their model."""

    where: Final = "path"

    def __init__(self, model: type[BaseModel]) -> None:
        self.shape = Shape(model)

    def __call__(self, request: web.Request) -> Any:
        try:
            value = self.shape.validator.validate_python(dict(request.match_info))
        except ValidationError as error:
            errors = invalid("path", error, self.shape.names).errors
            raise PartInvalid(RouteUnknown(), errors) from None
        if "%00" in request.raw_path.partition("?")[0]:
            raise _path_unknown("null_character")
        if self.shape.wild and not _fits(value):
            raise _path_unknown("number_out_of_range")
        return value


class QueryPart:
    """The query string as its model."""

    where: Final = "query"

    def __init__(self, model: type[BaseModel]) -> None:
        self.shape = Shape(model)
        properties = self.shape.schema.get("properties", {})
        self.known = frozenset(properties)
        self.many = frozenset(name for name, each in properties.items() if _is_array(each))

    def __call__(self, request: web.Request) -> Any:
        given = self._given(request) if "?" in request.raw_path else {}
        try:
            value = self.shape.validator.validate_python(given)
        except ValidationError as error:
            raise invalid("query", error, self.shape.names) from None
        if self.shape.wild and not _fits(value):
            raise _part_invalid("query", "number_out_of_range")
        return value

    def _given(self, request: web.Request) -> dict[str, Any]:
        if "%00" in request.raw_path:
            raise _part_invalid("query", "null_character")
        given: dict[str, Any] = {}
        for name, value in request.query.items():
            if name not in self.known:
                raise _part_invalid("query", "extra_forbidden")
            if name in self.many:
                given.setdefault(name, []).append(value)
            elif name in given:
                raise _part_invalid("query", "repeated", name)
            else:
                given[name] = value
        return given


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a body may be: at most ``max_body`` bytes once unpacked, and gzipped or not."""

    max_body: int
    gzip: bool = False


class JsonPart:
    """A JSON body as its model."""

    where: Final = "body"

    def __init__(self, annotation: Any, limits: Limits) -> None:
        self.shape = Shape(annotation)
        self.limits = limits
        self.accepts: Sequence[str] = (JSON,)
        self.required = type(None) not in get_args(annotation)

    async def __call__(self, request: web.Request) -> Any:
        if not self.required and not request.body_exists:
            return None
        _check_type(request, self.accepts, self.limits)
        raw = await read_bytes(request, self.limits.max_body)
        try:
            value = self.shape.validator.validate_json(raw, strict=True)
        except ValidationError as error:
            value = self._second_look(raw, error)
        _check_text(raw)
        if self.shape.wild and not _fits(value):
            raise _part_invalid("body", "number_out_of_range")
        return value

    def _second_look(self, raw: bytes, error: ValidationError) -> Any:
        """``2.0`` is an integer to JSON Schema, and to some languages' JSON writers."""
        found = _listed(error)
        if any(each["type"] == "json_invalid" and not each["loc"] for each in found):
            raise BodyMalformed() from None
        kinds = {each["type"] for each in found}
        if kinds == {"int_type"}:
            try:
                whole = json.dumps(json.loads(raw, parse_float=_whole)).encode()
                return self.shape.validator.validate_json(whole, strict=True)
            except ValueError:  # pydantic's is one too; so is Python's for thousands of digits
                pass
        raise invalid("body", error, self.shape.names) from None


class BytesPart:
    """A body taken as it is: a picture, a spreadsheet."""

    where: Final = "body"
    required: Final = True

    def __init__(self, accepts: Sequence[str], limits: Limits) -> None:
        self.accepts = accepts
        self.limits = limits

    async def __call__(self, request: web.Request) -> bytes:
        _check_type(request, self.accepts, self.limits)
        return await read_bytes(request, self.limits.max_body)


async def read_bytes(request: web.Request, limit: int) -> bytes:
    """The whole body, at most ``limit`` bytes of it and ``BODY_SECONDS`` long."""
    length = request.content_length
    if length is not None and length > limit:
        raise BodyTooLarge(limit_bytes=limit)
    try:
        if request.content.is_eof():
            raw = request.content.read_nowait() if request.body_exists else b""
        else:
            raw = await _read_slowly(request, limit)
    except Refusal:
        raise
    except TimeoutError:
        raise RequestTooSlow() from None
    except Exception as error:  # whatever aiohttp raises here, it is the wire's fault
        raise RequestUnreadable() from error
    if len(raw) > limit:
        raise BodyTooLarge(limit_bytes=limit)
    return raw


async def _read_slowly(request: web.Request, limit: int) -> bytes:
    raw = bytearray()
    async with asyncio.timeout(BODY_SECONDS):
        while chunk := await request.content.readany():
            raw += chunk
            if len(raw) > limit:
                raise BodyTooLarge(limit_bytes=limit)
    return bytes(raw)


def _check_type(request: web.Request, accepts: Sequence[str], limits: Limits) -> None:
    headers = request.headers
    if hdrs.CONTENT_ENCODING in headers:
        coding = headers[hdrs.CONTENT_ENCODING].lower()
        if not (limits.gzip and coding == "gzip"):  # aiohttp unpacks it while it is read
            raise BodyTypeUnsupported(expected="identity, gzip" if limits.gzip else "identity")
    declared = headers.get(hdrs.CONTENT_TYPE, "")
    if declared in _JSON_TYPES and accepts[0] == JSON:
        return
    kind = declared.partition(";")[0].strip().lower()
    charset = (request.charset or "utf-8").lower()
    if not any(_covers(each, kind) for each in accepts) or charset not in ("utf-8", "utf8"):
        raise BodyTypeUnsupported(expected=", ".join(accepts))


def _covers(accepted: str, kind: str) -> bool:
    if accepted == "*/*" or accepted == kind:
        return True
    return accepted.endswith("/*") and kind.startswith(accepted[:-1])


def _part_invalid(where: str, reason: str, field: str = "") -> PartInvalid:
    field = field or where
    return PartInvalid(RequestInvalid(field=field), [_fault(where, reason, field)])


def _path_unknown(reason: str) -> PartInvalid:
    return PartInvalid(RouteUnknown(), [_fault("path", reason, "path")])


def _fault(where: str, reason: str, field: str) -> FieldError:
    return fault(where, field, reason, reason.replace("_", " "))


def _check_text(raw: bytes) -> None:
    """Refuses what pydantic's JSON reader lets through, and what databases do not store."""
    if b"\\u0000" in raw and _NUL.search(raw):
        raise _part_invalid("body", "null_character")
    if b"NaN" in raw or b"Infinity" in raw:  # perhaps only inside a string
        try:
            orjson.loads(raw)
        except orjson.JSONDecodeError:
            raise BodyMalformed() from None


def _listed(error: ValidationError) -> list[Any]:
    if error.error_count() > COUNTED_AT_MOST:
        return []
    return error.errors(include_url=False, include_input=False, include_context=False)


def _whole(text: str) -> int | float:
    number = float(text)
    return int(number) if abs(number) < 2**53 and number.is_integer() else number


def _fits(value: Any) -> bool:
    """Whether every number in it is one that a database can store."""
    if isinstance(value, int):
        return INT_MIN <= value <= INT_MAX
    if isinstance(value, float):
        return isfinite(value)
    if isinstance(value, BaseModel):
        return _fits(vars(value)) and _fits(value.__pydantic_extra__)
    if is_dataclass(value):
        return all(_fits(getattr(value, each.name)) for each in fields(value))
    if isinstance(value, dict):
        return all(map(_fits, value)) and all(map(_fits, value.values()))
    return all(map(_fits, value)) if isinstance(value, list | tuple | set | frozenset) else True


def _names(schema: Any) -> Iterator[str]:
    """Every name and constant in a JSON schema: what may be told back to the caller."""
    if isinstance(schema, list):
        for each in schema:
            yield from _names(each)
    if not isinstance(schema, dict):
        return
    for key, each in schema.items():
        if key in ("properties", "$defs"):
            yield from each
            yield from _names(list(each.values()))
        elif key == "const":
            yield str(each)
        elif key == "enum":
            yield from map(str, each)
        else:
            yield from _names(each)


def _is_wild(schema: Any) -> bool:
    """Whether some number in this schema is without bounds, or may be anything."""
    if schema is True or schema == {}:
        return True
    if isinstance(schema, list):
        return any(map(_is_wild, schema))
    if not isinstance(schema, dict):
        return False
    if "enum" in schema or "const" in schema:
        return False
    kind = schema.get("type")
    if kind == "number" or (kind == "integer" and not _is_bounded(schema)):
        return True
    if not schema.keys() & {"type", "$ref", "anyOf", "oneOf", "allOf"}:
        return True
    return any(map(_is_wild, _children(schema)))


def _is_bounded(schema: dict[str, Any]) -> bool:
    low = schema.keys() & {"minimum", "exclusiveMinimum"}
    return bool(low and schema.keys() & {"maximum", "exclusiveMaximum"})


def _children(schema: dict[str, Any]) -> Iterator[Any]:
    for key in ("properties", "$defs", "patternProperties"):
        yield from schema.get(key, {}).values()
    for key in ("items", "additionalProperties"):
        yield schema.get(key, False)
    for key in ("anyOf", "oneOf", "allOf", "prefixItems"):
        yield from schema.get(key, [])
    if schema.get("type") == "array" and not schema.keys() & {"items", "prefixItems"}:
        yield True


def _is_array(schema: dict[str, Any]) -> bool:
    choices = schema.get("anyOf", [schema])
    return any(each.get("type") == "array" for each in choices)
