"""A terminal is described by a driver's name and an address."""

import pytest

from edge.payments.terminals import (
    LINKED,
    BcaEcr,
    SerialLine,
    TcpLine,
    line_for,
    terminal_for,
)


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("tcp://192.168.1.40:9999", TcpLine),
        ("tcp://[::1]:9999", TcpLine),
        ("/dev/serial/by-id/usb-INGENICO_MOVE-if00", SerialLine),
    ],
)
def test_an_address_names_its_line(address: str, kind: type[TcpLine | SerialLine]) -> None:
    assert isinstance(line_for(address), kind)


@pytest.mark.parametrize(
    "address", ["", "192.168.1.40:9999", "tcp://192.168.1.40", "tcp://:9", "tcp://a:b", "ttyUSB0"]
)
def test_what_is_no_address_is_not_guessed(address: str) -> None:
    with pytest.raises(ValueError, match="tcp://host:port"):
        line_for(address)


def test_every_driver_of_the_table_can_be_made() -> None:
    for name in LINKED:
        terminal = terminal_for(name, "tcp://127.0.0.1:9")
        assert isinstance(terminal, BcaEcr)
