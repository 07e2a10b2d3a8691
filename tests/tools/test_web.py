"""The browser apps are installed and built when their sources changed, and only then."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools import web
from tools.steps import ROOT, VENV

pytestmark = pytest.mark.slow
BUILD = (
    "mkdir -p ../edge/static/pos && echo app > ../edge/static/pos/index.html"
    " && echo built >> ../builds"
)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A project whose web part has no dependencies, so npm needs no network."""
    root = tmp_path / "clone"
    shutil.copytree(ROOT / "tools", root / "tools")
    (root / "tilo").symlink_to(ROOT / "tilo")
    (root / ".venv").symlink_to(VENV)
    (root / "web" / "pos").mkdir(parents=True)
    (root / "web" / "pos" / "index.html").write_text("<h1>Kasir</h1>")
    package = {"name": "shop", "version": "1.0.0", "scripts": {"build": BUILD}}
    (root / "web" / "package.json").write_text(json.dumps(package))
    lock = {"name": "shop", "version": "1.0.0", "lockfileVersion": 3, "packages": {"": package}}
    (root / "web" / "package-lock.json").write_text(json.dumps(lock))
    return root


def ensure(clone: Path) -> int:
    """How often it has been built by now."""
    code = "from tools import web; web.ensure()"
    env = {**os.environ, "PYTHONPATH": str(clone)}
    subprocess.run((sys.executable, "-c", code), cwd=clone, env=env, check=True)
    return len((clone / "builds").read_text().splitlines())


def test_it_builds_once_until_a_source_changes(clone: Path) -> None:
    assert ensure(clone) == 1
    assert ensure(clone) == 1
    (clone / "web" / "pos" / "main.ts").write_text("export {}")
    assert ensure(clone) == 2


def test_it_builds_again_when_the_result_is_gone(clone: Path) -> None:
    assert ensure(clone) == 1
    shutil.rmtree(clone / "edge" / "static")
    assert ensure(clone) == 2


def test_packages_are_installed_again_when_they_are_gone(clone: Path) -> None:
    ensure(clone)
    shutil.rmtree(clone / "web" / "node_modules")
    ensure(clone)
    assert (clone / "web" / "node_modules" / ".tilo-installed").exists()


def test_a_machine_without_node_has_the_one_from_the_python_packages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "/usr/bin/nowhere")
    assert web.node_folder() == VENV / "node"


def test_an_old_node_is_passed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, version in (("node", "v18.19.0"), ("npm", "9.2.0")):
        (tmp_path / name).write_text(f"#!/bin/sh\necho {version}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert not web.fit(tmp_path)
    assert web.node_folder() == VENV / "node"
