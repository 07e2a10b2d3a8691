"""How set-up scripts speak: one line a step, progress on anything over a second, one sentence
when something is wrong. Standard library only: runs before .venv exists."""

import contextlib
import hashlib
import os
import re
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from tilo.kit.leash import die_with_parent

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


class Trouble(Exception):
    """Something the person at the keyboard must change. The message is the whole sentence."""


def say(text: str) -> None:
    with contextlib.suppress(OSError):  # nobody listens any more; the work goes on
        print(text, flush=True)


def exit_with(main: Callable[[], int | None]) -> None:
    """Runs a script's main; trouble becomes one sentence on stderr and exit code 1."""
    try:
        code = main()
    except Trouble as trouble:
        print(f"\n{trouble}", file=sys.stderr, flush=True)
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    raise SystemExit(code or 0)


def digest(paths: Iterable[Path], *extra: str) -> str:
    """A hash over the names and contents of files, to tell whether a step must run again."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(str(path.relative_to(ROOT)).encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    for text in extra:
        total.update(text.encode() + b"\0")
    return total.hexdigest()


class Progress:
    """Prints a step's title once, then what has been done every few seconds."""

    def __init__(self, title: str, total: int | None) -> None:
        self._title, self._total = title, total
        self._began = self._spoke = time.monotonic()
        self.done = 0
        say(f"  {title} …")

    def beat(self) -> None:
        now = time.monotonic()
        if now - self._spoke < 3:
            return
        self._spoke = now
        share = f"{min(self.done, self._total)} of {self._total}, " if self._total else ""
        say(f"  {self._title}: {share}{now - self._began:.0f} s")

    def close(self) -> None:
        took = time.monotonic() - self._began
        if took > 1:
            say(f"  {self._title}: done in {took:.0f} s")


def run_step(
    title: str,
    command: Sequence[str | Path],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
    count: str | None = None,
    total: int | None = None,
    hint: str = "",
    leashed: bool = True,
) -> None:
    """Runs a command quietly with progress; its output is shown only when it fails.

    It ends when we are ended, unless it must not be cut short (`leashed=False`). `count` is a
    regular expression: each line of output that matches counts one of `total`.
    """
    progress = Progress(title, total)
    try:
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=cwd,
            env=dict(env) if env else None,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            preexec_fn=die_with_parent(signal.SIGTERM) if leashed else None,  # noqa: PLW1509
        )
    except OSError as wrong:
        raise Trouble(f"{title}: {command[0]} cannot be run ({wrong.strerror}). {hint}") from wrong
    output = _drain(process, progress, re.compile(count) if count else None)
    if process.wait() != 0:
        raise Trouble(f"{title} failed:\n{_essence(output)}\n{hint}".rstrip())
    progress.close()


def _essence(output: str) -> str:
    """Some tools name the cause first (npm), others last (pip)."""
    lines = [line for line in output.splitlines() if line.strip()]
    if len(lines) > 24:
        lines = [*lines[:12], "…", *lines[-11:]]
    return "\n".join(f"    {line}" for line in lines)


def _drain(
    process: "subprocess.Popen[bytes]", progress: Progress, count: "re.Pattern[str] | None"
) -> str:
    assert process.stdout is not None
    stream = process.stdout
    chunks: list[bytes] = []
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        while True:
            if selector.select(timeout=1):
                chunk = os.read(stream.fileno(), 65536)
                if not chunk:
                    break
                chunks.append(chunk)
                if count:
                    text = chunk.decode(errors="replace")
                    progress.done += sum(1 for line in text.splitlines() if count.search(line))
            progress.beat()
    return b"".join(chunks).decode(errors="replace")
