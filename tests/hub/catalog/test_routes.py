"""Head office changes what outlets sell, once, knowingly, and on record."""

import asyncio
from typing import Any

import pytest

from tests.hub.conftest import Hub, Office
from tilo.hlc import stamp
from tilo.kit.ids import new_id

PRICE = "/api/outlets/kemang/items/nasi-goreng/price"
SOLD_OUT = "/api/outlets/kemang/items/nasi-goreng/sold-out"


def wish(price: int = 27_000, base_version: int = 1, **more: Any) -> dict[str, Any]:
    return {"id": str(new_id()), "price": price, "base_version": base_version, **more}


async def item(office: Office, item_id: str = "nasi-goreng") -> Any:
    _, menu = await office.get("/api/outlets/kemang/menu")
    return next(each for each in menu["items"] if each["id"] == item_id)


async def test_the_menu_as_it_is_in_force(owner: Office) -> None:
    status, menu = await owner.get("/api/outlets/kemang/menu")
    assert status == 200
    assert menu["rev"] == 5
    assert [each["id"] for each in menu["categories"]] == ["makanan"]
    assert [each["id"] for each in menu["tax_classes"]] == ["pbjt"]
    found = next(each for each in menu["items"] if each["id"] == "nasi-goreng")
    assert (found["price"], found["version"], found["sold_out"]) == (25_000, 1, False)


async def test_an_unchanged_menu_is_not_sent_again(hub: Hub, owner: Office) -> None:
    path = "/api/outlets/kemang/menu"
    async with hub.client.get(path, headers=owner.headers) as answer:
        tag = answer.headers["ETag"]
    held = {**owner.headers, "If-None-Match": tag}
    async with hub.client.get(path, headers=held) as answer:
        assert answer.status == 304
    await owner.post(PRICE, wish())
    async with hub.client.get(path, headers=held) as answer:
        assert answer.status == 200


async def test_a_new_price_is_a_new_version_with_its_author_on_record(
    hub: Hub, owner: Office
) -> None:
    do = wish(27_000)
    status, answer = await owner.post(PRICE, do)
    assert (status, answer["version"], answer["item"]["price"]) == (200, 2, 27_000)
    assert (await item(owner))["price"] == 27_000
    row = await hub.pool.fetchrow(
        "select a.*, u.email from audit a join users u on u.id = a.user_id"
    )
    assert (row["action"], row["subject"], row["outlet"]) == (
        "catalog.price",
        "item/nasi-goreng",
        "kemang",
    )
    assert (row["was"], row["became"]) == ('{"price":25000}', '{"price":27000}')
    assert (row["email"], str(row["command_id"])) == ("owner@warung.test", do["id"])
    versions = await hub.pool.fetch(
        "select version, body from document_versions where id = 'nasi-goreng' order by version"
    )
    assert [row["version"] for row in versions] == [1, 2]


async def test_a_variant_carries_its_own_price(owner: Office) -> None:
    path = PRICE.replace("nasi-goreng", "sate-ayam")
    status, answer = await owner.post(path, wish(33_000, variant_id="sepuluh"))
    assert status == 200
    prices = {each["id"]: each["price"] for each in answer["item"]["variants"]}
    assert prices == {"sepuluh": 33_000, "duapuluh": 55_000}
    for wrong in (wish(1, 2), wish(1, 2, variant_id="lima")):
        status, no = await owner.post(path, wrong)
        assert (status, no["code"]) == (422, "item.variant_required")


async def test_a_tap_repeated_until_answered_changes_the_price_once(
    hub: Hub, owner: Office
) -> None:
    do = wish()
    answers = await asyncio.gather(*(owner.post(PRICE, do) for _ in range(8)))
    assert all(answer == answers[0] for answer in answers)
    assert answers[0][0] == 200
    assert (await item(owner))["version"] == 2
    assert await hub.count("select count(*) from audit") == 1


async def test_one_command_with_two_bodies_is_refused_loudly(hub: Hub, owner: Office) -> None:
    do = wish(27_000)
    await owner.post(PRICE, do)
    for other, path in (
        (do | {"price": 28_000}, PRICE),
        (do, PRICE.replace("kemang", "senayan")),
        ({"id": do["id"], "sold_out": True}, SOLD_OUT),
    ):
        status, no = await owner.post(path, other)
        assert (status, no["code"]) == (409, "command.mismatch")
    assert (await item(owner))["price"] == 27_000
    found = await hub.pool.fetch("select action, subject, became from audit order by id")
    assert [row["action"] for row in found] == ["catalog.price"] + ["command.mismatched"] * 3
    assert found[1]["subject"] == "ChangePrice/kemang/nasi-goreng"
    assert '"price":28000' in found[1]["became"]


async def test_two_people_editing_one_price_do_not_overwrite_each_other(owner: Office) -> None:
    answers = await asyncio.gather(*(owner.post(PRICE, wish(price)) for price in (26_000, 29_000)))
    assert sorted(status for status, _ in answers) == [200, 409]
    no = next(answer for status, answer in answers if status == 409)
    assert (no["code"], no["facts"]) == ("document.changed", {"version": 2})


async def test_a_refusal_is_remembered_with_its_command(owner: Office) -> None:
    late = wish(base_version=7)
    first = await owner.post(PRICE, late)
    await owner.post(PRICE, wish())
    again = await owner.post(PRICE, late)
    for answer in (first, again):
        assert (answer[0], answer[1]["code"], answer[1]["facts"]) == (
            409,
            "document.changed",
            {"version": 1},
        )


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (PRICE.replace("nasi-goreng", "soto"), "item.unknown"),
        (PRICE.replace("kemang", "pasar"), "outlet.unknown"),
        (PRICE.replace("kemang", "bulan"), "outlet.unknown"),
    ],
)
async def test_what_is_not_the_merchant_s_cannot_be_priced(
    owner: Office, path: str, code: str
) -> None:
    status, no = await owner.post(path, wish())
    assert (status, no["code"]) == (404, code)


@pytest.mark.parametrize("price", [-1, 1.5, "25000", 10**11, None, True])
async def test_a_price_is_whole_rupiah(owner: Office, price: Any) -> None:
    assert (await owner.post(PRICE, wish() | {"price": price}))[0] == 422


async def test_a_price_reaches_the_box_that_waits(hub: Hub, owner: Office) -> None:
    headers = {"Authorization": "Bearer token-kemang"}

    async def wait() -> Any:
        query = {"cursor": "5", "wait_ms": "20000"}
        async with hub.client.get("/v1/sync/documents", params=query, headers=headers) as answer:
            return await answer.json()

    waiting = asyncio.create_task(wait())
    await asyncio.sleep(0.05)
    await owner.post(PRICE, wish(27_500))
    document = (await asyncio.wait_for(waiting, 10))["documents"][0]
    assert (document["id"], document["version"], document["body"]["price"]) == (
        "nasi-goreng",
        2,
        27_500,
    )


async def test_head_office_86s_an_item_and_takes_it_back(owner: Office) -> None:
    for sold_out in (True, False):
        status, answer = await owner.post(SOLD_OUT, {"id": str(new_id()), "sold_out": sold_out})
        assert (status, answer) == (200, {"item_id": "nasi-goreng", "sold_out": sold_out})
        assert (await item(owner))["sold_out"] is sold_out


async def test_a_new_wish_beats_a_stamp_ahead_of_the_hub_s_clock(hub: Hub, owner: Office) -> None:
    ahead = stamp("", hub.clock.now_ms + 240_000, "a" * 32)
    from hub.catalog import set_availability

    async with hub.pool.acquire() as con, con.transaction():
        await set_availability(
            con, "kemang", "nasi-goreng", sold_out=True, hlc=ahead, author="box", now_ms=1
        )
    await owner.post(SOLD_OUT, {"id": str(new_id()), "sold_out": False})
    assert (await item(owner))["sold_out"] is False


async def test_a_manager_may_86_but_not_price(hub: Hub) -> None:
    manager = await hub.sign_in("manager")
    status, no = await manager.post(PRICE, wish())
    assert (status, no["code"], no["facts"]) == (
        403,
        "permission.missing",
        {"permission": "catalog.price"},
    )
    assert (await manager.post(SOLD_OUT, {"id": str(new_id()), "sold_out": True}))[0] == 200
