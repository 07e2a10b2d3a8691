"""`make setup`: the virtual environment, the locked packages, this project in it, the web build.

Does only what changed since the last time; with nothing to do it takes a fraction of a second.
Standard library only: runs before .venv exists.
"""

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path

from tools import web
from tools.steps import PYTHON, ROOT, VENV, Trouble, digest, exit_with, run_step, say

LOCK = ROOT / "requirements" / "dev.txt"
STAMP = VENV / "tilo-setup.json"
PIP = (PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input")


def main() -> int:
    if not (3, 11) <= sys.version_info[:2] < (3, 14):
        raise Trouble(f"Python 3.11 to 3.13 is needed; this is {sys.version.split()[0]}.")
    ensure_venv()
    ensure_packages()
    ensure_project()
    web.ensure()
    say("Set up: ready.")
    return 0


def ensure_venv() -> None:
    if _works(PYTHON, "import sys, pip; assert (3, 11) <= sys.version_info[:2] < (3, 14)"):
        return
    if VENV.exists():
        shutil.rmtree(VENV)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    if importlib.util.find_spec("venv") is None:
        raise Trouble(_missing_venv(version))
    title = f"Python {version} environment in .venv"
    if importlib.util.find_spec("ensurepip") is not None:
        run_step(title, (sys.executable, "-m", "venv", VENV), hint=_missing_venv(version))
        return
    run_step(title, (sys.executable, "-m", "venv", "--without-pip", VENV))
    bootstrap_pip(version)


def bootstrap_pip(version: str) -> None:
    """Debian keeps ensurepip in a package of its own; any pip on the machine can stand in."""
    for pip in pips_at_hand():
        try:
            run_step(
                "pip for .venv",
                (*pip, "--python", PYTHON, "install", "--disable-pip-version-check", "pip"),
            )
            return
        except Trouble:
            continue
    shutil.rmtree(VENV, ignore_errors=True)
    raise Trouble(_missing_venv(version))


def pips_at_hand() -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    if importlib.util.find_spec("pip") is not None:
        found.append((sys.executable, "-m", "pip"))
    found += [(path,) for name in ("pip3", "pip") if (path := shutil.which(name))]
    return found


def _missing_venv(version: str) -> str:
    return (
        f"Python {version} is here but cannot make virtual environments. "
        f"On Debian or Ubuntu type: apt install python{version}-venv"
    )


def ensure_packages() -> None:
    wanted = digest([LOCK], str(VENV))
    if _stamp().get("packages") == wanted:
        return
    pins = sum(1 for line in LOCK.read_text().splitlines() if line[:1].isalnum())
    run_step(
        "Python packages",
        (*PIP, "install", "--progress-bar", "off", "--require-hashes", "--only-binary", ":all:")
        + ("-r", LOCK),
        count=r"^(Collecting|Processing|Requirement already)",
        total=pins,
        hint="Is the package index reachable? Then type: make setup",
    )
    _stamp(packages=wanted, project="")


def ensure_project() -> None:
    """This project itself, editable, so that tilo-edge and tilo-hub exist in .venv/bin."""
    wanted = digest([ROOT / "pyproject.toml"])
    if _stamp().get("project") == wanted and (VENV / "bin" / "tilo-edge").exists():
        return
    run_step(
        "tilo-edge and tilo-hub commands",
        (*PIP, "install", "--no-build-isolation", "--no-deps", "--no-index", "--editable", ROOT),
    )
    _stamp(project=wanted)


def _stamp(**changes: str) -> dict[str, str]:
    """What the last set-up did, kept inside .venv so that it goes away with it."""
    try:
        known: dict[str, str] = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        known = {}
    if changes:
        known |= changes
        STAMP.write_text(json.dumps(known, indent=2))
    return known


def _works(python: Path, code: str) -> bool:
    try:
        return subprocess.run((python, "-c", code), capture_output=True).returncode == 0
    except OSError:
        return False


if __name__ == "__main__":
    exit_with(main)
