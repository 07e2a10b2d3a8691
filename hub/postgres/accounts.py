"""Under which account the server runs, and where that account can reach its data."""

import contextlib
import hashlib
import os
import pwd
import subprocess
from pathlib import Path
from typing import Any


class PostgresTrouble(RuntimeError):
    """PostgreSQL cannot be run here. The message is one sentence for the person who started it."""


def run_as(account: pwd.struct_passwd | None) -> dict[str, Any]:
    if account is None:
        return {}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": ()}


def owner(data_dir: Path) -> pwd.struct_passwd | None:
    """The account to run under. None: our own. Existing data keeps the account that made it."""
    if os.geteuid() != 0:
        return None
    with contextlib.suppress(OSError, KeyError):
        if uid := data_dir.stat().st_uid:
            return pwd.getpwuid(uid)
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise PostgresTrouble("PostgreSQL does not run as root, and there is no account `nobody`.")


def can(account: pwd.struct_passwd | None, test: str, path: Path) -> bool:
    """Asks the system itself, as that account: modes alone do not tell (lists, mounts)."""
    told = subprocess.run(("test", test, str(path)), cwd="/", **run_as(account))
    return told.returncode == 0


def private_home(data_dir: Path) -> Path:
    """Where data and programs go when the server's account cannot reach them where they are."""
    where = data_dir.parent.resolve() / data_dir.name  # not through the link it may be
    return Path("/var/tmp") / f"tilopos-{hashlib.sha256(bytes(where)).hexdigest()[:16]}"


def make_private_home(data_dir: Path) -> Path:
    """Others may pass through it, not look around; one that somebody else made is refused."""
    home = private_home(data_dir)
    home.mkdir(mode=0o711, exist_ok=True)
    if home.is_symlink() or home.stat().st_uid != os.geteuid():
        raise PostgresTrouble(f"{home} belongs to somebody else. Remove it and start again.")
    home.chmod(0o711)  # ours, whatever the umask was
    return home
