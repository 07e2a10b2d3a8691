"""One data folder and the server on it: made, started, healed, stopped."""

import contextlib
import functools
import os
import pwd
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from hub.postgres.accounts import (
    PostgresTrouble,
    can,
    make_private_home,
    owner,
    private_home,
    run_as,
)
from hub.postgres.programs import copied_programs, find_programs, major_version
from tilo.kit.leash import Leashed

SUPERUSER = "tilo"
STOP_S = 5.0
# A backend that outlives its killed postmaster holds the shared memory for a moment.
STILL_HELD = "pre-existing shared memory block"


class Cluster:
    """One data folder and the server on it. Only one Cluster at a time may use a folder."""

    def __init__(
        self,
        data_dir: Path,
        port: int,
        *,
        password: str,
        bin_dir: Path | None = None,
        durable: bool = True,
    ) -> None:
        """`durable=False` is not safe against power cuts, only against kills: for tests."""
        self.data_dir = data_dir.absolute()
        self.port = port
        self._password = password
        self._wanted_bin = bin_dir
        self._durable = durable
        self._child: Leashed | None = None

    # -- what a supervisor needs --------------------------------------------------------------

    def prepare(self) -> None:
        """Makes the cluster if there is none and clears what a killed server left behind."""
        with _as_trouble(self.data_dir):
            self._place()
            if not (self.data_dir / "PG_VERSION").exists():
                self._refuse_damage()
                self._initdb()
            self._clear_stale()

    @property
    def command(self) -> list[str]:
        settings = {
            "port": str(self.port),
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "timezone": "UTC",
            "log_timezone": "UTC",
        }
        if not self._durable:
            settings |= {"fsync": "off", "full_page_writes": "off"}
        options = [f"--{name}={value}" for name, value in settings.items()]
        return [str(self.bin_dir / "postgres"), "-D", str(self.data_dir.resolve()), *options]

    @property
    def run_as(self) -> Mapping[str, Any]:
        """Keyword arguments for subprocess that start a program under the server's account."""
        return run_as(owner(self.data_dir))

    def is_ready(self, pid: int | None = None) -> bool:
        """Whether the server (with that pid) takes connections, by the file that pg_ctl trusts."""
        try:
            lines = (self.data_dir / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        if len(lines) < 8 or (pid is not None and lines[0] != str(pid)):
            return False
        return lines[7].strip() == "ready"

    # -- on its own ---------------------------------------------------------------------------

    def start(self, timeout_s: float = 30.0) -> None:
        """Returns when the server accepts connections; does nothing if it already runs."""
        if self._child and self._child.running:
            return
        self.prepare()
        deadline = time.monotonic() + timeout_s
        while not self._launch(deadline):
            time.sleep(0.1)

    def stop(self) -> None:
        """Ends all sessions, writes everything down and stops; does nothing if it is stopped."""
        if self._child:
            self._child.end(signal.SIGINT, signal.SIGQUIT, patience_s=STOP_S)
        self._child = None

    @property
    def pid(self) -> int | None:
        return self._child.pid if self._child else None

    @property
    def dsn(self) -> str:
        """The maintenance database; `create_database` answers the address of the new one."""
        return self.dsn_of("postgres")

    def dsn_of(self, database: str) -> str:
        return f"postgresql://{SUPERUSER}:{self._password}@127.0.0.1:{self.port}/{database}"

    def create_database(self, name: str, *, template: str = "template1") -> str:
        """Creates a database unless it exists, as a copy of `template`. Answers its DSN."""
        if not self.query(f"SELECT 1 FROM pg_database WHERE datname = '{_plain(name)}'"):
            self.query(f'CREATE DATABASE "{_plain(name)}" TEMPLATE "{_plain(template)}"')
        return self.dsn_of(name)

    def drop_database(self, name: str) -> None:
        self.query(f'DROP DATABASE IF EXISTS "{_plain(name)}" WITH (FORCE)')

    def query(self, sql: str) -> str:
        """One statement on the maintenance database, its answer as bare text."""
        command = (str(self.bin_dir / "psql"), "-XqAt", "-v", "ON_ERROR_STOP=1", "-c", sql)
        env = {**os.environ, "PGHOST": "127.0.0.1", "PGPORT": str(self.port)}
        env |= {"PGUSER": SUPERUSER, "PGPASSWORD": self._password, "PGDATABASE": "postgres"}
        told = subprocess.run(command, env=env, capture_output=True, text=True)
        if told.returncode:
            raise PostgresTrouble(f"PostgreSQL refused: {told.stderr.strip()}")
        return told.stdout.strip()

    def erase(self) -> None:
        """Stops the server and removes all that it kept, wherever that lies."""
        self.stop()
        if self.data_dir.is_symlink():
            self.data_dir.unlink()
        else:
            shutil.rmtree(self.data_dir, ignore_errors=True)
        shutil.rmtree(private_home(self.data_dir), ignore_errors=True)

    # -- inside -------------------------------------------------------------------------------

    @functools.cached_property
    def bin_dir(self) -> Path:
        folder = find_programs(self._wanted_bin, _made_by(self.data_dir))
        account = owner(self.data_dir)
        if can(account, "-x", folder / "postgres"):
            return folder
        return copied_programs(folder, make_private_home(self.data_dir), account)

    def _place(self) -> None:
        """As root: moves the data where the server's account can enter."""
        if self.data_dir.exists() or os.geteuid() != 0:
            return
        self.data_dir.parent.mkdir(parents=True, exist_ok=True)
        if can(owner(self.data_dir), "-x", self.data_dir.parent):
            return
        self.data_dir.unlink(missing_ok=True)  # a link whose target is gone
        self.data_dir.symlink_to(make_private_home(self.data_dir) / "postgres")

    def _refuse_damage(self) -> None:
        if self.data_dir.is_dir() and any(self.data_dir.iterdir()):
            raise PostgresTrouble(
                f"The database folder {self.data_dir} is damaged: it is not empty, yet PG_VERSION "
                "is missing. Restore it from a backup, or erase it to start anew."
            )

    def _initdb(self) -> None:
        """Makes the cluster beside its place and moves it there whole, or not at all."""
        final = self.data_dir.resolve()
        fresh = final.with_name(final.name + ".new")
        account = owner(self.data_dir)
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700, parents=True)
        secret = final.with_name(final.name + ".pw")
        secret.unlink(missing_ok=True)
        with open(secret, "w", opener=_private) as file:
            file.write(self._password)
        try:
            if account:
                os.chown(fresh, account.pw_uid, account.pw_gid)
                os.chown(secret, account.pw_uid, account.pw_gid)
            _run_initdb(self.bin_dir, fresh, secret, account, durable=self._durable)
        finally:
            secret.unlink()
        if final.is_dir():
            final.rmdir()  # empty, or _refuse_damage had spoken
        fresh.rename(final)

    def _launch(self, deadline: float) -> bool:
        """Starts the server once. False: what a killed one left is still going away."""
        log = self.data_dir.with_name(self.data_dir.name + ".log")
        child = Leashed(self.command, log, by=signal.SIGINT, options=dict(self.run_as))
        if child.becomes(lambda: self.is_ready(child.pid), deadline):
            self._child = child
            return True
        gone = not child.running
        child.end(signal.SIGQUIT)
        if gone and STILL_HELD in child.words() and time.monotonic() < deadline:
            return False
        raise PostgresTrouble(f"PostgreSQL did not start: {child.last_words()}.")

    def _clear_stale(self) -> None:
        """Ends a server that outlived its run and forgets the pid of one that did not.

        PostgreSQL itself only asks whether the pid is alive, and after a reboot or in a container
        it is easily somebody else's.
        """
        file = self.data_dir / "postmaster.pid"
        for by in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            pid = _postmaster(file, self.data_dir.resolve())
            if pid is None:
                file.unlink(missing_ok=True)
                return
            os.kill(pid, by)
            _wait_gone(pid, STOP_S)


def _made_by(data_dir: Path) -> int | None:
    try:
        return int((data_dir / "PG_VERSION").read_text())
    except (OSError, ValueError):
        return None


def _run_initdb(
    bin_dir: Path, folder: Path, secret: Path, account: pwd.struct_passwd | None, *, durable: bool
) -> None:
    command = [str(bin_dir / "initdb"), "-D", str(folder), "-U", SUPERUSER, f"--pwfile={secret}"]
    command += ["--auth=scram-sha-256", "--encoding=UTF8", "--data-checksums"]
    if major_version(bin_dir) >= 17:  # its own C.UTF-8, the same on every system
        command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    else:
        command += ["--locale=C.UTF-8"]
    if not durable:
        command.append("--no-sync")
    told = subprocess.run(command, capture_output=True, text=True, cwd="/", **run_as(account))
    if told.returncode:
        lines = told.stderr.strip().splitlines() or ["it said nothing"]
        raise PostgresTrouble(f"The database could not be made: {lines[-1]}")


def _postmaster(file: Path, data_dir: Path) -> int | None:
    """The pid of a server that really runs on this data folder, by its command line."""
    try:
        pid = int(file.read_text().split("\n", 1)[0])
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (OSError, ValueError):
        return None
    return pid if str(data_dir).encode() in words else None


def _wait_gone(pid: int, timeout_s: float) -> None:
    deadline = time.monotonic() + timeout_s
    with contextlib.suppress(OSError):  # no such process any more
        while Path(f"/proc/{pid}/cmdline").read_bytes() and time.monotonic() < deadline:
            time.sleep(0.02)  # once ended, though not yet reaped, it has no command line


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _plain(name: str) -> str:
    assert re.fullmatch(r"[a-z][a-z0-9_]{0,62}", name), name
    return name


@contextlib.contextmanager
def _as_trouble(data_dir: Path) -> Iterator[None]:
    try:
        yield
    except OSError as wrong:
        told = wrong.strerror or wrong
        raise PostgresTrouble(f"The database folder {data_dir} cannot be used: {told}.") from wrong
