"""Refusals: every "no" of the shop as a class with a stable code, an HTTP status and facts.

A rule declares its refusal beside itself, with the facts as annotations, so that mypy checks
whoever raises it and the house test can compare the facts with the sentences::

    class ItemSoldOut(Refusal):
        '''The item was 86ed after the screen drew it.'''

        code = "item.sold_out"
        status = 409
        item: str

    raise ItemSoldOut(item="Nasi Goreng")

The sentences are in ``tilo/i18n/*.json`` under ``refusal.<code>`` with ``{{fact}}`` placeholders.
A fact given a default in the class may be left out. Facts named ``…_rupiah`` are written as money
in sentences. A fact ``retry_after_s`` also becomes the ``Retry-After`` header.
"""

import inspect
import re
from typing import Any, ClassVar, dataclass_transform

Fact = str | int | bool

CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")


@dataclass_transform(kw_only_default=True)
class Refusal(Exception):
    """The shop's no. Subclasses set ``code`` ("noun.reason") and ``status``, and annotate facts."""

    registry: ClassVar[dict[str, type["Refusal"]]] = {}
    fact_names: ClassVar[tuple[str, ...]] = ()
    code: ClassVar[str]
    status: ClassVar[int]

    facts: dict[str, Fact]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        own = tuple(n for n, a in inspect.get_annotations(cls).items() if "ClassVar" not in str(a))
        cls.fact_names = tuple(dict.fromkeys(cls.fact_names + own))
        if "code" in cls.__dict__:
            _register(cls)

    def __init__(self, **facts: Fact) -> None:
        cls = type(self)
        unknown = facts.keys() - set(cls.fact_names)
        assert not unknown, f"{cls.__name__} does not declare {sorted(unknown)}"
        for name in cls.fact_names:
            if name not in facts:
                assert hasattr(cls, name), f"{cls.__name__} needs the fact {name!r}"
                facts[name] = getattr(cls, name)
            setattr(self, name, facts[name])
        self.facts = {name: facts[name] for name in sorted(facts)}
        super().__init__(str(self))

    def __str__(self) -> str:
        """The code and the facts in alphabetical order; the same for equal refusals."""
        told = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code}({told})"

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), dict(self.facts))


def _rebuild(cls: type[Refusal], facts: dict[str, Fact]) -> Refusal:
    return cls(**facts)


def _register(cls: type[Refusal]) -> None:
    assert CODE.fullmatch(cls.code), f"{cls.__name__}: a code is noun.reason, not {cls.code!r}"
    assert 400 <= cls.status <= 599, f"{cls.__name__}: status {cls.status} is no refusal"
    known = Refusal.registry.get(cls.code)
    same = known and (known.__module__, known.__qualname__) == (cls.__module__, cls.__qualname__)
    assert not known or same, f"{cls.code} is both {known} and {cls}"
    Refusal.registry[cls.code] = cls


class BodyMalformed(Refusal):
    """The body is not the JSON it claims to be."""

    code = "body.malformed"
    status = 400


class BodyTooLarge(Refusal):
    """The body is longer than the route accepts."""

    code = "body.too_large"
    status = 413
    limit_bytes: int


class BodyTypeUnsupported(Refusal):
    """The body has a content type, or an encoding, that the route does not read."""

    code = "body.type_unsupported"
    status = 415
    expected: str


class RequestInvalid(Refusal):
    """A part of the request does not fit its schema; ``field`` is the first that does not."""

    code = "request.invalid"
    status = 422
    field: str


class RequestUnreadable(Refusal):
    """The request is not sound HTTP, or stopped half-way."""

    code = "request.unreadable"
    status = 400


class RequestTooMany(Refusal):
    """The caller asks too often; after ``retry_after_s`` seconds it may again."""

    code = "request.too_many"
    status = 429
    retry_after_s: int


class RequestTooSlow(Refusal):
    """The body did not arrive in time."""

    code = "request.too_slow"
    status = 408


class RouteUnknown(Refusal):
    """Nothing lives at this path."""

    code = "route.unknown"
    status = 404


class MethodNotAllowed(Refusal):
    """The path exists, but not for this HTTP method."""

    code = "method.not_allowed"
    status = 405
    method: str


class SessionRequired(Refusal):
    """Nobody is signed in on the device that asks."""

    code = "session.required"
    status = 401


class SessionExpired(Refusal):
    """Somebody was signed in, but too long ago, or was signed out."""

    code = "session.expired"
    status = 401


class PermissionMissing(Refusal):
    """The person signed in may not do this."""

    code = "permission.missing"
    status = 403
    permission: str


class ServerFault(Refusal):
    """A mistake of ours. The request id finds it in the log."""

    code = "server.fault"
    status = 500


class ServerBusy(Refusal):
    """A queue is full; nothing was done, the same command may be sent again."""

    code = "server.busy"
    status = 503
    retry_after_s: int = 1


class DiskFull(Refusal):
    """Nothing can be written; selling stops until there is space (rule S2)."""

    code = "disk.full"
    status = 503
    retry_after_s: int = 10


class CommandMismatch(Refusal):
    """A command id came again with another body (rule C1). Nothing was applied."""

    code = "command.mismatch"
    status = 409
