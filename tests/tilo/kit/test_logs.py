"""Logs that support can search, in which no card number or secret stands."""

import asyncio
import io
import json
import logging
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from tests.tilo.kit.test_parts import head
from tests.tilo.kit.warung import Warung, order
from tilo.kit import boundary, logs

VISA = "4111111111111111"
CARDS = [
    VISA,
    "4222222222222",  # 13 digits
    "378282246310005",  # 15
    "6304000000000000",
    "4000056655665556",
    "6011000990139424",
    "5019555544445555",
    "6799990100000000019",  # 19
]


@pytest.fixture
def said() -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """What was logged since, line by line."""
    stream = io.BytesIO()
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    logs.setup(process="edge", stream=stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.handlers[:], root.level = before, level
    logging.captureWarnings(False)
    structlog.reset_defaults()


Said = Callable[[], list[dict[str, Any]]]


def test_a_line_says_when_where_and_what(said: Said) -> None:
    structlog.get_logger("edge.sales").info("check fired", check_id="c-7", lines=3, rush=False)
    (line,) = said()
    assert list(line)[:4] == ["at", "level", "logger", "event"]
    assert line.pop("at").endswith("Z")
    assert line == {
        "level": "info",
        "logger": "edge.sales",
        "event": "check fired",
        "check_id": "c-7",
        "lines": 3,
        "rush": False,
        "process": "edge",
    }


def test_what_libraries_log_looks_the_same(said: Said) -> None:
    logging.getLogger("aiomqtt").warning("lost %s after %d s", "broker", 5)
    warnings.warn("old broker", stacklevel=1)
    line, warned = said()
    assert (line["logger"], line["level"]) == ("aiomqtt", "warning")
    assert line["event"] == "lost broker after 5 s"
    assert "old broker" in warned["event"]


def test_a_traceback_is_one_line(said: Said) -> None:
    for log in (structlog.get_logger("edge"), logging.getLogger("lib")):
        try:
            raise ValueError(f"card {VISA} refused")
        except ValueError:
            log.exception("sale failed")
    assert len(said()) == 2
    for line in said():
        assert "ValueError: card [card 1111] refused" in line["exception"]
        assert "\n" in line["exception"]


def test_debug_stays_out_unless_asked_for(said: Said) -> None:
    structlog.get_logger("edge").debug("polled")
    logging.getLogger("lib").debug("polled")
    assert said() == []


@pytest.mark.parametrize("card", CARDS)
def test_a_card_number_is_masked_wherever_it_stands(said: Said, card: str) -> None:
    spaced = " ".join(card[place : place + 4] for place in range(0, len(card), 4))
    log = structlog.get_logger("edge")
    event = f"note {card}"
    log.info(event)
    log.info("typed", note=f"pay with{card}please", spaced=spaced, dashed=spaced.replace(" ", "-"))
    log.info("nested", body={"lines": [{"note": card}, (card,), {card}], card: 1})
    log.info("number", value=int(card), other=[int(card)])
    logging.getLogger("lib").warning("got %s", card)
    text = json.dumps(said())
    assert card not in text.replace(" ", "").replace("-", "")
    assert spaced not in text
    assert f"[card {card[-4:]}]" in text


def test_numbers_that_are_no_cards_are_left_alone(said: Said) -> None:
    facts = {
        "at_ms": 1_795_350_477_990,
        "opened_at": 1_795_350_477_993,
        "total_rupiah": 93_500,
        "phone": "+62 812-3456-7890",
        "barcode": "8991002101421",
        "check": "01a20344-c0a4-72c1-abb4-001bf5a80122",
        "twenty": "41111111111111111112",
    }
    structlog.get_logger("edge").info("sold", **facts)
    (line,) = said()
    assert {name: line[name] for name in facts} == facts


@given(st.uuids())
def test_an_id_is_never_taken_for_a_card(id_: Any) -> None:
    assert logs.masked(f"check {id_} fired") == f"check {id_} fired"


@given(st.integers(10**11, 10**18 - 1), st.text(alphabet="abc ,;:\n", max_size=5))
def test_any_number_with_a_right_check_digit_is_masked(number: int, around: str) -> None:
    digits = next(
        f"{number}{last}" for last in range(10) if logs.luhn([int(d) for d in f"{number}{last}"])
    )
    masked = logs.masked(around + digits + around)
    assert (digits not in masked) == (len(digits) >= 13)


def test_what_is_named_like_a_secret_is_hidden(said: Said) -> None:
    structlog.get_logger("edge").info(
        "signed in",
        pin="1234",
        password="rahasia",
        session_token="abc",
        headers={"Authorization": "Bearer abc", "Cookie": "tilo=abc", "Accept": "json"},
        spinning=True,
    )
    (line,) = said()
    assert line["pin"] == line["password"] == line["session_token"] == "[hidden]"
    assert line["headers"] == {"Authorization": "[hidden]", "Cookie": "[hidden]", "Accept": "json"}
    assert line["spinning"] is True


def test_nobody_can_forge_a_line_or_paint_the_terminal(said: Said) -> None:
    evil = 'Nasi\x1b[2J\r\n{"level":"info","event":"forged"}\u2028\u202egnol\x00'
    structlog.get_logger("edge").info(evil, note=evil, lines=[evil])
    (line,) = said()
    for text in (line["event"], line["note"], line["lines"][0]):
        assert text.isprintable()
        assert text.startswith("Nasi [2J ")


def test_long_deep_and_odd_values_are_bounded(said: Said) -> None:
    deep: list[Any] = []
    for _ in range(50):
        deep = [deep]
    structlog.get_logger("edge").info(
        "odd",
        long="x" * 100_000,
        deep=deep,
        many=list(range(10_000)),
        raw=b"\x00" * 99,
        thing=object(),
    )
    (line,) = said()
    assert len(json.dumps(line)) < 10_000
    assert line["raw"] == "99 bytes"
    assert line["long"].endswith("… 98000 more")


def test_a_log_that_cannot_be_written_does_not_stop_a_sale() -> None:
    class Broken(io.BytesIO):
        def write(self, _line: Any) -> int:
            raise BrokenPipeError

    try:
        logs.setup(process="edge", stream=Broken())
        structlog.get_logger("edge").info("check fired")
        logging.getLogger("lib").warning("hello")
    finally:
        logging.getLogger().handlers.clear()
        logging.captureWarnings(False)
        structlog.reset_defaults()


async def test_noise_that_is_not_http_is_one_quiet_line(
    said: Said, aiohttp_server: Callable[..., Any]
) -> None:
    server = await aiohttp_server(Warung().app)
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(head("GET /", "X-Token: hunter2\x00"))
    assert (await reader.readline()).startswith(b"HTTP/1.")
    writer.close()
    (line,) = said()
    assert line["level"] == "info"
    assert line["event"].startswith("unreadable request")
    assert "hunter2" not in str(line)
    assert "exception" not in line


async def test_a_request_is_logged_without_what_it_carried(
    said: Said, aiohttp_client: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boundary, "SLOW_S", 3600.0)
    client = await aiohttp_client(Warung().app, headers={"Authorization": "Bearer sari"})
    body = order()
    body["lines"][0]["note"] = VISA  # type: ignore[index]
    await client.post("/api/checks?card=" + VISA, json=body)
    assert said() == [], "what went well and quickly is only counted"
    body["lines"][0]["quantity"] = VISA  # type: ignore[index]
    await client.post("/api/checks?card=" + VISA, json=body)
    (line,) = said()
    assert line["route"] == "/api/checks"
    assert line["process"] == "edge"
    assert "1111" not in str(line)
