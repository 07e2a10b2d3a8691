"""The description is sound, and the server behaves as it says."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from openapi_spec_validator import validate
from pydantic import BaseModel

from tests.tilo.kit.conftest import SARI, Tablet
from tests.tilo.kit.warung import Warung
from tilo.kit.api import PUBLIC, Api
from tilo.kit.parts import INT_MAX, INT_MIN


@pytest.fixture
async def described(tablet: Tablet) -> dict[str, Any]:
    document: dict[str, Any] = await (await tablet.get("/openapi.json")).json()
    return document


async def test_the_description_is_valid_openapi_3_1(described: dict[str, Any]) -> None:
    assert described["openapi"].startswith("3.1")
    validate(described)


async def test_every_operation_says_its_permission(
    described: dict[str, Any], warung: Warung
) -> None:
    take = described["paths"]["/api/checks"]["post"]
    assert take["operationId"] == "take_order"
    assert take["summary"] == "Open a check with its first lines."
    assert take["description"] == "Each line names an item of the menu."
    assert take["x-permission"] == "sales.order"
    assert take["security"] == [{"bearer": ["sales.order"]}, {"session": ["sales.order"]}]
    menu = described["paths"]["/api/menu"]["get"]
    assert (menu["x-permission"], menu["security"]) == ("public", [])
    assert described["components"]["securitySchemes"] == {
        "bearer": {"type": "http", "scheme": "bearer"},
        "session": {"type": "apiKey", "in": "cookie", "name": "tilo_session"},
    }
    listed = sum(len(methods) for methods in described["paths"].values())
    assert listed == len(warung.api.endpoints)


@pytest.mark.parametrize(
    ("path", "method", "statuses"),
    [
        ("/api/checks", "post", "201 400 401 403 408 409 413 415 422 429 503"),
        ("/api/checks", "get", "200 401 403 422 429 503"),
        ("/api/checks/{check_id}", "get", "200 401 403 404 429 503"),
        ("/api/checks/{check_id}", "delete", "204 401 403 404 429 503"),
        ("/api/logo", "put", "200 400 401 403 408 413 415 429 503"),
        ("/api/menu", "get", "200 304 503"),
        ("/readyz", "get", "200 503"),
    ],
)
async def test_only_statuses_that_can_happen_are_described(
    described: dict[str, Any], path: str, method: str, statuses: str
) -> None:
    responses = described["paths"][path][method]["responses"]
    assert sorted(responses) == statuses.split()


async def test_a_rule_s_no_is_described_by_its_code(described: dict[str, Any]) -> None:
    responses = described["paths"]["/api/checks"]["post"]["responses"]
    assert responses["409"]["x-codes"] == ["warung.sold_out"]
    assert "The item was 86ed after the screen drew it." in responses["409"]["description"]
    assert responses["409"]["content"] == {
        "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
    }


async def test_a_query_is_described_field_by_field(described: dict[str, Any]) -> None:
    parameters = described["paths"]["/api/checks"]["get"]["parameters"]
    told = {each["name"]: each for each in parameters}
    assert list(told) == ["text", "limit", "table", "only_open", "channels"]
    assert told["limit"]["schema"]["maximum"] == 100
    assert told["table"]["schema"]["type"] == "integer"
    assert told["channels"]["schema"]["items"]["enum"] == ["till", "table_qr"]
    assert not any(each["required"] for each in parameters)
    assert "Search" in described["components"]["schemas"]  # it is also answered
    assert "CheckPath" not in described["components"]["schemas"]


async def test_integers_without_bounds_are_described_with_the_server_s(
    described: dict[str, Any],
) -> None:
    count = described["components"]["schemas"]["Loose"]["properties"]["count"]
    assert (count["minimum"], count["maximum"]) == (INT_MIN, INT_MAX)


async def test_pictures_are_described_by_their_type(described: dict[str, Any]) -> None:
    body = described["paths"]["/api/logo"]["put"]["requestBody"]
    assert body == {"required": True, "content": {"image/*": {}}}
    assert described["paths"]["/api/nudge"]["post"]["requestBody"]["required"] is False


def test_two_operations_of_one_name_are_our_mistake() -> None:
    api, app = Api(title="Twice", version="1"), web.Application()

    async def read() -> list[int]:
        return []

    api.get("/a", permission=PUBLIC)(read)
    api.get("/b", permission=PUBLIC)(read)
    with pytest.raises(AssertionError, match="two operations are called read: GET /a and GET /b"):
        api.mount(app)


async def test_two_models_of_one_name_are_told_apart(
    aiohttp_client: Callable[..., Awaitable[Tablet]],
) -> None:
    def line(kind: type) -> type[BaseModel]:
        class Line(BaseModel):
            __annotations__ = {"value": kind}

        Line.__module__ = f"slice_{kind.__name__}"
        return Line

    whole, text = line(int), line(str)
    api, app = Api(title="Names", version="1"), web.Application()

    async def first() -> Any: ...

    async def second() -> Any: ...

    first.__annotations__["return"] = whole
    second.__annotations__["return"] = text
    api.get("/first", permission=PUBLIC)(first)
    api.get("/second", permission=PUBLIC)(second)
    api.mount(app)
    client = await aiohttp_client(app)
    document = await (await client.get("/openapi.json")).json()
    validate(document)
    answers = [
        document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        for path in ("/first", "/second")
    ]
    assert answers[0]["$ref"] != answers[1]["$ref"]


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_a_machine_that_tries_everything_finds_nothing(
    warung: Warung, aiohttp_server: Callable[..., Awaitable[Any]], tmp_path: Path
) -> None:
    """No fault, no undocumented status, no answer that differs from its schema."""
    server = await aiohttp_server(warung.app)
    process = await asyncio.create_subprocess_exec(
        str(Path(sys.executable).parent / "schemathesis"),
        "run",
        str(server.make_url("/openapi.json")),
        *("--header", f"Authorization: {SARI['Authorization']}"),
        *("--checks", "all"),
        *("--exclude-path", "/api/busy"),  # its only answer is 503
        *("--max-examples", "40"),
        *("--seed", "20261122"),
        *(
            "--generation-allow-x00",
            "false",
        ),  # no database stores it, and JSON Schema cannot say so
        "--no-color",
        cwd=tmp_path,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    told, _ = await process.communicate()
    assert process.returncode == 0, told.decode()
    assert b"No issues found" in told
