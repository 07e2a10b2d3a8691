"""Which port is whose, and what to say when one is taken."""

import errno
import socket
from dataclasses import dataclass, replace

import psutil

from tools.steps import Trouble

LOOPBACK = "127.0.0.1"
HIGHEST_OFFSET = 40


@dataclass(frozen=True)
class Ports:
    """The port layout of one run, counted from its first port."""

    base: int
    host: str
    known_printer: int | None = None
    """Where the sample restaurant's settings say its printer is, from an earlier run."""

    @property
    def reach(self) -> str:
        """The address under which this machine reaches what listens on `host`."""
        return LOOPBACK if self.host in ("0.0.0.0", "::", "") else self.host

    def url(self, port: int) -> str:
        host = f"[{self.reach}]" if ":" in self.reach else self.reach
        return f"http://{host}:{port}"

    @property
    def edge(self) -> int:
        return self.base

    @property
    def hub(self) -> int:
        return self.base + 10

    @property
    def printer(self) -> int:
        return self.known_printer or self.base + 20

    @property
    def printer_page(self) -> int:
        return self.base + 21

    @property
    def mqtt(self) -> int:
        return self.base + 30

    @property
    def postgres(self) -> int:
        return self.base + 40

    def listeners(self, *, mqtt: bool, postgres: bool) -> dict[str, tuple[str, int]]:
        """What each is for, with the address it will be opened on."""
        wanted = {
            "the box": (self.host, self.edge),
            "the hub": (self.host, self.hub),
            "the virtual printer": (LOOPBACK, self.printer),
            "the virtual printer's page": (LOOPBACK, self.printer_page),
        }
        if mqtt:
            wanted["the MQTT broker"] = (LOOPBACK, self.mqtt)
        if postgres:
            wanted["PostgreSQL"] = (LOOPBACK, self.postgres)
        return wanted


def ports_from(base: str, host: str) -> Ports:
    try:
        number = int(base)
    except ValueError:
        number = 0
    if not 1 <= number <= 65535 - HIGHEST_OFFSET:
        raise Trouble(
            f"PORT_BASE must be a number from 1 to {65535 - HIGHEST_OFFSET}, not {base!r}."
        )
    return Ports(number, host)


def refuse_taken(ports: Ports, *, mqtt: bool, postgres: bool) -> None:
    """One sentence about the first port that cannot be opened, with what to type instead."""
    for purpose, (host, port) in ports.listeners(mqtt=mqtt, postgres=postgres).items():
        reason = why_not(host, port)
        if reason is None:
            continue
        free = next_free_base(ports, mqtt=mqtt, postgres=postgres)
        raise Trouble(f"Port {port}, for {purpose}, {reason}. {free}")


def why_not(host: str, port: int) -> str | None:
    """Opens the port as a server would. None: it is free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            return "may be opened by root only"
        except OSError as wrong:
            if isinstance(wrong, socket.gaierror) or wrong.errno == errno.EADDRNOTAVAIL:
                raise Trouble(f"HOST={host} is not an address of this machine.") from None
            return f"is in use by {holder(port)}"
    return None


def holder(port: int) -> str:
    """Names the program that listens there, as far as this user may know."""
    try:
        links = psutil.net_connections(kind="tcp")
    except psutil.Error:
        links = []
    for link in links:
        here = link.laddr and link.laddr.port == port
        if here and link.status == psutil.CONN_LISTEN and link.pid:
            try:
                return f"{psutil.Process(link.pid).name()} (process {link.pid})"
            except psutil.Error:
                break
    return "another program"


def next_free_base(ports: Ports, *, mqtt: bool, postgres: bool) -> str:
    for base in range(ports.base + 100, 65535 - HIGHEST_OFFSET, 100):
        listeners = replace(ports, base=max(base, 8000)).listeners(mqtt=mqtt, postgres=postgres)
        if all(why_not(host, port) is None for host, port in listeners.values()):
            return f"Stop it, or type: make run PORT_BASE={max(base, 8000)}"
    return "Stop it, then type: make run"
