"""Card terminals that speak the BCA-style cash register protocol over TCP or a serial line."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import replace
from hashlib import sha256
from typing import Final

import structlog

from edge.payments.terminals.bca_answer import Matter
from edge.payments.terminals.bca_layout import RESPONSE, request_body
from edge.payments.terminals.bca_talk import Patience, Silence, Talk
from edge.payments.terminals.protocol import BeforeSend, Outcome, Request, nothing_to_do
from edge.payments.terminals.transports import Line, Link

log = structlog.get_logger("edge.terminal")

REMEMBERED: Final = 1000


class BcaEcr:
    """One terminal behind a line. Keep one of these per terminal: the turn is held here."""

    def __init__(self, line: Line, patience: Patience | None = None) -> None:
        self._line = line
        self._patience = patience or Patience()
        self._turn = asyncio.Lock()
        self._parting: tuple[asyncio.Task[None], Link] | None = None
        self._owing = False  # a payment was sent, and its answer never came
        self._last = b""  # the last answer's digest; itself, it may hold card data
        self._spent: deque[str] = deque(maxlen=REMEMBERED)

    async def charge(self, request: Request, before_send: BeforeSend) -> Outcome:
        assert request.kind != "qris_inquiry", "that is asked with inquire()"
        matter = Matter(request.kind, request.amount_rupiah, request.id)
        outcome = await self._converse(matter, self._patience.answer_s, before_send)
        if outcome.approved:
            self._spent.append(outcome.rrn)
        return outcome

    async def inquire(self, request: Request) -> Outcome:
        if request.kind == "sale":
            return Outcome(request_id=request.id, state="unknown", reason="not_offered")
        matter = Matter("qris_inquiry", request.amount_rupiah, request.id, request.reference)
        outcome = await self._converse(matter, self._patience.inquire_s, nothing_to_do)
        if not outcome.approved:
            return outcome
        if self._of_another_payment(outcome.rrn, request.reference):
            return replace(outcome, state="unknown", reason="differs")
        self._spent.append(outcome.rrn)
        return outcome

    def _of_another_payment(self, rrn: str, reference: str) -> bool:
        """Asked without a reference, a terminal may speak of an earlier payment."""
        return rrn != reference if reference else rrn in self._spent or not rrn

    async def settle(self) -> Outcome:
        return await self._converse(Matter("settle"), self._patience.answer_s, nothing_to_do)

    async def echo(self) -> Outcome:
        return await self._converse(Matter("echo"), self._patience.echo_s, nothing_to_do)

    async def close(self) -> None:
        await self._hang_up()

    async def _converse(self, matter: Matter, answer_s: float, before_send: BeforeSend) -> Outcome:
        async with self._turn:
            await self._hang_up()
            try:
                async with asyncio.timeout(self._patience.connect_s):
                    link = await self._line.connect()
            except OSError as error:
                log.info("terminal.unreachable", error=type(error).__name__)
                return matter.failed("not_connected")
            talk = Talk(link, self._patience)
            try:
                await before_send()
                outcome, answered = await self._ask(talk, matter, answer_s)
            except BaseException:
                await link.close()
                raise
            parting = asyncio.create_task(_part(link, talk if answered else None))
            self._parting = parting, link
            return outcome

    async def _ask(self, talk: Talk, matter: Matter, answer_s: float) -> tuple[Outcome, bool]:
        """The outcome, and whether the terminal answered."""
        owed, self._owing = self._owing, self._owing or matter.money
        try:
            body = await talk.ask(
                request_body(matter.ask, matter.amount_rupiah, matter.reference),
                answer_s,
                early=lambda body: not owed and not self._known(body) and _fits(matter, body),
                again=lambda body: matter.money and self._known(body),
                careful=owed,
            )
        except (Silence, OSError) as failure:
            outcome = matter.failed(failure.reason if isinstance(failure, Silence) else "link_lost")
            if outcome.state == "declined":
                self._owing = owed
            _tell(matter, outcome)
            return outcome, False
        self._owing, self._last = False, _digest(body)
        outcome = matter.answered(RESPONSE.decode(body))
        _tell(matter, outcome)
        return outcome, True

    def _known(self, body: bytes) -> bool:
        return _digest(body) == self._last

    async def _hang_up(self) -> None:
        if self._parting:
            parting, link = self._parting
            self._parting = None
            parting.cancel()
            await asyncio.wait([parting])
            await link.close()  # again: a task cancelled before its first step closes nothing


async def _part(link: Link, talk: Talk | None) -> None:
    """Leave the line, and stay a little to hear an answer that is said again."""
    try:
        if talk:
            await talk.linger()
    finally:
        await link.close()


def _fits(matter: Matter, body: bytes) -> bool:
    return matter.fits(RESPONSE.decode(body))


def _digest(body: bytes) -> bytes:
    return sha256(body).digest()


def _tell(matter: Matter, outcome: Outcome) -> None:
    """Nothing of the frames: they may hold card data."""
    say = log.warning if outcome.state == "unknown" else log.info
    say(
        f"terminal.{outcome.state}",
        ask=matter.ask,
        request_id=matter.request_id,
        reason=outcome.reason,
        code=outcome.code,
    )
