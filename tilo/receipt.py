"""What stands on paper: a check as a receipt, a ticket as a kitchen slip, a printer's test slip.

Content of a receipt: Permendag 35/2013 (prices in rupiah, rounding told, tax included or not) and
PER-11/PJ/2025 art. 51-52 (a retail receipt that serves as tax invoice names the seller's NPWP,
goods, price, discount and PPN, with the seller's own number and date).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tilo.checks import Check, Line, TaxLine, Totals
from tilo.kitchen import Ticket, TicketLine
from tilo.money import rupiah
from tilo.outlet import ZONE_NAMES, Language, Outlet, Printer, local_time
from tilo.slip import Block, Cut, Drawer, Feed, Pair, Qr, Rule, Slip, Text
from tilo.words import sentence

HANG: Final = 4  # what belongs to a line stands under its name, right of "2 x "
INDENT: Final = " " * HANG


def receipt(
    check: Check, outlet: Outlet, language: Language, copy: bool = False, *, qr: str | None = None
) -> Slip:
    """The receipt of a closed check; of an open one, the bill, which says it is not paid.

    Where cash was taken the drawer is kicked before the paper comes; a copy never kicks it.
    `qr`: what a QR code under the footer says, for example a link.
    """
    slip = (
        *([Drawer()] if any(payment.tender == "cash" for payment in check.payments) else ()),
        *seller(outlet, language),
        *_occasion(check, outlet, language),
        Rule(),
        *_lines(check, language),
        Rule(),
        *_sums(check, language),
        *_settlement(check, language),
        *_farewell(outlet, language, qr),
        Cut(),
    )
    return marked_copy(slip, language) if copy else slip


def marked_copy(slip: Slip, language: Language, *, uncertain: bool = False) -> Slip:
    """The slip with COPY on top and at the foot, and without the drawer's kick.

    `uncertain`: it is printed again because nobody knows whether the first one came out. A slip
    that carries the mark stays as it is.
    """
    mark = Text(text=sentence(language, "receipt.copy"), align="center", bold=True, size=2)
    if mark in slip:
        return slip
    reason = "receipt.copy_uncertain" if uncertain else "receipt.copy_asked"
    why = Text(text=sentence(language, reason), align="center")
    body = tuple(block for block in slip if block.kind not in ("drawer", "cut"))
    return (mark, why, Feed(), *body, Feed(), mark, Cut())


def seller(outlet: Outlet, language: Language) -> Iterator[Block]:
    """Whose paper it is."""
    yield Text(text=outlet.name, align="center", bold=True, size=2)
    if outlet.address:
        yield Text(text=outlet.address, align="center")
    if outlet.city and outlet.city not in outlet.address:
        yield Text(text=outlet.city, align="center")
    for key, value in (
        ("receipt.phone", outlet.phone),
        ("receipt.npwp", outlet.npwp),
        ("receipt.npwpd", outlet.npwpd),
    ):
        if value:
            yield Text(text=sentence(language, key, value=value), align="center")
    yield Rule()


def _occasion(check: Check, outlet: Outlet, language: Language) -> Iterator[Block]:
    """When, who and where; what a guest is called by stands large."""
    number = sentence(language, "receipt.order", number=check.number)
    if check.state != "closed":
        ended = {"voided": "receipt.voided", "merged": "receipt.merged"}
        mark = ended.get(check.state, "receipt.unpaid")
        yield Text(text=sentence(language, mark), align="center", bold=True, size=2)
    if check.channel == "take_away":
        yield Text(text=sentence(language, "receipt.take_away"), align="center", bold=True)
        yield Text(text=number, align="center", bold=True, size=2)
    if check.receipt_number is not None:
        yield Text(text=sentence(language, "receipt.number", number=check.receipt_number))
    moment = written_time(check.closed_at_ms or check.opened_at_ms, outlet.zone)
    yield Text(text=f"{moment} {ZONE_NAMES[outlet.zone]}")
    cashier = check.cashier or check.opened_by
    yield Text(text=sentence(language, "receipt.cashier", name=cashier.name))
    if check.name is not None:
        yield Text(text=sentence(language, "receipt.name", name=check.name))
    if check.channel == "dine_in":
        yield Pair(left=_where(check.table_name, language), right=number)
    if check.covers:
        yield Text(text=sentence(language, "receipt.covers", count=check.covers))


def _where(table_name: str | None, language: Language) -> str:
    if table_name is None:
        return sentence(language, "receipt.dine_in")
    return sentence(language, "receipt.table", name=table_name)


def _lines(check: Check, language: Language) -> Iterator[Block]:
    for line in check.lines:
        if line.state == "voided":
            continue
        words = f"{line.quantity} x {_item(line, language)}"
        yield Pair(left=words, right=rupiah(line.total), hang=HANG)
        if line.quantity > 1:
            each = sentence(language, "receipt.each", price_rupiah=line.unit_price)
            yield Text(text=INDENT + each)
        for option in line.options:
            name = option.name_id if language == "id" else option.name_en
            price = f" ({rupiah(option.price)})" if option.price else ""
            yield Text(text=f"{INDENT}+ {name}{price}", hang=2)
        if line.note:
            yield Text(text=INDENT + sentence(language, "receipt.note", note=line.note))
        if line.comp is not None:
            told = sentence(language, "receipt.comp", value_rupiah=line.comp.value)
            yield Text(text=INDENT + told)


def _item(line: Line | TicketLine, language: Language) -> str:
    if language == "id":
        name, variant = line.name_id, line.variant_name_id
    else:
        name, variant = line.name_en, line.variant_name_en
    return name if variant is None else f"{name}, {variant}"


def _sums(check: Check, language: Language) -> Iterator[Block]:
    """From the goods to the total. Inclusive taxes stand below it: they are not added."""
    totals = check.totals
    yield _amount(language, "receipt.subtotal", totals.subtotal)
    yield from _discounts(check, language)
    if totals.service:
        yield Pair(left=_service(totals, language), right=rupiah(totals.service))
    for tax in totals.taxes:
        if not tax.inclusive and tax.amount:
            yield Pair(left=_tax(tax, language), right=rupiah(tax.amount))
            yield from _tax_base(tax, language)
    if totals.rounding:
        yield _amount(language, "receipt.rounding", totals.rounding)
    yield Rule(char="=")
    payable = rupiah(totals.total + totals.rounding)
    yield Pair(left=sentence(language, "receipt.total"), right=payable, bold=True, size=2)
    yield Rule(char="=")


def _discounts(check: Check, language: Language) -> Iterator[Block]:
    """Each by what it was taken off, and its rate when it has one."""
    if check.totals.discount and not check.discounts:
        yield _amount(language, "receipt.discount", -check.totals.discount)
    for each in check.discounts:
        line = check.line(each.line_id) if each.line_id else None
        what = [_item(line, language)] if line else []
        if each.rate_bp is not None:
            what.append(percent(each.rate_bp, language))
        words = sentence(language, "receipt.discount")
        if what:
            words = sentence(language, "receipt.discount_of", what=" ".join(what))
        if each.value:
            yield Pair(left=words, right=rupiah(-each.value))


def _settlement(check: Check, language: Language) -> Iterator[Block]:
    """Payments, change, what is still due."""
    totals = check.totals
    for payment in check.payments:
        tender = sentence(language, f"receipt.tender.{payment.tender}")
        if payment.share:
            tender = sentence(language, "receipt.share", tender=tender, **payment.share.__dict__)
        yield Pair(left=tender, right=rupiah(payment.tendered))
    if totals.paid:
        yield _amount(language, "receipt.change", totals.change)
    if check.state == "open" and totals.paid:
        yield _amount(language, "receipt.balance", totals.balance)
    for no, share in enumerate(check.shares, 1):
        if check.state == "open" and share.payment_id is None:
            words = sentence(language, "receipt.share_due", no=no, of=len(check.shares))
            yield Pair(left=words, right=rupiah(share.amount))
    if check.state == "open" and totals.cash_due != totals.balance:
        yield _amount(language, "receipt.cash_due", totals.cash_due)
    yield from _included(totals, language)


def _included(totals: Totals, language: Language) -> Iterator[Block]:
    """What the prices hold already (Permendag 35/2013: the guest must be told)."""
    included = [tax for tax in totals.taxes if tax.inclusive and tax.amount]
    if not included:
        return
    service = totals.service_inclusive
    if len(included) < len(totals.taxes):
        key = "receipt.includes_in_some"
    else:
        key = "receipt.includes_service_and_tax" if service else "receipt.includes_tax"
    yield Feed()
    yield Text(text=sentence(language, key))
    if service:
        yield Text(text=f"  {_service(totals, language)} {rupiah(service)}")
    for tax in included:
        yield Text(text=f"  {_tax(tax, language)} {rupiah(tax.amount)}")
        yield from _tax_base(tax, language)


def _farewell(outlet: Outlet, language: Language, qr: str | None) -> Iterator[Block]:
    footer = outlet.footer_id if language == "id" else outlet.footer_en or outlet.footer_id
    if footer.strip():
        yield Feed()
    for line in footer.splitlines():
        yield Text(text=line.strip(), align="center")
    if qr is not None:
        yield Feed()
        yield Qr(data=qr)


def _amount(language: Language, key: str, amount: int) -> Pair:
    return Pair(left=sentence(language, key), right=rupiah(amount))


def _service(totals: Totals, language: Language) -> str:
    return sentence(language, "receipt.service", rate=percent(totals.service_rate_bp, language))


def _tax(tax: TaxLine, language: Language) -> str:
    """Its name and rate, unless the name tells it. PPN goes by its name: 12 % of 11/12 is neither
    what a guest would call 12 % nor what the law calls 11 %."""
    if tax.kind == "ppn" or "%" in tax.name:
        return tax.name
    return f"{tax.name} {percent(tax.rate_bp, language)}"


def _tax_base(tax: TaxLine, language: Language) -> Iterator[Block]:
    """PMK 131/2024: PPN is reckoned on a base of its own (DPP nilai lain), so it is shown."""
    if tax.kind == "ppn":
        yield Text(text="  " + sentence(language, "receipt.dpp", base_rupiah=tax.dpp))


def percent(rate_bp: int, language: Language) -> str:
    """Basis points as people write them: 1000 is `10%`, 750 is `7,5%` (`7.5%` in English)."""
    whole, part = divmod(rate_bp, 100)
    if not part:
        return f"{whole}%"
    mark = "," if language == "id" else "."
    return f"{whole}{mark}{f'{part:02}'.rstrip('0')}%"


def written_time(at_ms: int, zone: str) -> str:
    """The shop's own date and time: `22/11/2026 14.05`."""
    return f"{local_time(at_ms, zone):%d/%m/%Y %H.%M}"


def kitchen_slip(
    ticket: Ticket, station_name: str, zone: str, language: Language, copy: bool = False
) -> Slip:
    """A ticket for a cook: large, the place first, nothing about money."""
    slip = (
        *_ticket_head(ticket, station_name, zone, language),
        Rule(char="="),
        *(block for line in ticket.lines for block in _ticket_line(line, language)),
        Rule(char="="),
        Text(text=sentence(language, "slip.fired_by", name=ticket.fired_by)),
        Cut(),
    )
    return marked_copy(slip, language) if copy else slip


def _ticket_head(
    ticket: Ticket, station_name: str, zone: str, language: Language
) -> Iterator[Block]:
    moment = f"{local_time(ticket.fired_at_ms, zone):%H.%M}"
    yield Pair(left=station_name, right=moment, bold=True)
    if ticket.add_on:
        yield Text(text=sentence(language, "slip.add_on"), align="center", bold=True, size=2)
    if ticket.channel == "take_away":
        yield Text(text=sentence(language, "receipt.take_away"), bold=True, size=2)
    elif ticket.table_name is not None:
        yield Text(text=_where(ticket.table_name, language), bold=True, size=2)
    if ticket.name is not None:
        yield Text(text=ticket.name, bold=True, size=2)
    yield Text(text=sentence(language, "receipt.order", number=ticket.check_number), bold=True)


def _ticket_line(line: TicketLine, language: Language) -> Iterator[Block]:
    words = f"{line.quantity} x {_item(line, language)}"
    if line.state == "voided":
        words = f"{sentence(language, 'receipt.voided')}: {words}"
    yield Text(text=words, bold=True, size=2, hang=HANG)
    for option in line.options:
        name = option.name_id if language == "id" else option.name_en
        yield Text(text=f"{INDENT}+ {name}", bold=True, hang=2)
    if line.note:
        yield Text(text=f"{INDENT}* {line.note}", bold=True, hang=2)


def test_slip(printer: Printer, at_ms: int, zone: str, language: Language) -> Slip:
    """Everything a technician wants to see: width, bold, large, an amount, a QR code, the cut."""
    digits = "".join(str(n % 10) for n in range(1, printer.columns + 1))
    return (
        Text(text=sentence(language, "slip.test"), align="center", bold=True, size=2),
        Text(text=printer.name, align="center"),
        Text(text=f"{printer.host}:{printer.port}", align="center"),
        Text(text=f"{written_time(at_ms, zone)} {ZONE_NAMES[zone]}", align="center"),
        Rule(),
        Text(text=sentence(language, "slip.test_width", columns=printer.columns)),
        Text(text=digits),
        Text(text=sentence(language, "slip.test_bold"), bold=True),
        Text(text=sentence(language, "slip.test_large"), size=2),
        Pair(left=sentence(language, "receipt.total"), right=rupiah(1_250_000), bold=True),
        Qr(data=f"tilo:printer:{printer.id}"),
        Rule(),
        Cut(),
    )
