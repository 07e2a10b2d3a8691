"""What a till puts on paper: every figure that closes a day, and the chain it hangs on."""

from uuid import UUID

import pytest

from tests import paper
from tilo.checks import Person
from tilo.drawer import CashMove, Count, Pieces, Report, Sales, StreamHead, TaxTally, TenderTally
from tilo.outlet import Language
from tilo.report import cash_slip, till_report
from tilo.slip import as_text, lay_out

SARI = Person(id="sari", name="Sari Wulandari")
BUDI = Person(id="budi", name="Budi Hartono")
EVENING = 1_795_359_600_000
LANGUAGES: tuple[Language, ...] = ("id", "en")


def z_report(**changes: object) -> Report:
    """A day with all that may happen: Rp1.000 short of Rp451.000, agreed to by a supervisor."""
    pieces = (Pieces(face=100_000, count=4), Pieces(face=50_000, count=1))
    count = Count(pieces=pieces, counted=450_000, expected=451_000, at_ms=EVENING, by=SARI)
    move = CashMove(
        id=UUID(int=1), kind="paid_out", amount=22_000, reason="es batu", at_ms=EVENING, by=SARI
    )
    cash = TenderTally(tender="cash", payments=3, amount=308_000, refunds=1, refunded=35_000)
    report = Report(
        kind="z",
        z_number="KMG-AXYZ-Z0007",
        session_id=UUID(int=2),
        number=2,
        shared=True,
        cashier=SARI,
        business_date="2026-11-22",
        opened_at_ms=EVENING - 28_800_000,
        at_ms=EVENING,
        by=SARI,
        approved_by=BUDI,
        opening=200_000,
        tenders=(cash,),
        moves=(move,),
        paid_in=0,
        paid_out=22_000,
        drops=0,
        sales=Sales(
            checks=3,
            covers=7,
            subtotal=280_000,
            taxes=(TaxTally(tax_class="pb1", name="PB1", inclusive=False, amount=28_000),),
            total=308_000,
        ),
        expected=451_000,
        count=count,
        counts=2,
        over_short=-1_000,
        outside=(TenderTally(tender="cash", payments=1, amount=12_000),),
        open_checks=1,
        open_balance=55_000,
        head=StreamHead(stream="ab" * 16, seq=812, hash="cd" * 32),
    )
    return report.model_copy(update=changes)


def printed(report: Report, language: Language = "id", columns: int = 48) -> str:
    return as_text(lay_out(till_report(report, paper.KEMANG, language), columns))


def row(text: str, start: str) -> str:
    found = next(each for each in text.splitlines() if each.startswith(start))
    return " ".join(found.split())


def test_a_z_tells_how_the_drawer_comes_to_what_it_should_hold() -> None:
    text = printed(z_report())
    assert row(text, "Modal awal") == "Modal awal Rp200.000"
    assert row(text, "Kas keluar") == "Kas keluar: es batu -Rp22.000"
    assert row(text, "Seharusnya") == "Seharusnya di laci Rp451.000"
    assert row(text, "Dihitung ") == "Dihitung Rp450.000"
    assert row(text, "4 x") == "4 x Rp100.000 Rp400.000"
    assert "Kurang" in text
    assert "-Rp1.000" in text
    assert "Tunai dikembalikan (1)" in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("columns", [32, 48])
def test_a_z_names_both_people_its_number_and_the_journals_head(
    language: Language, columns: int
) -> None:
    text = printed(z_report(), language, columns)
    assert max(len(each) for each in text.splitlines()) <= columns
    for told in ("KMG-AXYZ-Z0007", "Sari Wulandari", "Budi Hartono", "Rp12.000", "Rp55.000"):
        assert told in text
    assert "cd" * 16 in text
    assert "812" in text


def test_an_x_is_no_end_and_says_so() -> None:
    report = z_report(
        kind="x", z_number=None, approved_by=None, count=None, over_short=None, counts=0
    )
    text = printed(report)
    assert "LAPORAN X" in text
    assert "Sementara; laci tetap buka" in text
    assert "Kasir: ...." not in text, "nobody signs what goes on"
    assert "Dihitung" not in text


@pytest.mark.parametrize(("off", "word"), [(0, "Difference"), (5_000, "Over"), (-5_000, "Short")])
def test_over_and_short_have_their_words(off: int, word: str) -> None:
    assert word in printed(z_report(over_short=off), "en")


def test_a_drawer_closed_alone_says_so() -> None:
    text = printed(z_report(approved_by=None, unapproved=True), "en")
    assert "Closed without approval" in text


def test_a_z_printed_again_is_marked() -> None:
    slip = till_report(z_report(), paper.KEMANG, "id", copy=True)
    assert "SALINAN" in as_text(lay_out(slip, 48))


@pytest.mark.parametrize("language", LANGUAGES)
def test_cash_out_opens_the_drawer_for_a_voucher_to_sign(language: Language) -> None:
    move = z_report().moves[0]
    slip = cash_slip(move, "Sari Wulandari", paper.KEMANG, language)
    text = as_text(lay_out(slip, 32))
    assert text.startswith("[drawer]")
    assert "es batu" in text
    assert "Rp22.000" in text
