"""What every printer driver must do, whatever wire it speaks over (drivers/driver.py)."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from edge.printing.drivers import Condition, Driver, Patience, driver_for
from edge.printing.render import render
from tests.edge.printing.bench import QUICK, Bench, Board, a_printer, slip
from tilo.outlet import Printer
from tilo.slip import lay_out

JOB = render(lay_out(slip(), 48), columns=48)

# A line for every driver: how to make one for a printer on the bench.
DRIVERS: dict[str, Callable[[Printer, Patience], Driver]] = {"escpos_net": driver_for}


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    async with a_printer(Board()) as made:
        yield made


@pytest.fixture(params=DRIVERS)
def driver(request: pytest.FixtureRequest, bench: Bench) -> Driver:
    return DRIVERS[request.param](bench.document("kasir"), QUICK)


class Starts:
    """Remembers that the job was begun, and how many slips there were by then."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.slips_before: int | None = None

    async def __call__(self) -> None:
        self.slips_before = len(self.bench.sheets)


@pytest.fixture
def started(bench: Bench) -> Starts:
    return Starts(bench)


async def test_a_ready_printer_prints_the_whole_job_once(
    driver: Driver, bench: Bench, started: Starts
) -> None:
    outcome = await driver.send(JOB, started)
    assert (outcome.result, outcome.condition) == ("printed", Condition("ok"))
    assert [sheet.data for sheet in bench.sheets] == [JOB]


async def test_a_job_is_begun_before_its_first_byte_leaves(
    driver: Driver, bench: Bench, started: Starts
) -> None:
    await driver.send(JOB, started)
    assert started.slips_before == 0


async def test_a_job_that_may_not_begin_sends_nothing(driver: Driver, bench: Bench) -> None:
    async def refuse() -> None:
        raise LookupError

    with pytest.raises(LookupError):
        await driver.send(JOB, refuse)
    await driver.probe()
    assert bench.sheets == []


@pytest.mark.parametrize(
    ("state", "condition"),
    [
        ("paper_out", Condition("paper_out")),
        ("cover_open", Condition("offline", "cover_open")),
        ("offline", Condition("offline", "unreachable")),
    ],
)
async def test_a_printer_that_is_not_ready_gets_no_byte(
    driver: Driver, bench: Bench, started: Starts, state: str, condition: Condition
) -> None:
    await bench.become(**{state: True})
    outcome = await driver.send(JOB, started)
    assert (outcome.result, outcome.uncertain, outcome.condition) == ("retry", False, condition)
    assert await driver.probe() == condition
    assert started.slips_before is None
    await bench.become(**{state: False})
    assert (await driver.send(JOB, started)).result == "printed"
    assert [sheet.data for sheet in bench.sheets] == [JOB]


async def test_a_printer_known_to_answer_that_falls_silent_gets_no_byte(
    driver: Driver, bench: Bench, started: Starts
) -> None:
    assert await driver.probe() == Condition("ok")
    await bench.become(hang=True)
    for _ in range(3):
        outcome = await driver.send(JOB, started)
        assert (outcome.result, outcome.uncertain) == ("retry", False)
        assert outcome.condition.state == "hanging"
    assert started.slips_before is None


@pytest.mark.parametrize(
    ("kind", "state"), [("drop", "offline"), ("hang", "hanging"), ("paper_out", "paper_out")]
)
async def test_a_job_that_fails_half_way_is_uncertain(
    driver: Driver, bench: Bench, started: Starts, kind: str, state: str
) -> None:
    await bench.become(mishap={"kind": kind, "after_bytes": 200})
    outcome = await driver.send(JOB, started)
    assert (outcome.result, outcome.uncertain) == ("retry", True)
    assert outcome.condition.state == state
    assert started.slips_before == 0


async def test_a_stuck_printer_does_not_keep_its_caller_for_ever(bench: Bench) -> None:
    """It takes the connection and then neither bytes nor questions."""
    await bench.become(hang=True)
    driver = driver_for(bench.document("kasir"), Patience(reply_s=0.05, send_s=0.05, drain_s=0.05))
    async with asyncio.timeout(20):
        for _ in range(3):
            await driver.probe()
        outcome = await driver.send(b"x" * 50_000_000, _nothing)
    assert (outcome.result, outcome.uncertain) == ("retry", True)


async def _nothing() -> None:
    pass
