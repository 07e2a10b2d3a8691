"""What a BCA-style terminal's answer, or its silence, says about the request."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from edge.payments.terminals.bca_layout import APPROVED, SEN, TRANS_TYPES, Ask
from edge.payments.terminals.protocol import Declined, Outcome, Reason, State

REFUSALS: Final[Mapping[str, Declined]] = {
    "51": "funds_short",
    "54": "card_expired",
    "55": "pin_wrong",
    "S2": "cancelled",
}
"""Codes whose meaning is public. All others are told by their number."""


@dataclass(frozen=True)
class Matter:
    """What a conversation is about."""

    ask: Ask
    amount_rupiah: int = 0
    request_id: UUID | None = None
    reference: str = ""

    @property
    def money(self) -> bool:
        """Whether the customer pays when it succeeds."""
        return self.ask in ("sale", "qris")

    def failed(self, reason: Reason) -> Outcome:
        """The outcome without an answer. Only what cannot have begun is certain, and nothing is
        when the question was about what happened before."""
        certain = reason in ("not_connected", "not_taken") and self.ask != "qris_inquiry"
        state: State = "declined" if certain else "unknown"
        return Outcome(request_id=self.request_id, state=state, reason=reason)

    def fits(self, answer: Mapping[str, str]) -> bool:
        """Whether it is an answer to this: the same kind, and the same amount where one was
        asked. A refusal may leave the amount out."""
        if answer["trans_type"] != TRANS_TYPES[self.ask]:
            return False
        amount = rupiah_of(answer["amount"])
        refused = answer["response_code"] != APPROVED
        return amount == self.amount_rupiah or self.ask == "settle" or (refused and amount == 0)

    def answered(self, answer: Mapping[str, str]) -> Outcome:
        """The outcome that the answer tells."""
        state, reason = self._verdict(answer)
        return Outcome(
            request_id=self.request_id,
            state=state,
            reason=reason,
            code=answer["response_code"],
            amount_rupiah=rupiah_of(answer["amount"]),
            approval_code=answer["approval_code"],
            rrn=answer["rrn"],
            last_four=answer["pan"],
            tid=answer["terminal_id"],
            mid=answer["merchant_id"],
            batch=answer["batch"],
            invoice=answer["invoice"],
            issuer=answer["issuer_id"],
            terminal_time=time_of(answer["date"], answer["time"]),
        )

    def _verdict(self, answer: Mapping[str, str]) -> tuple[State, Reason | None]:
        code = answer["response_code"]
        if len(code) != 2 or not code.isalnum():
            return "unknown", "garbled"
        if not self.fits(answer):
            return "unknown", "differs"
        if code == APPROVED:
            return "approved", None
        if self.ask == "qris_inquiry":
            return "unknown", "not_confirmed"
        return "declined", REFUSALS.get(code, "refused")


def rupiah_of(digits: str) -> int | None:
    """Whole rupiah; None for what no till here could have asked."""
    if not digits.isdecimal():
        return None
    amount, rest = divmod(int(digits), SEN)
    return amount if rest == 0 else None


def time_of(date: str, time: str) -> str:
    """The terminal's clock as ISO 8601 without a zone, or nothing when it shows no time."""
    with suppress(ValueError):
        return datetime.fromisoformat(f"{date}T{time}").isoformat()
    return ""
