"""Once an hour the hub forgets what nobody needs and makes room for what is coming."""

import re

from hub.housekeeping import Housekeeping
from hub.people.sessions import LIFE_MS
from tests.hub.conftest import Hub, Office
from tests.hub.paper_box import PaperBox

DECEMBER = 1_796_083_200_000
"""1 December 2026, in UTC."""


async def test_expired_sessions_are_forgotten_and_valid_ones_kept(hub: Hub, owner: Office) -> None:
    chores = Housekeeping(hub.pool, hub.clock)
    await chores.round()
    assert (await owner.get("/api/session"))[0] == 200
    hub.clock.now_ms += 2 * LIFE_MS + 1
    await chores.round()
    assert await hub.count("select count(*) from sessions") == 0


async def test_room_is_made_before_the_month_begins(hub: Hub) -> None:
    hub.clock.now_ms = DECEMBER - 2 * 86_400_000
    await Housekeeping(hub.pool, hub.clock).round()
    assert await hub.count("select to_regclass('journal_202612_7') is not null")


async def test_rows_of_two_months_are_one_journal(hub: Hub) -> None:
    """The hub needs no chore to have run: it makes room when a month's first row comes."""
    box = PaperBox().started()
    box.sell()
    hub.clock.now_ms = DECEMBER - 1
    await hub.push(box)
    hub.clock.now_ms = DECEMBER + 31 * 86_400_000
    before = len(box.rows)
    box.sell()
    assert (await hub.push(box, box.batch(before)))[0] == 200, "overlapping the month before"
    assert await hub.held(box) == box.rows
    months = await hub.pool.fetch("select distinct month from journal order by month")
    assert [row["month"] for row in months] == [202611, 202701]
    await hub.settled()
    assert await hub.count("select checks from day_totals") == 2


async def test_reading_one_outlets_rows_touches_one_partition_of_a_month(hub: Hub) -> None:
    await hub.push(PaperBox().started())
    plan = await hub.pool.fetch(
        "explain select * from journal where outlet = 'kemang' and month = 202611 and place > 3"
    )
    text = "\n".join(row[0] for row in plan)
    assert len(set(re.findall(r"journal_(\d{6}_\d)", text))) == 1, text
