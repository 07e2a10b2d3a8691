"""`make run`: the whole product with a sample restaurant, until Ctrl-C."""

import argparse
import asyncio
import contextlib
import os
import signal
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil

from tilo.kit.leash import die_with_parent
from tools.announce import facts, told
from tools.datafolder import DEMO, RUN, DataFolder
from tools.leftovers import end_leftovers
from tools.output import Console
from tools.ports import Ports, ports_from, refuse_taken
from tools.stack import BIN, Stack
from tools.steps import Trouble, exit_with, say
from tools.supervisor import TOLD, Supervisor

START_S = 120.0  # the first start on a slow card makes two databases
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main() -> int:
    asked = arguments()
    end_with_make()
    ports = ports_from(asked.port_base, asked.host)
    refuse_missing(asked.bin)
    data = DataFolder(asked.data)
    try:
        data.open()
        ports = replace(ports, known_printer=data.read(DEMO).get("printer_port"))
        return asyncio.run(run(data, ports, asked.bin))
    except TOLD as trouble:
        raise Trouble(str(trouble)) from None
    finally:
        data.close()


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make run", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(".data"))
    parser.add_argument("--port-base", default="8000")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--bin", type=Path, default=BIN, help="where tilo-edge and tilo-hub are")
    return parser.parse_args()


def end_with_make() -> None:
    """A killed make takes its run along, in order; a run started by hand stays with its shell."""
    parent = psutil.Process().parent()
    leash = die_with_parent(signal.SIGTERM, of=os.getppid())
    if leash and parent and parent.name() in ("make", "gmake"):
        leash()


def refuse_missing(folder: Path) -> None:
    for program in ("tilo-edge", "tilo-hub"):
        if not os.access(folder / program, os.X_OK):
            raise Trouble(f"{folder / program} is missing. Type: make setup")


async def run(data: DataFolder, ports: Ports, folder: Path) -> int:
    for name in end_leftovers(data.path):
        say(f"  ended {name}, left by an earlier run")
    stack = Stack(data, ports, folder)
    refuse_taken(ports, mqtt=stack.broker is not None, postgres=stack.cluster is not None)
    programs = stack.programs()
    console = Console(
        tuple(program.name for program in programs), everything=bool(os.environ.get("VERBOSE"))
    )

    def write_facts() -> None:
        if healthy.is_set():
            data.write(RUN, facts(stack, supervisor.pids))

    healthy = asyncio.Event()
    supervisor = Supervisor(programs, logs=data.path / "log", console=console, changed=write_facts)
    asked_to_stop = stop_event(supervisor)
    try:
        say(f"Starting on {data.path} …")
        if await finished_first(supervisor.start(START_S, stack.missing), asked_to_stop):
            healthy.set()
            write_facts()
            say(told(facts(stack, supervisor.pids), data.path))
            await asked_to_stop.wait()
        say("Stopping …")
    finally:
        with contextlib.suppress(OSError):
            (data.path / RUN).unlink(missing_ok=True)
        await supervisor.stop()
    say("Stopped. The data stays; make run continues, make clean erases it.")
    return 0


def stop_event(supervisor: Supervisor) -> asyncio.Event:
    """Set by the first signal; a second one does not wait for anybody."""
    asked = asyncio.Event()

    def stop() -> None:
        if asked.is_set():
            supervisor.kill()
        asked.set()

    for each in STOP_SIGNALS:
        asyncio.get_running_loop().add_signal_handler(each, stop)
    return asked


async def finished_first(work: Any, other: asyncio.Event) -> bool:
    """Whether the work was done before the event; it is given up otherwise."""
    task = asyncio.ensure_future(work)
    waiting = asyncio.ensure_future(other.wait())
    try:
        await asyncio.wait({task, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            return False
        task.result()
        return True
    finally:
        for each in (task, waiting):
            each.cancel()
        await asyncio.gather(task, waiting, return_exceptions=True)


if __name__ == "__main__":
    exit_with(main)
