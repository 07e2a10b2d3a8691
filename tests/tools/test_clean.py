"""Erasing takes only what make run made, and never under a running shop."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools.clean import erase_data
from tools.datafolder import DataFolder
from tools.steps import Trouble

HOLDER = """
import sys
from pathlib import Path
from tools.datafolder import DataFolder
data = DataFolder(Path(sys.argv[1]))
data.open()
print("open", flush=True)
input()
"""


def test_a_run_s_folder_is_erased(tmp_path: Path) -> None:
    data = DataFolder(tmp_path / "shop")
    data.open()
    data.close()
    erase_data(tmp_path / "shop")
    assert not (tmp_path / "shop").exists()
    erase_data(tmp_path / "shop")  # nothing there is nothing to do


def test_a_folder_of_somebody_else_stays(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(Trouble, match="was not made by make run"):
        erase_data(tmp_path)
    assert (tmp_path / "thesis.txt").exists()


def test_a_folder_in_use_stays(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        (sys.executable, "-c", HOLDER, str(tmp_path / "shop")),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"open\n"
        with pytest.raises(Trouble, match="is in use"):
            erase_data(tmp_path / "shop")
        holder.kill()


def test_where_the_database_lies_elsewhere_it_goes_too(tmp_path: Path) -> None:
    elsewhere = tmp_path / "var" / "postgres"
    elsewhere.mkdir(parents=True)
    data = DataFolder(tmp_path / "shop")
    data.open()
    data.close()
    (tmp_path / "shop" / "postgres").symlink_to(elsewhere)
    erase_data(tmp_path / "shop")
    assert not elsewhere.parent.exists()
