"""One evening in a shop, for tests of paper: an outlet, a paid check, a kitchen ticket."""

from uuid import UUID

from tilo.checks import Check, Line, Payment, Person, Terms
from tilo.kitchen import Ticket, TicketLine, Wish
from tilo.menu import Choice
from tilo.money import round_cash
from tilo.outlet import Outlet
from tilo.pricing import totals
from tilo.tax import ServiceRule, TaxRule

PBJT = TaxRule(id="pbjt", name="PB1", kind="pbjt", rate_bp=1000, serviced=True)
PPN = TaxRule(id="ppn", name="PPN", kind="ppn", rate_bp=1200)
PPN_INSIDE = PPN.model_copy(update={"id": "rak", "inclusive": True})
PBJT_INSIDE = PBJT.model_copy(update={"id": "nett", "inclusive": True})

SARI = Person(id="sari", name="Sari")
BUDI = Person(id="budi", name="Budi")
FIRED_MS = 1_795_330_500_000  # 22/11/2026 13.35 in Jakarta
PAID_MS = FIRED_MS + 30 * 60_000

KEMANG = Outlet(
    id="kemang",
    merchant_id="tilo",
    name="Warung Tilo Kemang",
    address="Jl. Kemang Raya No. 12",
    city="Jakarta Selatan",
    phone="021-7190 8888",
    npwp="01.234.567.8-901.000",
    npwpd="P.2.0012345.06.04",
    code="KMG",
    service_rate_bp=500,
    footer_id="Terima kasih, sampai jumpa lagi!\nKritik dan saran: 0812-3456-7890",
    footer_en="Thank you, see you again!\nTell us how it was: 0812-3456-7890",
)


def uuid(n: int) -> UUID:
    return UUID(int=n)


def line(n: int, name_id: str, name_en: str, price: int, quantity: int = 1, **more: object) -> Line:
    fields = {"added_by": BUDI, "state": "fired", "tax": PBJT, **more}
    return Line.model_validate(
        {
            "id": uuid(n),
            "item_id": f"item-{n}",
            "name_id": name_id,
            "name_en": name_en,
            "quantity": quantity,
            "unit_price": price,
            "total": price * quantity,
            **fields,
        }
    )


def choice(name_id: str, name_en: str, price: int = 0) -> Choice:
    return Choice(id="c", name_id=name_id, name_en=name_en, price=price)


DINNER = (
    line(
        1,
        "Nasi Goreng Kampung Spesial Pakai Telur",
        "Special Village Fried Rice with Egg",
        47_000,
        2,
        options=(choice("Telur Mata Sapi", "Fried Egg", 5_000), choice("Tidak Pedas", "Not Spicy")),
        note="tanpa bawang",
    ),
    line(
        2,
        "Sate Ayam",
        "Chicken Satay",
        38_000,
        variant_name_id="10 tusuk",
        variant_name_en="10 skewers",
    ),
    line(3, "Es Teh Manis", "Sweet Iced Tea", 8_000, 3),
    line(4, "Kerupuk", "Crackers", 5_000, state="voided"),
    line(5, "Sambal Botol 250 g", "Bottled Sambal 250 g", 35_500, tax=PPN),
)


def check(lines: tuple[Line, ...] = DINNER, *, paid: bool = True, **more: object) -> Check:
    """A check of `lines`; `paid` in cash with the next 50,000 handed over."""
    terms = Terms(service=ServiceRule(rate_bp=500))
    due = totals(lines, (), terms)
    payments: tuple[Payment, ...] = ()
    if paid:
        cash = round_cash(due.total, 100)
        tendered = -(-cash // 50_000) * 50_000
        payments = (
            Payment(
                id=uuid(90),
                tender="cash",
                amount=cash,
                tendered=tendered,
                change=tendered - cash,
                rounding=cash - due.total,
                at_ms=PAID_MS,
                by=SARI,
            ),
        )
    fields: dict[str, object] = {
        "id": uuid(100),
        "rev": 9,
        "number": 12,
        "state": "closed" if paid else "open",
        "channel": "dine_in",
        "table_id": "t7",
        "table_name": "7",
        "covers": 4,
        "business_date": "2026-11-22",
        "terms": terms,
        "opened_at_ms": FIRED_MS,
        "opened_by": BUDI,
        "closed_at_ms": PAID_MS if paid else None,
        "cashier": SARI if paid else None,
        "receipt_number": "KMG-K7-000123" if paid else None,
        "lines": lines,
        "payments": payments,
        "totals": totals(lines, payments, terms),
    }
    return Check.model_validate({**fields, **more})


def ticket(**more: object) -> Ticket:
    fields: dict[str, object] = {
        "id": uuid(200),
        "station": "dapur",
        "check_id": uuid(100),
        "check_number": 12,
        "channel": "dine_in",
        "table_name": "7",
        "fired_at_ms": FIRED_MS,
        "fired_by": "Budi",
        "lines": (
            TicketLine(
                id=uuid(1),
                name_id="Nasi Goreng Kampung",
                name_en="Village Fried Rice",
                options=(Wish(name_id="Tidak Pedas", name_en="Not Spicy"),),
                quantity=2,
                note="tanpa bawang",
            ),
            TicketLine(id=uuid(2), name_id="Sate Ayam", name_en="Chicken Satay", quantity=1),
        ),
    }
    return Ticket.model_validate({**fields, **more})
