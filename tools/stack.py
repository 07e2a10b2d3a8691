"""What one run consists of: its programs, the environment they share, how each is known well."""

import asyncio
import http.client
import json
import os
import signal
import socket
import sys
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from edge.broker import Account, Broker, Kind, best_kind, lets_in
from hub.postgres import Cluster
from tools.datafolder import DEMO, DataFolder
from tools.ports import LOOPBACK, Ports
from tools.steps import Trouble
from tools.supervisor import Program, Supervisor

BIN = Path(sys.executable).parent
DATABASE = "tilo_hub"
PRINTER_NAME = "Kasir"
# In the environment of every process of a run, so that the next run finds what a killed one left.
MARK = "TILO_RUN_DATA"
HTTP_S = 3.0
NOT_HEARD = "not heard yet"


class Stack:
    """The programs of one run on one data folder."""

    def __init__(self, data: DataFolder, ports: Ports, folder: Path = BIN) -> None:
        """`folder` is where tilo-edge and tilo-hub are."""
        self.data, self.ports, self._folder = data, ports, folder
        self.env = {**os.environ, **self._environment()}
        self.broker = self._own_broker()
        self.cluster = self._own_database()

    @property
    def mqtt_kind(self) -> str:
        return self.broker.kind if self.broker else "configured"

    def programs(self) -> list[Program]:
        """In the order of their logs on the console; each waits for those it needs."""
        ports = self.ports
        return [
            *self._services(),
            Program(
                name="hub",
                command=self._ours("tilo-hub", "serve"),
                env=self.env,
                needs=("postgres",) if self.cluster else (),
                once=self._prepare_hub,
                ready=self._alive(ports.hub),
            ),
            Program(
                name="edge",
                command=self._ours("tilo-edge", "serve"),
                env=self.env,
                needs=("mqtt",) if self.broker else (),
                once=self._prepare_edge,
                ready=self._alive(ports.edge),
            ),
            Program(
                name="printer",
                command=self._ours(
                    *("tilo-edge", "virtual-printer", "--name", PRINTER_NAME),
                    *("--port", str(ports.printer), "--page-port", str(ports.printer_page)),
                ),
                env=self.env,
                ready=self._printer_ready,
            ),
            *(
                Program(
                    name=name,
                    command=self._ours("tilo-edge", name),
                    env=self.env,
                    needs=needs,
                )
                # A first start must not begin with a warning that the hub is not there yet.
                for name, needs in (("print", ("edge",)), ("sync", ("edge", "hub")))
            ),
        ]

    def _services(self) -> list[Program]:
        found = []
        if broker := self.broker:
            found.append(
                Program(
                    name="mqtt",
                    command=lambda: broker.command,
                    env=self.env,
                    before=broker.prepare,
                    ready=lambda: asyncio.to_thread(broker.is_ready),
                )
            )
        if cluster := self.cluster:
            found.append(
                Program(
                    name="postgres",
                    command=lambda: cluster.command,
                    env=self.env,
                    options=lambda: cluster.run_as,
                    before=cluster.prepare,
                    ready=lambda: asyncio.to_thread(cluster.is_ready),
                    stop_by=signal.SIGINT,
                    leash_by=signal.SIGINT,  # its own quick way out: sessions end, data is safe
                )
            )
        return found

    def _environment(self) -> dict[str, str]:
        data, ports = self.data.path, self.ports
        return {
            "PATH": os.pathsep.join([str(BIN), os.environ.get("PATH", "")]),
            "PYTHONUNBUFFERED": "1",
            MARK: str(data),
            "TILO_DATA": str(data / "edge"),
            "TILO_HOST": ports.host,
            "TILO_PORT": str(ports.edge),
            "TILO_SOCKET": str(self.data.socket_path()),
            "TILO_HUB_URL": ports.url(ports.hub),
            "TILO_HUB_HOST": ports.host,
            "TILO_HUB_PORT": str(ports.hub),
            "TILO_HUB_DATA": str(data / "hub"),
            "TILO_BOX_TOKEN": self.data.secret("TILO_BOX_TOKEN"),
            "TILO_PRINTER_HOST": LOOPBACK,
            "TILO_PRINTER_PORT": str(ports.printer),
            "TILO_DEMO": "true",
        }

    def _own_broker(self) -> Broker | None:
        """None when TILO_MQTT_HOST names one that runs elsewhere."""
        if host := self.env.get("TILO_MQTT_HOST"):
            self._refuse_silent_broker(host)
            return None
        box, screen = (
            self.data.secret(name) for name in ("TILO_MQTT_PASSWORD", "TILO_MQTT_SCREEN_PASSWORD")
        )
        self.env |= {"TILO_MQTT_HOST": LOOPBACK, "TILO_MQTT_PORT": str(self.ports.mqtt)}
        self.env |= {"TILO_MQTT_USER": "box", "TILO_MQTT_PASSWORD": box}
        self.env |= {"TILO_MQTT_SCREEN_USER": "screen", "TILO_MQTT_SCREEN_PASSWORD": screen}
        users = [
            Account(name="box", password=box),
            Account(name="screen", password=screen, writes=()),
        ]
        kind: Kind = "nats" if self.env.get("TILO_BROKER") == "nats" else best_kind()
        return Broker(kind, self.data.path / "mqtt", self.ports.mqtt, users)

    def _refuse_silent_broker(self, host: str) -> None:
        port = mqtt_port(self.env)
        name = self.env.setdefault("TILO_MQTT_USER", "box")
        user = Account(name=name, password=self.env.setdefault("TILO_MQTT_PASSWORD", ""))
        if not lets_in(host, port, user):
            raise Trouble(
                f"The MQTT broker at {host} port {port} does not let {name} in. "
                "Set TILO_MQTT_HOST, TILO_MQTT_PORT, TILO_MQTT_USER and TILO_MQTT_PASSWORD, "
                "or none of them for one of our own."
            )

    def _own_database(self) -> Cluster | None:
        """None when TILO_HUB_DSN names one that runs elsewhere."""
        if self.env.get("TILO_HUB_DSN"):
            return None
        explicit = self.env.get("TILO_POSTGRES_BIN")
        cluster = Cluster(
            self.data.path / "postgres",
            self.ports.postgres,
            password=self.data.secret("POSTGRES_PASSWORD"),
            bin_dir=Path(explicit) if explicit else None,
        )
        self.env["TILO_HUB_DSN"] = cluster.dsn_of(DATABASE)
        return cluster

    def _ours(self, program: str, *arguments: str) -> Callable[[], list[str]]:
        command = [str(self._folder / program), *arguments]
        return lambda: command

    async def _prepare_hub(self, supervisor: Supervisor) -> None:
        if self.cluster:
            await asyncio.to_thread(self.cluster.create_database, DATABASE)
        await supervisor.run_once("hub", self._ours("tilo-hub", "migrate")(), self.env)
        await self._seed(supervisor, "hub", "hub_users")

    async def _prepare_edge(self, supervisor: Supervisor) -> None:
        printer = str(self.ports.printer)
        await self._seed(supervisor, "edge", "staff", "--printer-port", printer)

    async def _seed(self, supervisor: Supervisor, name: str, key: str, *more: str) -> None:
        """Fills the sample restaurant once, and keeps who may sign in to it."""
        if key in self.data.read(DEMO):
            return
        command = self._ours(f"tilo-{name}", "seed-demo", *more)()
        told = await supervisor.run_once(name, command, self.env)
        try:
            answer = json.loads(told)[key]
        except (ValueError, KeyError, TypeError):
            raise Trouble(f"tilo-{name} seed-demo did not tell its {key}.") from None
        known = {**self.data.read(DEMO), "printer_port": self.ports.printer}
        self.data.write(DEMO, {**known, key: answer})

    def _alive(self, port: int) -> Callable[[], Awaitable[bool]]:
        async def alive() -> bool:
            return await asyncio.to_thread(get, self.ports.reach, port, "/healthz") is not None

        return alive

    async def _printer_ready(self) -> bool:
        def ready() -> bool:
            if get(LOOPBACK, self.ports.printer_page, "/") is None:
                return False
            try:
                socket.create_connection((LOOPBACK, self.ports.printer), timeout=HTTP_S).close()
            except OSError:
                return False
            return True

        return await asyncio.to_thread(ready)

    async def missing(self) -> str | None:
        """What box or hub still lack by their own word; None when all is well."""
        for name, port in (("hub", self.ports.hub), ("box", self.ports.edge)):
            found = await asyncio.to_thread(get, self.ports.reach, port, "/readyz", refused=True)
            if told := unready(found):
                return f"the {name} says: {told}"
        return None


def mqtt_port(env: Mapping[str, str]) -> int:
    told = env.get("TILO_MQTT_PORT", "1883")
    if not told.isdecimal() or not 0 < int(told) < 65536:
        raise Trouble(f"TILO_MQTT_PORT must be a port number, not {told!r}.")
    return int(told)


def unready(readyz: Any) -> str | None:
    """The findings of a /readyz answer that are not well, as words."""
    if not isinstance(readyz, dict):
        return "no answer"
    checks = readyz.get("checks")
    findings = checks if isinstance(checks, dict) else {}
    bad = [
        f"{name}: {found.get('detail')}"
        for name, found in findings.items()
        # The box sells without its neighbours; a whole start waits for their first sign of life.
        if not found.get("ok") or found.get("detail") == NOT_HEARD
    ]
    if bad:
        return ", ".join(bad)
    return None if readyz.get("ready") else "not ready"


def get(host: str, port: int, path: str, *, refused: bool = False) -> Any:
    """The answer's body, parsed if it is JSON. None: no answer, or (unless `refused`) a bad one."""
    link = http.client.HTTPConnection(host, port, timeout=HTTP_S)
    try:
        link.request("GET", path)
        answer = link.getresponse()
        body = answer.read()
    except (OSError, http.client.HTTPException):
        return None
    finally:
        link.close()
    if answer.status >= 400 and not refused:
        return None
    try:
        return json.loads(body)
    except ValueError:
        return body
