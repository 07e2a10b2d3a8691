"""Everything is logged; people see what they should know."""

import json
from pathlib import Path

import pytest

from tools.output import Console, LogFile, warning_in


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ('{"level":"info","event":"check fired"}', None),
        (
            '{"level":"warning","event":"printer offline","printer":"kasir","timestamp":"x"}',
            "warning: printer offline printer=kasir",
        ),
        ('{"level":"error","event":"disk full"}', "error: disk full"),
        ("{not json", None),
        ("1730000000: mosquitto version 2.0.11 running", None),
        ("1730000000: Error: Address already in use", "1730000000: Error: Address already in use"),
        ("[1] 2026/11/22 [INF] Server is ready", None),
        ("[1] 2026/11/22 [WRN] Plaintext passwords detected, use nkeys or bcrypt", None),
        ("[1] 2026/11/22 [ERR] Slow consumer", "[1] 2026/11/22 [ERR] Slow consumer"),
        ("2026-11-22 LOG:  checkpoint complete", None),
        ("2026-11-22 FATAL:  the disk is on fire", "2026-11-22 FATAL:  the disk is on fire"),
        ("Traceback (most recent call last):", "Traceback (most recent call last):"),
        ("ValueError: no flour", "ValueError: no flour"),
    ],
)
def test_only_what_somebody_should_know_is_shown(line: str, shown: str | None) -> None:
    assert warning_in(line) == shown


def test_lines_carry_the_name_of_who_said_them(capsys: pytest.CaptureFixture[str]) -> None:
    console = Console(("edge", "postgres"))
    console.relay("edge", json.dumps({"level": "error", "event": "disk full"}))
    console.relay("postgres", "LOG: all quiet")
    assert capsys.readouterr().out == "edge     | error: disk full\n"


def test_lines_cut_anywhere_arrive_whole(tmp_path: Path) -> None:
    log = LogFile(tmp_path / "edge.log")
    assert log.feed(b"soto ayam\nraw") == ["soto ayam"]
    assert log.feed(b"on\nsa") == ["rawon"]
    log.feed(b"te")
    log.close()
    assert (tmp_path / "edge.log").read_text() == "soto ayam\nrawon\nsate\n"
    assert log.last == "sate"
    assert (tmp_path / "edge.log").stat().st_mode & 0o077 == 0


def test_a_line_without_end_does_not_fill_the_memory(tmp_path: Path) -> None:
    log = LogFile(tmp_path / "edge.log")
    lines = [line for _ in range(10) for line in log.feed(b"x" * 40_000)]
    log.close()
    assert sum(map(len, lines)) == 400_000
    assert max(map(len, lines)) <= 120_000
