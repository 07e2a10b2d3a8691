"""Programs the tests need beside Python packages: installs them where it may, else says how.

Nothing is skipped for want of a tool: a suite that leaves out the brokers proves nothing.
"""

import os
import shutil
import subprocess

from tools.steps import Trouble, exit_with, run_step

# program on PATH -> Debian's package
NEEDED = {"mosquitto": "mosquitto", "chromium": "chromium", "ip": "iproute2"}
SYSTEM_FOLDERS = (
    "/usr/local/sbin:/usr/sbin:/sbin"  # not on every user's PATH, yet programs live there
)


def main() -> int:
    packages = missing()
    if not packages:
        return 0
    advice = f"The tests need {', '.join(packages)}. Type: sudo apt install {' '.join(packages)}"
    root = privileged()
    if shutil.which("apt-get") is None or root is None:
        raise Trouble(advice)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run_step("Package lists", (*root, "apt-get", "-q", "update"), env=env, hint=advice)
    install = (*root, "apt-get", "-q", "install", "-y", "--no-install-recommends", *packages)
    title = f"Installing {', '.join(packages)}"
    run_step(title, install, env=env, hint=advice, leashed=False)
    if still := missing():
        raise Trouble(f"Installed, yet not found on PATH: {', '.join(still)}.")
    return 0


def missing() -> list[str]:
    path = os.environ.get("PATH", "") + os.pathsep + SYSTEM_FOLDERS
    return [package for tool, package in NEEDED.items() if shutil.which(tool, path=path) is None]


def privileged() -> tuple[str, ...] | None:
    """How to run a command as root: as we are, by sudo that asks nothing, or not at all."""
    if os.geteuid() == 0:
        return ()
    if shutil.which("sudo") is None:
        return None
    silent = subprocess.run(("sudo", "-n", "true"), capture_output=True).returncode == 0
    return ("sudo", "-n") if silent else None


if __name__ == "__main__":
    exit_with(main)
