"""The box's faces as a whole: who may ask what, and what it says of itself."""

import asyncio
import json
import os
import stat
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from edge.app import api
from edge.people.door import SESSION
from tests.shop import CREW, Answer, Shop, Tablet, adds_up, cash, fresh, line
from tilo.kit.api import PUBLIC, Endpoint
from tilo.people import ALL_PERMISSIONS, PERMISSIONS

ENDPOINTS = {str(each): each for each in api().endpoints}

ROOT = Path(__file__).resolve().parents[2]

PUBLIC_ROUTES = {"GET /api/welcome", "POST /api/sign-in", "GET /api/images/{name}"}
"""The short list of rule X1. Whoever adds to it must say why."""


async def ask(tablet: Tablet, endpoint: Endpoint) -> Answer:
    """Any question at all of this kind: about things that do not exist, with an empty command."""
    names = ("check_id", "line_id", "ticket_id", "session_id", "discount_id", "refund_id")
    ids = {name: fresh() for name in names}
    path = endpoint.template.format(**ids, item_id="ghost", printer_id="ghost", name="ghost.svg")
    if endpoint.method == "GET":
        return await tablet.get(path)
    return await tablet.post(path)


@pytest.fixture
async def everybody(shop: Shop) -> dict[str, Tablet]:
    """Somebody signed in for each role."""
    return {role: await shop.as_(name) for name, (_, role) in CREW.items()}


def test_every_permission_a_route_asks_for_is_somebody_s() -> None:
    asked = {each.permission for each in ENDPOINTS.values()} - {PUBLIC, SESSION}
    assert asked <= ALL_PERMISSIONS


def test_what_is_public_is_on_the_short_list() -> None:
    assert set(api().public_routes()) == PUBLIC_ROUTES


def test_every_role_of_the_rules_works_here() -> None:
    assert {role for _, role in CREW.values()} == set(PERMISSIONS)


async def test_without_a_session_every_route_but_the_public_ones_is_closed(shop: Shop) -> None:
    stranger = shop.tablet()
    for name, endpoint in ENDPOINTS.items():
        answer = await ask(stranger, endpoint)
        if name in PUBLIC_ROUTES:
            assert answer.status not in (401, 403), name
        else:
            answer.no("session.required")


async def test_every_role_reaches_what_it_may_and_nothing_else(
    shop: Shop, everybody: dict[str, Tablet]
) -> None:
    """Every route times every role; what is refused is refused before the body is looked at."""
    before = len(await shop.journal())
    for name, endpoint in ENDPOINTS.items():
        if name == "POST /api/sign-out":
            continue
        for role, tablet in everybody.items():
            answer = await ask(tablet, endpoint)
            may = endpoint.permission in PERMISSIONS[role] | {PUBLIC, SESSION}  # type: ignore[index]
            if may:
                assert answer.status not in (401, 403), f"{role} {name}: {answer.raw!r}"
                assert answer.status < 500, f"{role} {name}: {answer.raw!r}"
            else:
                told = answer.no("permission.missing")
                assert told["facts"] == {"permission": endpoint.permission}, f"{role} {name}"
    assert len(await shop.journal()) == before, "nothing came of asking about ghosts"


async def test_a_cook_sees_the_kitchen_and_no_money(slamet: Tablet, sari: Tablet) -> None:
    check = await sari.order(line("rawon"), fire=True)
    (await slamet.get("/api/tickets")).yes()
    (await slamet.get(f"/api/checks/{check['id']}")).no("permission.missing")
    (await slamet.pay(check)).no("permission.missing")


# --- what it says of itself


async def test_the_description_is_sound_openapi(shop: Shop) -> None:
    spec = (await shop.tablet().get("/openapi.json")).yes()
    OpenAPIV31SpecValidator(spec).validate()
    assert spec["openapi"].startswith("3.1")
    described = {f"{m.upper()} {path}" for path, verbs in spec["paths"].items() for m in verbs}
    assert set(ENDPOINTS) <= described


async def test_every_command_says_what_it_may_be_told(shop: Shop) -> None:
    """Each has its door's refusals, with their codes, and its permission. A question may be too
    long for an address and be posted too: it has no id, and nothing comes of it."""
    spec = (await shop.tablet().get("/openapi.json")).yes()
    for path, verbs in spec["paths"].items():
        command = verbs.get("post", {})
        if "x-permission" not in command or "requestBody" not in command:
            continue
        (content,) = command["requestBody"]["content"].values()
        shape = content["schema"]
        shape = spec["components"]["schemas"][shape["$ref"].split("/")[-1]]
        if command["x-permission"] != PUBLIC and "id" not in shape["properties"]:
            continue
        codes = {code for said in command["responses"].values() for code in said.get("x-codes", [])}
        assert "disk.full" in codes, path
        if command["x-permission"] != PUBLIC:
            assert {"command.mismatch", "server.busy", "session.required"} <= codes, path


async def test_a_healthy_box_says_so(shop: Shop) -> None:
    tablet = shop.tablet()
    assert (await tablet.get("/healthz")).yes() == {"alive": True}
    ready = (await tablet.get("/readyz")).yes()
    assert ready["ready"] is True
    assert ready["checks"]["database"] == {"ok": True, "detail": "1 facts"}
    assert ready["checks"]["broker"]["detail"] == "away; selling goes on"
    assert (await tablet.get("/version")).yes()["name"] == "TiloPOS box"


async def test_figures_for_prometheus_follow_the_shop(shop: Shop, sari: Tablet) -> None:
    async def figures() -> dict[str, float]:
        text = (await sari.get("/metrics")).raw.decode()
        pairs = [each.rsplit(" ", 1) for each in text.splitlines() if each[:5] == "tilo_"]
        return {name: float(value) for name, value in pairs}

    before = await figures()
    await sari.order(line("rawon"), line("kopi"), fire=True)
    after = await figures()
    assert after["tilo_commands_total"] == before["tilo_commands_total"] + 1
    assert after["tilo_journal_head"] == before["tilo_journal_head"] + 2
    assert after["tilo_open_tickets"] == 2
    assert after["tilo_broker_connected"] == after["tilo_hub_connected"] == 0


async def test_every_answer_carries_the_headers_that_keep_browsers_honest(sari: Tablet) -> None:
    for answer in (await sari.get("/api/menu"), await sari.get("/nowhere")):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert "Content-Security-Policy" in answer.headers
        assert "Server" not in answer.headers
        assert answer.headers["X-Request-Id"]


async def test_a_path_nobody_lives_at_is_told_in_words(sari: Tablet) -> None:
    (await sari.get("/api/nothing")).no("route.unknown")
    (await sari.post("/api/menu")).no("method.not_allowed")
    (await sari.get("/api/checks/not-an-id")).no("route.unknown")
    (await sari.get("/internal/journal")).no("route.unknown")


# --- the inside


@pytest.fixture
async def inside(shop: Shop) -> AsyncIterator[Tablet]:
    """One of the box's own processes, on its unix socket."""
    connector = aiohttp.UnixConnector(path=str(shop.settings.socket_path))
    async with aiohttp.ClientSession(connector=connector) as http:
        yield Tablet(http, "http://box")


async def test_the_inside_is_reached_through_a_socket_of_the_box_s_user_only(
    shop: Shop, inside: Tablet
) -> None:
    mode = stat.S_IMODE(shop.settings.socket_path.stat().st_mode)
    assert mode == 0o600
    (await inside.get("/internal/sync")).yes()


async def test_nothing_of_the_lan_side_is_open_on_the_inside(inside: Tablet) -> None:
    (await inside.get("/api/menu")).no("route.unknown")
    (await inside.post("/api/checks", check_id=fresh())).no("route.unknown")


async def test_the_journal_leaves_the_box_in_order_and_whole(
    shop: Shop, sari: Tablet, inside: Tablet
) -> None:
    check = await sari.order(line("rawon"), fire=True)
    (await sari.pay(check)).yes()
    rows = await shop.journal()
    got: list[Any] = []
    while page := (await inside.get("/internal/journal", after=len(got), limit=2)).yes():
        if not page["rows"]:
            break
        assert page["head"] == {"seq": rows[-1].seq, "hash": rows[-1].hash}
        got += page["rows"]
    assert got == [row.model_dump(mode="json") for row in rows]
    ahead = (await inside.get("/internal/journal", after=10_000)).yes()
    assert ahead["rows"] == []
    (await inside.get("/internal/journal", after=1 << 62)).no("request.invalid")


async def test_a_socket_left_by_a_killed_box_is_no_obstacle(shop: Shop) -> None:
    path: Path = shop.settings.socket_path
    await shop.close()
    path.unlink(missing_ok=True)
    path.touch()
    await shop.open()
    assert stat.S_ISSOCK(path.stat().st_mode)


async def test_a_check_number_and_money_survive_a_restart(shop: Shop) -> None:
    sari = await shop.as_("sari")
    check = await sari.order(line("rawon"))
    await shop.restart()
    again = await shop.as_("sari")
    assert await again.check(check) == check
    paid = (await again.do(check, "pay", **cash(check))).yes()
    assert paid["state"] == "closed"


# --- a machine that tries everything

CONFIG = """
[checks]
# What fits every schema may still not be what the menu or the check allows.
positive_data_acceptance.expected-statuses = ["2xx", 401, 403, 404, 409, 422, 426, 429, 503]
"""


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_a_machine_that_tries_everything_finds_nothing(shop: Shop) -> None:
    """As a supervisor: no fault of ours, no status and no shape that is not described."""
    budi = await shop.as_("budi")
    standing = []
    for n in range(60):
        check = await budi.order(line("rawon"), line("kopi"), fire=n % 2 == 0)
        tickets = [each["id"] for each in await budi.tickets() if each["check_id"] == check["id"]]
        ids = {"check_id": check["id"], "line_id": check["lines"][0]["id"]}
        standing.append(ids | {"ticket_id": tickets[0] if tickets else fresh()})
    before = len(await shop.journal())
    (shop.folder / "schemathesis.toml").write_text(CONFIG)
    process = await asyncio.create_subprocess_exec(
        str(Path(sys.executable).parent / "schemathesis"),
        *("--config-file", str(shop.folder / "schemathesis.toml")),
        *("run", f"{shop.base}/openapi.json"),
        *("--header", f"Authorization: Bearer {budi.session['token']}"),
        *("--exclude-operation-id", "sign_out"),  # nobody would be signed in afterwards
        *("--checks", "all", "--max-examples", "10", "--seed", "20261122", "--no-color"),
        *("--generation-allow-x00", "false"),  # JSON Schema cannot say that we refuse it
        *("--warnings", "off"),
        cwd=shop.folder,
        env={
            **os.environ,
            "SCHEMATHESIS_HOOKS": "tests.edge.taps",
            "PYTHONPATH": str(ROOT),
            "TILO_TEST_CHECKS": json.dumps(standing),
        },
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    told, _ = await process.communicate()
    assert process.returncode == 0, told.decode()
    assert b"No issues found" in told
    kinds = await shop.kinds(after=before)
    assert {"check.opened", "check.lines_added", "check.fired", "check.voided"} <= set(kinds)
    for each in standing:
        adds_up(await budi.check({"id": each["check_id"]}))
