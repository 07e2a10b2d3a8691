"""The reference vectors, which lie beside the repository in ../shared/vectors."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).parents[1]


def _places() -> Iterator[Path]:
    """Where they may lie: where TILO_SHARED says, beside this clone, beside what it was cloned
    from."""
    if named := os.environ.get("TILO_SHARED"):
        yield Path(named)
    yield REPOSITORY.parent / "shared"
    origin = subprocess.run(
        ["git", "-C", str(REPOSITORY), "config", "remote.origin.url"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    if origin:
        yield Path(origin.removesuffix("/.git")).parent / "shared"


def vectors(name: str) -> Any:
    """The JSON of one vector file. Without the reference the test is skipped, and said so."""
    for place in _places():
        path = place / "vectors" / f"{name}.json"
        if path.is_file():
            return json.loads(path.read_text(encoding="utf-8"))
    pytest.skip(
        f"NOT RUN: no reference vectors ({name}.json); set TILO_SHARED", allow_module_level=True
    )
