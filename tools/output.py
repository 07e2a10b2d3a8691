"""What the programs say: all of it into log files, warnings also onto the console."""

import json
import logging
import os
import re
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

LOG_BYTES, LOGS_KEPT = 10_000_000, 2
LONGEST_LINE = 64_000
COLOURS = (36, 33, 32, 35, 34, 96, 93, 92)
GRAVE = re.compile(
    r"\b(WARNING|WARN|ERROR|CRITICAL|FATAL|PANIC)\b|\[(WRN|ERR|FTL)\]|Traceback|(?:^|\s)\w*(?:Error|Warning):",
)
# True, known, and nothing to act upon: the broker listens on loopback, its file is private.
EXPECTED = re.compile(
    r"Plaintext passwords detected|should not be run as root"
    r"|database system was (interrupted|not properly)"
)


class Console:
    """One prefixed, coloured line at a time; plain where nobody looks at a terminal."""

    def __init__(self, names: tuple[str, ...], *, everything: bool = False) -> None:
        self._width = max(map(len, names), default=0)
        self._colours = {name: COLOURS[i % len(COLOURS)] for i, name in enumerate(names)}
        self._coloured = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        self._everything = everything

    def tell(self, name: str, text: str) -> None:
        prefix = f"{name:<{self._width}} |"
        if self._coloured:
            prefix = f"\033[{self._colours.get(name, 37)}m{prefix}\033[0m"
        try:
            print(prefix, text, flush=True)
        except OSError:
            pass  # the terminal is gone; the logs still have it

    def relay(self, name: str, line: str) -> None:
        """Shows a program's line when somebody should know."""
        if self._everything:
            self.tell(name, line)
        elif (told := warning_in(line)) is not None:
            self.tell(name, told)


def warning_in(line: str) -> str | None:
    """The line as a person should see it, or None when it is routine."""
    if line.startswith("{"):
        return _structured(line)
    return line if GRAVE.search(line) and not EXPECTED.search(line) else None


def _structured(line: str) -> str | None:
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    level = str(entry.pop("level", "")).lower()
    if level not in ("warning", "error", "critical"):
        return None
    event = entry.pop("event", "")
    hidden = ("timestamp", "time", "at", "process", "logger", "exception")
    facts = [f"{name}={value}" for name, value in entry.items() if name not in hidden]
    return " ".join([f"{level}:", str(event), *facts])


class _Rotating(RotatingFileHandler):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - its name
        """A full disk must not stop a program for want of its log."""


class LogFile:
    """Everything one program says, in a bounded set of files."""

    def __init__(self, path: Path) -> None:
        self.path = path
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
        self._file = _Rotating(path, maxBytes=LOG_BYTES, backupCount=LOGS_KEPT)
        self._rest = b""
        self.last = ""

    def feed(self, chunk: bytes) -> list[str]:
        """Writes what came and answers the whole lines in it."""
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        if len(self._rest) > LONGEST_LINE:
            lines, self._rest = [*lines, self._rest], b""
        texts = [line.decode(errors="replace").rstrip("\r") for line in lines]
        for text in texts:
            self._write(text)
        return texts

    def close(self) -> None:
        if self._rest:
            self._write(self._rest.decode(errors="replace"))
        self._file.close()

    def _write(self, text: str) -> None:
        self.last = text.strip() or self.last
        record = logging.LogRecord("", logging.INFO, "", 0, text, None, None)
        self._file.emit(record)
