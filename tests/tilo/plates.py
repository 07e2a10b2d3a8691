"""A small kitchen for the rules' tests."""

from uuid import UUID, uuid4

from tilo.checks import Check, Party, Person, Terms
from tilo.evolution import evolve
from tilo.menu import Item, Menu, ModifierGroup, NewLine, Option, Variant
from tilo.selling import open_check
from tilo.tax import ServiceRule, TaxRule

SARI = Person(id="sari", name="Sari")
BUDI = Person(id="budi", name="Budi")
PBJT = TaxRule(id="pbjt", name="PB1", kind="pbjt", rate_bp=1000, serviced=True)
PPN = TaxRule(id="ppn", name="PPN", kind="ppn", rate_bp=1200, inclusive=True)
TERMS = Terms(service=ServiceRule(rate_bp=500))
NOON = 1_795_320_000_000

SAMBAL = ModifierGroup(
    id="sambal",
    name_id="Sambal",
    name_en="Chilli",
    min=1,
    max=2,
    options=(
        Option(id="pedas", name_id="Pedas", name_en="Hot"),
        Option(id="extra", name_id="Ekstra", name_en="Extra", price=2_000),
        Option(id="tanpa", name_id="Tanpa", name_en="None"),
    ),
)
NASI = Item(
    id="nasi-goreng",
    name_id="Nasi Goreng",
    name_en="Fried Rice",
    category="makanan",
    price=32_000,
    tax_class="pbjt",
    station="dapur",
    modifier_groups=("sambal",),
)
TEH = Item(
    id="es-teh",
    name_id="Es Teh",
    name_en="Iced Tea",
    category="minuman",
    price=0,
    tax_class="pbjt",
    station="bar",
    variants=(
        Variant(id="kecil", name_id="Kecil", name_en="Small", price=6_000),
        Variant(id="besar", name_id="Besar", name_en="Large", price=9_000),
    ),
)
KERIPIK = Item(
    id="keripik",
    name_id="Keripik",
    name_en="Crisps",
    category="oleh-oleh",
    price=25_000,
    tax_class="ppn",
)


def menu(*sold_out: str) -> Menu:
    items = {item.id: item for item in (NASI, TEH, KERIPIK)}
    return Menu(
        rev=7,
        items=items,
        groups={"sambal": SAMBAL},
        tax_rules={"pbjt": PBJT, "ppn": PPN},
        sold_out=frozenset(sold_out),
    )


def nasi(quantity: int = 1, *options: str, line_id: UUID | None = None) -> NewLine:
    return NewLine(
        line_id=line_id or uuid4(),
        item_id="nasi-goreng",
        options=options or ("pedas",),
        quantity=quantity,
    )


def teh(quantity: int = 1, size: str = "besar") -> NewLine:
    return NewLine(line_id=uuid4(), item_id="es-teh", variant_id=size, quantity=quantity)


def keripik(quantity: int = 1) -> NewLine:
    return NewLine(line_id=uuid4(), item_id="keripik", quantity=quantity)


def check(*wishes: NewLine, covers: int = 2) -> Check:
    fact = open_check(
        check_id=uuid4(),
        number=1,
        party=Party(table_id="t7", table_name="7", covers=covers),
        terms=TERMS,
        wishes=wishes,
        menu=menu(),
        by=SARI,
        at_ms=NOON,
        business_date="2026-11-22",
    )
    return evolve(None, fact)
