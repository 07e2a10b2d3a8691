"""The folder of one run: its secrets stay, what it tells is whole and private."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.datafolder import LONGEST_SOCKET_PATH, DataFolder
from tools.steps import Trouble


@pytest.fixture
def data(tmp_path: Path) -> Iterator[DataFolder]:
    folder = DataFolder(tmp_path / "shop")
    folder.open()
    yield folder
    folder.close()


def test_a_secret_is_made_once_and_kept_from_others(data: DataFolder) -> None:
    secret = data.secret("TILO_BOX_TOKEN")
    assert len(secret) >= 43, "256 bits"
    assert data.secret("TILO_BOX_TOKEN") == secret
    file = data.path / "secrets" / "TILO_BOX_TOKEN"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_an_empty_secret_is_not_replaced_silently(data: DataFolder) -> None:
    """The hub knows the old one; a new one would only look like it works."""
    (data.path / "secrets" / "TILO_BOX_TOKEN").write_text("")
    with pytest.raises(Trouble, match="is empty"):
        data.secret("TILO_BOX_TOKEN")


def test_what_is_written_is_read_again(data: DataFolder) -> None:
    data.write("demo.json", {"staff": [{"name": "Sari"}]})
    assert data.read("demo.json") == {"staff": [{"name": "Sari"}]}
    (data.path / "demo.json").write_text("{half")
    assert data.read("demo.json") == {}


def test_the_socket_path_fits_however_deep_the_folder(tmp_path: Path) -> None:
    shallow, deep = DataFolder(Path("/srv/shop")), DataFolder(tmp_path / ("deep" * 20) / "er")
    assert shallow.socket_path() == Path("/srv/shop/edge/edge.sock")
    path = deep.socket_path()
    assert len(bytes(path)) <= LONGEST_SOCKET_PATH
    assert path == deep.socket_path()
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    path.parent.rmdir()
