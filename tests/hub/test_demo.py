"""The sample merchant is written once; trying again changes nothing."""

import stat
from typing import Any

import pytest
from pydantic import SecretStr

from hub import db
from hub.config import Config
from hub.demo import BOX, EMAIL, seed
from hub.people.passwords import matches
from hub.people.sessions import digest
from hub.postgres import Cluster
from tilo import demo
from tilo.documents import SHAPES


@pytest.fixture(scope="session")
def database_template(postgres: Cluster) -> str:
    """Migrated and empty."""
    import asyncio

    async def fill(dsn: str) -> None:
        pool = await db.open_pool(dsn)
        await db.migrate(pool)
        await pool.close()

    asyncio.run(fill(postgres.create_database("hub_bare")))
    return "hub_bare"


@pytest.fixture
def trial(config: Config) -> Config:
    return config.model_copy(update={"box_token": SecretStr("kotak"), "printer_port": 9_177})


async def everything(dsn: str) -> dict[str, Any]:
    pool = await db.open_pool(dsn)
    try:
        tables = ("merchants", "outlets", "boxes", "users", "documents", "document_versions")
        return {
            table: await pool.fetch(f"select t::text from {table} t order by 1") for table in tables
        }
    finally:
        await pool.close()


async def test_the_sample_restaurant_is_written_once(trial: Config) -> None:
    first = await seed(trial)
    written = await everything(trial.hub_dsn.get_secret_value())
    assert await seed(trial) == first
    assert await everything(trial.hub_dsn.get_secret_value()) == written
    assert first[0]["email"] == EMAIL
    assert len(written["documents"]) == len(demo.documents())


async def test_its_owner_and_box_can_come_in(trial: Config) -> None:
    [owner] = await seed(trial)
    pool = await db.open_pool(trial.hub_dsn.get_secret_value())
    kept = await pool.fetchval("select password_hash from users where email = $1", EMAIL)
    assert matches(owner["password"], kept)
    box = await pool.fetchrow("select * from boxes")
    assert (box["id"], box["outlet"]) == (BOX, demo.OUTLET_ID)
    assert box["token_sha256"] == digest("kotak")
    await pool.close()


async def test_its_documents_are_what_a_box_can_read(trial: Config) -> None:
    await seed(trial)
    pool = await db.open_pool(trial.hub_dsn.get_secret_value())
    for row in await pool.fetch("select kind, body, version from documents"):
        SHAPES[row["kind"]].model_validate_json(row["body"])
        assert row["version"] == 1
    printer = await pool.fetchval("select body from documents where kind = 'printer'")
    assert '"port":9177' in printer
    await pool.close()


async def test_the_password_is_its_owner_s_alone_to_read(trial: Config) -> None:
    [owner] = await seed(trial)
    file = trial.hub_data / "demo-password"
    assert file.read_text() == owner["password"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(owner["password"]) >= 16


async def test_a_lost_data_folder_makes_a_password_that_works(trial: Config) -> None:
    [before] = await seed(trial)
    (trial.hub_data / "demo-password").unlink()
    [after] = await seed(trial)
    assert after["password"] != before["password"]
    pool = await db.open_pool(trial.hub_dsn.get_secret_value())
    kept = await pool.fetchval("select password_hash from users where email = $1", EMAIL)
    await pool.close()
    assert matches(after["password"], kept)
