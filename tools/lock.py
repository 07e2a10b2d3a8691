"""`make lock`: writes requirements/*.txt from pyproject.toml, every pin with its hashes.

The files name no index, so they work behind any mirror. dev.txt is resolved first and holds
everything; edge.txt and hub.txt are cut from the same versions.
"""

import argparse
import os
import subprocess
from pathlib import Path

from tools.steps import PYTHON, ROOT, VENV, Trouble, exit_with, run_step, say

FOLDER = ROOT / "requirements"
COMPILE = (
    *("pip", "compile", "pyproject.toml", "--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--no-header", "--no-annotate", "--quiet"),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--upgrade", action="store_true", help="take newer versions where allowed")
    upgrade = ("--upgrade",) if parser.parse_args().upgrade else ()
    dev = FOLDER / "dev.txt"
    write("dev", ("--all-extras", *upgrade))
    for extra in ("edge", "hub"):
        write(extra, ("--extra", extra, "--constraint", dev, "--upgrade"))
    for path in sorted(FOLDER.glob("*.txt")):
        if "://" in path.read_text():
            raise Trouble(f"{path.relative_to(ROOT)} names a host. Lock files must not.")
        say(f"  {path.relative_to(ROOT)}: {path.read_text().count('==')} packages")
    return 0


def write(name: str, options: tuple[str | Path, ...]) -> None:
    command = (VENV / "bin" / "uv", *COMPILE, *options, "--output-file", FOLDER / f"{name}.txt")
    run_step(f"requirements/{name}.txt", command, env={**os.environ, **index_of_pip()})


def index_of_pip() -> dict[str, str]:
    """uv does not read pip's configuration; a mirror set there must count here too."""
    told = subprocess.run(
        (PYTHON, "-m", "pip", "config", "get", "global.index-url"), capture_output=True, text=True
    )
    url = os.environ.get("PIP_INDEX_URL") or told.stdout.strip()
    return {"UV_DEFAULT_INDEX": url} if url else {}


if __name__ == "__main__":
    exit_with(main)
