"""What the shop is told of the exchange: one direction's good news never hides the other's bad."""

from typing import Any

import pytest

from edge.sync.reach import Guess
from edge.sync.standing import Standing
from tilo.words import CATALOGUES

DOWN = Guess("internet.down", False)
SILENT = Guess("hub.silent", None)
REFUSED = Guess("documents.refused", True)


def standing(push: Guess | None, pull: Guess | None) -> dict[str, object]:
    link: Any = None  # nothing is told here
    told = Standing(link)
    for way, fault in (("push", push), ("pull", pull)):
        if fault is None:
            told.reached(way, 7 if way == "push" else None)  # type: ignore[arg-type]
        else:
            told.failed(way, fault)  # type: ignore[arg-type]
    return told.report()


@pytest.mark.parametrize(
    ("push", "pull", "connected", "internet", "error"),
    [
        (None, None, True, True, None),
        (DOWN, DOWN, False, False, "internet.down"),
        (SILENT, DOWN, False, None, "hub.silent"),
        (SILENT, None, False, True, "hub.silent"),
        (None, REFUSED, True, True, "documents.refused"),
        (REFUSED, None, False, True, "documents.refused"),
    ],
)
def test_what_is_told(
    push: Guess | None, pull: Guess | None, connected: bool, internet: bool | None, error: str
) -> None:
    report = standing(push, pull)
    acked = 7 if push is None else None
    assert report == {
        "connected": connected,
        "internet": internet,
        "acked_seq": acked,
        "error": error,
    }


def test_every_reason_has_its_sentence() -> None:
    from edge.sync.process import REFUSALS

    words = {*REFUSALS.values(), "lan.down", "internet.down", "hub.unreachable", "hub.silent"}
    words |= {"hub.not_set", "hub.busy", "hub.failing", "hub.impersonated", "hub.refused"}
    words |= {"hub.ahead", "hub.waiting", "documents.refused", "sync.fault"}
    for lang, catalogue in CATALOGUES.items():
        missing = {word for word in words if f"sync.reason.{word}" not in catalogue}
        assert not missing, lang
