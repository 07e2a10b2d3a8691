"""`tilo-hub` speaks data on standard output, trouble in one line elsewhere."""

import asyncio
import json
import os
import sys
from pathlib import Path

import asyncpg
import pytest
from openapi_spec_validator import validate

from hub.postgres import Cluster


async def run(dsn: str, folder: Path, *arguments: str) -> tuple[int | None, str, str]:
    """Exit status, standard output and standard error."""
    env = {**os.environ, "TILO_HUB_DSN": dsn, "TILO_HUB_DATA": str(folder), "TILO_BOX_TOKEN": "k"}
    child = await asyncio.create_subprocess_exec(
        str(Path(sys.executable).parent / "tilo-hub"),
        *arguments,
        env=env,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await child.communicate()
    return child.returncode, out.decode(), err.decode()


@pytest.mark.slow
async def test_a_new_hub_is_set_up_from_the_command_line(postgres: Cluster, tmp_path: Path) -> None:
    dsn = postgres.create_database("hub_cli")
    try:
        code, told, _ = await run(dsn, tmp_path, "migrate")
        assert (code, told.splitlines()[0]) == (0, "0001_first")
        assert (await run(dsn, tmp_path, "migrate"))[:2] == (0, "")
        code, told, _ = await run(dsn, tmp_path, "seed-demo")
        assert code == 0
        assert set(json.loads(told)["hub_users"][0]) == {"email", "password"}
        assert (await run(dsn, tmp_path, "seed-demo"))[1] == told
        code, told, _ = await run(dsn, tmp_path, "rebuild")
        assert (code, json.loads(told)["equal"]) == (0, True)
        await _spoil(dsn)
        code, told, _ = await run(dsn, tmp_path, "rebuild", "--outlet", "kemang")
        assert (code, json.loads(told)["differing"]["day_totals"]) == (1, 1)
    finally:
        postgres.drop_database("hub_cli")


async def _spoil(dsn: str) -> None:
    con = await asyncpg.connect(dsn)
    await con.execute("insert into day_totals values ('kemang', '2026-11-22', 1, 1, 1, 1, 1, 1)")
    await con.close()


async def test_the_description_needs_no_database(tmp_path: Path) -> None:
    code, told, _ = await run("", tmp_path, "openapi")
    assert code == 0
    validate(json.loads(told))


@pytest.mark.parametrize(
    ("dsn", "words"),
    [
        ("", "TILO_HUB_DSN is not set"),
        ("postgresql://tilo:x@127.0.0.1:1/tilo", "Cannot reach the database"),
    ],
)
async def test_what_an_operator_can_mend_is_told_in_one_line(
    tmp_path: Path, dsn: str, words: str
) -> None:
    code, told, trouble = await run(dsn, tmp_path, "serve")
    assert (code, told) == (1, "")
    assert words in trouble
    assert "Traceback" not in trouble
