"""When the hub is silent the shop is told whose fault it is, as far as the box can know."""

import errno
import socket
import ssl
from pathlib import Path

import pytest

from edge.sync import reach
from edge.sync.reach import Guess, blame, lan_up, way_out

HUB = "hub.tilo.test"
ROUTE = "Iface\tDestination\tGateway\tFlags\n"


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A box with one network interface, connected, and a way out."""
    for name, state in (("lo", "unknown"), ("eth0", "up"), ("wlan0", "down")):
        (tmp_path / "net" / name).mkdir(parents=True)
        (tmp_path / "net" / name / "operstate").write_text(f"{state}\n")
    (tmp_path / "route").write_text(ROUTE + "eth0\t00000000\t0101A8C0\t0003\n")
    (tmp_path / "ipv6_route").write_text("")
    monkeypatch.setattr(lan_up, "__defaults__", (tmp_path / "net",))
    monkeypatch.setattr(way_out, "__defaults__", (tmp_path / "route", tmp_path / "ipv6_route"))
    return tmp_path


@pytest.mark.parametrize(
    ("fault", "guess"),
    [
        (socket.gaierror(-3, "Temporary failure"), Guess("internet.down", False)),
        (OSError(errno.ENETUNREACH, "no network"), Guess("internet.down", False)),
        (OSError(errno.EHOSTUNREACH, "no host"), Guess("internet.down", False)),
        (ConnectionRefusedError(111, "refused"), Guess("hub.unreachable", True)),
        (ConnectionResetError(104, "reset"), Guess("hub.unreachable", True)),
        (ssl.SSLError("bad certificate"), Guess("hub.unreachable", True)),
        (TimeoutError(), Guess("hub.silent", None)),
    ],
)
def test_the_fault_tells_where_it_broke(machine: Path, fault: BaseException, guess: Guess) -> None:
    assert blame(fault, HUB) == guess
    wrapped = RuntimeError("what an HTTP client makes of it")
    wrapped.__cause__ = fault
    assert blame(wrapped, HUB) == guess


def test_a_pulled_cable_is_the_outlets_own_trouble(machine: Path) -> None:
    (machine / "net" / "eth0" / "operstate").write_text("down\n")
    assert blame(TimeoutError(), HUB) == Guess("lan.down", False)


def test_a_router_without_a_way_out_is_the_internets(machine: Path) -> None:
    (machine / "route").write_text(ROUTE + "eth0\t0001A8C0\t00000000\t0001\n")
    assert blame(TimeoutError(), HUB) == Guess("internet.down", False)
    (machine / "ipv6_route").write_text(f"{'0' * 32} 00 {'0' * 32} 00 fe80 400 1 0 3 eth0\n")
    assert blame(TimeoutError(), HUB) == Guess("hub.silent", None)


def test_a_hub_on_this_very_machine_needs_no_cable(machine: Path) -> None:
    (machine / "net" / "eth0" / "operstate").write_text("down\n")
    refused = ConnectionRefusedError(111, "refused")
    assert blame(refused, "127.0.0.1") == Guess("hub.unreachable", None)


def test_a_kernel_that_does_not_tell_is_not_guessed_at(tmp_path: Path) -> None:
    assert lan_up(tmp_path / "nothing") is None
    assert way_out(tmp_path / "nothing", tmp_path / "nothing") is None
    assert reach.blame(TimeoutError(), None).internet in (None, False)
