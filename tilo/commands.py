"""The shapes that pass the one door: an intent, and what came of it."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from pydantic import ConfigDict

from tilo.value import Value


class Command(Value):
    """An intent. `id` is made once at the tap; repeating it returns the first answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    permission: ClassVar[str]

    id: UUID
