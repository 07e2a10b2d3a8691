"""What a till puts on paper: the X and Z report, and a slip for cash that is no sale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tilo.drawer import CashMove, Count, Pieces, Report, TenderTally
from tilo.money import rupiah
from tilo.outlet import ZONE_NAMES, Language, Outlet
from tilo.receipt import marked_copy, written_time
from tilo.slip import Block, Cut, Drawer, Feed, Pair, Rule, Slip, Text
from tilo.words import sentence


def till_report(report: Report, outlet: Outlet, language: Language, copy: bool = False) -> Slip:
    """An X or Z report. A Z report carries the journal's head, so that the paper can be checked
    against the chain."""
    slip = (
        *_title(report, outlet, language),
        *_sales(report, language),
        *_payments(report, language),
        *_drawer(report, language),
        *_count(report.count, language),
        *_apart(report, language),
        *_journal(report, language),
        *(_signatures(language) if report.kind == "z" else ()),
        Cut(),
    )
    return marked_copy(slip, language) if copy else slip


def cash_slip(move: CashMove, cashier: str, outlet: Outlet, language: Language) -> Slip:
    """The voucher of cash paid in, paid out or dropped; the drawer opens for it."""
    return (
        Drawer(),
        Text(text=outlet.name, align="center", bold=True),
        Text(
            text=sentence(language, f"report.cash_{move.kind}"), align="center", bold=True, size=2
        ),
        Rule(),
        Text(text=f"{written_time(move.at_ms, outlet.zone)} {ZONE_NAMES[outlet.zone]}"),
        Text(text=sentence(language, "report.cashier", name=cashier)),
        *([Text(text=move.reason, bold=True)] if move.reason else ()),
        Rule(char="="),
        Pair(
            left=sentence(language, "receipt.total"), right=rupiah(move.amount), bold=True, size=2
        ),
        Rule(char="="),
        *_signatures(language),
        Cut(),
    )


def _title(report: Report, outlet: Outlet, language: Language) -> Iterator[Block]:
    zone = ZONE_NAMES[outlet.zone]
    yield Text(text=outlet.name, align="center", bold=True)
    yield Text(text=sentence(language, f"report.{report.kind}"), align="center", bold=True, size=2)
    if report.z_number is not None:
        yield Text(text=report.z_number, align="center", bold=True)
    else:
        yield Text(text=sentence(language, "report.x_note"), align="center")
    yield Rule()
    year, month, day = report.business_date.split("-")
    date = f"{day}/{month}/{year}"
    session = sentence(language, "report.session", number=report.number)
    yield Pair(left=sentence(language, "report.business_day", date=date), right=session)
    opened = f"{written_time(report.opened_at_ms, outlet.zone)} {zone}"
    until = f"{written_time(report.at_ms, outlet.zone)} {zone}"
    yield Text(text=sentence(language, "report.opened", moment=opened))
    yield Text(text=sentence(language, "report.until", moment=until))
    yield Text(text=sentence(language, "report.cashier", name=report.cashier.name))
    if report.shared:
        yield Text(text=sentence(language, "report.shared"))
    if report.kind == "z":
        yield Text(text=sentence(language, "report.closed_by", name=report.by.name))
    if report.approved_by is not None:
        yield Text(text=sentence(language, "report.approved_by", name=report.approved_by.name))
    if report.unapproved:
        yield Text(text=sentence(language, "report.unapproved"), bold=True)


def _sales(report: Report, language: Language) -> Iterator[Block]:
    sales = report.sales
    yield from _heading(language, "report.sales")
    yield Pair(
        left=sentence(language, "report.gross"),
        right=sentence(language, "report.checks", count=sales.checks),
    )
    yield _amount(language, "receipt.subtotal", sales.subtotal)
    for key, amount in (
        ("receipt.discount", -sales.discount),
        ("report.service", sales.service),
    ):
        if amount:
            yield _amount(language, key, amount)
    for tax in sales.taxes:
        if not tax.inclusive and tax.amount:
            yield Pair(left=tax.name, right=rupiah(tax.amount))
    if sales.rounding:
        yield _amount(language, "receipt.rounding", sales.rounding)
    total = rupiah(sales.total + sales.rounding)
    yield Pair(left=sentence(language, "receipt.total"), right=total, bold=True)
    for tax in sales.taxes:
        if tax.inclusive and tax.amount:
            included = sentence(language, "report.included", name=tax.name)
            yield Pair(left=included, right=rupiah(tax.amount))


def _payments(report: Report, language: Language) -> Iterator[Block]:
    yield from _heading(language, "report.payments")
    yield from _tenders(report.tenders, language)
    taken = sum(each.amount - each.refunded for each in report.tenders)
    total = sentence(language, "receipt.total")
    yield Pair(left=total, right=rupiah(taken), bold=True)


def _tenders(tenders: Sequence[TenderTally], language: Language) -> Iterator[Block]:
    for each in tenders:
        name = sentence(language, f"receipt.tender.{each.tender}")
        words = sentence(language, "report.tender_count", tender=name, count=each.payments)
        yield Pair(left=words, right=rupiah(each.amount))
        if each.refunds:
            words = sentence(language, "report.refunded", tender=name)
            yield Pair(left=f"{words} ({each.refunds})", right=rupiah(-each.refunded))


def _drawer(report: Report, language: Language) -> Iterator[Block]:
    yield from _heading(language, "report.in_drawer")
    yield _amount(language, "report.opening", report.opening)
    for each in report.tenders:
        if each.tender == "cash":
            yield _amount(language, "receipt.tender.cash", each.amount - each.refunded)
    for move in report.moves:
        sign = 1 if move.kind == "paid_in" else -1
        words = sentence(language, f"report.cash_{move.kind}")
        why = f"{words}: {move.reason}" if move.reason else words
        yield Pair(left=why, right=rupiah(sign * move.amount), hang=2)
    yield _amount(language, "report.expected", report.expected, bold=True)
    if report.count is None or report.over_short is None:
        return
    yield _amount(language, "report.counted", report.count.counted)
    if report.since_count:
        yield _amount(language, "report.late_cash", report.since_count)
    off = report.over_short
    key = "report.over" if off > 0 else "report.short" if off < 0 else "report.exact"
    yield Rule(char="=")
    yield Pair(left=sentence(language, key), right=rupiah(off), bold=True, size=2)
    yield Rule(char="=")
    if report.counts > 1:
        yield Text(text=sentence(language, "report.counted_again", count=report.counts))


def _count(count: Count | None, language: Language) -> Iterator[Block]:
    if count is None:
        return
    yield from _heading(language, "report.pieces")
    for pieces in count.pieces:
        if pieces.count:
            yield _pieces(pieces)
    yield _amount(language, "receipt.total", count.counted, bold=True)


def _pieces(pieces: Pieces) -> Pair:
    left = f"{pieces.count:>5} x {rupiah(pieces.face)}"
    return Pair(left=left.strip(), right=rupiah(pieces.face * pieces.count))


def _apart(report: Report, language: Language) -> Iterator[Block]:
    """What is not in these figures and somebody should know of."""
    if report.outside:
        yield from _heading(language, "report.outside")
        yield Text(text=sentence(language, "report.outside_day"))
        yield from _tenders(report.outside, language)
    if report.open_checks:
        yield Rule()
        words = sentence(language, "report.open_checks", count=report.open_checks)
        yield Pair(left=words, right=rupiah(report.open_balance))


def _journal(report: Report, language: Language) -> Iterator[Block]:
    head = report.head
    yield from _heading(language, "report.journal")
    yield Text(text=f"{head.stream[:8]} / {head.seq}")
    yield Text(text=head.hash[:32])
    yield Text(text=head.hash[32:])


def _signatures(language: Language) -> Iterator[Block]:
    yield Feed()
    for key in ("report.sign_cashier", "report.sign_witness"):
        yield Feed()
        yield Text(text=f"{sentence(language, key)}: ....................")


def _heading(language: Language, key: str) -> Iterator[Block]:
    yield Rule()
    yield Text(text=sentence(language, key), bold=True)


def _amount(language: Language, key: str, amount: int, *, bold: bool = False) -> Pair:
    return Pair(left=sentence(language, key), right=rupiah(amount), bold=bold)
