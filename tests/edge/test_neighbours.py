"""Hub gone, broker gone, printers gone: selling goes on, and the state says which."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from edge.broker import Broker
from edge.db import Sql
from edge.state import SILENT_MS
from edge.sync.store import Backlog
from tests.shop import Body, Hands, Shop, Tablet, document, line

PATIENCE_S = 10


@pytest.fixture
async def inside(timed: Shop) -> AsyncIterator[Tablet]:
    """What the print and sync processes have: the unix socket."""
    connector = aiohttp.UnixConnector(path=str(timed.settings.socket_path))
    async with aiohttp.ClientSession(connector=connector) as http:
        yield Tablet(http, "http://box")


async def until(tablet: Tablet, holds: Any) -> Body:
    """The state, once it is so."""
    state: Body = {}
    try:
        async with asyncio.timeout(PATIENCE_S):
            while not holds(state := (await tablet.get("/api/state")).yes()):
                await asyncio.sleep(0.02)
    except TimeoutError:
        raise AssertionError(f"the state stayed {state}") from None
    return state


async def sell(tablet: Tablet) -> int:
    """A whole sale; its total."""
    paid = (await tablet.pay(await tablet.order(line("rawon"), line("kopi"), fire=True))).yes()
    total: int = paid["totals"]["total"]
    return total


async def report(inside: Tablet, **body: Any) -> None:
    (await inside.post_plain("/internal/sync/report", body)).yes()


async def test_with_nobody_around_the_shop_sells_and_the_state_names_who_is_missing(
    timed: Shop,
) -> None:
    sari = await timed.as_("sari")
    total = await sell(sari)
    state = await until(sari, lambda state: state["hub"]["unsynced_rupiah"] == total)
    assert state["box"] == {"ok": True, "disk": "ok", "version": "0.1.0"}
    assert state["internet"] is None, "nobody has looked"
    assert state["hub"]["connected"] is False
    assert state["hub"]["reason"] == "sync.silent"
    assert state["broker"] == {"ok": False}
    assert state["printers"] == [
        {
            "id": "kasir",
            "name": "Kasir",
            "state": "unknown",
            "waiting": 1,
            "reason": "print.silent",
        }
    ]


async def test_the_hub_s_words_reach_the_tills(timed: Shop, inside: Tablet) -> None:
    sari = await timed.as_("sari")
    await report(inside, connected=True, internet=True, acked_seq=1)
    state = await until(sari, lambda state: state["hub"]["connected"])
    assert state["internet"] is True
    assert state["hub"]["last_sync_ms"] == timed.box.door.clock.now().ms
    await report(inside, connected=False, internet=False, error="hub.unreachable")
    state = await until(sari, lambda state: not state["hub"]["connected"])
    assert (state["internet"], state["hub"]["reason"]) == (False, "hub.unreachable")
    assert state["hub"]["last_sync_ms"] is not None
    await sell(sari)


async def test_a_sync_process_that_fell_silent_is_not_believed_any_more(
    timed: Shop, inside: Tablet, hands: Hands
) -> None:
    sari = await timed.as_("sari")
    await report(inside, connected=True, internet=True)
    await until(sari, lambda state: state["hub"]["connected"])
    hands.ms += SILENT_MS
    state = await until(sari, lambda state: not state["hub"]["connected"])
    assert (state["internet"], state["hub"]["reason"]) == (None, "sync.silent")
    ready = (await sari.get("/readyz")).yes()
    assert ready["checks"]["sync"]["detail"] == f"silent for {SILENT_MS // 1000} s"


async def test_what_is_unsynced_is_counted_in_facts_and_rupiah(
    timed: Shop, inside: Tablet, hands: Hands
) -> None:
    sari = await timed.as_("sari")
    first = await sell(sari)
    seq = (await timed.journal())[-1].seq
    hands.ms += 60_000
    second = await sell(sari)
    head = (await timed.journal())[-1]
    both = await until(sari, lambda state: state["hub"]["unsynced_rupiah"] == first + second)
    assert both["hub"]["unsynced"] == head.seq
    await report(inside, connected=True, acked_seq=seq)
    one = await until(sari, lambda state: state["hub"]["unsynced_rupiah"] == second)
    assert one["hub"]["unsynced"] == head.seq - seq
    assert one["hub"]["oldest_unsynced_ms"] == head.at
    await report(inside, connected=True, acked_seq=head.seq)
    none = await until(sari, lambda state: state["hub"]["unsynced"] == 0)
    assert (none["hub"]["unsynced_rupiah"], none["hub"]["oldest_unsynced_ms"]) == (0, None)


async def test_a_hub_that_went_back_to_a_backup_is_behind_again(
    timed: Shop, inside: Tablet
) -> None:
    sari = await timed.as_("sari")
    total = await sell(sari)
    head = (await timed.journal())[-1].seq
    await report(inside, connected=True, acked_seq=head)
    await until(sari, lambda state: state["hub"]["unsynced"] == 0)
    await report(inside, connected=True, acked_seq=1)
    state = await until(sari, lambda state: state["hub"]["unsynced"] == head - 1)
    assert state["hub"]["unsynced_rupiah"] == total


async def test_a_hub_that_claims_more_than_there_is_is_not_believed(
    timed: Shop, inside: Tablet
) -> None:
    sari = await timed.as_("sari")
    await report(inside, connected=True, acked_seq=10**9)
    await sell(sari)
    state = await until(sari, lambda state: state["hub"]["unsynced"] > 0)
    assert state["hub"]["unsynced_rupiah"] > 0


async def test_how_far_the_hub_is_outlives_a_restart(timed: Shop, inside: Tablet) -> None:
    sari = await timed.as_("sari")
    await sell(sari)
    head = (await timed.journal())[-1].seq
    await report(inside, connected=True, acked_seq=head)
    await until(sari, lambda state: state["hub"]["unsynced"] == 0)
    await timed.restart()
    assert timed.box.neighbours.acked == head


async def test_the_backlog_counted_as_it_comes_is_the_one_counted_anew(timed: Shop) -> None:
    """Whatever order sales and acknowledgements come in."""
    sari = await timed.as_("sari")
    stream = timed.box.door.journal.stream
    kept = Backlog(stream)
    for n in range(8):
        await sell(sari)
        head = timed.box.door.head.seq
        for acked in {0, head // 2, head - n, head, head // 3}:

            def both(sql: Sql, acked: int = acked, head: int = head) -> Any:
                return kept.behind(sql, acked, head), Backlog(stream).behind(sql, acked, head)

            running, anew = await timed.box.db.read(both)
            assert running == anew


async def test_a_printer_s_trouble_is_named_and_its_queue_counted(
    timed: Shop, inside: Tablet
) -> None:
    sari = await timed.as_("sari")
    path = "/internal/print/printers/kasir/status"
    (await inside.post_plain(path, {"state": "paper_out", "reason": "habis"})).yes()
    for _ in range(3):
        await sell(sari)
    state = await until(sari, lambda state: state["printers"][0]["waiting"] == 3)
    assert state["printers"][0] | {"state": "paper_out", "reason": "habis"} == state["printers"][0]
    (await inside.post_plain(path, {"state": "ok"})).yes()
    await until(sari, lambda state: state["printers"][0]["state"] == "ok")


async def test_a_print_process_that_fell_silent_makes_its_printers_unknown(
    timed: Shop, inside: Tablet, hands: Hands
) -> None:
    sari = await timed.as_("sari")
    path = "/internal/print/printers/kasir/status"
    (await inside.post_plain(path, {"state": "ok"})).yes()
    await until(sari, lambda state: state["printers"][0]["state"] == "ok")
    hands.ms += SILENT_MS + 1
    state = await until(sari, lambda state: state["printers"][0]["state"] == "unknown")
    assert state["printers"][0]["reason"] == "print.silent"


async def test_a_printer_that_is_off_never_keeps_the_work_of_another(
    timed: Shop, inside: Tablet
) -> None:
    """Hundreds of slips wait at the bar; the receipts come out at the till."""
    bar = {"id": "bar", "name": "Bar", "host": "127.0.0.1", "purpose": "station", "station": "bar"}
    await timed.apply(document("printer", bar))
    sari = await timed.as_("sari")
    check = await sari.order(line("kopi"), fire=True)
    for _ in range(220):
        check = (await sari.add(check, line("kopi"), fire=True)).yes()
    (await sari.pay(check)).yes()
    work = (await inside.get("/internal/print/work")).yes()
    waiting = [job["printer_id"] for job in work["jobs"]]
    assert "kasir" in waiting
    assert waiting.count("bar") == 50
    bar_jobs = [job for job in work["jobs"] if job["printer_id"] == "bar"]
    assert bar_jobs == sorted(bar_jobs, key=lambda job: (job["priority"], job["created_at_ms"]))
    state = await until(sari, lambda state: len(state["printers"]) == 2)
    assert {each["id"]: each["waiting"] for each in state["printers"]} == {"bar": 221, "kasir": 1}


async def test_a_broker_that_comes_and_goes_is_told(cooking: Shop, broker: Broker) -> None:
    sari = await cooking.as_("sari")
    await until(sari, lambda state: state["broker"]["ok"])
    await asyncio.to_thread(broker.stop)
    await until(sari, lambda state: not state["broker"]["ok"])
    await sell(sari)
    await asyncio.to_thread(broker.launch)
    await until(sari, lambda state: state["broker"]["ok"])


async def test_a_fault_of_the_disk_does_not_blind_the_box(
    timed: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Writing fails for a while; the state says so and recovers without a sale."""
    sari = await timed.as_("sari")

    def read_only(sql: Sql) -> None:
        sql.execute("pragma query_only=on")

    def writable(sql: Sql) -> None:
        sql.execute("pragma query_only=off")

    await timed.box.db.write(read_only)
    check = {"check_id": "01a20368-e518-774d-b5cf-ad219722b104"}
    (await sari.post("/api/checks", check)).no("disk.full")
    state = await until(sari, lambda state: not state["box"]["ok"])
    assert state["box"]["disk"] == "full"
    assert (await sari.get("/readyz")).status == 503
    assert not timed.box.door.storage_ok, "and it is not believed well before it is"
    await timed.box.db.write(writable)
    await until(sari, lambda state: state["box"]["ok"])
    assert (await sari.get("/readyz")).status == 200
    (await sari.post("/api/checks", check)).yes()
