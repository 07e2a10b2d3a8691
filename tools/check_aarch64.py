"""`make aarch64`: proves that the box, an arm64 machine without a compiler, can install edge.txt.

pip resolves every pin for that machine from wheels alone, for the oldest and the newest Python
we support, and checks the hashes; nothing is installed.
"""

import json
import subprocess
import tempfile
from pathlib import Path

from tools.steps import PYTHON, ROOT, Trouble, exit_with, say

LOCK = ROOT / "requirements" / "edge.txt"
VERSIONS = ("3.11", "3.13")
# Newest first; Debian 12 on the box has glibc 2.36.
PLATFORMS = (
    "manylinux_2_34_aarch64",
    "manylinux_2_28_aarch64",
    "manylinux_2_17_aarch64",
    "manylinux2014_aarch64",
)


def main() -> int:
    wanted = pins(LOCK.read_text())
    for version in VERSIONS:
        found = wheels(version)
        missing = sorted(wanted - found.keys())
        if missing:
            raise Trouble(f"No aarch64 wheel for Python {version}: {', '.join(missing)}.")
        native = sum("aarch64" in url for url in found.values())
        say(f"  Python {version}: {len(found)} wheels for aarch64, {native} of them compiled")
    return 0


def pins(lock: str) -> set[str]:
    """The names pinned for Linux; pins for other systems carry a marker that says so."""
    lines = [line for line in lock.splitlines() if line[:1].isalnum()]
    return {line.split("==")[0] for line in lines if "win32" not in line}


def wheels(version: str) -> dict[str, str]:
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch, "report.json")
        command: list[str | Path] = [
            PYTHON,
            "-m",
            "pip",
            "--disable-pip-version-check",
            "--no-input",
            "install",
        ]
        command += ["--quiet", "--dry-run", "--ignore-installed", "--no-deps"]
        command += ["--require-hashes", "--only-binary", ":all:", "--implementation", "cp"]
        command += ["--target", scratch, "--python-version", version, "--report", report]
        for platform in PLATFORMS:
            command += ["--platform", platform]
        told = subprocess.run((*command, "-r", LOCK), capture_output=True, text=True)
        if told.returncode:
            lines = [line for line in told.stderr.splitlines() if line.startswith("ERROR")]
            raise Trouble(f"Python {version} on aarch64: {' '.join(lines) or told.stderr}")
        entries = json.loads(report.read_text())["install"]
    return {
        entry["metadata"]["name"].lower().replace("_", "-"): entry["download_info"]["url"]
        for entry in entries
    }


if __name__ == "__main__":
    exit_with(main)
