"""The one door: what is answered twice, refused, crashed or turned away leaves the shop whole."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

import orjson
import pytest

from edge.box import Box
from edge.db import Sql
from edge.perform import WAITING
from edge.sales import commands as sales
from edge.tx import Actor, Outcome, Tx
from tests.shop import all_rows, config, documents, fresh, line, settle
from tilo.checks import Check
from tilo.commands import Command
from tilo.errors import (
    CommandMismatch,
    DiskFull,
    PermissionMissing,
    Refusal,
    ServerBusy,
)
from tilo.events import PrinterTested
from tilo.journal import Row
from tilo.kit.ids import new_id
from tilo.menu import ItemUnknown
from tilo.people import PERMISSIONS
from tilo.selling import NothingToFire

SARI = Actor("sari", "Sari Wulandari", "kasir-1", PERMISSIONS["cashier"])
SLAMET = Actor("slamet", "Pak Slamet", "dapur-1", PERMISSIONS["kitchen"])


class WriteNote(Command):
    """A command of this test's own: writes a fact, then does as told."""

    permission: ClassVar[str] = "sales.open"

    text: str
    then: str = "done"


class NoteRefused(Refusal):
    """The note is not wanted."""

    code = "note.refused"
    status = 409
    text: str


def write_note(tx: Tx, do: WriteNote) -> Outcome:
    """Writes a counter and a text before it is done, refused or crashes."""
    number = tx.count("notes")
    tx.sql.execute(
        "insert into facts (name, value) values (?, ?)", (f"note/{number}/{do.id}", do.text)
    )
    if do.then == "refuse":
        raise NoteRefused(text=do.text)
    if do.then == "crash":
        raise RuntimeError("a mistake of ours")
    fact = PrinterTested(printer_id="kasir", job_id=do.id)
    tx.show(do.text)
    return Outcome(orjson.dumps({"number": number, "text": do.text}), (fact,))


def notes(sql: Sql) -> list[str]:
    found = sql.execute("select value from facts where name like 'note/%' order by name")
    return [row[0] for row in found.fetchall()]


@pytest.fixture
async def box(folder: Path) -> AsyncIterator[Box]:
    """A box with its door open, without its faces."""
    await settle(folder, documents())
    opened = await Box.open(config(folder))
    opened.door.start()
    yield opened
    await opened.door.stop()
    await opened.db.close()


async def journal(box: Box) -> list[Row]:
    rows: list[Row] = await box.db.read(all_rows)
    return rows


async def tell(box: Box, text: str, then: str = "done", by: Actor = SARI, **more: Any) -> bytes:
    do = WriteNote(id=more.pop("id", None) or new_id(), text=text, then=then)
    return await box.door.perform(write_note, do, by=by)


async def open_check(box: Box, *lines: Any, **more: Any) -> Check:
    do = sales.OpenCheck.model_validate(
        {"id": fresh(), "check_id": fresh(), "lines": list(lines)} | more
    )
    return Check.model_validate_json(await box.door.perform(sales.open_check, do, by=SARI))


def pay(check: Check) -> sales.PayCheck:
    return sales.PayCheck(
        id=new_id(),
        payment_id=new_id(),
        amount=check.totals.cash_due,
        tendered=check.totals.cash_due,
        balance_seen=check.totals.balance,
    )


async def test_a_repeated_tap_gets_the_first_answer(box: Box) -> None:
    do = WriteNote(id=new_id(), text="dua es teh")
    first = await box.door.perform(write_note, do, by=SARI)
    again = await box.door.perform(write_note, do, by=SARI)
    assert first == again == b'{"number":1,"text":"dua es teh"}'
    assert await box.db.read(notes) == ["dua es teh"]
    assert [row.kind for row in await journal(box)] == ["stream.started", "printer.tested"]


async def test_a_tap_repeated_after_a_restart_gets_the_first_answer(folder: Path) -> None:
    await settle(folder, documents())
    do = WriteNote(id=new_id(), text="rawon")
    answers, rows = [], []
    for _ in range(2):
        box = await Box.open(config(folder))
        box.door.start()
        answers.append(await box.door.perform(write_note, do, by=SARI))
        rows = await journal(box)
        await box.door.stop()
        await box.db.close()
    assert answers[0] == answers[1]
    assert [row.seq for row in rows] == [1, 2]


async def test_two_taps_with_one_id_in_the_same_instant_happen_once(box: Box) -> None:
    """Wi-Fi came back and the tablet sent both copies at once: they share one commit."""
    do = WriteNote(id=new_id(), text="sate")
    answers = await asyncio.gather(*(box.door.perform(write_note, do, by=SARI) for _ in range(5)))
    assert len(set(answers)) == 1
    assert await box.db.read(notes) == ["sate"]


async def test_the_same_id_with_another_body_is_refused_loudly(box: Box) -> None:
    reused = new_id()
    await tell(box, "satu kopi", id=reused)
    with pytest.raises(CommandMismatch):
        await tell(box, "sepuluh kopi", id=reused)
    assert await box.db.read(notes) == ["satu kopi"]
    last = (await journal(box))[-1]
    assert last.kind == "command.mismatched"
    assert orjson.loads(last.body) == {"command_id": str(reused), "command": "WriteNote"}
    assert last.actor == "sari"


async def test_the_same_id_about_another_check_is_refused(box: Box) -> None:
    """The body is equal; what it is about is not."""
    one, two = [await open_check(box, line("rawon")) for _ in range(2)]
    do = sales.FireCheck(id=new_id())
    await box.door.perform(sales.fire_check, do, one.id, by=SARI)
    with pytest.raises(CommandMismatch):
        await box.door.perform(sales.fire_check, do, two.id, by=SARI)


async def test_the_first_answer_stands_after_a_mismatch(box: Box) -> None:
    reused = new_id()
    first = await tell(box, "satu kopi", id=reused)
    with pytest.raises(CommandMismatch):
        await tell(box, "sepuluh kopi", id=reused)
    assert await tell(box, "satu kopi", id=reused) == first


async def test_a_refusal_is_the_first_answer_too(box: Box) -> None:
    """The fire was refused because nothing was there; adding a line later does not revive it."""
    check = await open_check(box)
    tap = sales.FireCheck(id=new_id())
    with pytest.raises(NothingToFire):
        await box.door.perform(sales.fire_check, tap, check.id, by=SARI)
    add = sales.AddLines.model_validate({"id": fresh(), "lines": [line("rawon")]})
    await box.door.perform(sales.add_lines, add, check.id, by=SARI)
    with pytest.raises(NothingToFire):
        await box.door.perform(sales.fire_check, tap, check.id, by=SARI)


async def test_a_repeated_refusal_tells_the_same_facts(box: Box) -> None:
    do = sales.OpenCheck.model_validate(
        {"id": fresh(), "check_id": fresh(), "lines": [line("durian-montong")]}
    )
    told = []
    for _ in range(2):
        with pytest.raises(ItemUnknown) as refused:
            await box.door.perform(sales.open_check, do, by=SARI)
        told.append(refused.value.facts)
    assert told == [{"item": "durian-montong"}] * 2


async def test_a_refusal_stored_by_an_older_program_harms_nobody(box: Box) -> None:
    """An upgrade took a refusal away; its repeat is still a no, and neighbours go on."""
    do = WriteNote(id=new_id(), text="lama", then="refuse")
    with pytest.raises(NoteRefused):
        await box.door.perform(write_note, do, by=SARI)
    await box.db.write(
        lambda sql: sql.execute(
            "update commands set refusal = 'note.gone' where id = ?", (do.id.bytes,)
        ).close()
    )
    old, neighbour = await asyncio.gather(
        box.door.perform(write_note, do, by=SARI),
        tell(box, "baru"),
        return_exceptions=True,
    )
    assert isinstance(old, Refusal)
    assert neighbour == b'{"number":1,"text":"baru"}'


async def test_a_crash_or_refusal_leaves_its_neighbours_committed_and_nothing_half_written(
    box: Box,
) -> None:
    wishes = [("a", "done"), ("b", "crash"), ("c", "refuse"), ("d", "done"), ("e", "crash")]
    answers = await asyncio.gather(
        *(tell(box, text, then) for text, then in wishes), return_exceptions=True
    )
    assert [type(answer) for answer in answers] == [
        bytes,
        RuntimeError,
        NoteRefused,
        bytes,
        RuntimeError,
    ]
    assert await box.db.read(notes) == ["a", "d"], "what failed wrote nothing"
    assert [orjson.loads(a)["number"] for a in answers if isinstance(a, bytes)] == [1, 2]
    rows = await journal(box)
    assert [row.seq for row in rows] == [1, 2, 3]


async def test_after_a_crash_the_same_tap_may_be_tried_again(box: Box) -> None:
    """A mistake of ours is no answer: the tablet repeats it after the fix."""
    reused = new_id()
    with pytest.raises(RuntimeError):
        await tell(box, "es teh", "crash", id=reused)
    assert await tell(box, "es teh", id=reused) == b'{"number":1,"text":"es teh"}'


async def test_a_failed_commit_takes_nothing_and_the_next_one_goes_on(box: Box) -> None:
    """The disk refuses the commit itself: nobody of the batch is told yes."""
    await tell(box, "sebelum")
    head = box.door.journal.head

    # A deferred constraint is SQLite's own way to fail at COMMIT and nowhere before.
    def spoil(tx: Tx, do: WriteNote) -> Outcome:
        outcome = write_note(tx, do)
        tx.sql.execute("create table parent (id integer primary key)")
        tx.sql.execute(
            "create table child (id integer references parent (id) deferrable initially deferred)"
        )
        tx.sql.execute("insert into child values (7)")
        return outcome

    spoiled = WriteNote(id=new_id(), text="batal")
    answers = await asyncio.gather(
        tell(box, "tetangga"),
        box.door.perform(spoil, spoiled, by=SARI),
        return_exceptions=True,
    )
    assert all(isinstance(answer, Exception) for answer in answers), answers
    assert box.door.journal.head == head
    assert await tell(box, "sesudah") == b'{"number":2,"text":"sesudah"}'
    assert await box.db.read(notes) == ["sebelum", "sesudah"]
    assert [row.seq for row in await journal(box)] == [1, 2, 3]


async def test_commands_waiting_together_share_one_commit(box: Box) -> None:
    said: list[str] = []
    await box.db.write(lambda sql: sql.set_trace_callback(said.append))
    await asyncio.gather(*(tell(box, f"pesanan {n}") for n in range(40)))
    await box.db.write(lambda sql: sql.set_trace_callback(None))
    commits = [each for each in said if each.strip().lower() == "commit"]
    assert len(commits) == 1, "forty commands, one wait for the disk"
    assert len(await box.db.read(notes)) == 40


async def test_nobody_hears_of_a_journal_head_that_is_not_on_disk(box: Box) -> None:
    """The hub would keep a head that a failed commit takes back."""
    heads: list[tuple[int, int]] = []

    def look(tx: Tx, do: WriteNote) -> Outcome:
        heads.append((box.door.journal.head.seq, box.door.head.seq))
        return write_note(tx, do)

    dos = [WriteNote(id=new_id(), text=str(n)) for n in range(3)]
    await asyncio.gather(*(box.door.perform(look, do, by=SARI) for do in dos))
    assert heads == [(1, 1), (2, 1), (3, 1)]
    assert box.door.head == box.door.journal.head
    assert box.door.head.seq == 4


async def test_an_answer_leaves_only_after_its_commit(box: Box) -> None:
    """Whoever is told yes finds it in the file, on another connection, at once."""
    for n in range(20):
        await tell(box, f"nota {n}")
        assert len(await box.db.read(notes)) == n + 1


async def test_the_disk_is_asked_to_keep_every_commit(box: Box) -> None:
    def pragmas(sql: Sql) -> tuple[object, object]:
        return (
            sql.execute("pragma synchronous").fetchone()[0],
            sql.execute("pragma journal_mode").fetchone()[0],
        )

    assert await box.db.write(pragmas) == (2, "wal"), "2 is FULL"


async def test_too_many_at_the_door_are_told_to_try_again(folder: Path) -> None:
    """The queue has a bound; whoever is inside is served, whoever is not has changed nothing."""
    await settle(folder, documents())
    box = await Box.open(config(folder))
    inside = [asyncio.create_task(tell(box, f"pesanan {n}")) for n in range(WAITING)]
    await asyncio.sleep(0)
    with pytest.raises(ServerBusy) as turned_away:
        await tell(box, "satu lagi")
    assert turned_away.value.facts["retry_after_s"] == 1
    box.door.start()
    answers = await asyncio.gather(*inside)
    assert len(set(answers)) == WAITING
    assert await tell(box, "sekarang bisa")
    assert len(await box.db.read(notes)) == WAITING + 1
    await box.door.stop()
    await box.db.close()


async def test_what_is_at_the_door_when_the_box_stops_is_still_answered(folder: Path) -> None:
    await settle(folder, documents())
    box = await Box.open(config(folder))
    box.door.start()
    waiting = [asyncio.create_task(tell(box, f"pesanan {n}")) for n in range(200)]
    await asyncio.sleep(0)
    await box.door.stop()
    assert all(task.done() for task in waiting)
    assert len(await box.db.read(notes)) == 200
    await box.db.close()


async def test_a_stopped_door_turns_people_away(box: Box) -> None:
    await box.door.stop()
    with pytest.raises(ServerBusy):
        await tell(box, "terlambat")


async def test_permission_is_refused_before_anything_is_written(box: Box) -> None:
    before = await journal(box)
    with pytest.raises(PermissionMissing):
        await tell(box, "bukan tugasnya", by=SLAMET)

    def stored(sql: Sql) -> int:
        found: int = sql.execute("select count(*) from commands").fetchone()[0]
        return found

    assert await journal(box) == before
    assert await box.db.read(stored) == 0


async def test_a_refused_command_takes_no_number(box: Box) -> None:
    assert (await open_check(box)).number == 1
    with pytest.raises(ItemUnknown):
        await open_check(box, line("durian-montong"))
    assert (await open_check(box)).number == 2


async def test_a_screen_is_told_only_of_what_was_committed(box: Box) -> None:
    heard: list[object] = []
    box.door.listeners.append(heard.extend)
    await asyncio.gather(
        tell(box, "a"), tell(box, "b", "crash"), tell(box, "c", "refuse"), return_exceptions=True
    )
    assert heard == ["a"]


async def test_a_listener_that_fails_does_not_close_the_door(box: Box) -> None:
    """Telling the screens went wrong; the sale stands and the next one is taken."""
    heard: list[object] = []

    def broken(_shown: list[object]) -> None:
        raise RuntimeError("a screen's fault")

    box.door.listeners[:0] = [broken]
    box.door.listeners.append(heard.extend)
    assert await tell(box, "a")
    async with asyncio.timeout(5):
        assert await tell(box, "b")
    assert heard == ["a", "b"]


async def test_the_journal_has_no_gap_and_its_chain_holds_through_failures(box: Box) -> None:
    for n in range(30):
        then = ("done", "crash", "refuse")[n % 3]
        await asyncio.gather(tell(box, f"{n}"), tell(box, f"{n}!", then), return_exceptions=True)
    rows = await journal(box)
    assert rows[0].kind == "stream.started"
    assert orjson.loads(rows[0].body)["outlet"] == "kmg"
    assert [row.seq for row in rows] == list(range(1, len(rows) + 1))
    assert len({row.id for row in rows}) == len(rows)
    assert len({row.hlc for row in rows}) >= 30


async def test_receipt_numbers_have_no_gap_however_people_pay(box: Box) -> None:
    """Twenty parties pay at once; some tap twice, some were refused in between."""
    checks = [await open_check(box, line("es-teh", n + 1)) for n in range(20)]
    taps = [pay(check) for check in checks]
    wrong = [tap.model_copy(update={"id": new_id(), "balance_seen": 1}) for tap in taps]

    async def take(tap: sales.PayCheck, check: Check) -> bytes:
        return await box.door.perform(sales.pay_check, tap, check.id, by=SARI)

    both = [*zip(wrong, checks, strict=True), *zip(taps, checks, strict=True)]
    await asyncio.gather(*(take(tap, check) for tap, check in both), return_exceptions=True)
    answers = await asyncio.gather(*(take(tap, check) for tap, check in both[20:]))
    numbers = sorted(str(orjson.loads(answer)["receipt_number"]) for answer in answers)
    mark = box.door.journal.stream.mark
    assert numbers == [f"KMG-A{mark}-{n:06d}" for n in range(1, 21)]


async def test_a_full_disk_is_told_before_anything_is_tried(
    box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reserve is larger than the disk: as good as full."""
    monkeypatch.setattr("edge.db.RESERVE_BYTES", 1 << 60)
    with pytest.raises(DiskFull):
        await tell(box, "penuh")
    assert not box.door.storage_ok
    monkeypatch.undo()
    assert await tell(box, "lega") == b'{"number":1,"text":"lega"}'
    assert box.door.storage_ok


async def test_one_refusal_does_not_cost_the_next_command_the_menu(box: Box) -> None:
    """What is kept of the menu between commands survives a neighbour's no."""
    await open_check(box, line("rawon"))
    said: list[str] = []
    await box.db.write(lambda sql: sql.set_trace_callback(said.append))
    with pytest.raises(ItemUnknown):
        await open_check(box, line("durian-montong"))
    await open_check(box, line("rawon"))
    await box.db.write(lambda sql: sql.set_trace_callback(None))
    assert not [each for each in said if "from documents where rev >" in each]


async def test_an_id_is_a_command_s_own(box: Box) -> None:
    """Two different commands with one id: the second is a mismatch, not the first's answer."""
    shared: UUID = new_id()
    await tell(box, "kopi", id=shared)
    do = sales.OpenCheck(id=shared, check_id=new_id())
    with pytest.raises(CommandMismatch):
        await box.door.perform(sales.open_check, do, by=SARI)
