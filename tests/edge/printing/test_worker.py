"""The print process against real sockets: a box that speaks the internal API, virtual printers."""

import asyncio
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from edge.printing import worker
from tests.edge.printing.bench import BRISK, QUICK, Bench, Board, FakeBox, Row, a_printer, slip
from tilo.slip import Cut, Qr

PROCESS = """
import asyncio, sys
from edge.printing import worker
from tests.edge.printing.bench import BRISK, QUICK
asyncio.run(worker.run(sys.argv[1], asyncio.Event(), patience=QUICK, pace=BRISK))
"""


@pytest.fixture
async def board() -> Board:
    return Board()


@pytest.fixture
async def box(board: Board) -> AsyncIterator[FakeBox]:
    # Not pytest's folder: a socket's path may have 107 bytes, and these test names are long.
    with tempfile.TemporaryDirectory(prefix="tilo") as folder:
        made = FakeBox(str(Path(folder) / "edge.sock"), board)
        await made.open()
        yield made
        await made.close()


@pytest.fixture
async def bench(board: Board) -> AsyncIterator[Bench]:
    async with a_printer(board) as made:
        yield made


@asynccontextmanager
async def printing(box: FakeBox) -> AsyncIterator[asyncio.Event]:
    stop = asyncio.Event()
    run = asyncio.create_task(worker.run(box.socket_path, stop, patience=QUICK, pace=BRISK))
    try:
        yield stop
    finally:
        stop.set()
        await run


async def settled(board: Board, *rows: Row, state: str = "printed") -> None:
    await board.until(lambda: all(row.state == state for row in rows))


async def test_a_receipt_comes_out_once_and_the_box_hears_of_it(
    board: Board, box: FakeBox, bench: Bench
) -> None:
    box.printers = [bench.document("kasir")]
    async with printing(box):
        row = box.queue("kasir")
        await settled(board, row)
    assert row.outcomes == ["started", "printed"]
    assert len(bench.unmarked) == 1
    assert bench.marked == []


async def test_a_printer_that_was_off_prints_what_waited_once_each_and_in_order(
    board: Board, box: FakeBox, bench: Bench
) -> None:
    box.printers = [bench.document("kasir")]
    await bench.become(offline=True)
    async with printing(box):
        rows = [box.queue("kasir", slip(dish)) for dish in ("Soto", "Rawon", "Gudeg")]
        await board.until(lambda: "retry" in rows[0].outcomes)
        assert box.statuses["kasir"][-1] == "offline"
        await bench.become(offline=False)
        await settled(board, *rows)
    dishes = [next(d for d in ("Soto", "Rawon", "Gudeg") if d in text) for text in bench.unmarked]
    assert dishes == ["Soto", "Rawon", "Gudeg"]
    assert bench.marked == []


async def test_an_urgent_job_overtakes_those_that_wait(
    board: Board, box: FakeBox, bench: Bench
) -> None:
    box.printers = [bench.document("kasir")]
    await bench.become(offline=True)
    async with printing(box):
        later = box.queue("kasir", slip("Tes"), priority=50)
        await board.until(lambda: later.reports)
        urgent = box.queue("kasir", slip("Struk"), priority=10)
        await bench.become(offline=False)
        await settled(board, later, urgent)
    assert ["Struk" in text for text in bench.unmarked] == [True, False]


async def test_a_receipt_waits_for_paper_and_comes_out_once(
    board: Board, box: FakeBox, bench: Bench
) -> None:
    box.printers = [bench.document("kasir")]
    await bench.become(paper_out=True)
    async with printing(box):
        row = box.queue("kasir")
        await board.until(lambda: "retry" in row.outcomes)
        assert row.reports[0]["reason"] == "paper_out"
        assert box.statuses["kasir"][-1] == "paper_out"
        await bench.become(paper_out=False)
        await settled(board, row)
        await board.until(lambda: box.statuses["kasir"][-1] == "ok")
    assert (len(bench.unmarked), bench.marked) == (1, [])


@pytest.mark.parametrize("kind", ["drop", "hang", "paper_out"])
async def test_a_receipt_that_failed_half_way_comes_again_as_a_copy(
    board: Board, box: FakeBox, bench: Bench, kind: str
) -> None:
    box.printers = [bench.document("kasir")]
    await bench.become(mishap={"kind": kind, "after_bytes": 200})
    async with printing(box):
        row = box.queue("kasir")
        await board.until(lambda: any(report.get("uncertain") for report in row.reports))
        await bench.become(hang=False, paper_out=False)
        await settled(board, row)
    assert row.outcomes[:2] == ["started", "retry"]
    assert len(bench.marked) == 1
    assert "[drawer]" not in bench.marked[0]
    assert len(bench.unmarked) <= 1


async def test_a_dead_printer_does_not_hold_up_the_kitchen(
    board: Board, box: FakeBox, bench: Bench
) -> None:
    async with a_printer(board) as kitchen:
        box.printers = [bench.document("kasir"), kitchen.document("dapur")]
        await bench.become(hang=True)
        async with printing(box):
            stuck = box.queue("kasir")
            rows = [box.queue("dapur", slip(f"Sate {n}")) for n in range(5)]
            await settled(board, *rows)
            assert stuck.state == "queued"
            assert [f"Sate {n}" in text for n, text in enumerate(kitchen.unmarked)] == [True] * 5


async def test_a_report_lost_with_the_box_does_not_bring_a_second_receipt(
    board: Board, box: FakeBox, bench: Bench
) -> None:
    """The box dies between paper and report, and then hands the job out as uncertain."""
    box.printers = [bench.document("kasir")]
    box.swallow = "printed"
    async with printing(box):
        row = box.queue("kasir")
        await box.swallowed.wait()
        await box.close()
        assert row.state == "started"
        box.swallow = ""
        await box.open()
        await settled(board, row)
        after = box.queue("kasir", slip("Gudeg"))
        await settled(board, after)
    assert len(bench.unmarked) == 2
    assert bench.marked == []


@pytest.mark.slow
async def test_a_print_process_killed_between_paper_and_report_prints_again_only_as_a_copy(
    board: Board, box: FakeBox, bench: Bench
) -> None:
    box.printers = [bench.document("kasir")]
    box.swallow = "printed"
    row = box.queue("kasir")
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", PROCESS, box.socket_path)
    try:
        await asyncio.wait_for(box.swallowed.wait(), 60)
    finally:
        process.send_signal(signal.SIGKILL)
        await process.wait()
    assert len(bench.unmarked) == 1
    box.swallow = ""
    async with printing(box):
        await settled(board, row)
    assert len(bench.unmarked) == 1
    assert len(bench.marked) == 1


async def test_work_goes_on_when_the_box_comes_back(
    board: Board, box: FakeBox, bench: Bench
) -> None:
    box.printers = [bench.document("kasir")]
    async with printing(box):
        await board.until(lambda: "ok" in box.statuses.get("kasir", []))
        await box.close()
        row = box.queue("kasir")
        await box.open()
        await settled(board, row)
    assert len(bench.unmarked) == 1


async def test_without_a_box_the_print_process_waits_and_does_not_spin(
    board: Board, box: FakeBox, bench: Bench
) -> None:
    """Long polls, not polls: with nothing to do hardly anything is asked."""
    box.printers = [bench.document("kasir")]
    async with printing(box):
        row = box.queue("kasir")
        await settled(board, row)
        asked = box.asked
        await asyncio.sleep(0.5)
        assert box.asked <= asked + 2


@pytest.mark.slow
async def test_the_box_hears_again_and_again_how_a_printer_is(
    board: Board, box: FakeBox, bench: Bench
) -> None:
    box.printers = [bench.document("kasir")]
    async with printing(box):
        await board.until(lambda: box.statuses.get("kasir", []).count("ok") >= 2)
        asked = box.asked
        await board.until(lambda: box.asked > asked)


async def test_a_printer_that_is_off_all_night_is_reported_once_not_every_second(
    board: Board, box: FakeBox, bench: Bench
) -> None:
    async with a_printer(board) as kitchen:
        box.printers = [bench.document("kasir"), kitchen.document("dapur")]
        await bench.become(offline=True)
        async with printing(box):
            row = box.queue("kasir")
            await board.until(lambda: row.reports)
            for n in range(8):
                await settled(board, box.queue("dapur", slip(f"Sate {n}")))
            assert row.outcomes == ["retry"]
            await bench.become(offline=False, paper_out=True)
            await board.until(lambda: len(row.reports) == 2)
    assert [report["reason"] for report in row.reports] == ["unreachable", "paper_out"]


async def test_a_cancelled_job_is_not_printed_when_the_printer_comes_back(
    board: Board, box: FakeBox, bench: Bench
) -> None:
    box.printers = [bench.document("kasir")]
    await bench.become(offline=True)
    async with printing(box):
        gone, kept = box.queue("kasir", slip("Soto")), box.queue("kasir", slip("Rawon"))
        await board.until(lambda: "retry" in gone.outcomes)
        box.cancel(gone)
        await bench.become(offline=False)
        await settled(board, kept)
    assert len(bench.sheets) == 1
    assert "Rawon" in bench.texts[0]


async def test_a_slip_nobody_can_print_is_set_aside_and_the_next_one_comes_out(
    board: Board, box: FakeBox, bench: Bench
) -> None:
    box.printers = [bench.document("kasir").model_copy(update={"qr": "raster"})]
    async with printing(box):
        poison = box.queue("kasir", (Qr(data="\N{STEAMING BOWL}" * 1000), Cut()))
        good = box.queue("kasir")
        await settled(board, good)
    assert poison.state == "failed"
    assert poison.reports[-1]["reason"] == "fault"


async def test_a_job_never_confirmed_is_given_up_before_it_fills_the_floor_with_copies(
    board: Board, box: FakeBox, bench: Bench
) -> None:
    box.printers = [bench.document("kasir")]
    async with printing(box):
        row = box.queue("kasir", created_at_ms=0)
        while row.state != "failed":
            await bench.become(mishap={"kind": "drop", "after_bytes": 300})
            before = len(row.reports)
            await board.until(lambda before=before: len(row.reports) > before)  # type: ignore[misc]
    assert row.reports[-1]["reason"] == "unconfirmed"
    assert row.outcomes.count("started") == 5


async def test_a_receipt_that_waited_long_leaves_the_drawer_shut(
    board: Board, box: FakeBox, bench: Bench
) -> None:
    box.printers = [bench.document("kasir")]
    async with printing(box):
        fresh, stale = box.queue("kasir"), box.queue("kasir", created_at_ms=1_000, priority=50)
        await settled(board, fresh, stale)
    assert ["[drawer]" in text for text in bench.texts] == [True, False]


async def test_a_printer_moved_to_another_address_is_followed(
    board: Board, box: FakeBox, bench: Bench
) -> None:
    async with a_printer(board) as other:
        box.printers = [bench.document("kasir")]
        async with printing(box):
            first = box.queue("kasir", slip("Soto"))
            await settled(board, first)
            box.printers = [other.document("kasir")]
            second = box.queue("kasir", slip("Rawon"))
            await settled(board, second)
        assert "Soto" in bench.texts[0]
        assert "Rawon" in other.texts[0]


async def test_stopping_lets_the_job_in_hand_come_out(
    board: Board, box: FakeBox, bench: Bench
) -> None:
    box.printers = [bench.document("kasir")]
    async with printing(box) as stop:
        row = box.queue("kasir")
        await board.until(lambda: row.outcomes == ["started"])
        stop.set()
    assert row.outcomes == ["started", "printed"]
    assert len(bench.unmarked) == 1
