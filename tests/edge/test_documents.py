"""Settings that come down: what is newer counts, what is odd harms nobody."""

from typing import Any

import orjson

from edge import documents
from tests.shop import (
    PBJT,
    Body,
    Shop,
    Tablet,
    document,
    fresh,
    item_document,
    line,
)


def sold_out(at_ms: int, item_id: str = "rawon", value: bool = True, count: int = 0) -> Body:
    body = {"id": item_id, "sold_out": value, "hlc": f"{at_ms:013d}.{count:06d}.office"}
    return document("availability", body)


async def menu(tablet: Tablet) -> Body:
    found: Body = (await tablet.get("/api/menu")).yes()
    return found


async def price(tablet: Tablet, item_id: str) -> int:
    items = (await menu(tablet))["items"]
    return next(int(item["price"]) for item in items if item["id"] == item_id)


async def test_a_newer_version_replaces_an_older_one_is_passed_over(
    shop: Shop, sari: Tablet
) -> None:
    assert (await shop.apply(item_document("rawon", 3, price=52_000)))["applied"] == 1
    assert (await shop.apply(item_document("rawon", 2, price=1)))["applied"] == 0
    assert (await shop.apply(item_document("rawon", 3, price=2)))["applied"] == 0
    assert await price(sari, "rawon") == 52_000
    assert (await menu(sari))["rev"] == 2, "what changed nothing is no new revision"


async def test_settings_sent_again_from_any_point_change_nothing(shop: Shop) -> None:
    bundle = [item_document("rawon", 2, price=52_000), item_document("kopi", 2, price=15_000)]
    assert (await shop.apply(*bundle))["applied"] == 2
    seen = len(await shop.journal())
    assert (await shop.apply(*bundle))["applied"] == 0
    assert len(await shop.journal()) == seen, "nothing happened, so nothing is recorded"


async def test_a_bundle_is_one_revision_and_one_fact(shop: Shop, sari: Tablet) -> None:
    bundle = [item_document(item, 2) for item in ("rawon", "kopi", "es-teh")]
    await shop.apply(*bundle)
    assert (await menu(sari))["rev"] == 2
    last = (await shop.journal())[-1]
    assert last.kind == "documents.applied"
    changed = orjson.loads(last.body)["changed"]
    assert changed == ["item/rawon/2", "item/kopi/2", "item/es-teh/2"]


async def test_a_deleted_item_is_no_longer_sold_nor_shown(shop: Shop, sari: Tablet) -> None:
    await shop.apply(document("item", {"id": "rawon"}, version=2, deleted=True))
    assert "rawon" not in {item["id"] for item in (await menu(sari))["items"]}
    (await sari.post("/api/checks", check_id=fresh(), lines=[line("rawon")])).no("item.unknown")
    await shop.apply(item_document("rawon", 3))
    await sari.order(line("rawon"))


async def test_a_kind_this_program_does_not_know_is_kept_and_in_nobody_s_way(
    shop: Shop, sari: Tablet
) -> None:
    assert (await shop.apply(document("loyalty_tier", {"id": "emas", "rate": 5})))["applied"] == 1
    await sari.order(line("rawon"))
    kept = await shop.box.db.read(lambda sql: documents.bodies(sql, "loyalty_tier"))
    assert orjson.loads(kept[0]) == {"id": "emas", "rate": 5}


async def test_an_item_this_program_cannot_read_is_not_sold_and_the_others_are(
    shop: Shop, sari: Tablet
) -> None:
    """A newer hub sends what only a newer box understands."""
    broken = document("item", {"id": "rawon", "price": {"tiers": []}}, version=2)
    await shop.apply(broken, item_document("kopi", 2, price=15_000))
    (await sari.post("/api/checks", check_id=fresh(), lines=[line("rawon")])).no("item.unknown")
    check = await sari.order(line("kopi"))
    assert check["lines"][0]["unit_price"] == 15_000
    answer = await sari.get("/api/menu")
    assert "rawon" not in {item["id"] for item in answer.yes()["items"]}, "nor shown"


async def test_an_item_without_its_tax_class_is_not_sold(shop: Shop, sari: Tablet) -> None:
    """Nobody guesses a tax."""
    await shop.apply(document("tax_class", {"id": "pbjt"}, version=2, deleted=True))
    (await sari.post("/api/checks", check_id=fresh(), lines=[line("rawon")])).no("item.unknown")


async def test_a_new_tax_rate_counts_for_new_lines_and_old_ones_keep_theirs(
    shop: Shop, sari: Tablet
) -> None:
    check = await sari.order(line("rawon"))
    await shop.apply(document("tax_class", PBJT | {"rate_bp": 800}, version=2))
    check = (await sari.add(check, line("rawon"))).yes()
    assert [each["tax"]["rate_bp"] for each in check["lines"]] == [1000, 800]
    assert len(check["totals"]["taxes"]) == 2


async def test_a_new_service_charge_counts_for_new_checks_only(shop: Shop, sari: Tablet) -> None:
    old = await sari.order(line("rawon"))
    outlet = dict(shop.box.outlet.model_dump(mode="json"), service_rate_bp=1000)
    await shop.apply(document("outlet", outlet, version=2))
    new = await sari.order(line("rawon"))
    old = (await sari.add(old, line("rawon"))).yes()
    assert old["totals"]["service_rate_bp"] == 500
    assert new["totals"]["service_rate_bp"] == 1000


# --- 86, which both sides write


async def test_the_later_86_wins_whichever_way_it_came(shop: Shop, sari: Tablet) -> None:
    now = shop.box.door.clock.now().ms
    await shop.apply(sold_out(now))
    await shop.apply(sold_out(now - 60_000, value=False))
    assert (await menu(sari))["sold_out"] == ["rawon"], "the older word changes nothing"
    await shop.apply(sold_out(now, value=False, count=1))
    assert (await menu(sari))["sold_out"] == []


async def test_an_office_with_a_clock_far_ahead_is_heard_and_does_not_win_for_ever(
    shop: Shop, sari: Tablet, slamet: Tablet
) -> None:
    """D5: clamped. Or it is the box's clock that is behind; the 86 must reach the tills."""
    now = shop.box.door.clock.now().ms
    await shop.apply(sold_out(now + 3_600_000))
    assert (await menu(sari))["sold_out"] == ["rawon"]
    (await slamet.post("/api/items/rawon/sold-out", sold_out=False)).yes()
    assert (await menu(sari))["sold_out"] == []


async def test_an_86_without_a_sound_clock_does_not_stop_the_settings_behind_it(
    shop: Shop, sari: Tablet
) -> None:
    """One bad document must not dam the feed."""
    odd: list[Any] = ["", "yesterday", "1.2", "a.b.c", "-1.0.x", 7, None]
    for n, hlc in enumerate(odd, start=2):
        body = {"id": "kopi", "sold_out": True, "hlc": hlc}
        await shop.apply(
            document("availability", body), item_document("rawon", n, price=48_000 + n)
        )
        assert await price(sari, "rawon") == 48_000 + n
    await shop.apply(sold_out(shop.box.door.clock.now().ms))
    assert "rawon" in (await menu(sari))["sold_out"]


async def test_86_of_an_item_the_box_does_not_have_yet_is_kept_for_it(
    shop: Shop, sari: Tablet
) -> None:
    await shop.apply(sold_out(shop.box.door.clock.now().ms, "soto"))
    soto = item_document("rawon")["body"] | {"id": "soto", "name_id": "Soto", "name_en": "Soto"}
    await shop.apply(document("item", soto))
    (await sari.post("/api/checks", check_id=fresh(), lines=[line("soto")])).no("item.sold_out")


async def test_the_feed_s_cursor_never_goes_back(shop: Shop) -> None:
    from edge.app import INTERNAL
    from edge.sync import commands

    told = []
    for cursor in (5, 9, 3):
        do = commands.ApplyDocuments.model_validate({"id": fresh(), "cursor": cursor})
        answer = await shop.box.door.perform(commands.apply_documents, do, by=INTERNAL)
        told.append(orjson.loads(answer)["cursor"])
    assert told == [5, 9, 9]
