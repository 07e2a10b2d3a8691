"""The menu as tablets load it, 86, and pictures."""

import gzip
import json

import pytest

from tests.shop import ITEMS, Shop, Tablet, document, item_document, line
from tilo.kit.ids import new_id


async def test_a_tablet_loads_everything_it_sells_in_one_answer(sari: Tablet) -> None:
    menu = (await sari.get("/api/menu")).yes()
    assert {item["id"] for item in menu["items"]} == {item["id"] for item in ITEMS}
    assert menu["outlet"]["name"] == "Warung Bu Tuti"
    assert {each["id"] for each in menu["tax_classes"]} == {"pbjt", "ppn"}
    assert [len(menu[part]) for part in ("categories", "modifier_groups", "stations")] == [3, 2, 2]
    assert len(menu["tables"]) == 8
    assert (menu["rev"], menu["sold_out"]) == (1, [])
    assert "pin_hash" not in json.dumps(menu)


async def test_an_unchanged_menu_is_not_sent_again(shop: Shop, sari: Tablet) -> None:
    first = await sari.get("/api/menu")
    etag = first.headers["ETag"]
    again = await sari.get("/api/menu", headers={"If-None-Match": etag})
    assert (again.status, again.raw) == (304, b"")
    await shop.apply(item_document("rawon", 2, price=52_000))
    changed = await sari.get("/api/menu", headers={"If-None-Match": etag})
    assert changed.status == 200
    assert changed.headers["ETag"] != etag


async def test_the_menu_comes_packed_to_who_can_unpack_it(shop: Shop, sari: Tablet) -> None:
    plain = await sari.get("/api/menu", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    request = sari.http.get(
        f"{sari.base}/api/menu",
        headers={**sari.headers, "Accept-Encoding": "gzip"},
        auto_decompress=False,
    )
    async with request as answer:
        packed = await answer.read()
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in answer.headers["Vary"]
    assert gzip.decompress(packed) == plain.raw
    assert len(packed) * 2 < len(plain.raw)


async def test_86_stands_in_the_menu_and_changes_its_etag(sari: Tablet, slamet: Tablet) -> None:
    before = (await sari.get("/api/menu")).headers["ETag"]
    told = (await slamet.post("/api/items/rawon/sold-out", sold_out=True)).yes()
    assert told == {"item_id": "rawon", "sold_out": True}
    now = await sari.get("/api/menu", headers={"If-None-Match": before})
    assert now.yes()["sold_out"] == ["rawon"]
    (await slamet.post("/api/items/rawon/sold-out", sold_out=False)).yes()
    assert (await sari.get("/api/menu")).yes()["sold_out"] == []


async def test_86_outlives_a_restart(shop: Shop, slamet: Tablet) -> None:
    (await slamet.post("/api/items/rawon/sold-out", sold_out=True)).yes()
    await shop.restart()
    sari = await shop.as_("sari")
    assert (await sari.get("/api/menu")).yes()["sold_out"] == ["rawon"]
    (await sari.post("/api/checks", check_id=str(new_id()), lines=[line("rawon")])).no(
        "item.sold_out"
    )


async def test_86_of_what_is_not_on_the_menu_is_refused(slamet: Tablet) -> None:
    told = (await slamet.post("/api/items/durian/sold-out", sold_out=True)).no("item.unknown")
    assert told["facts"] == {"item": "durian"}
    (await slamet.post("/api/items/rawon/sold-out", sold_out="yes")).no("request.invalid")
    (await slamet.post("/api/items/RAWON!/sold-out", sold_out=True)).no("route.unknown")


async def test_un_86_at_the_box_wins_over_an_office_whose_clock_runs_ahead(
    shop: Shop, sari: Tablet, slamet: Tablet
) -> None:
    """The office's clock is three minutes ahead; the cook, later in truth, has the last word."""
    ahead = shop.box.door.clock.now().ms + 3 * 60_000
    body = {"id": "rawon", "sold_out": True, "hlc": f"{ahead:013d}.000000.office"}
    await shop.apply(document("availability", body))
    assert (await sari.get("/api/menu")).yes()["sold_out"] == ["rawon"]
    told = (await slamet.post("/api/items/rawon/sold-out", sold_out=False)).yes()
    assert told["sold_out"] is False
    assert (await sari.get("/api/menu")).yes()["sold_out"] == []
    assert (await slamet.post("/api/items/rawon/sold-out", sold_out=True)).yes()["sold_out"]
    assert (await sari.get("/api/menu")).yes()["sold_out"] == ["rawon"]


async def test_a_new_price_counts_from_the_next_line(shop: Shop, sari: Tablet) -> None:
    check = await sari.order(line("rawon"))
    await shop.apply(item_document("rawon", 2, price=52_000))
    check = (await sari.add(check, line("rawon"))).yes()
    assert [each["unit_price"] for each in check["lines"]] == [48_000, 52_000]
    assert [each["menu_rev"] for each in check["lines"]] == [1, 2]


# --- pictures


@pytest.fixture
def rawon_svg(shop: Shop) -> bytes:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    shop.box.media.mkdir()
    (shop.box.media / "rawon.svg").write_bytes(drawing)
    return drawing


async def test_anybody_sees_a_picture_and_no_script_runs_in_it(
    shop: Shop, rawon_svg: bytes
) -> None:
    answer = await shop.tablet().get("/api/images/rawon.svg")
    assert answer.raw == rawon_svg
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "max-age" in answer.headers["Cache-Control"]


async def test_a_picture_that_is_not_there_is_told(shop: Shop, rawon_svg: bytes) -> None:
    (await shop.tablet().get("/api/images/sate.svg")).no("image.unknown")


@pytest.mark.parametrize(
    "name", ["..%2Ftilo.db", "%2e%2e%2ftilo.db", "rawon.svg%00", "rawon.exe", "RAWON.SVG", ".svg"]
)
async def test_a_picture_s_name_reaches_nothing_else(
    shop: Shop, rawon_svg: bytes, name: str
) -> None:
    from yarl import URL

    tablet = shop.tablet()
    url = URL(f"{tablet.base}/api/images/{name}", encoded=True)
    async with tablet.http.get(url) as answer:
        assert answer.status == 404
        assert b"SQLite" not in await answer.read()
