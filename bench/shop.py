"""A box of its own for measuring: the sample restaurant in a fresh folder, as real processes."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from edge.broker import Account, Broker, best_kind

PASSWORD = "bench"


class Shop:
    """`tilo-edge serve` and its broker. `items` need no choices, so any of them can be ordered."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.mqtt_port = free_port()
        self.env = {
            **os.environ,
            "TILO_DATA": str(folder / "edge"),
            "TILO_PORT": str(self.port),
            "TILO_MQTT_PORT": str(self.mqtt_port),
            "TILO_MQTT_PASSWORD": PASSWORD,
            "TILO_SOCKET": str(folder / "edge.sock"),
        }
        self.token = ""
        self.items: list[str] = []
        self.packaged: list[str] = []
        self.process: subprocess.Popen[bytes] | None = None

    def seed(self) -> None:
        subprocess.run(
            [sys.executable, "-m", "edge.cli", "seed-demo"],
            env=self.env,
            check=True,
            capture_output=True,
        )

    def start(self) -> None:
        """Start the box and wait until it answers."""
        log = (self.folder / "edge.log").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "edge.cli", "serve"], env=self.env, stderr=log, stdout=log
        )
        until(lambda: self.get("/healthz") is not None)

    def sign_in(self) -> None:
        from tilo import demo

        person = next(p for p in demo.staff_with_pins() if p["role"] in ("manager", "supervisor"))
        body = {"staff_id": person["id"], "pin": person["pin"]}
        self.token = self.post("/api/sign-in", body)["token"]
        menu = self.get("/api/menu") or {}
        plain = [
            item
            for item in menu["items"]
            if not item["variants"]
            and not item["modifier_groups"]
            and item["id"] not in menu["sold_out"]
        ]
        self.items = [item["id"] for item in plain]
        self.packaged = [item["id"] for item in plain if item["station"] is None]

    def get(self, path: str) -> Any:
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}")
        request.add_header("Authorization", f"Bearer {self.token}")
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                return json.load(answer)
        except OSError:
            return None

    def post(self, path: str, body: object) -> dict[str, str]:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", data=json.dumps(body).encode()
        )
        request.add_header("Content-Type", "application/json")
        request.add_header("Authorization", f"Bearer {self.token}")
        with urllib.request.urlopen(request, timeout=5) as answer:
            return json.load(answer)  # type: ignore[no-any-return]

    def cpu_seconds(self) -> float:
        """Processor time the box has used so far."""
        assert self.process is not None
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(10)
            self.process = None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def until(ready: Callable[[], bool], seconds: float = 20) -> None:
    """Wait for `ready()`; TimeoutError when it does not come."""
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            raise TimeoutError("the box did not start")
        time.sleep(0.005)


@contextmanager
def open_shop(*, broker: bool = True) -> Iterator[Shop]:
    """A running box on a fresh folder beside this repository's data, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="tilo-bench-"))
    shop = Shop(folder)
    running = None
    try:
        if broker:
            users = [Account(name="box", password=PASSWORD)]
            running = Broker.start(best_kind(), folder / "mqtt", shop.mqtt_port, users)
        shop.seed()
        shop.start()
        shop.sign_in()
        yield shop
    finally:
        shop.stop()
        if running:
            running.stop()
        shutil.rmtree(folder, ignore_errors=True)
