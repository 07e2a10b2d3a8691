"""Service charge, PBJT and PPN: the reference's bills, and that the parts always add up."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vectors import vectors
from tilo.tax import Bill, Goods, ServiceRule, TaxKind, TaxRule, bill

BILLS = vectors("tax_money")["bills"]


def percent(text: str) -> int:
    return int(Fraction(text) * 100)


def rule(
    kind: TaxKind, rate_bp: int, *, inclusive: bool = False, serviced: bool = False
) -> TaxRule:
    return TaxRule(
        id=f"{kind}{'-in' if inclusive else ''}{'-s' if serviced else ''}",
        name=kind.upper(),
        kind=kind,
        rate_bp=rate_bp,
        inclusive=inclusive,
        serviced=serviced,
    )


def priced(case: dict[str, Any]) -> tuple[Bill, dict[str, int]]:
    """The case's bill, and its figures under the reference's names."""
    kind = str(case["kind"])
    service = ServiceRule()
    if kind.startswith("restaurant"):
        tax = rule(
            "pbjt",
            percent(str(case["pbjt_rate"])),
            inclusive=kind.endswith("inclusive") and not kind.endswith("exclusive"),
            serviced=True,
        )
        service = ServiceRule(
            rate_bp=percent(str(case["service_rate"])),
            base=case.get("service_base", "after_discount"),
        )
    else:
        tax = rule(
            "ppn_luxury" if "luxury" in kind else "ppn", 1200, inclusive=kind.endswith("_inclusive")
        )
    items = case.get("items", [case.get("price")])
    gross = sum(items)
    made = bill([Goods(rule=tax, gross=gross, discount=case.get("discount", 0))], service)
    due = made.dues[0]
    return made, {
        "subtotal": made.subtotal,
        "discount": made.discount,
        "service_charge": due.service,
        "pbjt_base": due.base,
        "pbjt": due.amount,
        "ppn": due.amount,
        "dpp": due.dpp,
        "dpp_nilai_lain": due.dpp,
        "net": due.net,
        "total": made.total,
    }


@pytest.mark.parametrize("case", BILLS, ids=lambda case: case["name"])
def test_a_bill_comes_out_as_the_reference_says(case: dict[str, Any]) -> None:
    _, figures = priced(case)
    expected: dict[str, int] = case["expect"]
    assert {name: figures[name] for name in expected} == expected


rules = st.builds(
    rule,
    st.sampled_from(["pbjt", "ppn", "ppn_luxury", "none"]),
    st.sampled_from([0, 300, 700, 1000, 1200]),
    inclusive=st.booleans(),
    serviced=st.booleans(),
)


@st.composite
def goods(draw: st.DrawFn) -> list[Goods]:
    chosen = draw(st.lists(rules, max_size=6, unique_by=lambda r: r.id))
    parts = []
    for each in chosen:
        gross = draw(st.integers(0, 10**9))
        parts.append(Goods(rule=each, gross=gross, discount=draw(st.integers(0, gross))))
    return parts


services = st.builds(
    ServiceRule,
    rate_bp=st.integers(0, 2000),
    base=st.sampled_from(["before_discount", "after_discount"]),
)


@given(goods(), services)
def test_the_printed_parts_add_up_to_the_printed_total(
    parts: list[Goods], service: ServiceRule
) -> None:
    made = bill(parts, service)
    assert made.total == made.subtotal - made.discount + made.service + made.tax
    assert made.subtotal == sum(part.gross for part in parts)
    assert sum(due.net + due.service + due.amount for due in made.dues) == made.total
    assert len(made.dues) == len(parts)


@given(goods(), services)
def test_nothing_on_a_bill_is_negative(parts: list[Goods], service: ServiceRule) -> None:
    made = bill(parts, service)
    assert min([made.subtotal, made.discount, made.service, made.tax, made.total]) >= 0
    for due in made.dues:
        assert min([due.net, due.service, due.base, due.dpp, due.amount]) >= 0


@given(goods(), services)
def test_each_part_is_within_a_rupiah_of_the_exact_figure(
    parts: list[Goods], service: ServiceRule
) -> None:
    """An oracle in exact fractions: one rounding per component, never per line."""
    made = bill(parts, service)
    for part, due in zip(parts, made.dues, strict=True):
        paid = part.gross - part.discount
        rate = Fraction(*part.rule.fraction)
        serviced = Fraction(service.rate_bp, 10_000) if part.rule.serviced else Fraction(0)
        if part.rule.inclusive:
            net = Fraction(paid) / ((1 + serviced) * (1 + rate))
            assert abs(due.net - net) <= 2
            assert due.net + due.service + due.amount == paid
        else:
            base = part.gross if service.base == "before_discount" else paid
            assert abs(due.service - base * serviced) < 2
            assert abs(due.amount - (paid + due.service) * rate) <= Fraction(1, 2)


def test_no_tax_line_is_invented_where_no_tax_applies() -> None:
    made = bill(
        [Goods(rule=rule("none", 0, inclusive=True, serviced=True), gross=38_001)],
        ServiceRule(rate_bp=500),
    )
    assert made.dues[0].amount == 0
    assert made.total == 38_001
