"""The base of every fact: its kind, its version, and the register of them all."""

from __future__ import annotations

from typing import Any, ClassVar

from tilo.value import Value


class Event(Value):
    """A recorded fact. `v` is the version of the body's shape."""

    kind: ClassVar[str]
    v: ClassVar[int] = 1
    registry: ClassVar[dict[str, type[Event]]] = {}

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        assert cls.kind not in Event.registry, f"two events are called {cls.kind}"
        Event.registry[cls.kind] = cls
