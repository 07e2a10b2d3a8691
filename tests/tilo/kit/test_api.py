"""A server built with the kit, as a tablet meets it."""

import gzip
from collections.abc import Awaitable, Callable

from aiohttp import web

from tests.tilo.kit.conftest import SARI, Tablet
from tests.tilo.kit.warung import Menu, Warung, order
from tilo.kit.api import PUBLIC, Api, Prepared


async def test_an_order_is_read_answered_and_found_again(sari: Tablet) -> None:
    sent = order()
    taken = await sari.post("/api/checks", json=sent)
    assert taken.status == 201
    assert taken.content_type == "application/json"
    check = await taken.json()
    assert check["id"] == sent["id"]
    assert check["total_rupiah"] == 75_000
    assert [line["item"] for line in check["lines"]] == ["Nasi Goreng", "Es Teh", "Sate Ayam"]
    found = await sari.get(f"/api/checks/{sent['id']}")
    assert await found.json() == check


async def test_what_ends_something_answers_with_nothing(sari: Tablet) -> None:
    sent = order()
    await sari.post("/api/checks", json=sent)
    dropped = await sari.delete(f"/api/checks/{sent['id']}")
    assert dropped.status == 204
    assert await dropped.read() == b""
    assert "Content-Type" not in dropped.headers


async def test_a_rule_s_no_arrives_with_its_code_facts_and_both_languages(
    warung: Warung, sari: Tablet
) -> None:
    warung.sold_out.add("Sate Ayam")
    refused = await sari.post("/api/checks", json=order())
    assert refused.status == 409
    problem = await refused.json()
    assert problem["code"] == "warung.sold_out"
    assert problem["facts"] == {"item": "Sate Ayam"}
    assert warung.checks == {}


async def test_nobody_gets_in_unless_somebody_said_who_may(
    aiohttp_client: Callable[..., Awaitable[Tablet]],
) -> None:
    api, app = Api(title="Locked", version="1"), web.Application()

    @api.get("/till", permission="till.open")
    async def till() -> list[int]:
        return [500_000]

    api.mount(app)
    client = await aiohttp_client(app)
    refused = await client.get("/till", headers=SARI)
    assert refused.status == 401
    assert (await refused.json())["code"] == "session.required"
    assert refused.headers["WWW-Authenticate"] == "Bearer"


async def test_a_stranger_is_refused_before_anything_is_read(
    warung: Warung, tablet: Tablet
) -> None:
    for headers, code in [({}, "session.required"), ({"Authorization": "x"}, "session.expired")]:
        refused = await tablet.post("/api/checks", data=b"{not json", headers=headers)
        assert refused.status == 401
        assert (await refused.json())["code"] == code
    assert warung.bodies == 0


async def test_budi_may_not_take_orders(warung: Warung, tablet: Tablet) -> None:
    headers = {"Authorization": "Bearer budi"}
    refused = await tablet.post("/api/checks", json=order(), headers=headers)
    assert refused.status == 403
    problem = await refused.json()
    assert problem["code"] == "permission.missing"
    assert problem["facts"] == {"permission": "sales.order"}
    assert warung.bodies == 0


async def test_the_list_of_open_doors_is_short_and_known(warung: Warung) -> None:
    assert warung.api.public_routes() == [
        "GET /api/menu",
        "GET /api/menu/names",
        "GET /docs",
        "GET /docs/docs.css",
        "GET /docs/docs.js",
        "GET /healthz",
        "GET /metrics",
        "GET /openapi.json",
        "GET /readyz",
        "GET /version",
        "POST /api/session",
    ]


async def test_the_description_and_the_figures_can_be_closed_too(
    aiohttp_client: Callable[..., Awaitable[Tablet]],
) -> None:
    api, app = Api(title="Closed", version="1"), web.Application()
    api.mount(app, system_permission="system.read")
    client = await aiohttp_client(app)
    for path in ("/metrics", "/openapi.json", "/docs", "/docs/docs.js"):
        assert (await client.get(path)).status == 401, path
    assert api.public_routes() == ["GET /healthz", "GET /readyz", "GET /version"]


async def test_a_menu_already_held_is_not_sent_again(tablet: Tablet) -> None:
    first = await tablet.get("/api/menu")
    assert await first.json() == {"items": {"Nasi Goreng": 25000}}
    again = await tablet.get("/api/menu", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status == 304
    assert await again.read() == b""
    stale = await tablet.get("/api/menu", headers={"If-None-Match": '"menu-6", W/"menu-5"'})
    assert stale.status == 200


async def test_a_big_menu_is_packed_once_for_those_who_unpack(
    aiohttp_client: Callable[..., Awaitable[Tablet]],
) -> None:
    api, app = Api(title="Menu", version="1"), web.Application()
    body = Menu(items={f"Item {number}": 15_000 for number in range(200)}).model_dump_json()
    kept = Prepared[Menu](body.encode(), etag="m1", pack=True)

    @api.get("/menu", permission=PUBLIC)
    async def menu() -> Prepared[Menu]:
        return kept

    api.mount(app)
    client = await aiohttp_client(app, auto_decompress=False)
    packed = await client.get("/menu", headers={"Accept-Encoding": "gzip"})
    raw = await packed.read()
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(raw) == body.encode()
    assert len(raw) < len(body) / 4
    plain = await client.get("/menu", headers={"Accept-Encoding": "identity"})
    assert await plain.read() == body.encode()
    assert plain.headers["Vary"] == "Accept-Encoding"
    held = {"If-None-Match": packed.headers["ETag"], "Accept-Encoding": "gzip"}
    assert (await client.get("/menu", headers=held)).status == 304


async def test_a_fixed_path_wins_over_one_with_a_parameter(
    aiohttp_client: Callable[..., Awaitable[Tablet]],
) -> None:
    from tests.tilo.kit.warung import CheckPath

    api, app = Api(title="Order", version="1"), web.Application()

    @api.get("/checks/{check_id}", permission=PUBLIC)
    async def one(path: CheckPath) -> str:
        return str(path.check_id)

    @api.get("/checks/latest", permission=PUBLIC)
    async def latest() -> str:
        return "latest"

    api.mount(app)
    client = await aiohttp_client(app)
    assert await (await client.get("/checks/latest")).json() == "latest"


async def test_signing_in_may_set_a_cookie_that_then_counts(tablet: Tablet) -> None:
    signed_in = await tablet.post("/api/session", json={"name": "Sari"})
    assert signed_in.status == 200
    assert (await signed_in.json())["name"] == "Sari"
    assert signed_in.cookies["tilo_session"]["httponly"]
    by_cookie = await tablet.get("/api/checks", cookies={"tilo_session": "sari"})
    assert by_cookie.status == 200


async def test_two_hundred_orders_at_once_are_all_taken(warung: Warung, sari: Tablet) -> None:
    import asyncio

    answers = await asyncio.gather(
        *(sari.post("/api/checks", json=order(table=1 + n % 200)) for n in range(200))
    )
    assert {each.status for each in answers} == {201}
    assert len(warung.checks) == 200
    ids = {each.headers["X-Request-Id"] for each in answers}
    assert len(ids) == 200
