"""Ends what an earlier run on the same data folder left behind.

There should be nothing: every program dies with its supervisor. What it had started itself, or a
system without that leash, may leave something. The folder's lock is ours, so whatever carries the
folder's mark is an orphan.
"""

import contextlib
import time
from pathlib import Path
from signal import SIGINT, SIGKILL, Signals

import psutil

from tools.stack import MARK

PATIENCE_S = 5.0


def end_leftovers(data: Path) -> list[str]:
    """Their names. PostgreSQL is asked politely, everything else is killed at once."""
    left = [process for process in psutil.process_iter() if _of_run(process, data)]
    names = [_name(process) for process in left]
    for process, name in zip(left, names, strict=True):
        _send(process, SIGINT if name == "postgres" else SIGKILL)
    deadline = time.monotonic() + PATIENCE_S
    while any(_of_run(process, data) for process in left):
        if time.monotonic() > deadline:
            for process in left:
                _send(process, SIGKILL)
            break
        time.sleep(0.02)
    return names


def _send(process: psutil.Process, by: Signals) -> None:
    with contextlib.suppress(psutil.Error):
        process.send_signal(by)


def _of_run(process: psutil.Process, data: Path) -> bool:
    try:
        return process.environ().get(MARK) == str(data)
    except (psutil.Error, OSError):
        return False


def _name(process: psutil.Process) -> str:
    try:
        return process.name()
    except psutil.Error:
        return "a program"
