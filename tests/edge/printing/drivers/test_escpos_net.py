"""Cheap clones: printers that print but never answer a question."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from edge.printing.drivers.driver import Condition
from edge.printing.drivers.escpos_net import EscposNet, Patience, condition_of

SHORT = Patience(reply_s=0.05, drain_s=0.05)


class Clone:
    """Takes what it is sent and says nothing; hangs up after `limit` bytes."""

    def __init__(self) -> None:
        self.jobs: list[bytes] = []
        self.limit = 1 << 30

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        got = b""
        while len(got) < self.limit and (data := await reader.read(self.limit - len(got))):
            got += data
        self.jobs.append(got.replace(b"\x10\x04\x01", b""))
        if len(got) >= self.limit:
            writer.transport.abort()
        writer.close()


@pytest.fixture
def clone() -> Clone:
    return Clone()


@pytest.fixture
async def driver(clone: Clone) -> AsyncIterator[EscposNet]:
    server = await asyncio.start_server(clone.serve, "127.0.0.1", 0)
    yield EscposNet("127.0.0.1", server.sockets[0].getsockname()[1], SHORT)
    server.close()


async def started() -> None:
    pass


async def test_a_silent_stranger_is_first_taken_for_hanging_then_for_a_clone(
    driver: EscposNet,
) -> None:
    for _ in range(2):
        assert await driver.probe() == Condition("hanging", "no_answer")
    assert await driver.probe() == Condition("unknown", "no_status")


async def test_a_clone_prints_though_it_never_answers(driver: EscposNet, clone: Clone) -> None:
    for _ in range(2):
        early = await driver.send(b"early\n", started)
        assert (early.result, early.uncertain) == ("retry", False)
    outcome = await driver.send(b"Soto\n", started)
    assert (outcome.result, outcome.condition) == ("printed", Condition("unknown", "no_status"))
    assert b"".join(clone.jobs) == b"Soto\n"


async def test_a_clone_that_hangs_up_half_way_leaves_doubt(driver: EscposNet, clone: Clone) -> None:
    for _ in range(3):
        await driver.probe()
    clone.limit = 100
    outcome = await driver.send(b"x" * 5_000_000, started)
    assert (outcome.result, outcome.uncertain) == ("retry", True)


@pytest.mark.parametrize(
    ("flags", "condition"),
    [
        ({}, Condition("ok")),
        ({"near_end": True}, Condition("ok", "paper_low")),
        ({"offline": True}, Condition("offline", "not_ready")),
        ({"offline": True, "error": True}, Condition("offline", "error")),
        ({"offline": True, "cover_open": True}, Condition("offline", "cover_open")),
        ({"offline": True, "cover_open": True, "paper_end": True}, Condition("paper_out")),
        ({"offline": True, "stopped_paper_end": True}, Condition("paper_out")),
    ],
)
def test_trouble_is_named_by_its_cause(flags: dict[str, bool], condition: Condition) -> None:
    assert condition_of(flags) == condition
