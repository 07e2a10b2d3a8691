"""What the sync process asks of the box: rows that wait for news, settings, and its reports."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator

import aiohttp
import orjson
import pytest

from tests.shop import Shop, Tablet, fresh, item_document, line

PATIENCE_S = 10


@pytest.fixture
async def inside(shop: Shop) -> AsyncIterator[Tablet]:
    """The sync process, on the unix socket."""
    connector = aiohttp.UnixConnector(path=str(shop.settings.socket_path))
    async with aiohttp.ClientSession(connector=connector) as http:
        yield Tablet(http, "http://box")


async def test_who_has_seen_everything_waits_for_the_next_fact(shop: Shop, inside: Tablet) -> None:
    waiting = asyncio.create_task(inside.get("/internal/journal", after=1, wait_ms=30_000))
    sari = await shop.as_("sari")
    async with asyncio.timeout(PATIENCE_S):
        page = (await waiting).yes()
    assert [row["kind"] for row in page["rows"]] == ["staff.signed_in"]
    await sari.order(line("kopi"))
    page = (await inside.get("/internal/journal", after=2, wait_ms=30_000)).yes()
    assert [row["seq"] for row in page["rows"]] == [3]


async def test_who_waits_in_vain_is_told_so_in_time(inside: Tablet) -> None:
    page = (await inside.get("/internal/journal", after=1, wait_ms=50)).yes()
    assert (page["rows"], page["head"]["seq"]) == ([], 1)


async def test_no_fact_falls_between_looking_and_waiting(shop: Shop, inside: Tablet) -> None:
    """Facts and questions race a hundred times; every wait ends by news, not by the clock."""
    sari = await shop.as_("sari")
    check = await sari.order(line("kopi"))
    seen = (await inside.get("/internal/sync")).yes()["head_seq"]
    for covers in range(60):
        ask = inside.get("/internal/journal", after=seen, wait_ms=30_000)
        async with asyncio.timeout(PATIENCE_S):
            page, _ = await asyncio.gather(ask, sari.do(check, "covers", covers=covers))
        seen += len(page.yes()["rows"])
    assert seen == shop.box.door.head.seq


async def test_a_question_for_more_than_a_batch_is_refused(inside: Tablet) -> None:
    (await inside.get("/internal/journal", limit=2001)).no("request.invalid")
    (await inside.get("/internal/journal", wait_ms=600_000)).no("request.invalid")
    (await inside.get("/internal/journal", after=-1)).no("request.invalid")


async def test_settings_come_in_once_however_often_they_are_sent(
    shop: Shop, inside: Tablet
) -> None:
    body = {"cursor": 7, "documents": [item_document("rawon", 2, price=52_000)]}
    first = (await inside.post("/internal/documents", body)).yes()
    again = (await inside.post("/internal/documents", body)).yes()
    assert (first, again) == ({"cursor": 7, "applied": 1}, {"cursor": 7, "applied": 0})
    assert (await inside.get("/internal/sync")).yes()["cursor"] == 7
    sari = await shop.as_("sari")
    assert (await sari.order(line("rawon")))["lines"][0]["unit_price"] == 52_000


async def test_a_large_menu_comes_in_whole(shop: Shop, inside: Tablet) -> None:
    """Three thousand items in one body."""
    dish = item_document("rawon")["body"]
    documents = [
        {"kind": "item", "id": f"d-{n}", "version": 1, "body": dish | {"id": f"d-{n}"}}
        for n in range(3_000)
    ]
    told = (await inside.post("/internal/documents", cursor=1, documents=documents)).yes()
    assert told["applied"] == 3_000
    sari = await shop.as_("sari")
    assert len((await sari.get("/api/menu")).yes()["items"]) == 3_000 + 7
    await sari.order(line("d-2999"))
    (applied,) = [row for row in await shop.journal() if row.kind == "documents.applied"]
    assert json.loads(applied.body)["count"] == 3_000
    assert len(applied.body) < 100_000, "the fact names the first of them"


async def test_a_bundle_with_an_unsound_document_is_refused_whole(
    shop: Shop, inside: Tablet
) -> None:
    good = item_document("rawon", 2, price=52_000)
    for odd in ({"kind": "item"}, good | {"version": 0}, good | {"id": "no slug!"}, "x"):
        body = {"cursor": 9, "documents": [good, odd]}
        (await inside.post("/internal/documents", body)).no("request.invalid")
    assert (await inside.get("/internal/sync")).yes()["cursor"] == 0


async def test_a_packed_body_says_so_or_is_refused(inside: Tablet) -> None:
    raw = gzip.compress(orjson.dumps({"id": fresh(), "cursor": 1}))
    answer = await inside.send("/internal/documents", raw, **{"Content-Encoding": "gzip"})
    answer.no("body.type_unsupported")


async def test_the_sync_process_learns_who_this_box_is(shop: Shop, inside: Tablet) -> None:
    told = (await inside.get("/internal/sync")).yes()
    assert (told["merchant"], told["outlet"], told["box"]) == ("warung-tuti", "kmg", "box-1")
    assert told["stream"] == shop.box.door.journal.stream.id
    assert (told["cursor"], told["acked_seq"], told["head_seq"]) == (0, 0, 1)
