"""Hooks for the machine that tries everything: each of its commands is a tap of its own.

Left alone it sends one id again and again and is told `command.mismatch` by the door, which is
right and teaches nothing. Only ids that are ids are replaced: nonsense stays nonsense.
"""

import json
import os
import random
import re
import uuid
from typing import Any

import schemathesis

_dice = random.Random(20261122)
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
STANDING: list[dict[str, Any]] = json.loads(os.environ.get("TILO_TEST_CHECKS", "[]"))
"""Checks that stand open: `check_id`, `line_id` and `ticket_id` of each."""

ITEMS = ("kopi", "rawon", "sambal-botol")


def _fresh() -> str:
    return str(uuid.UUID(int=_dice.getrandbits(128), version=4))


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and _ID.fullmatch(value) is not None


@schemathesis.hook
def map_path_parameters(context: Any, path_parameters: Any) -> Any:
    """About something that exists, most of the time: many checks, since some are soon closed."""
    if not isinstance(path_parameters, dict) or _dice.random() < 0.1:
        return path_parameters
    standing = _dice.choice(STANDING)
    known = {**standing, "item_id": "rawon", "printer_id": "kasir", "name": "rawon.svg"}
    return {
        name: known.get(name, value) if isinstance(value, str) else value
        for name, value in path_parameters.items()
    }


@schemathesis.hook
def map_body(context: Any, body: Any) -> Any:
    if not isinstance(body, dict):
        return body
    for name in ("id", "check_id", "payment_id"):
        if _is_id(body.get(name)):
            body[name] = _fresh()
    lines = body.get("lines")
    for wish in lines if isinstance(lines, list) else ():
        _orderable(wish)
    if _is_slug(body.get("table_id")):
        body["table_id"] = _dice.choice(["meja-1", "meja-2", body["table_id"]])
    return body


def _orderable(wish: Any) -> None:
    """A line with an item that is on the menu, most of the time."""
    if not isinstance(wish, dict):
        return
    if _is_id(wish.get("line_id")):
        wish["line_id"] = _fresh()
    options, variant = wish.get("options", []), wish.get("variant_id")
    sound = isinstance(options, list) and all(map(_is_slug, options)) and len(options) <= 50
    sound = sound and (variant is None or _is_slug(variant))
    if sound and _is_slug(wish.get("item_id")) and _dice.random() < 0.8:
        wish["item_id"] = _dice.choice(ITEMS)
        wish.pop("variant_id", None)
        wish.pop("options", None)


def _is_slug(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[a-z0-9_-]{1,64}", value) is not None
