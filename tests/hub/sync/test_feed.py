"""Settings reach a box in the order they changed, and none is ever skipped."""

import asyncio
import random
from collections.abc import Callable
from typing import Any

import pytest

from hub.catalog import put
from hub.keys import BELL
from tests.hub.conftest import Hub
from tests.hub.paper_box import NOON

BOX = {"Authorization": "Bearer token-kemang"}


async def pull(hub: Hub, cursor: int = 0, wait_ms: int = 0) -> Any:
    query = {"cursor": str(cursor), "wait_ms": str(wait_ms)}
    async with hub.client.get("/v1/sync/documents", params=query, headers=BOX) as answer:
        assert answer.status == 200, await answer.text()
        return await answer.json()


async def write(con: Any, item: str, **body: Any) -> None:
    await put(con, "kemang", "item", item, {"id": item, **body}, author="test", now_ms=NOON)


async def test_a_new_box_is_told_everything_there_is(hub: Hub) -> None:
    answer = await pull(hub)
    told = [(each["kind"], each["id"], each["version"]) for each in answer["documents"]]
    assert told == [
        ("outlet", "kemang", 1),
        ("category", "makanan", 1),
        ("tax_class", "pbjt", 1),
        ("item", "nasi-goreng", 1),
        ("item", "sate-ayam", 1),
    ]
    assert answer["documents"][0]["body"]["name"] == "Warung Tilo Kemang"
    assert answer["now_ms"] == NOON
    assert (await pull(hub, answer["cursor"]))["documents"] == []


async def test_only_what_changed_since_comes_down(hub: Hub) -> None:
    cursor = (await pull(hub))["cursor"]
    await write(hub.pool, "kopi", price=13_000)
    await write(hub.pool, "kopi", price=14_000)
    answer = await pull(hub, cursor)
    assert [(each["id"], each["version"]) for each in answer["documents"]] == [("kopi", 2)]
    assert answer["documents"][0]["body"]["price"] == 14_000


async def test_a_box_sees_its_own_outlet_only(hub: Hub) -> None:
    headers = {"Authorization": "Bearer token-senayan"}
    async with hub.client.get("/v1/sync/documents", headers=headers) as answer:
        assert (await answer.json())["documents"] == []


async def test_a_waiting_box_hears_of_a_change_when_it_commits(
    hub: Hub, connect: Callable[[], Any]
) -> None:
    cursor = (await pull(hub))["cursor"]
    waiting = asyncio.create_task(pull(hub, cursor, 25_000))
    elsewhere = await connect()
    async with elsewhere.transaction():
        await write(elsewhere, "kopi", price=13_000)
        done, _ = await asyncio.wait([waiting], timeout=0.2)
        assert not done
    answer = await asyncio.wait_for(waiting, 10)
    assert [each["id"] for each in answer["documents"]] == ["kopi"]


async def test_waiting_ends_with_nothing_when_nothing_changes(hub: Hub) -> None:
    cursor = (await pull(hub))["cursor"]
    answer = await pull(hub, cursor, 50)
    assert (answer["cursor"], answer["documents"]) == (cursor, [])


async def test_waiting_boxes_are_answered_when_the_hub_goes_away(hub: Hub) -> None:
    cursor = (await pull(hub))["cursor"]
    waiting = asyncio.create_task(pull(hub, cursor, 25_000))
    while not hub.app[BELL]._waiting:
        await asyncio.sleep(0.01)
    await hub.app[BELL].stop()
    assert (await asyncio.wait_for(waiting, 10))["documents"] == []


async def test_a_break_of_the_bell_loses_no_change(hub: Hub, connect: Callable[[], Any]) -> None:
    """A change announced while the hub was not listening is found when it listens again."""
    cursor = (await pull(hub))["cursor"]
    elsewhere = await connect()
    waiting = asyncio.create_task(pull(hub, cursor, 25_000))
    while not hub.app[BELL]._waiting:
        await asyncio.sleep(0.01)
    async with elsewhere.transaction():
        await elsewhere.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where application_name = 'tilo-hub bell'"
        )
        await elsewhere.execute("select pg_sleep(0.05)")
        await write(elsewhere, "kopi", price=13_000)
    answer = await asyncio.wait_for(waiting, 20)
    assert [each["id"] for each in answer["documents"]] == ["kopi"]


async def test_a_cursor_from_a_future_the_hub_lost_hears_everything_again(hub: Hub) -> None:
    """The hub went back to a backup; its change numbers begin again below the box's cursor."""
    answer = await pull(hub, 9_000)
    assert len(answer["documents"]) == 5
    assert answer["cursor"] == 5


@pytest.mark.parametrize("seed", range(3))
async def test_followers_miss_nothing_while_many_write_at_once(
    hub: Hub, connect: Callable[[], Any], seed: int
) -> None:
    """Writers begin in one order and commit in another, or give up; each follower, whatever
    moments it looks at, ends with what is in force."""
    dice = random.Random(seed)
    writers = [await connect() for _ in range(6)]
    writing = True

    async def edit(con: Any) -> None:
        for _ in range(15):
            change = con.transaction()
            await change.start()
            await con.execute("select pg_sleep($1)", dice.random() / 200)
            await write(con, f"dish-{dice.randint(1, 8)}", price=dice.randint(1, 10**6))
            await con.execute("select pg_sleep($1)", dice.random() / 200)
            await (change.rollback() if dice.random() < 0.2 else change.commit())

    async def follow() -> dict[str, Any]:
        cursor = 0
        mine: dict[str, Any] = {}
        while True:
            last_look = not writing
            answer = await pull(hub, cursor, 20)
            cursor = answer["cursor"]
            changes = [each["version"] for each in answer["documents"]]
            mine |= {each["id"]: each for each in answer["documents"]}
            if last_look and not changes:
                return mine

    followers = [asyncio.create_task(follow()) for _ in range(3)]
    await asyncio.gather(*(edit(con) for con in writers))
    writing = False
    in_force = {each["id"]: each for each in (await pull(hub))["documents"]}
    for follower in followers:
        assert await follower == in_force
