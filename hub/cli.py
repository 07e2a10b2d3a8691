"""`tilo-hub`: the hub's programs. Data goes to standard output, everything else to the log."""

import asyncio
import json
import sys
from collections.abc import Coroutine
from typing import Any, NoReturn

import click

from tilo.kit import logs


@click.group()
def main() -> None:
    """The hub: every outlet's journal, figures and settings."""


@main.command()
def serve() -> None:
    """Listen for boxes and for head office."""
    from hub.serve import serve as run

    _run("hub", run)


@main.command()
def migrate() -> None:
    """Bring the database's schema up to date."""
    from hub import db

    async def run(config: Any) -> None:
        pool = await db.open_pool(config.hub_dsn.get_secret_value())
        try:
            for name in await db.migrate(pool):
                click.echo(name)
        finally:
            await pool.close()

    _run("hub-migrate", run)


@main.command("seed-demo")
def seed_demo() -> None:
    """Write the sample merchant; again, nothing changes. Prints who may sign in, as JSON."""
    from hub.demo import seed

    async def run(config: Any) -> None:
        click.echo(json.dumps({"hub_users": await seed(config)}))

    _run("hub-seed", run)


@main.command()
def openapi() -> None:
    """Print the description of the hub's API, as JSON."""
    from hub.app import describe
    from tilo.kit.openapi import describe as described

    api = describe()
    click.echo(json.dumps(described(api.about, api.endpoints), ensure_ascii=False, indent=1))


@main.command()
@click.option("--outlet", default=None, help="Only this outlet; all of them when left out.")
def rebuild(outlet: str | None) -> None:
    """Fold the journals anew and compare with the figures in use. Changes nothing.

    Exits 1 when they differ.
    """
    from hub.rebuild import compare

    async def run(config: Any) -> None:
        found = await compare(config.hub_dsn.get_secret_value(), outlet)
        click.echo(json.dumps(found.told()))
        if not found.equal:
            sys.exit(1)

    _run("hub-rebuild", run)


def _run(process: str, program: Any) -> None:
    """Run with settings and logs; what an operator can mend is told in one line."""
    import asyncpg

    from hub.config import Config
    from hub.db import DatabaseUnfit
    from tilo.kit.migrate import MigrationRefused

    config = Config()
    logs.setup(process=process, level=config.hub_log_level)
    work: Coroutine[Any, Any, None] = program(config)
    try:
        if not config.hub_dsn.get_secret_value():
            work.close()
            _fail("TILO_HUB_DSN is not set: the address of the PostgreSQL database.")
        asyncio.run(work)
    except (DatabaseUnfit, MigrationRefused) as fault:
        _fail(str(fault))
    except asyncpg.PostgresError as fault:
        _fail(f"The database refused: {fault}.")
    except OSError as fault:
        _fail(f"Cannot reach the database or listen: {fault.strerror or fault}.")


def _fail(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(1)


if __name__ == "__main__":
    main()


if __name__ == "__main__":
    main()
