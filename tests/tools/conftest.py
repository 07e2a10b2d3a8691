"""A run of the whole product as a person starts it, with stand-ins for tilo-edge and tilo-hub."""

import contextlib
import http.client
import json
import os
import random
import secrets
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from hub.postgres import private_home
from tools.ports import Ports, why_not
from tools.stack import MARK
from tools.steps import ROOT

PATIENCE_S = 60.0
SCRIPT = """#!{python}
import sys
sys.path.insert(0, {root!r})
from tests.tools.standin import main
raise SystemExit(main())
"""


class Shop:
    """One data folder and the run on it."""

    def __init__(self, data: Path, base: int, folder: Path) -> None:
        self.data, self.base, self._folder = data, base, folder
        self.process: subprocess.Popen[str] | None = None
        self.said = data.with_name(data.name + ".said")

    def start(self, **env: str) -> dict[str, Any]:
        """Answers run.json when all is well."""
        self.launch(**env)
        assert self.process
        deadline = time.monotonic() + PATIENCE_S
        while not (self.data / "run.json").exists():
            assert self.process.poll() is None, self.words()
            assert time.monotonic() < deadline, self.words()
            time.sleep(0.02)
        return self.facts()

    def launch(self, *extra: str, **env: str) -> subprocess.Popen[str]:
        command = [*self.command(), *extra]
        with self.said.open("w") as out:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env={**os.environ, **env}, stdout=out, stderr=out, text=True
            )
        return self.process

    def command(self) -> list[str]:
        command = [sys.executable, "-m", "tools.run", "--data", str(self.data)]
        return [*command, "--port-base", str(self.base), "--bin", str(self._folder)]

    def refusal(self, *extra: str, **env: str) -> str:
        """Starts what must not start; answers the one sentence it ends with."""
        code = self.launch(*extra, **env).wait(PATIENCE_S)
        assert code == 1, self.words()
        assert "Traceback" not in self.words()
        assert self.left() == []
        return self.words().strip().splitlines()[-1]

    def stop(self, by: signal.Signals = signal.SIGINT) -> int:
        assert self.process
        self.process.send_signal(by)
        return self.process.wait(PATIENCE_S)

    def facts(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.data / "run.json").read_text())
        return found

    def words(self) -> str:
        return self.said.read_text()

    def left(self) -> list[str]:
        """The names of this run's processes that are alive."""
        return [process.name() for process in psutil.process_iter() if self._mine(process)]

    def _mine(self, process: psutil.Process) -> bool:
        with contextlib.suppress(psutil.Error):
            return process.environ().get(MARK) == str(self.data)
        return False

    def close(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(PATIENCE_S)
        shutil.rmtree(private_home(self.data / "postgres"), ignore_errors=True)
        shutil.rmtree(self.data, ignore_errors=True)


def eventually(holds: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


def ask(method: str, port: int, path: str = "/") -> tuple[int, Any]:
    """Status and body; status 0 while nobody answers."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        link.request(method, path)
        answer = link.getresponse()
        return answer.status, json.loads(answer.read())
    except (OSError, http.client.HTTPException):
        return 0, None
    finally:
        link.close()


def free_base() -> int:
    """The first of a run's free ports, below those the system hands out by itself."""
    while True:
        base = random.randrange(20_000, 32_000)
        listeners = Ports(base, "127.0.0.1").listeners(mqtt=True, postgres=True)
        if all(why_not(host, port) is None for host, port in listeners.values()):
            return base


@pytest.fixture(scope="session")
def standins(service_folder: Path) -> Path:
    folder = service_folder / "bin"
    folder.mkdir()
    for name in ("tilo-edge", "tilo-hub"):
        program = folder / name
        program.write_text(SCRIPT.format(python=sys.executable, root=str(ROOT)))
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return folder


@pytest.fixture
def open_shop(service_folder: Path, standins: Path) -> Iterator[Callable[[], Shop]]:
    shops: list[Shop] = []

    def open_one() -> Shop:
        shops.append(Shop(service_folder / f"run-{secrets.token_hex(4)}", free_base(), standins))
        return shops[-1]

    yield open_one
    for shop in shops:
        shop.close()


@pytest.fixture
def shop(open_shop: Callable[[], Shop]) -> Shop:
    return open_shop()
