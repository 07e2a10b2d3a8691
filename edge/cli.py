"""`tilo-edge`: the box's programs. Data goes to standard output, everything else to the log."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import NoReturn

import click
from pydantic import ValidationError

from edge.config import Config
from tilo.kit import logs


@click.group()
def main() -> None:
    """The box of one outlet: sells, cooks and prints without the internet."""


@main.command()
def serve() -> None:
    """The outlet's server: the LAN, the database, the rules."""
    from edge.app import serve as run
    from edge.box import NotSetUp
    from edge.db import DatabaseBroken

    logs.setup(process="edge")
    config = _settings()
    try:
        asyncio.run(run(config))
    except (NotSetUp, DatabaseBroken) as fault:
        _fail(str(fault))
    except OSError as fault:
        _fail(f"Cannot listen on {config.host}:{config.port}: {fault.strerror or fault}.")


@main.command("print")
def print_() -> None:
    """Drive the printers."""
    from edge.app import stop_event
    from edge.printing import worker

    logs.setup(process="print")

    async def run() -> None:
        await worker.run(str(_settings().socket_path), stop_event())

    asyncio.run(run())


@main.command()
def sync() -> None:
    """Speak to the hub: the journal goes up, settings come down."""
    from edge.app import stop_event
    from edge.sync.process import run as exchange

    logs.setup(process="sync")
    config = _settings()

    async def run() -> None:
        await exchange(
            str(config.socket_path),
            config.hub_url,
            config.box_token.get_secret_value(),
            stop_event(),
        )

    asyncio.run(run())


@main.command("virtual-printer")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=9100, show_default=True, help="Where ESC/POS comes in.")
@click.option("--page-port", default=9180, show_default=True, help="Where the slips are shown.")
@click.option("--name", default="Kasir", show_default=True)
@click.option("--data", type=click.Path(path_type=Path), default=None, help="Keeps the slips.")
def virtual_printer(host: str, port: int, page_port: int, name: str, data: Path | None) -> None:
    """A printer on the screen, for demo, preview and tests."""
    from edge.app import stop_event
    from edge.printing import virtual

    logs.setup(process="virtual-printer")

    async def run() -> None:
        folder = data or _settings().data / "printer"
        await virtual.run(host, port, page_port, name, folder, stop_event())

    asyncio.run(run())


@main.command("seed-demo")
@click.option("--printer-port", default=9100, show_default=True)
def seed_demo(printer_port: int) -> None:
    """Give a box without an outlet the sample restaurant; print its people as JSON."""
    from edge.db import DatabaseBroken
    from edge.demo import seed

    logs.setup(process="seed")
    try:
        people = asyncio.run(seed(_settings(), printer_port))
    except DatabaseBroken as fault:
        _fail(str(fault))
    click.echo(json.dumps({"staff": people}))


@main.command()
def openapi() -> None:
    """Print the description of the LAN side's API."""
    from edge.app import api
    from tilo.kit.openapi import describe

    described = api()
    click.echo(json.dumps(describe(described.about, described.endpoints), indent=2))


def _settings() -> Config:
    try:
        return Config()
    except ValidationError as wrong:
        faults = wrong.errors(include_url=False, include_input=False, include_context=False)
        told = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in faults)
        _fail(f"The settings do not fit: {told}.")


def _fail(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(1)


if __name__ == "__main__":
    main()
