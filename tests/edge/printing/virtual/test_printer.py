"""The virtual printer seen from its socket, as a till would see a real one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest

from edge.printing.drivers.status import ask, automatic, real_time
from tests.edge.printing.bench import Bench, Board, a_printer

SLIP = b"\x1b@satu\n\x1dVB\x00"


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    async with a_printer(Board()) as made:
        yield made


@asynccontextmanager
async def line(
    bench: Bench,
) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", bench.device.port)
    try:
        async with asyncio.timeout(20):
            yield reader, writer
    finally:
        writer.close()


async def status(bench: Bench) -> dict[str, bool]:
    flags: dict[str, bool] = {}
    async with line(bench) as (reader, writer):
        for n in (1, 2, 3, 4):
            writer.write(ask(n))
            flags |= real_time(n, (await reader.readexactly(1))[0])
    return flags


async def test_it_answers_every_question_about_itself(bench: Bench) -> None:
    assert not any((await status(bench)).values())
    await bench.become(cover_open=True)
    assert {name for name, on in (await status(bench)).items() if on} == {"offline", "cover_open"}
    await bench.become(cover_open=False, paper_out=True)
    assert {name for name, on in (await status(bench)).items() if on} == {
        "offline",
        "stopped_paper_end",
        "paper_end",
    }


async def test_a_change_is_told_without_being_asked_to_who_wants_it(bench: Bench) -> None:
    async with line(bench) as (reader, writer):
        writer.write(b"\x1da\xff")
        assert (await reader.readexactly(4)).hex() == "1000000f"
        await bench.become(paper_out=True)
        flags = automatic(await reader.readexactly(4))
    assert flags["paper_end"]
    assert flags["offline"]


async def test_without_paper_it_still_answers_and_prints_what_it_holds_when_refilled(
    bench: Bench,
) -> None:
    await bench.become(paper_out=True)
    async with line(bench) as (reader, writer):
        writer.write(SLIP + ask(4))
        assert (await reader.readexactly(1)).hex() == "72"
        assert bench.sheets == []
        await bench.become(paper_out=False)
        await bench.board.until(lambda: bench.sheets)
    assert bench.texts == ["satu\n[cut]\n"]


async def test_it_talks_to_one_at_a_time_and_the_next_waits(bench: Bench) -> None:
    async with line(bench) as (first, to_first), line(bench) as (second, to_second):
        to_first.write(ask(1))
        await first.readexactly(1)
        to_second.write(ask(1))
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await second.readexactly(1)
        to_first.close()
        assert await second.readexactly(1) == b"\x12"


async def test_switched_off_it_refuses_and_switched_on_it_listens_at_the_same_place(
    bench: Bench,
) -> None:
    port = bench.device.port
    await bench.become(offline=True)
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", port)
    await bench.become(offline=False)
    assert bench.device.port == port
    assert not any((await status(bench)).values())


async def test_power_lost_half_way_leaves_a_torn_slip(bench: Bench) -> None:
    async with line(bench) as (reader, writer):
        writer.write(b"setengah struk\n" + ask(1))
        await reader.readexactly(1)
        await bench.become(offline=True)
        assert await reader.read() == b""
    assert [(sheet.text, sheet.whole) for sheet in bench.sheets] == [("setengah struk\n", False)]


async def test_hanging_it_takes_the_connection_and_says_nothing_until_it_wakes(
    bench: Bench,
) -> None:
    await bench.become(hang=True)
    async with line(bench) as (reader, writer):
        writer.write(SLIP + ask(1))
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await reader.readexactly(1)
        await bench.become(hang=False)
        assert await reader.readexactly(1) == b"\x12"
    assert len(bench.sheets) == 1


async def test_a_mishap_happens_once_and_then_it_prints_again(bench: Bench) -> None:
    await bench.become(mishap={"kind": "drop", "after_bytes": 10})
    async with line(bench) as (reader, writer):
        writer.write(b"lima belas huruf\n" + SLIP)
        with suppress(ConnectionError):
            assert await reader.read() == b""
    await bench.board.until(lambda: bench.sheets)
    assert not bench.sheets[0].whole
    async with line(bench) as (reader, writer):
        writer.write(SLIP)
        await bench.board.until(lambda: len(bench.sheets) == 2)
    assert bench.sheets[1].whole


async def test_plain_text_without_a_cut_is_shown_when_the_sender_hangs_up(bench: Bench) -> None:
    async with line(bench) as (_, writer):
        writer.write(b"halo\n")
    await bench.board.until(lambda: bench.sheets)
    assert bench.texts == ["halo\n"]
