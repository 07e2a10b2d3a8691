"""The base of every value in the rules: frozen, compared by content, tolerant of newer peers."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{1,64}$")]
"""Id of a setting. Also a legal MQTT topic level on every broker we support."""

Rupiah = Annotated[int, Field(ge=-(10**13), le=10**13)]
"""Whole rupiah. The bound keeps every sum far inside SQLite's and JavaScript's integers."""

Price = Annotated[int, Field(ge=0, le=10**10)]
"""Whole rupiah, never negative."""

RateBp = Annotated[int, Field(ge=0, le=10_000)]
"""Rate in basis points: 1000 is ten per cent."""

Millis = Annotated[int, Field(ge=0, le=4_102_444_800_000)]
"""UTC milliseconds since 1970, up to the year 2100."""

Name = Annotated[str, StringConstraints(min_length=1, max_length=80, strip_whitespace=True)]
Text = Annotated[str, StringConstraints(max_length=400)]


class Value(BaseModel):
    """A frozen value. Unknown fields are ignored, so an older box tolerates a newer hub."""

    model_config = ConfigDict(frozen=True, extra="ignore")
