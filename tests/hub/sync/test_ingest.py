"""A box's journal arrives whole and once, whatever the line between does to it."""

import asyncio
import gzip
import random
import zlib
from typing import Any

import orjson
import pytest

from hub.keys import INGEST
from hub.sync.batch import JournalBatch
from hub.sync.ingest import Ingest
from tests.hub.conftest import Hub
from tests.hub.paper_box import PaperBox
from tilo.events import CheckVoided
from tilo.kit.ids import new_id


@pytest.fixture
def box() -> PaperBox:
    """A box after a first row and nine sales."""
    made = PaperBox().started()
    for _ in range(9):
        made.sell()
    return made


async def test_what_a_box_sends_is_kept_exactly_as_it_was_sent(hub: Hub, box: PaperBox) -> None:
    assert await hub.push(box) == (200, {"next_seq": 11})
    assert await hub.held(box) == box.rows


async def test_a_packed_batch_is_taken_too(hub: Hub, box: PaperBox) -> None:
    packed = gzip.compress(orjson.dumps(box.batch()))
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    assert (await hub.push(box, data=packed, headers=headers))[0] == 200
    assert await hub.held(box) == box.rows


async def test_kinds_and_versions_nobody_here_knows_are_kept_untouched(hub: Hub) -> None:
    box = PaperBox().started()
    box.add_raw("drone.landed", '{"rotor":["é","\\u0000"],"naïve":true}', v=7)
    box.add_raw("check.closed", "this is not JSON at all")
    assert (await hub.push(box))[0] == 200
    assert await hub.held(box) == box.rows


async def test_the_same_batch_fifty_times_at_once_has_one_effect(hub: Hub, box: PaperBox) -> None:
    answers = await asyncio.gather(*(hub.push(box) for _ in range(50)))
    assert answers == [(200, {"next_seq": 11})] * 50
    assert await hub.held(box) == box.rows
    assert await hub.count("select place from journal_heads where outlet = 'kemang'") == 10


async def test_overlapping_batches_add_only_what_is_new(hub: Hub, box: PaperBox) -> None:
    assert (await hub.push(box, box.batch(1, 6)))[1] == {"next_seq": 7}
    assert (await hub.push(box, box.batch(4, 8)))[1] == {"next_seq": 9}
    assert (await hub.push(box, box.batch(2, 3)))[1] == {"next_seq": 9}
    assert (await hub.push(box, box.batch(1, 10)))[1] == {"next_seq": 11}
    assert await hub.held(box) == box.rows


async def test_a_gap_is_told_and_nothing_is_taken(hub: Hub, box: PaperBox) -> None:
    await hub.push(box, box.batch(1, 4))
    status, no = await hub.push(box, box.batch(7, 9))
    assert (status, no["code"], no["facts"]) == (409, "sync.gap", {"have": 4})
    assert len(await hub.held(box)) == 4


async def test_a_stream_nobody_knows_begins_at_its_first_row(hub: Hub, box: PaperBox) -> None:
    status, no = await hub.push(box, box.batch(5))
    assert (status, no["facts"]) == (409, {"have": 0})


async def test_rows_that_skip_one_within_a_batch_are_a_gap(hub: Hub, box: PaperBox) -> None:
    await hub.push(box, box.batch(1, 2))
    rows = [*box.rows[2:4], *box.rows[5:]]
    status, no = await hub.push(box, box.batch(3, rows=rows))
    assert (status, no["code"], no["facts"]) == (409, "sync.gap", {"have": 2})


async def test_a_row_that_names_another_predecessor_is_a_gap(hub: Hub, box: PaperBox) -> None:
    """A fork exactly at the mark: the hub says what it has, the box sends that row along."""
    await hub.push(box, box.batch(1, 5))
    other = _forked(box, 5)
    status, no = await hub.push(other, other.batch(6))
    assert (status, no["code"], no["facts"]) == (409, "sync.gap", {"have": 5})
    status, no = await hub.push(other, other.batch(5))
    assert (status, no["code"]) == (409, "sync.equivocation")


def _forked(box: PaperBox, seq: int) -> PaperBox:
    """A second life of the same stream, different from row ``seq`` on."""
    other = PaperBox(box.outlet, box.box, box.token, box.stream, box.rows[: seq - 1])
    while len(other.rows) < len(box.rows):
        other.add(CheckVoided(check_id=new_id(), reason="salah", amount=1, voided_at_ms=1))
    return other


@pytest.mark.parametrize(("first", "last"), [(1, 10), (6, 6), (5, 8), (7, 10), (10, 10)])
async def test_two_lives_of_one_stream_are_found_and_both_kept(
    hub: Hub, box: PaperBox, first: int, last: int
) -> None:
    await hub.push(box)
    other = _forked(box, 6)
    status, no = await hub.push(other, other.batch(first, last))
    fork = max(first, 6)
    assert (status, no["code"], no["facts"]) == (409, "sync.equivocation", {"seq": fork})
    assert await hub.held(box) == box.rows
    kept = await hub.pool.fetch("select seq, row, times from quarantine order by seq")
    assert [(row["seq"], row["times"]) for row in kept] == [(s, 1) for s in range(fork, last + 1)]
    assert orjson.loads(kept[0]["row"]) == other.rows[fork - 1]


async def test_insisting_on_another_history_is_counted_not_piled_up(
    hub: Hub, box: PaperBox
) -> None:
    await hub.push(box)
    other = _forked(box, 10)
    for _ in range(3):
        await hub.push(other, other.batch(10))
    assert await hub.count("select array_agg(times) from quarantine") == [3]
    text = await (await hub.client.get("/metrics")).text()
    assert 'tilo_hub_batches_refused_total{code="sync.equivocation"} 3.0' in text


@pytest.mark.parametrize("field", ["body", "kind", "at", "actor", "business_date", "id", "stream"])
async def test_a_row_altered_on_the_way_is_refused_and_kept_as_evidence(
    hub: Hub, box: PaperBox, field: str
) -> None:
    forged: dict[str, Any] = {
        "body": box.rows[4]["body"].replace("25000", "2500"),
        "kind": "check.voided",
        "at": box.rows[4]["at"] + 1,
        "actor": "budi",
        "business_date": "2026-11-21",
        "id": str(new_id()),
        "stream": "0" * 32,
    }
    rows = [dict(row) for row in box.rows]
    rows[4][field] = forged[field]
    status, no = await hub.push(box, box.batch(rows=rows))
    assert (status, no["code"], no["facts"]) == (422, "sync.row_unsound", {"seq": 5})
    assert await hub.held(box) == []
    row = await hub.pool.fetchrow("select seq, reason, row from quarantine")
    assert (row["seq"], row["reason"]) == (5, "sync.row_unsound")
    assert orjson.loads(row["row"])[field] == forged[field]
    assert (await hub.push(box))[0] == 200


async def test_a_first_row_built_upon_another_is_refused(hub: Hub, box: PaperBox) -> None:
    """Otherwise a stream could begin in the middle of a history nobody has seen."""
    late = PaperBox(rows=[dict(box.rows[0], seq=0)])
    late.add(CheckVoided(check_id=new_id(), reason="", amount=0, voided_at_ms=1))
    row = dict(late.rows[1], seq=1)
    status, no = await hub.push(late, late.batch(1, rows=[row]))
    assert (status, no["code"]) == (422, "sync.row_unsound")


async def test_half_a_batch_is_no_batch(hub: Hub, box: PaperBox) -> None:
    whole = orjson.dumps(box.batch())
    headers = {"Content-Type": "application/json"}
    for cut in (1, 100, len(whole) // 2, len(whole) - 1):
        status, no = await hub.push(box, data=whole[:cut], headers=headers)
        assert (status, no["code"]) == (400, "body.malformed")
    packed = gzip.compress(whole)
    headers["Content-Encoding"] = "gzip"
    status, _ = await hub.push(box, data=packed[: len(packed) // 2], headers=headers)
    assert status == 400
    assert await hub.held(box) == []


async def test_a_bomb_of_zeros_is_refused(hub: Hub, box: PaperBox) -> None:
    bomb = zlib.compressobj(9, wbits=31)
    packed = bomb.compress(b" " * 200_000_000) + bomb.flush()
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    status, no = await hub.push(box, data=packed, headers=headers)
    assert (status, no["code"]) == (413, "body.too_large")


async def test_a_box_speaks_for_its_own_outlet_only(hub: Hub, box: PaperBox) -> None:
    for changed in ({"outlet": "senayan"}, {"box": "box-2"}):
        status, no = await hub.push(box, box.batch() | changed)
        assert (status, no["code"]) == (403, "sync.box_foreign")
    stranger = PaperBox(token="token-guessed", rows=box.rows, stream=box.stream)
    assert (await hub.push(stranger))[0] == 401
    assert await hub.count("select count(*) from journal") == 0


async def test_an_empty_batch_asks_where_to_go_on(hub: Hub, box: PaperBox) -> None:
    assert (await hub.push(box, box.batch(1, 0)))[1] == {"next_seq": 1}
    await hub.push(box, box.batch(1, 7))
    assert (await hub.push(box, box.batch(8, 7)))[1] == {"next_seq": 8}
    found = await hub.pool.fetchrow("select seq, head_seq, whole_ms from streams")
    assert tuple(found) == (7, 10, None)


async def test_the_hub_knows_when_it_had_everything(hub: Hub, box: PaperBox) -> None:
    await hub.push(box)
    hub.clock.now_ms += 60_000
    await hub.push(box, box.batch(11, 10))
    assert await hub.count("select whole_ms from streams") == hub.clock.now_ms


async def test_a_restored_box_goes_on_in_a_new_stream(hub: Hub, box: PaperBox) -> None:
    await hub.push(box)
    heir = PaperBox().started(parent=box)
    heir.sell()
    assert (await hub.push(heir))[1] == {"next_seq": 3}
    row = await hub.pool.fetchrow("select * from streams where stream = $1::uuid", heir.stream)
    assert (row["parent_stream"].hex, row["parent_head"].hex()) == (
        box.stream,
        box.rows[-1]["hash"],
    )
    places = await hub.pool.fetch("select place from journal order by place")
    assert [row["place"] for row in places] == list(range(1, 13))


async def test_a_hub_that_went_back_to_a_backup_is_refilled(hub: Hub, box: PaperBox) -> None:
    await hub.push(box)
    await hub.pool.execute("delete from journal where seq > 4")
    await hub.pool.execute("update journal_heads set place = 4")
    old = bytes.fromhex(box.rows[3]["hash"])
    await hub.pool.execute("update streams set seq = 4, hash = $1", old)
    box.sell()
    status, no = await hub.push(box, box.batch(11))
    assert (status, no["facts"]) == (409, {"have": 4})
    assert (await hub.push(box, box.batch(5)))[1] == {"next_seq": 12}
    assert await hub.held(box) == box.rows


@pytest.mark.parametrize("seed", range(8))
async def test_pieces_cut_shuffled_repeated_and_sent_at_once_make_one_whole(
    hub: Hub, seed: int
) -> None:
    """The box follows the protocol: what is refused as a gap it sends again."""
    dice = random.Random(seed)
    boxes = [
        PaperBox(outlet, token=f"token-{outlet}").started() for outlet in ("kemang", "senayan")
    ]
    for box in boxes:
        for _ in range(dice.randint(5, 40)):
            box.sell()

    async def send(box: PaperBox) -> None:
        while True:
            first = dice.randint(1, len(box.rows))
            last = dice.randint(first, min(len(box.rows), first + 15))
            status, answer = await hub.push(box, box.batch(first, last))
            assert status == 200 or answer["code"] == "sync.gap", answer
            if answer.get("next_seq") == len(box.rows) + 1:
                return

    await asyncio.gather(*(send(box) for box in boxes for _ in range(3)))
    for box in boxes:
        assert await hub.held(box) == box.rows


async def test_one_bad_batch_does_not_hold_up_those_it_shares_a_transaction_with(
    hub: Hub, box: PaperBox
) -> None:
    """A text that PostgreSQL cannot store, slipped past the door."""
    good = PaperBox("senayan", token="token-senayan").started()
    bad = JournalBatch.model_validate(box.batch())
    bad.rows[3]["clock"] = "\0"
    door: Ingest = hub.app[INGEST]
    door_waits = [door.take(JournalBatch.model_validate(good.batch())), door.take(bad)]
    taken, failed = await asyncio.gather(*door_waits, return_exceptions=True)
    assert taken == 2
    assert isinstance(failed, Exception)
    assert await hub.held(good) == good.rows
    assert await hub.held(box) == []


async def test_no_answer_leaves_before_the_rows_are_on_disk(hub: Hub, box: PaperBox) -> None:
    """While somebody holds the outlet's journal the batch waits, and is not acknowledged."""
    await hub.push(box, box.batch(1, 1))
    async with hub.pool.acquire() as con:
        held = con.transaction()
        await held.start()
        await con.execute("select from journal_heads for update")
        sending = asyncio.create_task(hub.push(box, box.batch(2)))
        done, _ = await asyncio.wait([sending], timeout=0.3)
        assert not done
        await held.rollback()
    assert (await sending)[0] == 200


async def test_a_lost_database_connection_is_said_and_mended(hub: Hub, box: PaperBox) -> None:
    await hub.push(box, box.batch(1, 3))
    await hub.pool.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity"
        " where application_name = 'tilo-hub' and pid <> pg_backend_pid()"
    )
    for _ in range(100):
        status, answer = await hub.push(box, box.batch(4))
        if status == 200:
            break
        assert (status, answer["code"]) == (503, "server.busy"), answer
        await asyncio.sleep(0.05)
    assert await hub.held(box) == box.rows
