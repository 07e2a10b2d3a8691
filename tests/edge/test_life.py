"""First boot and every boot: the stream a database lives in, its mark, its first settings."""

import asyncio
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge import life
from edge.box import Box, NotSetUp
from edge.clock import BUILD_MS, Clock
from edge.db import Database, DatabaseBroken, Sql
from edge.documents import find_outlet
from edge.journal import current_stream
from edge.life import MARK_LETTERS, put_first_documents
from tests.shop import Hands, Shop, all_rows, config, documents, line, running, settle


async def test_the_first_row_of_a_stream_binds_merchant_outlet_box_and_stream(folder: Path) -> None:
    async with running(folder) as shop:
        first, *rest = await shop.journal()
        stream = shop.box.door.journal.stream
    assert rest == []
    assert (first.seq, first.kind, first.prev) == (1, "stream.started", "0" * 64)
    assert orjson.loads(first.body) == {
        "merchant": "warung-tuti",
        "outlet": "kmg",
        "box": "box-1",
        "stream": stream.id,
        "parent_stream": None,
        "parent_head": None,
    }


async def test_a_restart_goes_on_in_the_same_stream(folder: Path) -> None:
    async with running(folder) as shop:
        sari = await shop.as_("sari")
        first = (await sari.pay(await sari.order(line("kopi")))).yes()
        await shop.restart()
        agus = await shop.as_("agus")
        second = (await agus.pay(await agus.order(line("kopi")))).yes()
        kinds = await shop.kinds()
    assert kinds.count("stream.started") == 1
    assert first["receipt_number"][:-6] == second["receipt_number"][:-6]
    assert [each["receipt_number"][-6:] for each in (first, second)] == ["000001", "000002"]
    assert second["number"] == 2


async def test_a_box_without_an_outlet_says_what_to_do(folder: Path) -> None:
    with pytest.raises(NotSetUp, match="seed-demo"):
        await Box.open(config(folder))
    await settle(folder, documents())
    box = await Box.open(config(folder))
    await box.db.close()


async def test_first_documents_are_put_once_and_never_over_an_outlet(folder: Path) -> None:
    await settle(folder, documents("kmg"))
    await settle(folder, documents("other"))
    async with running(folder) as shop:
        assert shop.box.outlet.id == "kmg"


@given(st.integers(0, 2**128 - 1))
def test_a_mark_is_three_letters_nobody_misreads(number: int) -> None:
    mark = life._mark(f"{number:032x}")
    assert len(mark) == 3
    assert set(mark) <= set(MARK_LETTERS)
    assert not set("IO01") & set(MARK_LETTERS)


async def test_no_two_streams_of_a_box_share_a_mark(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their receipt numbers would be the same; the dice are loaded so that they would."""
    await settle(folder, documents())
    db = Database(folder / "tilo.db")
    await db.open()
    thrown = iter(["ab" * 16, "ab" * 16, "ab" * 15 + "ff", "cd" * 16])
    monkeypatch.setattr("edge.life.secrets.token_hex", lambda _n: next(thrown))

    def begin_another(sql: Sql) -> str:
        outlet = find_outlet(sql)
        assert outlet is not None
        return life._begin_stream(sql, Clock(), outlet, "box-1").mark

    marks = [await db.write(begin_another) for _ in range(2)]
    assert marks[0] != marks[1]
    now = await db.read(current_stream)
    assert now is not None
    assert (now.no, now.mark) == (2, marks[1])
    assert [row.kind for row in await db.read(all_rows)] == ["stream.started"]
    await db.close()


async def test_two_programs_never_share_a_data_folder(folder: Path) -> None:
    """A second one on another port would write over the first one's numbers."""
    async with running(folder) as shop:
        with pytest.raises(DatabaseBroken, match="runs already"):
            await Box.open(config(folder))
        sari = await shop.as_("sari")
        await sari.order(line("kopi"))
    async with running(folder) as again:
        await again.as_("sari")


async def test_time_goes_on_from_the_last_row_when_the_clock_woke_up_in_1970(folder: Path) -> None:
    hands = Hands("2026-11-22 20:15")
    async with running(folder, clock=hands.clock()) as shop:
        sari = await shop.as_("sari")
        await sari.order(line("kopi"))
        last = (await shop.journal())[-1]
    hands.ms = 0
    async with running(folder, clock=hands.clock()) as shop:
        agus = await shop.as_("agus")
        check = await agus.order(line("kopi"))
        row = (await shop.journal())[-1]
    assert last.clock == "ok"
    assert row.clock == "suspect"
    assert row.at >= last.at > BUILD_MS
    assert row.hlc > last.hlc
    assert check["number"] == 2, "still the same evening"


async def test_checks_are_counted_by_the_business_day_which_ends_at_four(folder: Path) -> None:
    hands = Hands("2026-11-22 23:50")
    async with running(folder, clock=hands.clock()) as shop:

        async def opened(text: str) -> tuple[int, str]:
            hands.turn(text)
            check = await (await shop.as_("sari")).order(line("kopi"))
            return check["number"], check["business_date"]

        assert await opened("2026-11-22 23:50") == (1, "2026-11-22")
        assert await opened("2026-11-23 03:59") == (2, "2026-11-22")
        assert await opened("2026-11-23 04:00") == (1, "2026-11-23")
        hands.turn("2026-11-23 03:00")
        check = await (await shop.as_("sari")).order(line("kopi"))
        assert (check["number"], check["business_date"]) == (2, "2026-11-23"), "never backwards"
        assert [row.business_date for row in await shop.journal()][-1] == "2026-11-23"


async def test_the_business_day_does_not_run_back_over_a_restart(folder: Path) -> None:
    hands = Hands("2026-11-24 12:00")
    async with running(folder, clock=hands.clock()) as shop:
        await (await shop.as_("sari")).order(line("kopi"))
    hands.turn("2026-11-22 12:00")
    async with running(folder, clock=hands.clock()) as shop:
        check = await (await shop.as_("sari")).order(line("kopi"))
    assert (check["business_date"], check["number"]) == ("2026-11-24", 2)


async def test_a_box_in_jayapura_changes_its_day_two_hours_earlier(folder: Path) -> None:
    settings = documents()
    settings[0]["body"]["zone"] = "Asia/Jayapura"
    await settle(folder, settings)
    hands = Hands("2026-11-23 02:30")
    async with running(folder, clock=hands.clock()) as shop:
        check = await (await shop.as_("sari")).order(line("kopi"))
    assert check["business_date"] == "2026-11-23"


async def test_a_box_that_cannot_take_its_port_leaves_nothing_behind(folder: Path) -> None:
    """It can be started again at once, on a free one."""
    async with running(folder) as shop:
        port = int(shop.base.rpartition(":")[2])
        other = folder / "other"
        await settle(other, documents())
        blocked = Shop(other, config(other, port=port))
        with pytest.raises(OSError):
            await blocked.open()
        await blocked.close()
        async with asyncio.timeout(10), running(other) as free:
            await free.as_("sari")


async def test_put_first_documents_tells_how_many(folder: Path) -> None:
    db = Database(folder / "tilo.db", readers=1)
    await db.open()
    rows = [("outlet", "kmg", 1, orjson.dumps(documents()[0]["body"]).decode())]
    assert await db.write(lambda sql: put_first_documents(sql, rows, 0)) == 1
    assert await db.write(lambda sql: put_first_documents(sql, rows, 0)) == 0
    await db.close()
