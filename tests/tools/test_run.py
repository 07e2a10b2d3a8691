"""`make run`: everything starts together, heals by itself and leaves nothing behind."""

import re
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from edge.broker import Broker
from tests.services import BOX, free_port
from tests.tools.conftest import Shop, ask, eventually
from tools.steps import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]
PROGRAMS = {"edge", "hub", "mqtt", "postgres", "print", "printer", "sync"}


def well(shop: Shop) -> bool:
    return ask("GET", shop.base, "/readyz")[0] == ask("GET", shop.base + 10, "/readyz")[0] == 200


def sell(shop: Shop) -> None:
    assert ask("POST", shop.base)[0] == 200
    assert ask("POST", shop.base + 10)[0] == 200


def test_a_person_is_told_where_everything_is(shop: Shop) -> None:
    facts = shop.start()
    assert set(facts["pids"]) == PROGRAMS
    assert facts["edge"]["pos"] == f"http://127.0.0.1:{shop.base}/pos/"
    assert facts["hub"]["office"] == f"http://127.0.0.1:{shop.base + 10}/office/"
    assert facts["mqtt"] == {"host": "127.0.0.1", "port": shop.base + 30, "kind": "mosquitto"}
    assert facts["printers"][0]["port"] == shop.base + 20
    assert facts["staff"] == [{"name": "Sari", "role": "cashier", "pin": "1234"}]
    assert facts["hub_users"][0]["email"] == "ibu@kopi.example"
    assert stat.S_IMODE((shop.data / "run.json").stat().st_mode) == 0o600
    eventually(lambda: "Stop with Ctrl-C" in shop.words(), shop.words())
    for told in ("/pos/", "/office/", "PIN 1234", "tubruk", str(shop.data)):
        assert told in shop.words()


def test_what_was_sold_is_there_after_a_stop_and_a_start(shop: Shop) -> None:
    shop.start()
    sell(shop)
    assert shop.stop(signal.SIGINT) == 0
    assert shop.left() == []
    assert not (shop.data / "run.json").exists()
    shop.start()
    assert ask("GET", shop.base) == (200, 1)
    assert ask("GET", shop.base + 10) == (200, 1)
    assert (shop.data / "edge" / "seeded").read_text() == "x", "the sample restaurant comes once"
    assert shop.stop(signal.SIGTERM) == 0


def test_every_program_killed_comes_back(shop: Shop) -> None:
    shop.start()
    sell(shop)
    for name in sorted(PROGRAMS):
        pid = running(shop, name)
        psutil.Process(pid).kill()
        eventually(lambda: running(shop, name) != pid, f"{name} stays away: {shop.words()}")  # noqa: B023
    eventually(lambda: well(shop), shop.words())
    assert ask("GET", shop.base) == (200, 1)
    assert ask("GET", shop.base + 10) == (200, 1)
    assert "starting it again" in shop.words()


def running(shop: Shop, name: str) -> int:
    """The pid that run.json tells, once a process has it."""
    found: list[int] = []

    def there() -> bool:
        found[:] = [shop.facts()["pids"].get(name, 0)]
        return psutil.pid_exists(found[0])

    eventually(there, f"{name} is not running: {shop.words()}")
    return found[0]


def test_a_killed_supervisor_leaves_nothing_and_the_next_start_heals(shop: Shop) -> None:
    shop.start()
    sell(shop)
    shop.stop(signal.SIGKILL)
    eventually(lambda: shop.left() == [], f"left: {shop.left()}")
    eventually(lambda: not (shop.data / "run.json").exists(), "run.json tells of a dead run")
    shop.start()
    assert ask("GET", shop.base + 10) == (200, 1)


def test_what_a_killed_run_left_is_ended_by_the_next(shop: Shop) -> None:
    """A program that its own parent started does not hang on the supervisor's leash."""
    shop.start()
    shop.stop()
    orphan = psutil.Popen(["sleep", "600"], env={"TILO_RUN_DATA": str(shop.data)})
    shop.start()
    orphan.wait(10)
    assert "left by an earlier run" in shop.words()


def test_two_shops_run_side_by_side(open_shop: Callable[[], Shop]) -> None:
    menteng, kemang = open_shop(), open_shop()
    menteng.start()
    kemang.start(TILO_BROKER="nats")
    assert kemang.facts()["mqtt"]["kind"] == "nats"
    sell(menteng)
    assert ask("GET", kemang.base) == (200, 0)
    assert menteng.stop() == 0
    assert well(kemang)


def test_a_folder_in_use_is_refused_and_the_run_on_it_goes_on(
    shop: Shop, open_shop: Callable[[], Shop]
) -> None:
    shop.start()
    assert shop.process
    second = open_shop()
    second.data = shop.data
    assert second.launch().wait(30) == 1
    assert f"in use by another run (process {shop.process.pid})" in second.words()
    assert well(shop)
    assert shop.facts()["pids"]


def test_a_port_in_use_is_named_with_what_to_type_instead(shop: Shop) -> None:
    with socket.create_server(("127.0.0.1", shop.base + 10)):
        told = shop.refusal()
    assert f"Port {shop.base + 10}, for the hub, is in use by " in told
    assert f"(process {psutil.Process().pid})" in told
    assert "make run PORT_BASE=" in told


def test_a_program_that_refuses_ends_the_start_with_its_own_words(shop: Shop) -> None:
    told = shop.refusal(STANDIN_REFUSES="tilo-hub serve")
    assert "hub did not start: ended with exit code 3. It last said: no such menu" in told


def test_a_failing_migration_ends_the_start(shop: Shop) -> None:
    assert "tilo-hub migrate failed. It last said: no such menu." in shop.refusal(
        STANDIN_REFUSES="tilo-hub migrate"
    )


def test_a_configured_broker_that_is_silent_is_named(shop: Shop) -> None:
    told = shop.refusal(TILO_MQTT_HOST="127.0.0.1", TILO_MQTT_PORT=str(free_port()))
    assert "does not let box in" in told


def test_services_that_run_elsewhere_are_used(
    shop: Shop, mosquitto: Broker, database_dsn: str
) -> None:
    """A shop may have a broker and a database of its own."""
    facts = shop.start(
        TILO_MQTT_HOST=mosquitto.host,
        TILO_MQTT_PORT=str(mosquitto.port),
        TILO_MQTT_USER=BOX.name,
        TILO_MQTT_PASSWORD=BOX.password,
        TILO_HUB_DSN=database_dsn,
    )
    assert facts["mqtt"]["kind"] == "configured"
    assert set(facts["pids"]) == PROGRAMS - {"mqtt", "postgres"}
    sell(shop)
    assert shop.stop() == 0


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGKILL])
def test_a_signal_to_make_is_a_signal_to_the_run(shop: Shop, by: signal.Signals) -> None:
    recipe = re.search(r"^\t@(.*) -m tools.run ", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert recipe
    line = " ".join(shop.command()).replace(sys.executable, recipe[1])
    text = f"PY := {sys.executable}\nrun:\n\t@{line}\n"
    with subprocess.Popen(("make", "-f", "-", "run"), stdin=subprocess.PIPE, cwd=ROOT) as made:
        assert made.stdin
        made.stdin.write(text.encode())
        made.stdin.close()
        eventually((shop.data / "run.json").exists, "not started")
        made.send_signal(by)
    eventually(lambda: shop.left() == [] and not (shop.data / "run.json").exists(), "left")


def test_a_damaged_database_is_named(shop: Shop) -> None:
    shop.start()
    shop.stop()
    database = shop.data / "postgres"
    (database / "PG_VERSION").unlink()
    assert "is damaged" in shop.refusal()
    assert (database / "base").exists(), "never started empty"


@pytest.mark.parametrize(
    ("extra", "told"),
    [
        (("--port-base", "eighty"), "PORT_BASE must be a number"),
        (("--port-base", "65530"), "PORT_BASE must be a number"),
        (("--host", "203.0.113.7"), "HOST=203.0.113.7 is not an address of this machine"),
        (("--bin", "/nowhere"), "/nowhere/tilo-edge is missing. Type: make setup"),
        (("--data", "/dev/null/shop"), "cannot be used: Not a directory"),
        (("--data", "/proc/shop"), "cannot be used: No such file or directory"),
    ],
)
def test_what_cannot_work_is_told_in_a_sentence(
    shop: Shop, extra: tuple[str, str], told: str
) -> None:
    assert told in shop.refusal(*extra)


def test_a_folder_of_somebody_else_is_not_touched(shop: Shop) -> None:
    shop.data.mkdir()
    (shop.data / "thesis.txt").write_text("years of work")
    assert "was not made by make run" in shop.refusal()
    assert [path.name for path in shop.data.iterdir()] == ["thesis.txt"]


def test_a_stop_during_the_start_is_heeded(shop: Shop) -> None:
    process = shop.launch()
    eventually(lambda: "postgres" in shop.left(), shop.words())
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    assert shop.left() == []


def test_a_deep_folder_with_an_odd_name_closed_to_others_works(shop: Shop, tmp_path: Path) -> None:
    """The socket's path would be too long, and PostgreSQL's account cannot pass."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    shop.data = closed / ("deep " * 15).strip() / ("möre-" * 10)
    shop.start()
    assert well(shop)
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
