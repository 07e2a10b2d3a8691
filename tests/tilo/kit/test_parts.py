"""What a broken app, a clumsy proxy or an attacker may send: always a clear no, never a fault."""

import asyncio
import gzip
import json
import zlib
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.tilo.kit.conftest import SARI, Tablet
from tests.tilo.kit.warung import Warung, order
from tilo.kit import parts

JSON = {"Content-Type": "application/json"}


def with_lines(lines: str) -> bytes:
    body = json.dumps({**order(), "lines": "LINES"})
    return body.replace('"LINES"', lines).encode()


def loose(count: str = "1", **more: str) -> bytes:
    pairs = {"count": count, **more}
    return ("{" + ",".join(f'"{name}":{value}' for name, value in pairs.items()) + "}").encode()


class TestBodies:
    @pytest.mark.parametrize(
        "raw",
        [
            b"",
            b"{",
            b"nonsense",
            b"{} {}",
            b"\xff\xfe{}",
            b"\xef\xbb\xbf{}",
            b'{"id": "\xff"}',
            b'{"id": "\\ud800"}',
            b"[" * 100_000,
            b"[" * 5_000 + b"]" * 5_000,
            b'{"lines":' * 5_000 + b"1" + b"}" * 5_000,
            b'{"count": ' + b"9" * 5_000 + b"}",
            b'{"table": 0x10}',
            b"{'table': 1}",
        ],
        ids=range(14),
    )
    async def test_what_is_not_json_is_malformed(self, sari: Tablet, raw: bytes) -> None:
        for path in ("/api/checks", "/api/loose"):
            refused = await sari.post(path, data=raw, headers=JSON)
            assert refused.status == 400, await refused.text()
            assert (await refused.json())["code"] == "body.malformed"

    @pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
    async def test_what_only_javascript_calls_a_number_is_malformed(
        self, sari: Tablet, number: str
    ) -> None:
        for raw in (loose(weight=number), loose(extra=f'{{"x": [{number}]}}'), loose(other=number)):
            refused = await sari.post("/api/loose", data=raw, headers=JSON)
            assert refused.status == 400

    async def test_a_dish_may_be_called_nan_or_infinity(self, sari: Tablet) -> None:
        body = order()
        body["lines"][0]["item"] = "NaN bread, Infinity size"  # type: ignore[index]
        assert (await sari.post("/api/checks", json=body)).status == 201

    @pytest.mark.parametrize(
        "raw",
        [
            loose(weight="1e400"),
            loose(extra='{"x": [{"y": -1e400}]}'),
            loose(str(2**63)),
            loose(str(-(2**63) - 1)),
            loose("9" * 400),
            loose("1e300"),
            loose(extra=f'{{"x": {2**63}}}'),
            loose('"1"'),
            loose("true"),
            loose("1.5"),
            b"null",
            b"[]",
            b'"text"',
        ],
    )
    async def test_a_number_no_database_stores_is_invalid(self, sari: Tablet, raw: bytes) -> None:
        refused = await sari.post("/api/loose", data=raw, headers=JSON)
        assert refused.status == 422, await refused.text()
        assert (await refused.json())["code"] == "request.invalid"

    @pytest.mark.parametrize("count", [2**63 - 1, -(2**63), 0])
    async def test_the_largest_numbers_a_database_stores_are_taken(
        self, sari: Tablet, count: int
    ) -> None:
        taken = await sari.post("/api/loose", json={"count": count})
        assert (await taken.json())["count"] == count

    async def test_a_whole_number_written_with_a_point_is_whole(self, sari: Tablet) -> None:
        body = json.dumps(order(table=7)).replace('"table": 7', '"table": 7.0').encode()
        taken = await sari.post("/api/checks", data=body, headers=JSON)
        assert taken.status == 201
        assert (await taken.json())["table"] == 7
        half = await sari.post("/api/checks", data=body.replace(b"7.0", b"7.5"), headers=JSON)
        assert half.status == 422
        for digits in (4_299, 4_300, 4_301):
            raw = loose("2.0", other="9" * digits)
            assert (await sari.post("/api/loose", data=raw, headers=JSON)).status in (200, 400, 422)

    async def test_a_character_postgresql_cannot_store_is_refused(self, sari: Tablet) -> None:
        body = json.dumps({**order(), "lines": [{"item": "Na\0si", "quantity": 1}]})
        refused = await sari.post("/api/checks", data=body, headers=JSON)
        assert refused.status == 422
        assert (await refused.json())["errors"][0]["reason"] == "null_character"
        harmless = {**order(), "lines": [{"item": "C:\\u0000", "quantity": 1}]}
        assert (await sari.post("/api/checks", json=harmless)).status == 201

    async def test_every_field_at_fault_is_named_and_nothing_sent_comes_back(
        self, sari: Tablet
    ) -> None:
        secret = "4111111111111111"
        body = {
            "id": secret,
            "table": secret,
            "channel": secret,
            secret: 1,
            "lines": [{"item": "", "quantity": 0, "note": secret * 20}, {secret: secret}],
        }
        refused = await sari.post("/api/checks", json=body)
        assert refused.status == 422
        text = await refused.text()
        assert secret not in text
        problem = json.loads(text)
        told = {(each["field"], each["reason"]) for each in problem["errors"]}
        assert ("id", "uuid_parsing") in told
        assert ("table", "int_type") in told
        assert ("channel", "literal_error") in told
        assert ("lines[0].item", "string_too_short") in told
        assert ("lines[0].quantity", "greater_than_equal") in told
        assert ("lines[0].note", "string_too_long") in told
        assert ("lines[1].item", "missing") in told
        assert ("lines[1].*", "extra_forbidden") in told
        assert problem["facts"] == {"field": problem["errors"][0]["field"]}

    async def test_ten_thousand_faults_are_not_all_listed(self, sari: Tablet) -> None:
        lines = "[" + ",".join(["{}"] * 10_000) + "]"
        refused = await sari.post("/api/checks", data=with_lines(lines), headers=JSON)
        assert refused.status == 422
        assert len((await refused.json())["errors"]) <= 20
        assert len(await refused.read()) < 5_000

    @pytest.mark.parametrize(
        "headers",
        [
            {"Content-Type": "text/plain"},
            {"Content-Type": "application/x-www-form-urlencoded"},
            {"Content-Type": "multipart/form-data; boundary=x"},
            {"Content-Type": "application/json; charset=utf-16"},
            {"Content-Type": "application/jsonp"},
            {"Content-Type": ";;;"},
            {"Content-Type": "application/json", "Content-Encoding": "gzip"},
            {"Content-Type": "application/json", "Content-Encoding": "x-own"},
        ],
    )
    async def test_a_type_the_route_does_not_read_is_refused(
        self, sari: Tablet, headers: dict[str, str]
    ) -> None:
        refused = await sari.post("/api/checks", data=b"{}", headers=headers)
        assert refused.status == 415
        problem = await refused.json()
        assert problem["code"] == "body.type_unsupported"

    @pytest.mark.parametrize(
        "kind",
        ["application/json; charset=UTF-8", "Application/JSON", "application/json;charset=utf8"],
    )
    async def test_json_may_be_declared_in_every_usual_way(self, sari: Tablet, kind: str) -> None:
        body = json.dumps(order()).encode()
        taken = await sari.post("/api/checks", data=body, headers={"Content-Type": kind})
        assert taken.status == 201

    async def test_a_body_that_may_be_left_out(self, sari: Tablet) -> None:
        assert await (await sari.post("/api/nudge")).json() == []
        nudged = await sari.post("/api/nudge", json={"name": "Budi"})
        assert await nudged.json() == [{"name": "Budi"}]
        assert (await sari.post("/api/nudge", json={"nam": "Budi"})).status == 422

    async def test_a_picture_is_taken_as_it_is(self, sari: Tablet) -> None:
        png = {"Content-Type": "image/png"}
        taken = await sari.put("/api/logo", data=b"\x89PNG\0", headers=png)
        assert await taken.json() == {"items": {"bytes": 5}}
        text = {"Content-Type": "text/html"}
        assert (await sari.put("/api/logo", data=b"<p>", headers=text)).status == 415

    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    @given(raw=st.binary(max_size=300))
    async def test_no_bytes_whatsoever_break_the_server(self, sari: Tablet, raw: bytes) -> None:
        for path in ("/api/checks", "/api/loose"):
            answer = await sari.post(path, data=raw, headers=JSON)
            assert answer.status in (400, 422)

    anything = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner),
        max_leaves=12,
    )

    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    @given(count=anything, weight=anything, extra=anything)
    async def test_no_json_whatsoever_breaks_the_server(
        self, sari: Tablet, count: Any, weight: Any, extra: Any
    ) -> None:
        raw = json.dumps({"count": count, "weight": weight, "extra": extra}).encode()
        answer = await sari.post("/api/loose", data=raw, headers=JSON)
        assert answer.status in (200, 400, 422)
        json.loads(await answer.read(), parse_constant=pytest.fail)


class TestSizes:
    async def test_a_body_that_announces_too_much_is_refused_unread(
        self, warung: Warung, sari: Tablet
    ) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", sari.port)
        writer.write(head("POST /api/checks", "Content-Length: 999999999"))
        answer = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5)
        assert answer.startswith(b"HTTP/1.1 413 ")
        assert b"Connection: close" in answer
        assert json.loads(await reader.read(4096))["facts"] == {"limit_bytes": 262144}
        writer.close()
        assert warung.bodies == 0

    async def test_expect_continue_is_answered_before_the_body_is_sent(self, sari: Tablet) -> None:
        expect = "Expect: 100-continue"
        reader, writer = await asyncio.open_connection("127.0.0.1", sari.port)
        writer.write(head("POST /api/checks", "Content-Length: 999999999", expect))
        assert (await reader.readline()).startswith(b"HTTP/1.1 413 ")
        writer.close()
        body = json.dumps(order()).encode()
        reader, writer = await asyncio.open_connection("127.0.0.1", sari.port)
        writer.write(head("POST /api/checks", f"Content-Length: {len(body)}", expect))
        assert await reader.readuntil(b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
        writer.write(body)
        assert (await reader.readline()).startswith(b"HTTP/1.1 201 ")
        writer.close()

    async def test_a_body_that_does_not_say_how_long_it_is_is_cut_off(self, sari: Tablet) -> None:
        async def endless() -> Any:
            for _ in range(100):
                yield b" " * 65536

        refused = await sari.post("/api/checks", data=endless(), headers=JSON)
        assert refused.status == 413

    async def test_a_route_may_have_its_own_limit(self, sari: Tablet) -> None:
        png = {"Content-Type": "image/png"}
        assert (await sari.put("/api/logo", data=b"x" * 1024, headers=png)).status == 200
        refused = await sari.put("/api/logo", data=b"x" * 1025, headers=png)
        assert refused.status == 413
        assert (await refused.json())["facts"] == {"limit_bytes": 1024}

    async def test_a_chunked_order_is_read_like_any_other(self, sari: Tablet) -> None:
        async def pieces() -> Any:
            for byte in json.dumps(order()).encode():
                yield bytes([byte])

        assert (await sari.post("/api/checks", data=pieces(), headers=JSON)).status == 201

    async def test_a_body_that_never_comes_is_given_up(
        self, sari: Tablet, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(parts, "BODY_SECONDS", 0.05)
        reader, writer = await asyncio.open_connection("127.0.0.1", sari.port)
        writer.write(head("POST /api/checks", "Content-Length: 50") + b'{"id":')
        assert (await reader.readline()).startswith(b"HTTP/1.1 408 ")
        writer.close()

    async def test_a_tablet_that_dies_half_way_harms_nobody(
        self, warung: Warung, sari: Tablet
    ) -> None:
        for _ in range(5):
            _reader, writer = await asyncio.open_connection("127.0.0.1", sari.port)
            writer.write(head("POST /api/checks", "Content-Length: 500") + b'{"id":')
            await writer.drain()
            writer.transport.abort()
        assert (await sari.post("/api/checks", json=order())).status == 201
        assert warung.bodies == 1


class TestPacked:
    async def test_a_packed_body_is_read_where_the_route_says_so(self, sari: Tablet) -> None:
        packed = gzip.compress(json.dumps({"name": "Budi"}).encode())
        headers = {**JSON, "Content-Encoding": "gzip"}
        taken = await sari.post("/api/packed", data=packed, headers=headers)
        assert taken.status == 200, await taken.text()
        assert await taken.json() == ["Budi"]
        assert (await sari.post("/api/packed", json={"name": "Budi"})).status == 200

    async def test_a_bomb_is_cut_off_at_the_limit(self, sari: Tablet) -> None:
        bomb = gzip.compress(b" " * 100_000_000)
        assert len(bomb) < 100_000
        headers = {**JSON, "Content-Encoding": "gzip"}
        refused = await sari.post("/api/packed", data=bomb, headers=headers)
        assert refused.status == 413

    @pytest.mark.parametrize(
        "raw", [b"not gzip", gzip.compress(b"{}" * 9, mtime=0)[:-9], zlib.compress(b"")]
    )
    async def test_what_is_packed_badly_is_unreadable(self, sari: Tablet, raw: bytes) -> None:
        headers = {**JSON, "Content-Encoding": "gzip"}
        refused = await sari.post("/api/packed", data=raw, headers=headers)
        assert refused.status == 400
        assert (await sari.post("/api/checks", json=order())).status == 201


class TestQueries:
    async def test_a_query_is_read_by_its_types(self, sari: Tablet) -> None:
        found = await sari.get(
            "/api/checks?text=nasi%20goreng&limit=5&only_open=true&channels=till&channels=table_qr"
        )
        assert (await found.json())["query"] == {
            "text": "nasi goreng",
            "limit": 5,
            "table": None,
            "only_open": True,
            "channels": ["till", "table_qr"],
        }

    @pytest.mark.parametrize(
        ("query", "field", "reason"),
        [
            ("limit=0", "limit", "greater_than_equal"),
            ("limit=many", "limit", "int_parsing"),
            ("limit=", "limit", "int_parsing"),
            ("limit=5&limit=6", "limit", "repeated"),
            ("limt=5", "query", "extra_forbidden"),
            ("4111111111111111=1", "query", "extra_forbidden"),
            ("channels=moon", "channels[0]", "literal_error"),
            ("text=a%00b", "query", "null_character"),
            ("text=" + "x" * 41, "text", "string_too_long"),
            (f"table={2**63}", "query", "number_out_of_range"),
            ("table=" + "9" * 4000, "query", "number_out_of_range"),
            ("table=" + "9" * 5000, "table", "int_parsing_size"),
        ],
    )
    async def test_a_wrong_query_is_told_and_never_ignored(
        self, sari: Tablet, query: str, field: str, reason: str
    ) -> None:
        refused = await sari.get(f"/api/checks?{query}")
        assert refused.status == 422
        error = (await refused.json())["errors"][0]
        assert (error["where"], error["field"], error["reason"]) == ("query", field, reason)

    async def test_a_route_without_a_query_does_not_mind_one(self, tablet: Tablet) -> None:
        assert (await tablet.get("/api/menu?utm_source=table_7")).status == 200


class TestPaths:
    @pytest.mark.parametrize(
        "check", ["7", "not-a-uuid", "%00", "..%2f..%2fetc", "%F0%9F%8D%9C", "x" * 3000, "%zz"]
    )
    async def test_nothing_lives_at_an_id_that_is_none(self, sari: Tablet, check: str) -> None:
        from yarl import URL

        refused = await sari.get(URL(f"/api/checks/{check}", encoded=True))
        assert refused.status == 404
        assert (await refused.json())["code"] == "route.unknown"


def head(request: str, *headers: str) -> bytes:
    lines = [
        f"{request} HTTP/1.1",
        "Host: box",
        f"Authorization: {SARI['Authorization']}",
        "Content-Type: application/json",
        *headers,
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()
