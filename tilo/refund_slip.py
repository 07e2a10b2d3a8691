"""The paper of a refund: what came back, in the same components as the receipt it belongs to."""

from __future__ import annotations

from collections.abc import Iterator

from tilo.checks import Check, Refund, RefundedLine
from tilo.money import rupiah
from tilo.outlet import ZONE_NAMES, Language, Outlet
from tilo.receipt import HANG, marked_copy, percent, seller, written_time
from tilo.slip import Block, Cut, Drawer, Feed, Pair, Rule, Slip, Text
from tilo.words import sentence


def refund_slip(
    check: Check, refund: Refund, outlet: Outlet, language: Language, copy: bool = False
) -> Slip:
    """Names the receipt, both people and the reason, and has a line for the guest to sign. Cash
    given back comes out of the drawer, so it is kicked."""
    slip = (
        Drawer(),
        *seller(outlet, language),
        *_occasion(check, refund, outlet, language),
        Rule(),
        *(block for line in refund.lines for block in _line(refund, line, language)),
        *_sums(check, refund, language),
        *_people(refund, language),
        Cut(),
    )
    return marked_copy(slip, language) if copy else slip


def _occasion(check: Check, refund: Refund, outlet: Outlet, language: Language) -> Iterator[Block]:
    yield Text(text=sentence(language, "receipt.refund"), align="center", bold=True, size=2)
    yield Text(text=sentence(language, "receipt.number", number=refund.number))
    of = check.receipt_number or str(check.number)
    yield Text(text=sentence(language, "receipt.refund_of", number=of))
    yield Text(text=f"{written_time(refund.at_ms, outlet.zone)} {ZONE_NAMES[outlet.zone]}")


def _line(refund: Refund, line: RefundedLine, language: Language) -> Iterator[Block]:
    """A dish that came back. Where only money did, the goods stand in the sums alone."""
    if not line.quantity:
        return
    if language == "id":
        name, variant = line.name_id, line.variant_name_id
    else:
        name, variant = line.name_en, line.variant_name_en
    words = f"{line.quantity} x {name}" + (f", {variant}" if variant else "")
    yield Pair(left=words, right=rupiah(-line.subtotal), hang=HANG)


def _sums(check: Check, refund: Refund, language: Language) -> Iterator[Block]:
    if refund.how == "amount":
        yield Text(text=sentence(language, "receipt.refund_amount"))
    else:
        yield Rule()
    yield _amount(language, "receipt.subtotal", -refund.subtotal)
    if refund.discount:
        yield _amount(language, "receipt.discount", refund.discount)
    if refund.service:
        rate = percent(check.totals.service_rate_bp, language)
        words = sentence(language, "receipt.service", rate=rate)
        yield Pair(left=words, right=rupiah(-refund.service))
    for tax in refund.taxes:
        if not tax.inclusive:
            yield Pair(left=tax.name, right=rupiah(-tax.amount))
    if refund.rounding:
        yield _amount(language, "receipt.rounding", -refund.rounding)
    yield Rule(char="=")
    total = sentence(language, "receipt.total")
    yield Pair(left=total, right=rupiah(-refund.amount), bold=True, size=2)
    yield Rule(char="=")
    yield _amount(language, f"receipt.tender.{refund.tender}", -refund.amount)
    inside = [tax for tax in refund.taxes if tax.inclusive]
    if inside:
        yield Text(text=sentence(language, "receipt.includes_tax"))
    for tax in inside:
        yield Text(text=f"  {tax.name} {rupiah(tax.amount)}")


def _people(refund: Refund, language: Language) -> Iterator[Block]:
    yield Feed()
    yield Text(text=sentence(language, "receipt.refund_reason", reason=refund.reason))
    yield Text(text=sentence(language, "receipt.cashier", name=refund.by.name))
    if refund.approver is not None:
        yield Text(text=sentence(language, "receipt.refund_approved", name=refund.approver.name))
    yield Feed(lines=3)
    yield Rule()
    yield Text(text=sentence(language, "receipt.refund_signature"), align="center")


def _amount(language: Language, key: str, amount: int) -> Pair:
    return Pair(left=sentence(language, key), right=rupiah(amount))
