"""A terminal with no cable to us: the cashier works it and copies its slip."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from edge.payments.terminals.protocol import BeforeSend, Outcome, Request, guarded
from tilo.errors import Refusal

_APPROVAL: Final = re.compile(r"[A-Za-z0-9]{4,12}")
_LAST_FOUR: Final = re.compile(r"[0-9]{4}")
LONGEST_BANK: Final = 40


class ApprovalCodeMalformed(Refusal):
    """What was typed is no approval code: four to twelve letters and digits."""

    code = "terminal.approval_code_malformed"
    status = 422


class LastFourMalformed(Refusal):
    """Of a card just the last four digits are wanted."""

    code = "terminal.last_four_malformed"
    status = 422


class BankMissing(Refusal):
    """Whose terminal took the card decides with whom the day is reconciled."""

    code = "terminal.bank_missing"
    status = 422


class CardNumberTyped(Refusal):
    """Somebody typed a whole card number, which must not be kept anywhere."""

    code = "terminal.card_number_typed"
    status = 422


@dataclass(frozen=True, repr=False)
class Copied:
    """What the cashier copied from the terminal's slip; unchecked, so it has no repr.

    `bank` is the terminal's. `last_four` may be empty for a QRIS payment.
    """

    approval_code: str
    last_four: str
    bank: str


AskCashier = Callable[[Request], Awaitable[Copied | None]]
"""Waits for the cashier to type; None when they give up because the customer did not pay."""


def copied_outcome(request: Request, copied: Copied) -> Outcome:
    """The approved outcome that a cashier vouches for.

    Raises CardNumberTyped, ApprovalCodeMalformed, LastFourMalformed, BankMissing.
    """
    approval, last_four = copied.approval_code.strip().upper(), copied.last_four.strip()
    bank = copied.bank.strip()
    if any(guarded(each) != each for each in (approval, last_four, bank)):
        raise CardNumberTyped
    if not _APPROVAL.fullmatch(approval):
        raise ApprovalCodeMalformed
    if not _LAST_FOUR.fullmatch(last_four) and (last_four or request.kind == "sale"):
        raise LastFourMalformed
    if not 0 < len(bank) <= LONGEST_BANK or not bank.isprintable():
        raise BankMissing
    return Outcome(
        request_id=request.id,
        state="approved",
        amount_rupiah=request.amount_rupiah,
        approval_code=approval,
        last_four=last_four,
        issuer=bank,
    )


class Manual:
    """A terminal whose wire is the cashier."""

    def __init__(self, ask_cashier: AskCashier) -> None:
        self._ask_cashier = ask_cashier
        self._turn = asyncio.Lock()

    async def charge(self, request: Request, before_send: BeforeSend) -> Outcome:
        """Raises the refusals of `copied_outcome`; nothing is settled by them, ask again."""
        assert request.kind != "qris_inquiry", "a cashier is asked with charge()"
        async with self._turn:
            await before_send()
            copied = await self._ask_cashier(request)
            if copied is None:
                return Outcome(request_id=request.id, state="declined", reason="cancelled")
            return copied_outcome(request, copied)

    async def inquire(self, request: Request) -> Outcome:
        return Outcome(request_id=request.id, state="unknown", reason="not_offered")

    async def settle(self) -> Outcome:
        return Outcome(request_id=None, state="unknown", reason="not_offered")

    async def echo(self) -> Outcome:
        return Outcome(request_id=None, state="approved")

    async def close(self) -> None:
        """There is no line."""
