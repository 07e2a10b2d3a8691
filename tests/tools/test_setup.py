"""Set-up works with what a bare machine has, and says in a sentence what it lacks."""

import ensurepip
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.steps import ROOT

WITHOUT_ENSUREPIP = "import sys; sys.modules['ensurepip'] = None; from tools import setup; "
RUN = "from tools.steps import exit_with; exit_with(setup.ensure_venv)"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The set-up scripts in a folder of their own."""
    shutil.copytree(ROOT / "tools", tmp_path / "clone" / "tools")
    (tmp_path / "clone" / "tilo").symlink_to(ROOT / "tilo")
    return tmp_path / "clone"


def run(clone: Path, code: str, **env: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        (sys.executable, "-c", code),
        cwd=clone,
        env={**os.environ, "PYTHONPATH": str(clone), **env},
        capture_output=True,
        text=True,
    )


def has_pip(clone: Path) -> bool:
    return subprocess.run((clone / ".venv/bin/python", "-c", "import pip")).returncode == 0


@pytest.mark.slow
def test_a_new_clone_gets_its_environment(clone: Path) -> None:
    done = run(clone, "from tools import setup; " + RUN)
    assert done.returncode == 0, done.stderr
    assert has_pip(clone)


@pytest.mark.slow
def test_a_broken_environment_is_made_anew(clone: Path) -> None:
    python = clone / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to("/no/such/python3.11")
    done = run(clone, "from tools import setup; " + RUN)
    assert done.returncode == 0, done.stderr
    assert has_pip(clone)


@pytest.mark.slow
def test_where_ensurepip_is_a_package_apart_any_pip_stands_in(clone: Path) -> None:
    wheels = Path(ensurepip.__file__).parent / "_bundled"
    offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels)}
    done = run(clone, WITHOUT_ENSUREPIP + RUN, **offline)
    assert done.returncode == 0, done.stderr
    assert has_pip(clone)


def test_without_any_pip_it_says_what_to_install(clone: Path) -> None:
    no_pip = "sys.modules['pip'] = None; "
    done = run(clone, WITHOUT_ENSUREPIP + no_pip + RUN, PATH="/nowhere")
    assert done.returncode == 1
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert done.stderr.strip().endswith(f"apt install python{version}-venv")
    assert "Traceback" not in done.stderr
    assert not (clone / ".venv").exists()


def found_python(clone: Path, path: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ("/bin/sh", "tools/find-python.sh"),
        cwd=clone,
        env={"PATH": str(path)},
        capture_output=True,
        text=True,
    )


def program(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(0o755)
    return file


def test_the_newest_python_that_really_runs_is_taken(clone: Path, tmp_path: Path) -> None:
    """Version managers leave a python3.13 on PATH that only prints how to install one."""
    path = tmp_path / "bin"
    program(path, "python3.13", "exit 127")
    fit = program(path, "python3.12", f'exec "{sys.executable}" "$@"')
    program(path, "python3", f'exec "{sys.executable}" "$@"')
    assert found_python(clone, path).stdout.strip() == str(fit)


def test_a_machine_without_a_fit_python_is_told_so(clone: Path, tmp_path: Path) -> None:
    path = tmp_path / "bin"
    program(path, "python3", "exit 1")
    told = found_python(clone, path)
    assert told.returncode == 1
    assert told.stderr.startswith("No Python 3.11, 3.12 or 3.13 was found.")
