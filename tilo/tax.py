"""Service charge, regional restaurant tax (PBJT) and VAT (PPN) on one check.

Sources: Perda DKI 1/2024 art. 44-45 and 53 (PBJT base = what is paid, service included),
PMK 131/2024 and PMK 11/2025 (PPN 12 % on 11/12 of the price, luxury goods on all of it).
Each component is rounded once, half up, on the check's sum per tax class and never per line,
so that the printed parts always add up to the printed total.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from tilo.money import half_up, of_rate, spread
from tilo.value import Name, RateBp, Slug, Value

TaxKind = Literal["pbjt", "ppn", "ppn_luxury", "none"]
ServiceBase = Literal["before_discount", "after_discount"]


class TaxRule(Value):
    """A tax class as it applied when the line was sold.

    `serviced`: the service charge is taken on these goods. `inclusive`: the menu price already
    holds service and tax.
    """

    id: Slug
    name: Name
    kind: TaxKind
    rate_bp: RateBp
    inclusive: bool = False
    serviced: bool = False

    @property
    def fraction(self) -> tuple[int, int]:
        """The effective rate as numerator and denominator; PPN through DPP nilai lain 11/12."""
        match self.kind:
            case "none":
                return 0, 1
            case "ppn":
                return self.rate_bp * 11, 120_000
            case "pbjt" | "ppn_luxury":
                return self.rate_bp, 10_000


class ServiceRule(Value):
    """The house's service charge."""

    rate_bp: RateBp = 0
    base: ServiceBase = "after_discount"


class Goods(Value):
    """What one tax class sells on a check, in rupiah."""

    rule: TaxRule
    gross: int
    discount: int = 0


class TaxDue(Value):
    """One tax class's part of a bill, in rupiah.

    `net` are the goods without service and tax, `base` what is taxed (net plus service),
    `dpp` the base as the tax law names it (11/12 of it for PPN).
    """

    rule: TaxRule
    net: int
    service: int
    base: int
    dpp: int
    amount: int


class Bill(Value):
    """All components of a bill in rupiah.

    `service` and `tax` are what is added on top of the goods; what inclusive prices already
    hold stands in the parts of `dues` alone.
    """

    subtotal: int
    discount: int
    service: int
    service_inclusive: int
    tax: int
    dues: tuple[TaxDue, ...]
    total: int


def bill(goods: Sequence[Goods], service: ServiceRule) -> Bill:
    """Price a bill: goods less discount, service, tax per class."""
    dues = (*_exclusive_dues(goods, service), *_inclusive_dues(goods, service))
    order = {part.rule: n for n, part in enumerate(goods)}
    on_top = [due for due in dues if not due.rule.inclusive]
    subtotal = sum(part.gross for part in goods)
    discount = sum(part.discount for part in goods)
    service_due = sum(due.service for due in on_top)
    tax = sum(due.amount for due in on_top)
    return Bill(
        subtotal=subtotal,
        discount=discount,
        service=service_due,
        service_inclusive=sum(due.service for due in dues if due.rule.inclusive),
        tax=tax,
        dues=tuple(sorted(dues, key=lambda due: order[due.rule])),
        total=subtotal - discount + service_due + tax,
    )


def _exclusive_dues(goods: Sequence[Goods], service: ServiceRule) -> list[TaxDue]:
    parts = [part for part in goods if not part.rule.inclusive]
    bases = [_service_base(part, service) if part.rule.serviced else 0 for part in parts]
    # Rounded once on the sum, then spread, so that two classes never earn two half rupiah.
    services = spread(of_rate(sum(bases), service.rate_bp), bases) if parts else ()
    dues = []
    for part, service_due in zip(parts, services, strict=True):
        net = part.gross - part.discount
        top, bottom = part.rule.fraction
        base = net + service_due
        dues.append(_due(part.rule, net, service_due, half_up(base * top, bottom)))
    return dues


def _inclusive_dues(goods: Sequence[Goods], service: ServiceRule) -> list[TaxDue]:
    """Taken out of the price: net and service half up, tax is what remains.

    The price paid already holds the service, so it is always taken after the discount here.
    """
    dues = []
    for part in goods:
        if not part.rule.inclusive:
            continue
        paid = part.gross - part.discount
        rate_bp = service.rate_bp if part.rule.serviced else 0
        top, bottom = part.rule.fraction
        net = half_up(paid * 10_000 * bottom, (10_000 + rate_bp) * (bottom + top))
        # Two roundings up on a few rupiah must not leave a negative tax.
        service_due = min(of_rate(net, rate_bp), paid - net)
        tax = paid - net - service_due
        if top == 0:
            # Nothing may be called tax where none applies: the odd rupiah belongs to the goods.
            net, tax = net + tax, 0
        dues.append(_due(part.rule, net, service_due, tax))
    return dues


def _service_base(part: Goods, service: ServiceRule) -> int:
    return part.gross if service.base == "before_discount" else part.gross - part.discount


def _due(rule: TaxRule, net: int, service: int, amount: int) -> TaxDue:
    base = net + service
    dpp = half_up(base * 11, 12) if rule.kind == "ppn" else base
    return TaxDue(rule=rule, net=net, service=service, base=base, dpp=dpp, amount=amount)
