"""Golden papers are in tests/tilo/paper; TILO_GOLDEN=write writes them anew, to be looked at."""

import os
from pathlib import Path

import pytest

from tests import paper
from tilo import receipt as receipts
from tilo.checks import Check
from tilo.outlet import Language, Printer
from tilo.receipt import kitchen_slip, marked_copy, percent, receipt
from tilo.slip import Cut, Drawer, Qr, Slip, Text, as_text, lay_out

GOLDEN = Path(__file__).parent / "paper"
LANGUAGES: tuple[Language, ...] = ("id", "en")


def printed(slip: Slip, columns: int = 48) -> str:
    return as_text(lay_out(slip, columns))


def row_of(text: str, start: str) -> str:
    return next(line for line in text.splitlines() if line.startswith(start))


def papers() -> dict[str, str]:
    made = {}
    for language in LANGUAGES:
        for columns in (32, 48):
            name = f"{language}_{columns}.txt"
            paid = receipt(paper.check(), paper.KEMANG, language)
            slip = kitchen_slip(paper.ticket(add_on=True), "Dapur", "Asia/Jakarta", language)
            made[f"receipt_{name}"] = printed(paid, columns)
            made[f"kitchen_{name}"] = printed(slip, columns)
    return made


@pytest.mark.parametrize("name", papers())
def test_paper_looks_as_the_shop_owner_approved_it(name: str) -> None:
    text = papers()[name]
    if os.environ.get("TILO_GOLDEN") == "write":
        (GOLDEN / name).write_text(text, encoding="utf-8")
    assert text == (GOLDEN / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("columns", [32, 48])
def test_a_receipt_names_all_the_law_and_custom_ask_for(language: Language, columns: int) -> None:
    text = printed(receipt(paper.check(), paper.KEMANG, language), columns)
    for told in (
        "Jl. Kemang Raya No. 12",
        "021-7190 8888",
        "NPWP 01.234.567.8-901.000",
        "NPWPD P.2.0012345.06.04",
        "No. KMG-K7-000123",
        "22/11/2026 14.25 WIB",
        "Sari",
        "Rp191.500",
        "5%",
        "Rp7.800",
        "PB1 10%",
        "Rp16.380",
        "PPN",
        "Rp3.905",
        "Rp32.542",
        "Rp219.600",
        "Rp250.000",
        "Rp30.400",
    ):
        assert told in text


def test_the_printed_parts_add_up_to_the_printed_total() -> None:
    text = printed(receipt(paper.check(), paper.KEMANG, "id"))
    rows = ("Subtotal", "Layanan", "PB1", "PPN", "Pembulatan")
    amounts = [int(row_of(text, row).split("Rp")[1].replace(".", "")) for row in rows]
    total = int(row_of(text, "TOTAL").split("Rp")[1].replace(".", ""))
    assert sum(amounts) == total


def test_a_voided_line_is_not_on_the_receipt() -> None:
    assert "Kerupuk" not in printed(receipt(paper.check(), paper.KEMANG, "id"))


def test_one_piece_needs_no_price_each_and_an_option_for_free_no_price() -> None:
    text = printed(receipt(paper.check(), paper.KEMANG, "id"))
    assert text.count("@ Rp") == 2
    assert "+ Tidak Pedas\n" in text
    assert "+ Telur Mata Sapi (Rp5.000)" in text


def test_an_unpaid_check_prints_as_a_bill_that_says_so_and_what_cash_would_be() -> None:
    text = printed(receipt(paper.check(paid=False), paper.KEMANG, "id"))
    assert "BELUM DIBAYAR" in text
    assert row_of(text, "TOTAL").endswith("Rp219.585")
    assert row_of(text, "Jika tunai").endswith("Rp219.600")
    assert "[drawer]" not in text
    assert "No. " not in text.split("\n", 12)[-1]


def test_a_voided_check_prints_as_void() -> None:
    text = printed(receipt(paper.check(paid=False, state="voided"), paper.KEMANG, "en"))
    assert "VOID" in text


def test_inclusive_prices_are_told_and_their_tax_is_not_added() -> None:
    lines = (paper.line(1, "Nasi Padang", "Padang Rice", 110_000, tax=paper.PBJT_INSIDE),)
    text = printed(receipt(paper.check(lines), paper.KEMANG, "id"))
    below = text.split("TOTAL")[1]
    assert "Harga termasuk layanan dan pajak" in below
    assert "  PB1 10% Rp" in below
    assert "PB1" not in text.split("TOTAL")[0]
    assert row_of(text, "TOTAL").endswith("Rp110.000")


def test_a_shelf_price_with_ppn_says_that_tax_is_in_it() -> None:
    lines = (paper.line(6, "Madu", "Honey", 111_000, tax=paper.PPN_INSIDE),)
    text = printed(receipt(paper.check(lines), paper.KEMANG, "id"))
    below = "Harga sudah termasuk pajak\n  PPN Rp11.000\n  DPP nilai lain Rp91.667"
    assert below in text


def test_prices_that_hold_tax_only_in_part_are_not_said_to_hold_it_all() -> None:
    lines = (*paper.DINNER, paper.line(6, "Madu", "Honey", 55_500, tax=paper.PPN_INSIDE))
    text = printed(receipt(paper.check(lines), paper.KEMANG, "id"))
    assert "Harga sudah termasuk" not in text
    assert "Sebagian harga sudah termasuk:\n  PPN Rp5.500" in text


def test_take_away_shows_the_number_to_call_out_large() -> None:
    slip = receipt(
        paper.check(channel="take_away", table_id=None, table_name=None, name="Rudi", covers=0),
        paper.KEMANG,
        "id",
    )
    assert Text(text="Pesanan 12", align="center", bold=True, size=2) in slip
    text = printed(slip)
    assert "BAWA PULANG" in text
    assert "Nama: Rudi" in text
    assert "tamu" not in text


def test_the_drawer_opens_before_the_paper_when_cash_was_taken() -> None:
    assert receipt(paper.check(), paper.KEMANG, "id")[0] == Drawer()


@pytest.mark.parametrize(("language", "mark"), [("id", "SALINAN"), ("en", "COPY")])
def test_a_copy_is_marked_on_top_and_at_the_foot_and_leaves_the_drawer_shut(
    language: Language, mark: str
) -> None:
    text = printed(receipt(paper.check(), paper.KEMANG, language, True))
    rows = [line.strip() for line in text.splitlines() if line.strip()]
    assert rows[0] == mark
    assert rows[-2:] == [mark, "[cut]"]
    assert "[drawer]" not in text


def test_a_slip_is_marked_once_however_often_it_is_tried() -> None:
    once = marked_copy(receipt(paper.check(), paper.KEMANG, "id"), "id", uncertain=True)
    assert marked_copy(once, "id", uncertain=True) == once
    assert "Mungkin sudah tercetak" in printed(once)
    assert once.count(Cut()) == 1


def test_a_link_is_printed_as_a_code_under_the_footer() -> None:
    slip = receipt(paper.check(), paper.KEMANG, "id", qr="https://tilo.id/r/1")
    assert slip[-2:] == (Qr(data="https://tilo.id/r/1"), Cut())


@pytest.mark.parametrize(
    ("zone", "moment"),
    [
        ("Asia/Jakarta", "22/11/2026 14.25 WIB"),
        ("Asia/Makassar", "22/11/2026 15.25 WITA"),
        ("Asia/Jayapura", "22/11/2026 16.25 WIT"),
    ],
)
def test_the_time_is_the_shops_own(zone: str, moment: str) -> None:
    outlet = paper.KEMANG.model_copy(update={"zone": zone})
    assert moment in printed(receipt(paper.check(), outlet, "en"))


@pytest.mark.parametrize(
    ("rate_bp", "indonesian", "english"),
    [(1000, "10%", "10%"), (750, "7,5%", "7.5%"), (725, "7,25%", "7.25%"), (5, "0,05%", "0.05%")],
)
def test_a_rate_is_written_as_people_write_it(rate_bp: int, indonesian: str, english: str) -> None:
    assert percent(rate_bp, "id") == indonesian
    assert percent(rate_bp, "en") == english


def test_an_outlet_that_has_told_little_prints_no_empty_lines() -> None:
    bare = paper.KEMANG.model_copy(
        update={
            "address": "", "city": "", "phone": "", "npwp": None, "npwpd": None,
            "footer_id": "", "footer_en": "",
        }
    )  # fmt: skip
    assert all(line.strip() for line in printed(receipt(paper.check(), bare, "id")).splitlines())


def test_a_dish_named_to_attack_the_printer_prints_harmlessly() -> None:
    lines = (paper.line(1, "Es\x1bp\x00\x32\x32Teh\u202e", "x", 8_000, note="\x1dV\x00cut"),)
    text = printed(receipt(paper.check(lines), paper.KEMANG, "id"))
    assert all(" " <= letter <= "~" or letter == "\n" for letter in text)


def test_a_kitchen_slip_says_add_on_take_away_and_void_large() -> None:
    first, second = paper.ticket().lines
    ticket = paper.ticket(
        add_on=True,
        channel="take_away",
        table_name=None,
        name="Rudi",
        lines=(first, second.model_copy(update={"state": "voided"})),
    )
    slip = kitchen_slip(ticket, "Dapur", "Asia/Jakarta", "id")
    large = [block.text for block in slip if isinstance(block, Text) and block.size == 2]
    assert large == [
        "TAMBAHAN",
        "BAWA PULANG",
        "Rudi",
        "2 x Nasi Goreng Kampung",
        "BATAL: 1 x Sate Ayam",
    ]


def test_a_kitchen_slip_says_nothing_about_money() -> None:
    assert "Rp" not in printed(kitchen_slip(paper.ticket(), "Dapur", "Asia/Jakarta", "id"))


@pytest.mark.parametrize("columns", [32, 48])
def test_a_test_slip_shows_the_technician_the_full_width(columns: int) -> None:
    printer = Printer.model_validate(
        {"id": "kasir", "name": "Kasir Depan", "host": "10.0.0.7", "columns": columns}
    )
    slip = receipts.test_slip(printer, paper.PAID_MS, "Asia/Jakarta", "id")
    text = printed(slip, columns)
    assert "10.0.0.7:9100" in text
    assert ("1234567890" * 5)[:columns] in text.splitlines()
    assert text.endswith("[cut]\n")


def test_the_same_check_prints_the_same_rows() -> None:
    again = Check.model_validate_json(paper.check().model_dump_json())
    assert receipt(again, paper.KEMANG, "id") == receipt(paper.check(), paper.KEMANG, "id")
