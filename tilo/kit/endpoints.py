"""One endpoint: what it takes, what it answers, who may use it; and a slice's list of them."""

import inspect
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import NoneType, UnionType
from typing import Any, Final, TypedDict, TypeVar, Union, Unpack, get_args, get_origin

from aiohttp import web
from aiohttp.http import HttpVersion11

from tilo.errors import BodyTooLarge, Refusal
from tilo.kit import answers as answered
from tilo.kit.answers import Prepared
from tilo.kit.boundary import Handler
from tilo.kit.parts import BytesPart, JsonPart, Limits, PathPart, QueryPart
from tilo.kit.problems import problem

PUBLIC: Final = "public"
"""The permission of a route that anyone on the network may use; the only way to be open."""

ACTOR: Final = web.RequestKey("actor", object)
"""Where a request keeps what ``authorise`` answered: ``request[ACTOR]``."""

MAX_BODY: Final = 256 * 1024

H = TypeVar("H", bound=Callable[..., Awaitable[Any]])


Authorise = Callable[[web.Request, str], Awaitable[Any]]
"""Says who asks, or raises the refusal: 401 nobody known, 403 not allowed, 429 too often."""


class Options(TypedDict, total=False):
    """What a route may say beyond its path and permission."""

    refusals: Sequence[type[Refusal]]
    """The domain's own noes, for the description."""

    status: int
    """The status of a yes; 200 unless said, 204 when the handler returns None."""

    max_body: int
    """The longest body in bytes, unpacked; 256 KiB unless said."""

    gzip: bool
    """Whether the body may come with Content-Encoding gzip."""

    accepts: Sequence[str]
    """The content types of a ``bytes`` body."""

    answers: Any
    """The schema of what a handler that returns an aiohttp response writes."""

    produces: str
    """Its content type, when that is not JSON."""

    other_answers: Mapping[int, Any]
    """Further statuses, not problems, and the schema of each."""

    tag: str
    """Where the description shows it, if not with the others."""


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """One route: what it takes, what it answers, and who may use it."""

    method: str
    path: str
    handler: Callable[..., Awaitable[Any]]
    permission: str
    tag: str
    status: int = 200
    refusals: Sequence[type[Refusal]] = ()
    max_body: int = MAX_BODY
    gzip: bool = False
    accepts: Sequence[str] = ("*/*",)
    answers: Any = None
    produces: str = ""
    other_answers: Mapping[int, Any] = field(default_factory=dict)
    parts: Mapping[str, Any] = field(init=False)
    answer: Any = field(init=False)

    def __post_init__(self) -> None:
        signature = inspect.signature(self.handler, eval_str=True)
        parts = {name: self._part(name, p.annotation) for name, p in signature.parameters.items()}
        object.__setattr__(self, "parts", parts)
        object.__setattr__(self, "answer", signature.return_annotation)
        self._check(signature)

    def __str__(self) -> str:
        return f"{self.method} {self.template}"

    @property
    def name(self) -> str:
        """The operation's name, for OpenAPI and generated clients."""
        return self.handler.__name__

    @property
    def template(self) -> str:
        """The path with its parameters' bare names: aiohttp's regular expressions left out."""
        return re.sub(r"\{(\w+):[^{}]*(?:\{[^{}]*\}[^{}]*)*\}", r"{\1}", self.path)

    @property
    def returns_response(self) -> bool:
        """Whether the handler writes its own response."""
        return isinstance(self.answer, type) and issubclass(self.answer, web.StreamResponse)

    @property
    def answer_shape(self) -> Any:
        """The type of the JSON answered, or None when there is none to describe."""
        if self.answers is not None:
            return self.answers
        if self.returns_response or self.answer in (None, NoneType):
            return None
        return _without_prepared(self.answer)

    @property
    def success(self) -> int:
        """The status of a yes."""
        return 204 if self.answer in (None, NoneType) else self.status

    @property
    def may_be_unchanged(self) -> bool:
        """Whether it may answer 304."""
        return any(get_origin(each) is Prepared for each in _choices(self.answer))

    def _part(self, name: str, annotation: Any) -> Any:
        where = f"{self.method} {self.path}: parameter {name!r}"
        assert annotation is not inspect.Parameter.empty, f"{where} needs a type"
        limits = Limits(max_body=self.max_body, gzip=self.gzip)
        match name:
            case "path":
                return PathPart(annotation)
            case "query":
                return QueryPart(annotation)
            case "body" if annotation is bytes:
                return BytesPart(self.accepts, limits)
            case "body":
                return JsonPart(annotation, limits)
        assert name in ("request", "actor"), f"{where} is not one that the kit can give"
        return None

    def _check(self, signature: inspect.Signature) -> None:
        assert self.answer is not inspect.Signature.empty, f"{self} needs a return type"
        assert self.permission, f"{self} needs a permission, or PUBLIC"
        assert not ("actor" in self.parts and self.permission == PUBLIC), f"{self}: no actor"
        assert "body" not in self.parts or self.method != "GET", f"{self}: GET has no body"
        wanted = set(re.findall(r"\{(\w+)", self.template))
        given = set(self.parts["path"].shape.schema["properties"]) if "path" in self.parts else None
        assert given is None or given == wanted, f"{self}: the path model has {given}"
        assert given is not None or not wanted, f"{self} needs a path model"

    def bind(self, authorise: Authorise) -> Handler:
        """The aiohttp handler: authorise, read the parts, call, write the answer."""
        body: JsonPart | BytesPart | None = self.parts.get("body")
        readers = tuple(_reader(name, part) for name, part in self.parts.items())
        slot = tuple(self.parts).index("body") if body else 0
        permission, handler, write = self.permission, self.handler, self._writer()
        is_open = permission == PUBLIC

        async def answer(request: web.Request) -> web.StreamResponse:
            if not is_open:
                request[ACTOR] = await authorise(request, permission)
            given = [read(request) for read in readers]
            if body is not None:
                given[slot] = await body(request)
            return write(request, await handler(*given))

        return answer

    def _writer(self) -> Callable[[web.Request, Any], web.StreamResponse]:
        if self.returns_response:
            return lambda _request, response: response
        if self.answer in (None, NoneType):
            return answered.nothing
        return answered.as_json(self.answer_shape, self.status)

    async def expect(self, request: web.Request) -> web.StreamResponse | None:
        """Answer ``Expect: 100-continue``: a body too large is refused before it is sent."""
        if (request.content_length or 0) > self.max_body:
            response = problem(request, BodyTooLarge(limit_bytes=self.max_body))
            response.force_close()
            return response
        if request.version == HttpVersion11:
            await request.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            request.writer.output_size = 0
        return None


def _choices(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)


def _without_prepared(annotation: Any) -> Any:
    """``X`` of ``X``, ``Prepared[X]`` and ``X | Prepared[X]``."""
    choices = _choices(annotation)
    assert Prepared not in choices, "say what is prepared: Prepared[X]"
    plain = [each for each in choices if get_origin(each) is not Prepared]
    if len(plain) == len(choices):
        return annotation
    plain = plain or [get_args(each)[0] for each in choices]
    return Union[tuple(plain)]  # noqa: UP007 - made at run time


def _reader(name: str, part: Any) -> Callable[[web.Request], Any]:
    match name:
        case "request" | "body":
            return lambda request: request
        case "actor":
            return lambda request: request[ACTOR]
    reader: Callable[[web.Request], Any] = part
    return reader


class Routes:
    """A slice's endpoints; ``Api.include`` takes them up."""

    def __init__(self, *, tag: str) -> None:
        self.tag = tag
        self.endpoints: list[Endpoint] = []

    def get(self, path: str, *, permission: str, **options: Unpack[Options]) -> Callable[[H], H]:
        """Reads only."""
        return self.add("GET", path, permission=permission, **options)

    def post(self, path: str, *, permission: str, **options: Unpack[Options]) -> Callable[[H], H]:
        """Does something."""
        return self.add("POST", path, permission=permission, **options)

    def put(self, path: str, *, permission: str, **options: Unpack[Options]) -> Callable[[H], H]:
        """Replaces something."""
        return self.add("PUT", path, permission=permission, **options)

    def patch(self, path: str, *, permission: str, **options: Unpack[Options]) -> Callable[[H], H]:
        """Changes a part of something."""
        return self.add("PATCH", path, permission=permission, **options)

    def delete(self, path: str, *, permission: str, **options: Unpack[Options]) -> Callable[[H], H]:
        """Ends something."""
        return self.add("DELETE", path, permission=permission, **options)

    def add(
        self, method: str, path: str, *, permission: str, **options: Unpack[Options]
    ) -> Callable[[H], H]:
        """Declare an endpoint."""
        options.setdefault("tag", self.tag)

        def declare(handler: H) -> H:
            self.endpoints.append(
                Endpoint(
                    method=method, path=path, permission=permission, handler=handler, **options
                )
            )
            return handler

        return declare
