"""A child never outlives the program that started it."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tilo.kit.leash import Leashed

PARENT = """
import signal, sys, time
from pathlib import Path
from tilo.kit.leash import Leashed
child = Leashed(["sleep", "600"], Path(sys.argv[1]), by=signal.SIGKILL, options={})
print(child.pid, flush=True)
time.sleep(600)
"""


def test_a_killed_parent_takes_its_child_along(tmp_path: Path) -> None:
    command = (sys.executable, "-c", PARENT, str(tmp_path / "log"))
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        child = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    child.wait(10)


def test_one_that_ignores_the_polite_word_is_killed(tmp_path: Path) -> None:
    stubborn = "trap '' TERM; echo ready; while :; do sleep 0.1; done"
    log = tmp_path / "log"
    child = Leashed(["sh", "-c", stubborn], log, by=signal.SIGKILL, options={})
    assert child.becomes(lambda: child.words() == "ready", time.monotonic() + 10)
    child.end(signal.SIGTERM, patience_s=0.2)
    assert not child.running


def test_its_last_words_and_where_to_read_the_rest_are_told(tmp_path: Path) -> None:
    log = tmp_path / "log"
    command = ["sh", "-c", "echo one; echo no flour >&2; exit 3"]
    child = Leashed(command, log, by=signal.SIGKILL, options={})
    assert not child.becomes(lambda: False, time.monotonic() + 10)
    assert child.last_words() == f"no flour (all of it in {log})"


def test_the_log_is_for_its_owner_only(tmp_path: Path) -> None:
    log = tmp_path / "log"
    Leashed(["true"], log, by=signal.SIGKILL, options={}).end(signal.SIGTERM)
    assert log.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("program", ["/no/such/program"])
def test_a_missing_program_is_an_error_of_the_system(tmp_path: Path, program: str) -> None:
    with pytest.raises(FileNotFoundError):
        Leashed([program], tmp_path / "log", by=signal.SIGKILL, options={})
