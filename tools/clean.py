"""`make clean` and `make distclean`: erase what running and building left, and nothing else.

Standard library only. A folder is erased as data only when `make run` made it.
"""

import argparse
import fcntl
import shutil
from pathlib import Path

from tools.steps import ROOT, Trouble, exit_with, say

MARK = "tilo-data"  # a file in every data folder that `make run` made
LOCK = "run.lock"
CACHES = (".mypy_cache", ".ruff_cache", ".pytest_cache", ".import_linter_cache", ".hypothesis")
BUILT = (".venv", ".cache", "edge/static", "hub/static", "web/node_modules", *CACHES)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--data", type=Path)
    what.add_argument("--everything", action="store_true")
    asked = parser.parse_args()
    if asked.everything:
        for name in BUILT:
            erase(ROOT / name)
    else:
        erase_data(asked.data)
    return 0


def erase_data(data: Path) -> None:
    if not data.exists():
        return
    if not (data / MARK).is_file():
        raise Trouble(f"{data} was not made by make run, so it is not erased.")
    with (data / LOCK).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Trouble(f"{data} is in use: stop that run first (Ctrl-C there).") from None
        database = data / "postgres"
        if database.is_symlink():  # see tools/layout.py: it may live outside the data folder
            erase(database.resolve().parent)
        erase(data)


def erase(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.is_dir():
        shutil.rmtree(path)
    else:
        return
    say(f"  erased {path}")


if __name__ == "__main__":
    exit_with(main)
