"""Who asks is told by one token, however it is carried, and where from by proxies one knows."""

from typing import Any

import pytest
from aiohttp.test_utils import make_mocked_request

from hub.auth import address, bearer


@pytest.mark.parametrize(
    ("headers", "token"),
    [
        ({}, None),
        ({"Authorization": "Bearer abc"}, "abc"),
        ({"Authorization": "bearer  abc "}, "abc"),
        ({"Authorization": "Basic abc"}, None),
        ({"Authorization": "Bearer"}, None),
        ({"Sec-WebSocket-Protocol": "tilo.live, bearer.abc"}, "abc"),
        ({"Sec-WebSocket-Protocol": "bearer."}, None),
        ({"Cookie": "tilo_session=abc"}, None),
    ],
)
def test_where_a_token_is_looked_for(headers: dict[str, str], token: str | None) -> None:
    assert bearer(make_mocked_request("GET", "/", headers=headers)) == token


def test_a_token_has_a_bound() -> None:
    request = make_mocked_request("GET", "/", headers={"Authorization": "Bearer " + "x" * 10_000})
    found = bearer(request)
    assert found is not None
    assert len(found) == 200


@pytest.mark.parametrize(
    ("forwarded", "proxies", "found"),
    [
        ("203.0.113.9", 0, "10.0.0.1"),
        ("203.0.113.9", 1, "203.0.113.9"),
        ("1.1.1.1, 203.0.113.9", 1, "203.0.113.9"),
        ("1.1.1.1, 203.0.113.9, 10.0.0.2", 2, "203.0.113.9"),
        ("203.0.113.9", 2, "10.0.0.1"),
        ("", 1, "10.0.0.1"),
    ],
)
def test_only_as_many_proxies_are_believed_as_there_are(
    forwarded: str, proxies: int, found: str
) -> None:
    request: Any = make_mocked_request("GET", "/", headers={"X-Forwarded-For": forwarded})
    assert address(request.clone(remote="10.0.0.1"), proxies) == found
