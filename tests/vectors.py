"""The reference vectors that lie beside the repository in ../shared/vectors."""

import json
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[2] / "shared" / "vectors"


def vectors(name: str) -> Any:
    """The JSON of one vector file; the test is skipped where the reference is not checked out."""
    path = FOLDER / f"{name}.json"
    if not path.exists():
        pytest.skip(f"no reference vectors at {path}", allow_module_level=True)
    return json.loads(path.read_text(encoding="utf-8"))
