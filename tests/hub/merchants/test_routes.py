"""All outlets at a glance: who is there, and how is today going."""

from hub.keys import PRESENCE
from tests.hub.conftest import Hub, Office
from tests.hub.paper_box import DAY, NOON, PaperBox


async def test_each_outlet_with_its_box_and_its_day(hub: Hub, owner: Office) -> None:
    box = PaperBox().started()
    check = box.sell(covers=3)
    await hub.push(box)
    await hub.settled()
    status, answer = await owner.get("/api/outlets")
    assert status == 200
    kemang, senayan = answer["outlets"]
    assert (kemang["id"], kemang["name"], kemang["city"]) == (
        "kemang",
        "Warung Tilo Kemang",
        "Jakarta",
    )
    assert kemang["zone"] == "Asia/Jakarta"
    assert kemang["box"] == {
        "id": "box-1",
        "last_seen_ms": NOON,
        "seq": 2,
        "synced_to_ms": NOON,
    }
    assert kemang["today"] == {
        "date": DAY,
        "total": check.totals.total,
        "checks": 1,
        "covers": 3,
    }
    assert senayan["box"] == {"id": "box-1", "last_seen_ms": None, "seq": 0, "synced_to_ms": None}
    assert senayan["today"]["checks"] == 0


async def test_today_is_the_business_day_of_the_outlet_s_clock(hub: Hub) -> None:
    hub.clock.now_ms = NOON + 15 * 3_600_000  # three in the morning, an hour before cut-over
    owner = await hub.sign_in()
    _, answer = await owner.get("/api/outlets")
    assert answer["outlets"][0]["today"]["date"] == DAY


async def test_a_box_that_only_asks_for_settings_is_seen_too(hub: Hub, owner: Office) -> None:
    hub.clock.now_ms += 90_000
    headers = {"Authorization": "Bearer token-senayan"}
    await hub.client.get("/v1/sync/documents", headers=headers)
    await hub.app[PRESENCE].flush()
    _, answer = await owner.get("/api/outlets")
    assert answer["outlets"][1]["box"]["last_seen_ms"] == NOON + 90_000


async def test_a_revoked_box_is_refused_when_its_memory_fades(hub: Hub) -> None:
    box = PaperBox().started()
    assert (await hub.push(box))[0] == 200
    await hub.pool.execute("update boxes set revoked_ms = 1")
    hub.clock.now_ms += 31_000
    assert (await hub.push(box))[0] == 401
