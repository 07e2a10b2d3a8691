"""The back office opens, deep links included, and its folder is the only one that is served."""

from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from hub.office import OfficeMissing, add_pages, serve
from tests.hub.conftest import Hub


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A built app, and a secret beside its folder."""
    root = tmp_path / "office"
    (root / "assets").mkdir(parents=True)
    (root / "index.html").write_text("<title>Kantor</title>")
    (root / "assets" / "main-4f2a.js").write_text("1")
    (root / "manifest.webmanifest").write_text("{}")
    (tmp_path / "secret.txt").write_text("rahasia")
    return root


async def test_every_way_in_leads_to_the_office(built: Path) -> None:
    app = web.Application()
    add_pages(app, built)
    async with TestClient(TestServer(app)) as client:
        for path in ("/", "/office", "/office/", "/office/outlets/kemang"):
            answer = await client.get(path)
            assert (answer.status, await answer.text()) == (200, "<title>Kantor</title>")
            assert answer.headers["Cache-Control"] == "no-cache"
        script = await client.get("/office/assets/main-4f2a.js")
        assert "immutable" in script.headers["Cache-Control"]
        assert script.content_type in ("text/javascript", "application/javascript")


@pytest.mark.parametrize(
    "path",
    ["../secret.txt", "assets/../../secret.txt", "/etc/passwd", "a\0b", "..", "x" * 9_000],
    ids=range(6),
)
def test_nothing_outside_the_folder_is_served(built: Path, path: str) -> None:
    try:
        assert serve(built, path)._path == built / "index.html"
    except OfficeMissing:
        pass


@pytest.mark.parametrize(
    "path",
    [
        "/office/../hub/config.py",
        "/office/%2e%2e/config.py",
        "/office/..%2fconfig.py",
        "/office/%2e%2e%2f%2e%2e%2fetc/passwd",
        "/office//etc/passwd",
        "/office/..%5cconfig.py",
    ],
)
async def test_no_spelling_of_a_path_leaves_the_folder(hub: Hub, path: str) -> None:
    answer = await hub.client.get(path)
    assert answer.status in (200, 404)
    assert "TILO_" not in await answer.text()


def test_a_missing_script_is_missing_not_a_page(built: Path) -> None:
    with pytest.raises(OfficeMissing):
        serve(built, "assets/main-old.js")


def test_a_program_without_the_office_says_so(tmp_path: Path) -> None:
    with pytest.raises(OfficeMissing):
        serve(tmp_path / "nothing", "")
