"""`tilo-edge` as it is typed: what it prints, and how it fails."""

import asyncio
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from openapi_spec_validator import OpenAPIV31SpecValidator

from edge.cli import main
from edge.config import Config
from tests.box_process import TILO_EDGE, BoxProcess, environment
from tests.shop import config, documents, settle
from tilo import demo


async def typed(settings: Config, *words: str, **env: str) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    process = await asyncio.create_subprocess_exec(
        TILO_EDGE,
        *words,
        env={**environment(settings), **env},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(30):
        out, err = await process.communicate()
    assert process.returncode is not None
    return process.returncode, out.decode(), err.decode()


def test_help_names_every_verb_with_what_it_does() -> None:
    told = CliRunner().invoke(main, ["--help"])
    assert told.exit_code == 0
    for name, command in main.commands.items():
        assert name in told.output
        assert command.help


def test_an_unknown_verb_is_told() -> None:
    assert CliRunner().invoke(main, ["sell"]).exit_code == 2


def test_the_description_is_printed_without_a_shop() -> None:
    told = CliRunner().invoke(main, ["openapi"])
    OpenAPIV31SpecValidator(json.loads(told.output)).validate()


async def test_a_box_without_an_outlet_says_what_to_do(folder: Path) -> None:
    code, out, err = await typed(config(folder), "serve")
    assert (code, out) == (1, "")
    assert err.splitlines()[-1].startswith("This box has no outlet yet.")
    assert "Traceback" not in err


async def test_a_damaged_database_is_told_in_a_sentence(folder: Path) -> None:
    (folder / "tilo.db").write_bytes(b"bukan basis data " * 1000)
    code, _, err = await typed(config(folder), "serve")
    assert code == 1
    assert "left as it is" in err.splitlines()[-1]
    assert "Traceback" not in err


async def test_a_port_that_is_taken_is_told_at_once(folder: Path) -> None:
    """And the process ends: nothing of it keeps running."""
    other = folder / "other"
    for each in (folder, other):
        await settle(each, documents())
    box = BoxProcess(config(folder))
    await box.start()
    try:
        code, _, err = await typed(config(other, port=box.settings.port), "serve")
        assert code == 1
        assert f"Cannot listen on 127.0.0.1:{box.settings.port}" in err.splitlines()[-1]
        code, _, err = await typed(config(folder), "serve")
        assert code == 1
        assert "runs already" in err.splitlines()[-1]
    finally:
        await box.stop()
    assert box.process is not None
    assert box.process.returncode == 0, "a box that is asked to stop ends well"


async def test_the_sample_restaurant_is_put_once(folder: Path) -> None:
    code, out, _ = await typed(config(folder), "seed-demo", "--printer-port", "9123")
    assert code == 0
    assert json.loads(out) == {"staff": demo.staff_with_pins()}
    before = (folder / "media" / "rawon-surabaya.svg").read_bytes()
    assert before.startswith(b"<svg")
    code, again, _ = await typed(config(folder), "seed-demo")
    assert (code, again) == (0, out)
    box = BoxProcess(config(folder))
    await box.start()
    await box.stop()


async def test_a_setting_that_makes_no_sense_is_refused(folder: Path) -> None:
    code, _, err = await typed(config(folder), "serve", TILO_PORT="delapan ribu")
    assert code == 1
    assert err.startswith("The settings do not fit: port: ")
    assert "Traceback" not in err
    assert "delapan" not in err, "a setting may be a secret"


@pytest.mark.parametrize("verb", ["print", "sync"])
async def test_a_process_whose_box_hangs_up_waits_for_it_and_ends_when_asked(
    folder: Path, verb: str
) -> None:
    """The box restarts; that is no reason for its other processes to fail, or to hang."""
    knocked = asyncio.Semaphore(0)

    async def hang_up(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()
        knocked.release()

    settings = config(folder)
    box = await asyncio.start_unix_server(hang_up, str(settings.socket_path))
    process = await asyncio.create_subprocess_exec(
        TILO_EDGE,
        verb,
        env=environment(settings) | {"TILO_HUB_URL": "http://127.0.0.1:9"},
        stderr=asyncio.subprocess.DEVNULL,
    )
    async with asyncio.timeout(30):
        for _ in range(2):
            await knocked.acquire()
        assert process.returncode is None
        process.terminate()
        assert await process.wait() == 0
    box.close()
