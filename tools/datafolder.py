"""The folder one run keeps everything in: marked as ours, used by one run at a time."""

import contextlib
import fcntl
import hashlib
import json
import os
import secrets
import stat
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from tools.clean import LOCK, MARK
from tools.steps import Trouble

RUN = "run.json"
DEMO = "demo.json"
# Linux takes 107 bytes; the rest is left to whoever appends a suffix.
LONGEST_SOCKET_PATH = 100


class DataFolder:
    """Open, it holds the lock that keeps other runs out; the system frees it if we are killed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock: IO[str] | None = None
        self._undertaker: subprocess.Popen[bytes] | None = None

    def open(self) -> None:
        with self._as_trouble():
            self.path = self.path.resolve()
            # Others may pass through it, not look around: PostgreSQL may need another account.
            self.path.mkdir(mode=0o711, parents=True, exist_ok=True)
            if any(self.path.iterdir()) and not (self.path / MARK).is_file():
                raise Trouble(
                    f"{self.path} is not empty and was not made by make run. "
                    "Choose another: make run DATA=folder"
                )
            (self.path / MARK).write_text("make run keeps a sample restaurant here\n")
            self._take_lock()
            (self.path / RUN).unlink(missing_ok=True)
            for name in ("log", "secrets", "edge", "hub", "mqtt"):
                (self.path / name).mkdir(mode=0o700, exist_ok=True)
            self._undertaker = undertaker(self.path / RUN)

    def close(self) -> None:
        if self._lock is None:
            return  # somebody else's run may be on it
        if self._undertaker:
            self._undertaker.communicate()
        self._lock.close()

    def _take_lock(self) -> None:
        lock = (self.path / LOCK).open("a+")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            other = lock.read().strip() or "unknown"
            raise Trouble(
                f"{self.path} is in use by another run (process {other}). Stop that one, or type: "
                "make run DATA=.data2 PORT_BASE=8100"
            ) from None
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        self._lock = lock

    def secret(self, name: str) -> str:
        """A random secret, made at the first run and kept."""
        file = self.path / "secrets" / name
        with self._as_trouble():
            if not file.exists():
                self._write(file, secrets.token_urlsafe(32))
            text = file.read_text().strip()
        if not text:
            raise Trouble(f"{file} is empty. Restore it, or start anew with: make clean")
        return text

    def read(self, name: str) -> dict[str, Any]:
        try:
            found = json.loads((self.path / name).read_text())
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def write(self, name: str, content: Mapping[str, Any]) -> None:
        """Whole or not at all, for its owner only."""
        with self._as_trouble():
            self._write(self.path / name, json.dumps(content, indent=2, ensure_ascii=False))

    @staticmethod
    def _write(file: Path, text: str) -> None:
        fresh = file.with_name(file.name + ".new")
        fresh.unlink(missing_ok=True)
        with open(fresh, "w", opener=lambda path, flags: os.open(path, flags, 0o600)) as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(file)

    def socket_path(self) -> Path:
        """For the box's unix socket; a deep data folder has it in a private one under /tmp."""
        inside = self.path / "edge" / "edge.sock"
        if len(bytes(inside)) <= LONGEST_SOCKET_PATH:
            return inside
        name = hashlib.sha256(bytes(self.path)).hexdigest()[:16]
        folder = Path("/tmp") / f"tilopos-{os.geteuid()}-{name}"
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
        if found.st_uid != os.geteuid() or stat.S_IMODE(found.st_mode) != 0o700:
            raise Trouble(f"{folder} belongs to somebody else. Choose a shorter DATA folder.")
        return folder / "edge.sock"

    @contextlib.contextmanager
    def _as_trouble(self) -> Iterator[None]:
        try:
            yield
        except OSError as wrong:
            told = wrong.strerror or str(wrong)
            raise Trouble(
                f"The data folder {self.path} cannot be used: {told}. "
                "Choose another: make run DATA=folder"
            ) from wrong


def undertaker(file: Path) -> "subprocess.Popen[bytes]":
    """Removes the file when we end, even killed: its pipe ends with us. run.json never lies."""
    return subprocess.Popen(
        ("/bin/sh", "-c", 'cat >/dev/null; rm -f "$0"', str(file)),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
