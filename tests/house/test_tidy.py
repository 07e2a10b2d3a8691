"""The house's own rules that no library checks: purity, places, sizes, names, defaults."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest
from pydantic_settings import BaseSettings

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("tilo", "edge", "hub", "tools", "provisioning", "bench")
SKIPPED = {"node_modules", "__pycache__", "static", "dist", "api"}
TEXTS = {".py", ".ts", ".tsx", ".mjs", ".js", ".json", ".toml", ".md", ".txt", ".css", ".html"}
TEXTS |= {".sql", ".service", ".timer", ".conf", ".yml", ".yaml", ".sh", ".webmanifest", ""}

CLOCKS_AND_DICE = {"now", "utcnow", "today", "uuid1", "uuid4", "uuid7", "monotonic", "perf_counter"}
OUTSIDE_WORLD = {
    *("aiohttp", "aiomqtt", "aiosqlite", "asyncio", "asyncpg", "http", "logging", "os", "random"),
    *("secrets", "shutil", "socket", "sqlite3", "sqlcipher3", "ssl", "structlog", "subprocess"),
    *("tempfile", "threading", "time", "urllib"),
}
NOT_OURS = re.compile(
    r"pypi[.]org|pythonhosted[.]org|registry[.](?:npmjs|yarnpkg)|deb[.]debian[.]org"
    r"|(?<![\w.}/])/(?:work|root|home)/\w"
)
JUNK_DRAWERS = {
    "util",
    "utils",
    "helper",
    "helpers",
    "manager",
    "service",
    "base",
    "common",
    "misc",
}


def files(*tops: str, suffixes: set[str]) -> Iterator[Path]:
    for top in tops:
        for path in sorted((ROOT / top).rglob("*")):
            inside = path.relative_to(ROOT)
            if path.is_file() and path.suffix in suffixes and not SKIPPED & set(inside.parts):
                yield path


def python(*tops: str) -> list[Path]:
    return list(files(*tops, suffixes={".py"}))


def rules() -> list[Path]:
    """The pure core: all of tilo but its plumbing."""
    return [path for path in python("tilo") if ROOT / "tilo" / "kit" not in path.parents]


def told(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


def nodes(paths: list[Path]) -> Iterator[tuple[Path, ast.AST]]:
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(), str(path))):
            yield path, node


def test_the_rules_know_no_fractions_of_a_rupiah() -> None:
    found = [
        told(path, node)
        for path, node in nodes(rules())
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Name) and node.id == "float")
        or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and not _is_path(node))
    ]
    assert found == [], "money is int rupiah, rates are int basis points"


def _is_path(division: ast.BinOp) -> bool:
    """folder / "name" is no arithmetic."""
    right = division.right
    return isinstance(right, ast.JoinedStr) or (
        isinstance(right, ast.Constant) and isinstance(right.value, str)
    )


def test_the_rules_read_no_clock_throw_no_dice_and_wait_for_nobody() -> None:
    found = [
        told(path, node)
        for path, node in nodes(rules())
        if isinstance(node, ast.AsyncFunctionDef | ast.Await | ast.AsyncFor | ast.AsyncWith)
        or (isinstance(node, ast.Call) and _called(node) in CLOCKS_AND_DICE)
    ]
    assert found == [], "the door hands the moment and the ids in"


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def test_the_rules_touch_nothing_outside() -> None:
    found = []
    for path, node in nodes(rules()):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        found += [told(path, node) for name in names if name.split(".")[0] in OUTSIDE_WORLD]
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "open"
        ):
            found.append(told(path, node))
    assert found == []


def test_every_test_lies_where_its_subject_does() -> None:
    free = {"contracts", "journeys", "house"}
    lost = []
    for path in python("tests"):
        inside = path.relative_to(ROOT / "tests")
        if not path.name.startswith("test_") or inside.parts[0] in free:
            continue
        subject = ROOT / inside.parent / path.name.removeprefix("test_")
        if not subject.exists() and not subject.with_suffix("").is_dir():
            lost.append(str(inside))
    assert lost == [], "tests/x/test_y.py tests x/y.py"


def test_no_file_grew_beyond_a_sitting() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {lines}"
        for path in python(*PACKAGES)
        if (lines := len(path.read_text().splitlines())) > 400
    ]
    assert long == [], "at 400 lines a file becomes a folder of the same name"


def test_no_function_needs_scrolling() -> None:
    long = [
        f"{told(path, node)} {node.name}"
        for path, node in nodes(python(*PACKAGES))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno
        and node.end_lineno - node.lineno >= 60
    ]
    assert long == []


def test_nothing_is_named_after_what_it_is_not() -> None:
    named = [path for path in python(*PACKAGES) if path.stem in JUNK_DRAWERS]
    found = [str(path.relative_to(ROOT)) for path in named]
    for path, node in nodes(python(*PACKAGES)):
        if isinstance(node, ast.ClassDef):
            last = re.findall(r"[A-Z][a-z]*", node.name)[-1:]
            if {word.lower() for word in last} & JUNK_DRAWERS:
                found.append(f"{told(path, node)} {node.name}")
    assert found == [], "a name says what the thing owns"


def everything() -> list[Path]:
    tops = [path.name for path in ROOT.iterdir() if path.is_dir() and path.name[0] != "."]
    found = list(files(*tops, ".ci", suffixes=TEXTS))
    return found + [path for path in ROOT.iterdir() if path.is_file() and path.suffix in TEXTS]


def test_no_file_names_a_registry_or_a_folder_of_somebodys_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in everything()
        if path != Path(__file__) and (match := NOT_OURS.search(path.read_text(errors="replace")))
    ]
    assert found == []


@pytest.mark.parametrize("name", ["dev", "edge", "hub"])
def test_lock_files_name_no_host_and_hold_a_hash_for_every_pin(name: str) -> None:
    lock = (ROOT / "requirements" / f"{name}.txt").read_text()
    assert "://" not in lock
    pins = re.split(r"\n(?=\S)", lock.strip())
    assert all("--hash=sha256:" in pin for pin in pins)


def test_box_and_hub_are_built_from_the_versions_that_were_tested() -> None:
    tested = _pins("dev")
    assert _pins("edge").items() <= tested.items()
    assert _pins("hub").items() <= tested.items()


def _pins(name: str) -> dict[str, str]:
    lock = (ROOT / "requirements" / f"{name}.txt").read_text()
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", lock, re.MULTILINE))


def test_the_web_lock_names_no_registry() -> None:
    lock = ROOT / "web" / "package-lock.json"
    assert '"resolved"' not in lock.read_text()


@pytest.mark.parametrize("package", ["edge", "hub"])
def test_settings_listen_on_loopback_until_told_otherwise(package: str) -> None:
    config = import_module(f"{package}.config").Config
    assert issubclass(config, BaseSettings)
    hosts = {name: field.default for name, field in config.model_fields.items() if "host" in name}
    assert hosts
    assert set(hosts.values()) == {"127.0.0.1"}, hosts


@pytest.mark.parametrize("package", ["edge", "hub"])
def test_commands_listen_on_loopback_until_told_otherwise(package: str) -> None:
    group = import_module(f"{package}.cli").main
    assert isinstance(group, click.Group)
    for name, command in group.commands.items():
        for parameter in command.params:
            if parameter.name and "host" in parameter.name:
                assert parameter.default in ("127.0.0.1", None), f"tilo-{package} {name}"


def test_make_run_listens_on_loopback_until_told_otherwise() -> None:
    assert "\nHOST ?= 127.0.0.1\n" in (ROOT / "Makefile").read_text()
