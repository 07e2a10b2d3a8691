"""Runs the MQTT broker on loopback where the system does not: mosquitto, else nats-server.

The broker carries no truth: nothing of it survives a restart, and the box publishes what is
retained again whenever it appears. Both speak MQTT 3.1.1; topics are limited to each account's.
"""

import base64
import hashlib
import json
import os
import secrets
import shutil
import signal
import socket
import struct
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tilo.kit.leash import Leashed

Kind = Literal["mosquitto", "nats"]
HOST = "127.0.0.1"
SYSTEM_FOLDERS = "/usr/local/sbin:/usr/sbin:/sbin"  # Debian's place for it, not on a user's PATH
MAX_PACKET_BYTES = 1 << 20
MAX_QUEUED = 10_000


class BrokerTrouble(RuntimeError):
    """The broker cannot be run here. The message is one sentence for the person who started it."""


@dataclass(frozen=True, kw_only=True)
class Account:
    """Who may sign in at the broker, and the topic filters it may write and read."""

    name: str
    password: str
    writes: tuple[str, ...] = ("tilo/#",)
    reads: tuple[str, ...] = ("tilo/#",)


class Broker:
    """One broker and its folder, which it may erase: nothing in it is worth keeping."""

    def __init__(self, kind: Kind, data_dir: Path, port: int, users: Sequence[Account]) -> None:
        self.kind: Kind = kind
        self.host, self.port = HOST, port
        self.users = tuple(users)
        self._folder = data_dir.absolute()
        self._child: Leashed | None = None

    @classmethod
    def start(
        cls, kind: Kind, data_dir: Path, port: int, users: Sequence[Account], timeout_s: float = 20
    ) -> "Broker":
        """Answers a broker that lets the first of its users in."""
        broker = cls(kind, data_dir, port, users)
        broker.launch(timeout_s)
        return broker

    def launch(self, timeout_s: float = 20) -> None:
        self.prepare()
        log = self._folder / "broker.log"
        child = Leashed(self.command, log, by=signal.SIGKILL, options={})
        if not child.becomes(self.is_ready, time.monotonic() + timeout_s):
            child.end()
            raise BrokerTrouble(f"{self.kind} did not start: {child.last_words()}.")
        self._child = child

    def stop(self) -> None:
        if self._child:
            self._child.end(signal.SIGTERM)
        self._child = None

    @property
    def pid(self) -> int | None:
        return self._child.pid if self._child else None

    def prepare(self) -> None:
        """Writes the configuration and forgets what an earlier run kept."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(self._folder / "jetstream", ignore_errors=True)
            for name, text in self._files().items():
                with open(self._folder / name, "w", opener=_private) as file:
                    file.write(text)
        except OSError as wrong:
            raise BrokerTrouble(
                f"The broker's folder {self._folder} cannot be used: {wrong.strerror}."
            ) from wrong

    @property
    def command(self) -> list[str]:
        return [str(program(self.kind)), "-c", str(self._folder / "broker.conf")]

    def is_ready(self) -> bool:
        """Whether the first user is let in, which is more than an open port."""
        return lets_in(self.host, self.port, self.users[0])

    def _files(self) -> dict[str, str]:
        if self.kind == "nats":
            return {"broker.conf": _nats_conf(self._folder, self.port, self.users)}
        return {
            "passwords": "".join(f"{user.name}:{_hashed(user.password)}\n" for user in self.users),
            "topics": "\n".join(map(_acl, self.users)),
            "broker.conf": _mosquitto_conf(self._folder, self.port),
        }


def program(kind: Kind) -> Path:
    """Where the broker's program is, on the system or among the Python packages."""
    here = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    name = "nats-server" if kind == "nats" else "mosquitto"
    if path := shutil.which(name, path=here + os.pathsep + SYSTEM_FOLDERS):
        return Path(path)
    raise BrokerTrouble(f"{name} is not here. Type: make setup, or: apt install mosquitto")


def best_kind() -> Kind:
    """mosquitto where it is installed: five times less work a message."""
    try:
        program("mosquitto")
    except BrokerTrouble:
        return "nats"
    return "mosquitto"


def _mosquitto_conf(folder: Path, port: int) -> str:
    lines = [
        f"listener {port} {HOST}",
        "allow_anonymous false",
        f"password_file {folder / 'passwords'}",
        f"acl_file {folder / 'topics'}",
        "persistence false",
        "set_tcp_nodelay true",
        f"max_packet_size {MAX_PACKET_BYTES}",
        f"max_queued_messages {MAX_QUEUED}",
        "log_dest stderr",
        *(f"log_type {kind}" for kind in ("error", "warning", "notice")),
    ]
    if os.geteuid() == 0:
        lines.append("user root")  # its own account could not read files in a private folder
    return "\n".join(lines) + "\n"


def _acl(user: Account) -> str:
    lines = [f"user {user.name}"]
    lines += [f"topic write {filter_}" for filter_ in user.writes]
    lines += [f"topic read {filter_}" for filter_ in user.reads]
    return "\n".join(lines) + "\n"


def _hashed(password: str) -> str:
    """As mosquitto_passwd writes it: PBKDF2-SHA512 in mosquitto's own frame."""
    salt, rounds = secrets.token_bytes(12), 101
    key = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, rounds)
    return "$".join(("", "7", str(rounds), *(base64.b64encode(b).decode() for b in (salt, key))))


def _nats_conf(folder: Path, port: int, users: Sequence[Account]) -> str:
    """JSON, which nats-server reads as its own format. Its NATS port is one the system picks."""
    conf = {
        "server_name": "tilo",
        "host": HOST,
        "port": -1,
        "jetstream": {"store_dir": str(folder / "jetstream")},
        "mqtt": {"host": HOST, "port": port},
        "max_payload": MAX_PACKET_BYTES,
        "authorization": {"users": [_nats_user(user) for user in users]},
    }
    return json.dumps(conf, indent=2)


def _nats_user(user: Account) -> dict[str, object]:
    permissions = {
        "publish": {"allow": [s for f in user.writes for s in _subjects(f)] + ["$MQTT.>"]},
        "subscribe": {"allow": [s for f in user.reads for s in _subjects(f)] + ["$MQTT.>"]},
    }
    return {"user": user.name, "password": user.password, "permissions": permissions}


def _subjects(filter_: str) -> list[str]:
    """NATS writes a/+/# as a.*.> and, unlike MQTT, does not count a itself among a.>"""
    subject = filter_.replace("/", ".").replace("+", "*")
    if subject.endswith(".#"):
        return [subject[:-2], subject[:-1] + ">"]
    return [subject.replace("#", ">")]


def lets_in(host: str, port: int, user: Account, timeout_s: float = 2.0) -> bool:
    """Signs in as MQTT 3.1.1 does and reads the answer."""
    words = [b"MQTT", b"tilo-probe", user.name.encode(), user.password.encode()]
    protocol, *payload = [struct.pack(">H", len(word)) + word for word in words]
    body = protocol + b"\x04\xc2\x00\x0a" + b"".join(payload)  # level 4; name, password, clean
    assert len(body) < 1 << 14, "at most two length bytes"
    length = [len(body)] if len(body) < 128 else [len(body) % 128 | 128, len(body) // 128]
    try:
        with socket.create_connection((host, port), timeout=timeout_s) as link:
            link.sendall(b"\x10" + bytes(length) + body)
            answer = link.recv(4)
            link.sendall(b"\xe0\x00")
    except OSError:
        return False
    return answer == b"\x20\x02\x00\x00"


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
