"""The tests' own needs are met or named; nothing is skipped for want of a tool."""

import pytest

from tools import system
from tools.steps import Trouble


def test_what_is_there_is_not_installed_again() -> None:
    assert system.missing() == []
    assert system.main() == 0


def test_what_cannot_be_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(system.NEEDED, "no-such-program", "no-such-package")
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Trouble, match=r"Type: sudo apt install .*no-such-package"):
        system.main()
