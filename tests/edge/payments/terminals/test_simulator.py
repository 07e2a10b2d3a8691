"""The simulated terminal runs as a program of its own, for demos."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from edge.payments.terminals import nothing_to_do, terminal_for
from edge.payments.terminals.simulator import BY_ENDING, SCENES, main
from tests.edge.payments.terminals.bench import PATIENT, a_request

MODULE = "edge.payments.terminals.simulator"


@asynccontextmanager
async def a_program(*options: str) -> AsyncIterator[tuple[Process, str]]:
    """The running program and the address it tells."""
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-m", MODULE, *options, stderr=PIPE
    )
    assert program.stderr
    try:
        line = json.loads(await program.stderr.readline())
        assert line["event"] == "simulator.ready"
        yield program, line["address"]
    finally:
        if program.returncode is None:
            program.kill()
        await program.wait()


async def test_without_a_script_the_amount_chooses(tmp_path: Path) -> None:
    async with a_program("--pty", str(tmp_path / "edc")) as (program, address):
        terminal = terminal_for("bca_ecr", address, PATIENT)
        assert (await terminal.echo()).approved
        for amount, code in ((93_500, "00"), (93_505, "05"), (93_551, "51"), (93_554, "54")):
            outcome = await terminal.charge(a_request(amount=amount), nothing_to_do)
            assert outcome.code == code
        await terminal.close()
        program.terminate()
        assert await program.wait() == 0
    assert not (tmp_path / "edc").is_symlink()


async def test_a_script_is_played_in_order_and_then_everything_is_approved() -> None:
    options = ("--port", "0", "--script", "decline_51,slow", "--slow-s", "0.01")
    async with a_program(*options) as (_program, address):
        assert address.startswith("tcp://127.0.0.1:")
        terminal = terminal_for("bca_ecr", address, PATIENT)
        outcomes = [await terminal.charge(a_request(), nothing_to_do) for _ in range(3)]
        assert [outcome.code for outcome in outcomes] == ["51", "00", "00"]
        await terminal.close()


@pytest.mark.parametrize("options", [[], ["--port", "0", "--script", "aprove"]])
def test_a_wrong_option_is_told_at_once(options: list[str]) -> None:
    assert CliRunner().invoke(main, options).exit_code == 2


def test_endings_play_scenes_that_exist() -> None:
    assert set(BY_ENDING.values()) <= set(SCENES)
