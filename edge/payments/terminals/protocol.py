"""What every payment terminal promises; tests/contracts/test_terminal.py holds each one to it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, fields
from typing import Final, Literal, Protocol, get_args
from uuid import UUID

from tilo.kit.logs import luhn
from tilo.words import Lang, sentence

Kind = Literal["sale", "qris", "qris_inquiry"]
State = Literal["approved", "declined", "unknown"]

Declined = Literal[
    "refused",  # by the bank, for a reason it keeps or we cannot read
    "funds_short",
    "card_expired",
    "pin_wrong",
    "cancelled",  # at the terminal, or by the cashier who would have typed
    "not_connected",  # nothing was sent
    "not_taken",  # the terminal turned the request down before it began
]
Unknown = Literal[
    "not_acknowledged",  # sent, and not a word came back
    "no_answer",  # taken, and then silence
    "link_lost",
    "garbled",  # an answer came that cannot be read
    "differs",  # an answer came, to another amount or kind than was asked
    "not_confirmed",  # asked again, and not paid, or not yet
    "not_offered",  # this terminal cannot be asked
    "not_connected",  # asked again, in vain; what happened before is as unknown as before
    "not_taken",
]
Reason = Declined | Unknown

DECLINED: Final[tuple[Declined, ...]] = get_args(Declined)
UNKNOWN: Final[tuple[Unknown, ...]] = get_args(Unknown)

MOST_RUPIAH: Final = 9_999_999_999
"""What fits a terminal's twelve digits with two implied decimals."""

BeforeSend = Callable[[], Awaitable[None]]

_DIGITS: Final = re.compile(r"(?<!\d)\d(?:[ ._-]?\d){12,}(?!\d)")


def guarded(text: str) -> str:
    """The text with every card number in it reduced to its last four digits.

    Leading zeros are padding: no card begins with one, and merchant ids do. A run longer than any
    card's may hide one, so it is masked whatever it is.
    """
    return _DIGITS.sub(_masked, text)


def _masked(found: re.Match[str]) -> str:
    every = [int(each) for each in found[0] if each.isdecimal()]
    digits = every[next((at for at, each in enumerate(every) if each), len(every)) :]
    if len(digits) < 13 or (len(digits) <= 19 and not luhn(digits)):
        return found[0]
    return "*" * (len(every) - 4) + "".join(map(str, digits[-4:]))


@dataclass(frozen=True, kw_only=True)
class Request:
    """One payment asked of a terminal. `id` is ours; terminals do not learn it.

    `reference` is for asking again: the retrieval number that the terminal showed or printed,
    at most twelve letters and digits.
    """

    id: UUID
    amount_rupiah: int
    kind: Kind
    reference: str = ""

    def __post_init__(self) -> None:
        assert 0 < self.amount_rupiah <= MOST_RUPIAH, self.amount_rupiah
        assert re.fullmatch(r"[A-Za-z0-9]{0,12}", self.reference), "no reference"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of a request, as far as anybody can say.

    `declined` is certain: no money moved. `unknown` is everything that is not certain; it is
    asked again or decided by a person, and never sent again.

    `code` is the terminal's own word. `amount_rupiah` is what the terminal says it moved.
    `terminal_time` is its own clock, in its own zone (ISO 8601 without zone). No card number
    passes: of it only `last_four` remain.
    """

    request_id: UUID | None
    state: State
    reason: Reason | None = None
    code: str = ""
    amount_rupiah: int | None = None
    approval_code: str = ""
    rrn: str = ""
    last_four: str = ""
    tid: str = ""
    mid: str = ""
    batch: str = ""
    invoice: str = ""
    issuer: str = ""
    terminal_time: str = ""

    def __post_init__(self) -> None:
        reasons = {"approved": (None,), "declined": DECLINED, "unknown": UNKNOWN}[self.state]
        assert self.reason in reasons, f"{self.state} because {self.reason}?"
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, str):
                object.__setattr__(self, field.name, guarded(value))
        last_four = "".join(each for each in self.last_four if each.isdecimal())[-4:]
        object.__setattr__(self, "last_four", last_four)

    @property
    def approved(self) -> bool:
        return self.state == "approved"

    def words(self, lang: Lang) -> str:
        """What to tell the cashier."""
        return sentence(lang, f"terminal.reason.{self.reason or 'approved'}", code=self.code or "-")


class Terminal(Protocol):
    """One terminal. It has one request in flight; others wait for their turn.

    None of these raises for what terminals, cables and customers do.
    """

    async def charge(self, request: Request, before_send: BeforeSend) -> Outcome:
        """Take a payment (`sale` or `qris`). May last minutes and cannot be recalled from here.

        `before_send` is awaited when the terminal can be reached and before the first byte, for
        the caller to write the request down; what it raises goes to the caller, nothing sent.
        Whoever cancels this call must take the outcome for unknown.
        """

    async def inquire(self, request: Request) -> Outcome:
        """Ask again what became of `request`. Takes no money.

        Never `declined`: a customer may still be paying. A caller must not believe an approval
        whose `rrn` stands at another payment already.
        """

    async def settle(self) -> Outcome:
        """Close the terminal's batch with the bank. `amount_rupiah` is the total it reports."""

    async def echo(self) -> Outcome:
        """Whether the terminal is there and answers: `approved` when it does."""

    async def close(self) -> None:
        """Let go of the line."""


async def nothing_to_do() -> None:
    """A `before_send` for requests that move no money."""
