"""The hub as a whole: described, guarded, healthy, and unmoved by nonsense."""

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from openapi_spec_validator import validate
from pydantic import SecretStr

from hub import db
from hub.app import build, describe
from hub.config import Config
from hub.keys import BELL
from hub.people.roles import ALL_PERMISSIONS, BOX, PERMISSIONS
from hub.postgres import Cluster
from tests.hub.conftest import Hub, Office, add_person
from tests.hub.paper_box import DAY, PaperBox
from tilo.kit.api import PUBLIC
from tilo.kit.endpoints import Endpoint
from tilo.kit.ids import new_id

KNOWN = len(list(db.MIGRATIONS.glob("*.sql")))

# The short list of rule X1: what anyone may ask, and why.
OPEN = {
    "POST /api/sign-in",  # nobody is known before
    "GET /healthz",
    "GET /readyz",
    "GET /version",
    "GET /metrics",
    "GET /openapi.json",
    "GET /docs",
    "GET /docs/docs.css",
    "GET /docs/docs.js",
}
PAGES = {"/", "/office", "/office/{path}"}
"""The back office's files hold nobody's data."""


def filled(path: str) -> str:
    """A path with something in its parameters that exists."""
    given = {"{outlet}": "kemang", "{item}": "nasi-goreng", "{check_id}": "0" * 8}
    for name, value in given.items():
        path = path.replace(name, value)
    return path.replace("00000000", "01890000-0000-7000-8000-000000000000")


def guarded() -> list[Endpoint]:
    return [each for each in describe().endpoints if each.permission != PUBLIC]


async def test_every_route_is_declared_and_only_the_short_list_is_open(hub: Hub) -> None:
    routes = {
        f"{route.method} {route.resource.canonical}"
        for route in hub.app.router.routes()
        if route.resource is not None and route.method != "HEAD"
    }
    document = await (await hub.client.get("/openapi.json")).json()
    declared = {
        f"{method.upper()} {path}": operation
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    }
    assert routes - set(declared) == {f"GET {page}" for page in PAGES}
    unguarded = {name for name, each in declared.items() if each["x-permission"] == PUBLIC}
    assert unguarded == OPEN


def test_every_permission_asked_for_is_one_somebody_can_have() -> None:
    assert {each.permission for each in guarded()} <= ALL_PERMISSIONS


@pytest.mark.parametrize("endpoint", guarded(), ids=str)
async def test_nobody_and_strangers_are_refused_everywhere(hub: Hub, endpoint: Endpoint) -> None:
    for headers in (
        {},
        {"Authorization": "Bearer made-up"},
        {"Authorization": "Basic b3duZXI6eA=="},
        {"Sec-WebSocket-Protocol": "tilo.live, bearer.made-up"},
    ):
        answer = await hub.client.request(endpoint.method, filled(endpoint.path), headers=headers)
        assert answer.status == 401, (endpoint, headers)


@pytest.mark.parametrize("endpoint", guarded(), ids=str)
async def test_each_role_opens_what_it_may_and_nothing_else(hub: Hub, endpoint: Endpoint) -> None:
    for role in ("owner", "manager", "cashier"):
        office = await hub.sign_in(role)
        answer = await hub.client.request(
            endpoint.method, filled(endpoint.path), headers=office.headers
        )
        if endpoint.permission in BOX:
            assert answer.status == 401, "an office session is no box"
        elif endpoint.permission in PERMISSIONS[role]:
            assert answer.status not in (401, 403), (role, endpoint)
        else:
            assert answer.status == 403, (role, endpoint)


@pytest.mark.parametrize("endpoint", guarded(), ids=str)
async def test_a_box_opens_its_two_routes_and_no_others(hub: Hub, endpoint: Endpoint) -> None:
    headers = {"Authorization": "Bearer token-kemang"}
    answer = await hub.client.request(endpoint.method, filled(endpoint.path), headers=headers)
    assert (answer.status != 401) == (endpoint.permission in BOX)


async def test_the_description_is_sound(hub: Hub) -> None:
    validate(await (await hub.client.get("/openapi.json")).json())


async def test_readiness_names_database_and_migrations(hub: Hub) -> None:
    answer = await hub.client.get("/readyz")
    checks = (await answer.json())["checks"]
    assert answer.status == 200
    assert checks["database"]["detail"].startswith("PostgreSQL ")
    assert checks["migrations"] == {"ok": True, "detail": f"all {KNOWN} applied"}


async def test_a_schema_left_behind_is_named(postgres: Cluster, tmp_path: Path) -> None:
    dsn = postgres.create_database("hub_empty")
    client = TestClient(TestServer(await build(Config(hub_dsn=SecretStr(dsn)))))
    await client.start_server()
    try:
        answer = await client.get("/readyz")
        assert answer.status == 503
        found = (await answer.json())["checks"]["migrations"]
        behind = f"the schema is at 0 of {KNOWN}; run `tilo-hub migrate`"
        assert found == {"ok": False, "detail": behind}
        assert (await client.get("/healthz")).status == 200
    finally:
        await client.close()
        postgres.drop_database("hub_empty")


async def test_a_database_that_is_away_is_said_and_found_again(
    hub: Hub, owner: Office, connect: Callable[[], Any]
) -> None:
    """Nobody sees a fault: what was asked may be asked again."""
    admin = await connect()
    for _ in range(3):
        await admin.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where application_name like 'tilo-hub%'"
        )
        answers = [await owner.get("/api/outlets") for _ in range(6)]
        assert {status for status, _ in answers} <= {200, 503}, answers
        assert all(no["code"] == "server.busy" for status, no in answers if status == 503)
        assert answers[-1][0] == 200


async def test_migrating_again_does_nothing(database_dsn: str) -> None:
    pool = await db.open_pool(database_dsn)
    assert await db.migrate(pool) == []
    await pool.close()


async def test_the_hub_s_own_figures_are_there_to_scrape(hub: Hub) -> None:
    box = PaperBox().started()
    box.sell()
    await hub.push(box)
    text = await (await hub.client.get("/metrics")).text()
    assert "tilo_hub_rows_stored_total 2.0" in text
    assert "tilo_hub_commit_seconds_count 1.0" in text


async def test_no_answer_tells_a_secret(hub: Hub, owner: Office) -> None:
    box = PaperBox().started()
    box.sell()
    await hub.push(box)
    await hub.settled()
    texts = []
    for each in guarded():
        if each.method == "GET" and each.name not in ("get_live", "pull_documents"):
            path = filled(each.path) + (f"?date={DAY}" if "query" in each.parts else "")
            texts.append(await (await hub.client.get(path, headers=owner.headers)).text())
    for secret in (owner.token, "token-kemang", "argon2"):
        assert secret not in "".join(texts)


CHECK = new_id()
CONFIG = """
[parameters]
"path.outlet" = "kemang"
"path.item" = "nasi-goreng"
"path.check_id" = "{check_id}"

[[operations]]
include-operation-id = "price_item"
# A variant that the item lacks fits every schema, and is refused all the same.
checks.positive_data_acceptance.expected-statuses = ["2xx", 401, 403, 404, 409, 422]
"""


async def tried(server: Any, token: str, folder: Path, *more: str) -> tuple[int | None, str]:
    """Schemathesis against a running hub."""
    (folder / "schemathesis.toml").write_text(CONFIG.replace("{check_id}", str(CHECK)))
    process = await asyncio.create_subprocess_exec(
        str(Path(sys.executable).parent / "schemathesis"),
        *("--config-file", str(folder / "schemathesis.toml")),
        *("run", str(server.make_url("/openapi.json"))),
        *("--header", f"Authorization: Bearer {token}"),
        *("--checks", "all", "--seed", "20261122", "--no-color"),
        *("--generation-allow-x00", "false"),  # JSON Schema cannot say that no database stores it
        *more,
        cwd=folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    told, _ = await process.communicate()
    return process.returncode, told.decode()


@pytest.mark.slow
@pytest.mark.timeout(600)
async def test_a_machine_that_tries_everything_finds_nothing(hub: Hub, tmp_path: Path) -> None:
    """As the owner, as a box, and as nobody: no fault, no status or shape that is not described."""
    box = PaperBox().started()
    box.sell(check_id=CHECK)
    await hub.push(box)
    await hub.settled()
    await hub.app[BELL].stop()  # long polls answer at once
    owner = await hub.sign_in()
    away = ("/api/sign-in", "/api/sign-out", "/api/live")  # ends the session; speaks WebSocket
    hidden = [part for path in away for part in ("--exclude-path", path)]
    office = ["--exclude-path-regex", "^/v1/", *hidden, "--max-examples", "40"]
    boxes = ["--include-path-regex", "^/v1/", "--max-examples", "60"]
    gate = ["--include-path", "/api/sign-in", "--max-examples", "30"]
    for token, which in ((owner.token, office), ("token-kemang", boxes), ("", gate)):
        code, told = await tried(hub.client.server, token, tmp_path, *which)
        assert code == 0, told
        assert " generated, " in told, told


async def test_a_merchant_s_figures_are_closed_to_another_s_owner(hub: Hub) -> None:
    await add_person(hub.pool, "owner", "toko")
    neighbour = await hub.sign_in("owner", "toko")
    _, answer = await neighbour.get("/api/outlets")
    assert [each["id"] for each in answer["outlets"]] == ["pasar"]
    for path in ("/menu", f"/sales?date={DAY}", f"/receipts?date={DAY}"):
        async with hub.client.get(f"/api/outlets/kemang{path}", headers=neighbour.headers) as no:
            assert no.status == 404
