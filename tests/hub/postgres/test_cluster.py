"""The hub's own PostgreSQL starts, keeps what it holds, and heals after being killed."""

import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from hub.postgres import Cluster, PostgresTrouble, find_programs, major_version, private_home
from hub.postgres.programs import DEBIAN
from tests.services import free_port

pytestmark = pytest.mark.slow
as_root = os.geteuid() == 0


@pytest.fixture
def cluster(service_folder: Path) -> Iterator[Cluster]:
    folder = service_folder / f"cluster-{secrets.token_hex(4)}"
    cluster = Cluster(folder, free_port(), password="kopi-tubruk", durable=False)
    yield cluster
    cluster.erase()


def kill(cluster: Cluster) -> None:
    assert cluster.pid
    server = psutil.Process(cluster.pid)
    server.kill()
    server.wait(5)


def test_what_was_sold_is_there_after_a_restart(cluster: Cluster) -> None:
    cluster.start()
    cluster.query("CREATE TABLE sale (total int); INSERT INTO sale VALUES (25000)")
    cluster.stop()
    cluster.start()
    assert cluster.query("SELECT total FROM sale") == "25000"


def test_starting_twice_is_starting_once(cluster: Cluster) -> None:
    cluster.start()
    pid = cluster.pid
    cluster.start()
    assert cluster.pid == pid


def test_it_heals_after_being_killed(cluster: Cluster) -> None:
    cluster.start()
    cluster.query("CREATE TABLE sale (total int); INSERT INTO sale VALUES (18000)")
    kill(cluster)
    cluster.start()
    assert cluster.query("SELECT total FROM sale") == "18000"


def test_a_pid_file_naming_another_program_does_not_stop_it(cluster: Cluster) -> None:
    """After a reboot the old number easily belongs to somebody else, here to this test."""
    cluster.start()
    kill(cluster)
    file = cluster.data_dir / "postmaster.pid"
    file.write_text(file.read_text().replace(str(cluster.pid), str(os.getpid()), 1))
    cluster.start()
    assert cluster.query("SELECT 1") == "1"


def test_a_server_that_outlived_its_run_is_replaced(cluster: Cluster) -> None:
    cluster.start()
    heir = Cluster(cluster.data_dir, free_port(), password="kopi-tubruk", durable=False)
    heir.start()
    try:
        assert heir.query("SELECT 1") == "1"
        assert not cluster.is_ready(cluster.pid)
    finally:
        heir.stop()


def test_a_wrong_password_is_refused(cluster: Cluster) -> None:
    cluster.start()
    stranger = Cluster(cluster.data_dir, cluster.port, password="salah")
    with pytest.raises(PostgresTrouble, match="password authentication failed"):
        stranger.query("SELECT 1")


def test_it_listens_on_loopback_only_and_speaks_utf8(cluster: Cluster) -> None:
    cluster.start()
    assert cluster.query("SHOW listen_addresses") == "127.0.0.1"
    assert cluster.query("SHOW server_encoding") == "UTF8"
    assert cluster.query("SELECT lower('ÉS TÉLER')") == "és téler"


def test_a_damaged_folder_is_named_and_left_alone(cluster: Cluster) -> None:
    cluster.data_dir.mkdir()
    (cluster.data_dir / "base").write_text("half of something")
    with pytest.raises(PostgresTrouble, match="is damaged"):
        cluster.start()
    assert (cluster.data_dir / "base").exists()


def test_a_database_of_another_major_version_is_named(cluster: Cluster) -> None:
    cluster.data_dir.mkdir()
    (cluster.data_dir / "PG_VERSION").write_text("9\n")
    with pytest.raises(PostgresTrouble, match="made by PostgreSQL 9"):
        cluster.start()


def test_a_port_in_use_is_named(cluster: Cluster, postgres: Cluster) -> None:
    cluster.port = postgres.port
    with pytest.raises(PostgresTrouble, match=r"did not start.*"):
        cluster.start()
    assert cluster.pid is None


def test_an_interrupted_creation_is_done_again(cluster: Cluster) -> None:
    half = cluster.data_dir.with_name(cluster.data_dir.name + ".new")
    half.mkdir()
    (half / "base").write_text("half of something")
    cluster.start()
    assert not half.exists()
    assert cluster.query("SELECT 1") == "1"


def test_no_folder_is_opened_to_other_accounts(tmp_path: Path) -> None:
    """Its account cannot enter a folder of root's own, so the data moves, not the mode."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    cluster = Cluster(closed / "postgres", free_port(), password="kopi", durable=False)
    try:
        cluster.start()
        assert cluster.query("SELECT 1") == "1"
        assert cluster.data_dir.is_symlink() is as_root
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700
        cluster.stop()
        cluster.start()
        assert cluster.query("SELECT 1") == "1"
    finally:
        cluster.erase()
    assert not private_home(closed / "postgres").exists()


def test_programs_its_account_cannot_reach_are_copied(tmp_path: Path) -> None:
    """The whole project may lie in a folder of root's own."""
    package = find_programs().parent.parent
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    for part in (package, package.with_name(package.name + ".libs")):
        (closed / part.name).symlink_to(part)
    programs = closed / package.name / "pginstall" / "bin"
    cluster = Cluster(
        closed / "postgres", free_port(), password="kopi", bin_dir=programs, durable=False
    )
    try:
        cluster.start()
        assert cluster.query("SELECT 1") == "1"
        assert (cluster.bin_dir == programs) is not as_root
    finally:
        cluster.erase()


def test_every_postgresql_on_this_machine_serves_as_well(service_folder: Path) -> None:
    """Production runs Debian's; 15 is the floor."""
    for programs in {find_programs(), *DEBIAN.glob("*/bin")}:
        folder = service_folder / f"cluster-{secrets.token_hex(4)}"
        cluster = Cluster(folder, free_port(), password="kopi", bin_dir=programs, durable=False)
        try:
            cluster.start()
            assert cluster.query("SELECT lower('ÉS TÉLER')") == "és téler"
            assert cluster.query("SHOW server_version").startswith(f"{major_version(programs)}.")
        finally:
            cluster.erase()


def test_each_test_has_a_database_of_its_own(postgres: Cluster, database_dsn: str) -> None:
    name = database_dsn.rsplit("/", 1)[1]
    assert postgres.query(f"SELECT count(*) FROM pg_database WHERE datname = '{name}'") == "1"
    again = postgres.create_database(name)
    assert again == database_dsn
