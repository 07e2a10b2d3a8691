"""The OpenAPI 3.1 description of an Api, from its endpoints' types and refusals."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode

from tilo.errors import (
    BodyMalformed,
    BodyTooLarge,
    BodyTypeUnsupported,
    PermissionMissing,
    Refusal,
    RequestInvalid,
    RequestTooMany,
    RequestTooSlow,
    RequestUnreadable,
    RouteUnknown,
    ServerBusy,
    SessionExpired,
    SessionRequired,
)
from tilo.kit.answers import JSON
from tilo.kit.endpoints import PUBLIC, Endpoint
from tilo.kit.parts import INT_MAX, INT_MIN, BytesPart, JsonPart
from tilo.kit.problems import CONTENT_TYPE, Problem

COMPONENT: Final = "#/components/schemas/"
Schema = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class About:
    """What a server says of itself."""

    title: str
    version: str
    description: str
    revision: str
    session_cookie: str


def describe(about: About, endpoints: Sequence[Endpoint]) -> Schema:
    """The whole document."""
    schemas, schemes = _Schemas(endpoints), _security_schemes(about)
    paths: dict[str, Schema] = {}
    for each in endpoints:
        paths.setdefault(each.template, {})[each.method.lower()] = _operation(
            each, schemas, schemes
        )
    document: Schema = {
        "openapi": "3.1.0",
        "info": {"title": about.title, "version": about.version, "description": about.description},
        "paths": paths,
        "tags": [{"name": tag} for tag in dict.fromkeys(each.tag for each in endpoints)],
        "components": {"securitySchemes": schemes},
    }
    document["components"]["schemas"] = schemas.used_in(document)
    return document


def _security_schemes(about: About) -> Schema:
    schemes: Schema = {"bearer": {"type": "http", "scheme": "bearer"}}
    if about.session_cookie:
        schemes["session"] = {"type": "apiKey", "in": "cookie", "name": about.session_cookie}
    return schemes


class _Schemas:
    """The JSON schemas of every type the endpoints name, made together so that names agree."""

    def __init__(self, endpoints: Iterable[Endpoint]) -> None:
        wanted: dict[tuple[Any, JsonSchemaMode], TypeAdapter[Any]] = {}
        for shape, mode in _shapes(endpoints):
            wanted.setdefault((_key(shape), mode), TypeAdapter(shape))
        maker = GenerateJsonSchema(by_alias=True, ref_template=COMPONENT + "{model}")
        found, components = maker.generate_definitions(
            [(key, mode, adapter.core_schema) for (key, mode), adapter in wanted.items()]
        )
        self._found: dict[tuple[Any, str], Schema] = _bounded_each(found)
        self.components: dict[str, Schema] = _bounded_each(components)

    def __call__(self, shape: Any, mode: JsonSchemaMode) -> Schema:
        return self._found[(_key(shape), mode)]

    def properties(self, shape: Any) -> tuple[Schema, set[str]]:
        """A model's fields in full, and the names of those that are required."""
        schema = self(shape, "validation")
        if "$ref" in schema:
            schema = self.components[schema["$ref"].removeprefix(COMPONENT)]
        return schema.get("properties", {}), set(schema.get("required", ()))

    def used_in(self, document: Any) -> Schema:
        """The components that the document refers to, directly or not."""
        used: set[str] = set()
        waiting = list(_references(document))
        while waiting:
            name = waiting.pop()
            if name not in used:
                used.add(name)
                waiting.extend(_references(self.components[name]))
        return {name: self.components[name] for name in sorted(used)}


def _key(shape: Any) -> Any:
    return shape if isinstance(shape, type) else repr(shape)


def _shapes(endpoints: Iterable[Endpoint]) -> Iterable[tuple[Any, JsonSchemaMode]]:
    yield Problem, "serialization"
    for each in endpoints:
        for part in each.parts.values():
            if part is not None and not isinstance(part, BytesPart):
                yield part.shape.annotation, "validation"
        if each.answer_shape is not None:
            yield each.answer_shape, "serialization"
        for shape in each.other_answers.values():
            yield shape, "serialization"


def _references(node: Any) -> Iterable[str]:
    if isinstance(node, list):
        for each in node:
            yield from _references(each)
    elif isinstance(node, dict):
        for key, each in node.items():
            if key == "$ref":
                yield each.removeprefix(COMPONENT)
            else:
                yield from _references(each)


def _bounded_each(schemas: Mapping[Any, Schema]) -> dict[Any, Schema]:
    return {name: _bounded(schema) for name, schema in schemas.items()}


def _bounded(node: Any) -> Any:
    """The same schema with every integer held to 64 bits, as ``tilo.kit.parts`` holds it."""
    if isinstance(node, list):
        return [_bounded(each) for each in node]
    if not isinstance(node, dict):
        return node
    schema = {key: _bounded(each) for key, each in node.items()}
    if schema.get("type") == "integer" and not schema.keys() & {"enum", "const"}:
        schema.setdefault("format", "int64")
        if "exclusiveMinimum" not in schema:
            schema.setdefault("minimum", INT_MIN)
        if "exclusiveMaximum" not in schema:
            schema.setdefault("maximum", INT_MAX)
    return schema


def _operation(each: Endpoint, schemas: _Schemas, schemes: Iterable[str]) -> Schema:
    summary, _, description = (each.handler.__doc__ or each.name).strip().partition("\n")
    operation: Schema = {
        "operationId": each.name,
        "tags": [each.tag],
        "summary": summary,
        "x-permission": each.permission,
        "security": []
        if each.permission == PUBLIC
        else [{name: [each.permission]} for name in schemes],
        "responses": _answers(each, schemas) | _refusals(each),
    }
    if description.strip():
        operation["description"] = "\n".join(
            line.strip() for line in description.split("\n")
        ).strip()
    if parameters := list(_parameters(each, schemas)):
        operation["parameters"] = parameters
    if body := each.parts.get("body"):
        operation["requestBody"] = _body(body, schemas)
    return operation


def _parameters(each: Endpoint, schemas: _Schemas) -> Iterable[Schema]:
    for where in ("path", "query"):
        part = each.parts.get(where)
        if part is None:
            continue
        properties, required = schemas.properties(part.shape.annotation)
        for name, schema in properties.items():
            shown = _without_null(schema)
            parameter = {
                "name": name,
                "in": where,
                "required": where == "path" or name in required,
                "schema": shown,
            }
            if "description" in shown:
                parameter["description"] = shown.pop("description")
            yield parameter


def _without_null(schema: Schema) -> Schema:
    """A query has no null: leaving the name out says it."""
    choices = [each for each in schema.get("anyOf", []) if each.get("type") != "null"]
    rest = {key: value for key, value in schema.items() if key not in ("anyOf", "default")}
    if schema.get("default") is not None:
        rest["default"] = schema["default"]
    if len(choices) == 1:
        return {**choices[0], **rest}
    return {**rest, "anyOf": choices} if choices else rest


def _body(part: JsonPart | BytesPart, schemas: _Schemas) -> Schema:
    if isinstance(part, JsonPart):
        content = {JSON: {"schema": schemas(part.shape.annotation, "validation")}}
    else:
        content = {kind: {} for kind in part.accepts}
    return {"required": part.required, "content": content}


def _answers(each: Endpoint, schemas: _Schemas) -> Schema:
    success: Schema = {"description": HTTPStatus(each.success).phrase}
    if each.answer_shape is not None:
        schema = schemas(each.answer_shape, "serialization")
        success["content"] = {each.produces or JSON: {"schema": schema}}
    elif each.produces:
        success["content"] = {each.produces: {}}
    found = {str(each.success): success}
    if each.may_be_unchanged:
        found["304"] = {"description": "What If-None-Match names is still in force"}
    for status, shape in each.other_answers.items():
        content = {JSON: {"schema": schemas(shape, "serialization")}}
        found[str(status)] = {"description": HTTPStatus(status).phrase, "content": content}
    return found


def _refusals(each: Endpoint) -> Schema:
    by_status: dict[int, list[type[Refusal]]] = {}
    for refusal in dict.fromkeys((*_general_refusals(each), *each.refusals)):
        by_status.setdefault(refusal.status, []).append(refusal)
    return {
        str(status): {
            "description": "\n".join(f"`{no.code}`: {_said(no)}" for no in noes),
            "content": {CONTENT_TYPE: {"schema": {"$ref": COMPONENT + "Problem"}}},
            "x-codes": [no.code for no in noes],
        }
        for status, noes in sorted(by_status.items())
        if status not in each.other_answers
    }


def _said(refusal: type[Refusal]) -> str:
    return (refusal.__doc__ or refusal.code).strip().partition("\n")[0]


def _general_refusals(each: Endpoint) -> Iterable[type[Refusal]]:
    """What the kit itself may refuse before, or around, this handler."""
    if each.permission != PUBLIC:
        yield from (SessionRequired, SessionExpired, PermissionMissing, RequestTooMany)
    if "path" in each.parts:
        yield RouteUnknown
    if "query" in each.parts:
        yield RequestInvalid
    if "body" in each.parts:
        yield from (RequestUnreadable, RequestTooSlow, BodyTooLarge, BodyTypeUnsupported)
    if isinstance(each.parts.get("body"), JsonPart):
        yield from (BodyMalformed, RequestInvalid)
    if each.tag != "system":
        yield ServerBusy
