"""From the tap to the paper: a whole box, the print process and a printer on a real socket."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from edge.printing import worker
from tests.edge.printing.bench import BRISK, QUICK, Bench, Board, a_printer
from tests.shop import Shop, Tablet, document, documents, line, running, settle


@pytest.fixture
async def board() -> Board:
    return Board()


@pytest.fixture
async def counter(board: Board) -> AsyncIterator[Bench]:
    async with a_printer(board) as made:
        yield made


@pytest.fixture
async def kitchen(board: Board) -> AsyncIterator[Bench]:
    async with a_printer(board, columns=32) as made:
        yield made


@pytest.fixture
async def shop(service_folder: Path, counter: Bench, kitchen: Bench) -> AsyncIterator[Shop]:
    """Warung Bu Tuti with a receipt printer and one in the kitchen."""
    folder = Path(tempfile.mkdtemp(prefix="box-", dir=service_folder))
    at_station = {"id": "dapur", "name": "Dapur", "host": "127.0.0.1", "columns": 32}
    at_station |= {"port": kitchen.device.port, "purpose": "station", "station": "dapur"}
    settings = documents(printer_port=counter.device.port)
    await settle(folder, [*settings, document("printer", at_station)])
    async with running(folder) as opened:
        yield opened


@pytest.fixture
async def sari(shop: Shop) -> Tablet:
    return await shop.as_("sari")


@asynccontextmanager
async def printing(shop: Shop) -> AsyncIterator[None]:
    stop = asyncio.Event()
    path = str(shop.settings.socket_path)
    run = asyncio.create_task(worker.run(path, stop, patience=QUICK, pace=BRISK))
    try:
        yield
    finally:
        stop.set()
        await run


async def sold(sari: Tablet, *dishes: str) -> dict[str, str]:
    """A check ordered, fired and paid in cash; answers it closed."""
    check = await sari.order(*(line(dish) for dish in dishes), fire=True)
    paid: dict[str, str] = (await sari.pay(check)).yes()
    return paid


async def shown(shop: Shop, printer_id: str) -> tuple[str, int]:
    state = (await (await shop.as_("budi")).get("/api/state")).yes()
    printer = next(each for each in state["printers"] if each["id"] == printer_id)
    return printer["state"], printer["waiting"]


async def test_a_sale_comes_out_on_both_printers_once(
    shop: Shop, sari: Tablet, board: Board, counter: Bench, kitchen: Bench
) -> None:
    async with printing(shop):
        check = await sold(sari, "nasi-goreng", "es-teh")
        await board.until(lambda: counter.sheets and kitchen.sheets)
    receipt, slip = counter.texts[0], kitchen.texts[0]
    assert check["receipt_number"] in receipt
    assert "Nasi Goreng" in receipt
    assert "Es Teh Manis" in receipt
    assert receipt.startswith("[drawer]")
    assert "1 x Nasi Goreng" in slip
    assert "Es Teh" not in slip, "the bar makes it"
    assert (len(counter.sheets), len(kitchen.sheets)) == (1, 1)


async def test_receipts_of_an_evening_without_a_printer_come_out_in_order_and_once(
    shop: Shop, sari: Tablet, board: Board, counter: Bench
) -> None:
    await counter.become(offline=True)
    async with printing(shop):
        checks = [await sold(sari, "kopi") for _ in range(4)]
        async with asyncio.timeout(20):
            while await shown(shop, "kasir") != ("offline", 4):
                await asyncio.sleep(0.05)
        await counter.become(offline=False)
        await board.until(lambda: len(counter.sheets) == 4)
        async with asyncio.timeout(20):
            while await shown(shop, "kasir") != ("ok", 0):
                await asyncio.sleep(0.05)
    for check, text in zip(checks, counter.texts, strict=True):
        assert check["receipt_number"] in text
    assert counter.marked == []


async def test_a_receipt_asked_for_again_is_a_copy_and_leaves_the_drawer_shut(
    shop: Shop, sari: Tablet, board: Board, counter: Bench
) -> None:
    async with printing(shop):
        check = await sold(sari, "rawon")
        (await sari.post(f"/api/checks/{check['id']}/receipt")).yes()
        await board.until(lambda: len(counter.sheets) == 2)
    first, again = counter.texts
    assert "SALINAN" not in first
    assert "SALINAN" in again
    assert check["receipt_number"] in again
    assert "[drawer]" not in again


async def test_a_box_that_restarts_while_the_printer_is_off_forgets_no_receipt(
    shop: Shop, sari: Tablet, board: Board, counter: Bench
) -> None:
    await counter.become(offline=True)
    async with printing(shop):
        check = await sold(sari, "rawon")
        await shop.restart()
        await counter.become(offline=False)
        await board.until(lambda: counter.sheets)
    assert check["receipt_number"] in counter.texts[0]
    assert len(counter.unmarked) == 1


async def test_a_receipt_cut_off_by_a_pulled_plug_comes_again_marked_and_the_journal_says_so(
    shop: Shop, sari: Tablet, board: Board, counter: Bench
) -> None:
    await counter.become(mishap={"kind": "drop", "after_bytes": 200})
    async with printing(shop):
        await sold(sari, "rawon")
        await board.until(lambda: counter.marked)
        async with asyncio.timeout(20):
            while "print.reported" not in await shop.kinds():
                await asyncio.sleep(0.05)
    assert counter.unmarked == []
    reports = [row for row in await shop.journal() if row.kind == "print.reported"]
    assert '"copy_marked":true' in reports[-1].body


async def test_a_technician_sees_a_test_page(shop: Shop, board: Board, kitchen: Bench) -> None:
    maya = await shop.as_("maya")
    async with printing(shop):
        (await maya.post("/api/printers/dapur/test")).yes()
        await board.until(lambda: kitchen.sheets)
    assert "TES CETAK" in kitchen.texts[0]
    assert "12345678901234567890123456789012" in kitchen.texts[0]
