"""Child processes that do not outlive their parent, not even one killed with -9 (Linux)."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG = 1  # prctl(2)


def die_with_parent(
    by: signal.Signals = signal.SIGKILL, *, of: int | None = None
) -> Callable[[], None] | None:
    """For `preexec_fn`: the kernel sends `by` to the child when the starting thread ends.

    With `of`, for a process that ties itself to its own parent, which has that pid.
    So start such children from a thread that lives as long as they should, best the main one.
    Elsewhere than on Linux there is no such call, and None starts the child without a leash.
    """
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = of or os.getpid()

    def leash() -> None:
        prctl(PR_SET_PDEATHSIG, int(by), 0, 0, 0)
        if os.getppid() != parent:  # it died between fork and here
            os.kill(os.getpid(), by)

    return leash


class Leashed:
    """A running child with its output in a log file; it ends when its parent does."""

    def __init__(
        self, command: Sequence[str], log: Path, *, by: signal.Signals, options: dict[str, Any]
    ) -> None:
        """`options` go to subprocess as they are: environment, account."""
        self._log = log
        with open(log, "wb", opener=_private) as output:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd="/",
                start_new_session=True,
                preexec_fn=die_with_parent(by),  # noqa: PLW1509 - only async-signal-safe calls
                **options,
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def running(self) -> bool:
        return self._process.poll() is None

    def becomes(self, ready: Callable[[], bool], deadline: float) -> bool:
        """Waits until it is ready, has ended or it is late (monotonic time); says whether ready."""
        while self.running and time.monotonic() < deadline:
            if ready():
                return True
            time.sleep(0.01)
        return False

    def end(self, *signals: signal.Signals, patience_s: float = 5.0) -> None:
        """Sends one signal after the other, waiting after each, until it is gone."""
        for by in (*signals, signal.SIGKILL):
            if not self.running:
                return
            self._process.send_signal(by)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(patience_s)

    def words(self) -> str:
        return self._log.read_text(errors="replace").strip()

    def last_words(self) -> str:
        lines = self.words().splitlines() or ["it said nothing"]
        return f"{lines[-1]} (all of it in {self._log})"


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
