"""Splitting and merging as tablets do it: tickets follow their lines, nothing is fired again."""

import asyncio
from typing import Any

import pytest

from tests.shop import Body, Shop, Tablet, adds_up, cash, fresh, line
from tilo.checks import Check
from tilo.events import CheckOpened, Event
from tilo.evolution import evolve


def part(check_id: str, *picks: tuple[Body, int | None]) -> Body:
    lines = [{"line_id": each["id"], "quantity": count} for each, count in picks]
    return {"check_id": check_id, "lines": lines}


async def split(tablet: Tablet, check: Body, *picks: tuple[Body, int | None]) -> list[Body]:
    answer = await tablet.do(check, "split", parts=[part(fresh(), *picks)])
    checks: list[Body] = answer.yes()["checks"]
    return checks


async def undo(tablet: Tablet, check: Body) -> list[Body]:
    answer = await tablet.do(check, "undo", operation=check["last_operation"])
    checks: list[Body] = answer.yes()["checks"]
    return checks


async def folded(shop: Shop, check: Body) -> Check:
    """The check as its own facts in the journal tell it."""
    found: Check | None = None
    for row in await shop.journal():
        if row.subject != check["id"] or row.kind.startswith(("receipt.", "print.")):
            continue
        fact = Event.registry[row.kind].model_validate_json(row.body)
        if found is not None or isinstance(fact, CheckOpened):
            found = evolve(found, fact)
    assert found is not None
    return found


async def by_station(tablet: Tablet) -> dict[str, Body]:
    return {each["station"]: each for each in await tablet.tickets()}


def cooks(ticket: Body) -> list[tuple[str, int, str | None]]:
    """What a cook reads: dish, count, and where it goes when that is elsewhere."""
    return [
        (each["name_id"], each["quantity"], (each["goes_to"] or {}).get("table_name"))
        for each in ticket["lines"]
    ]


async def test_each_of_two_guests_pays_for_their_own_dishes(shop: Shop, sari: Tablet) -> None:
    check = await sari.order(line("rawon", 2), line("es-teh", 2), fire=True)
    before = await sari.tickets()
    rawon, tea = check["lines"]
    left, new = await split(sari, check, (rawon, 1), (tea, 1))
    assert (left["number"], new["number"]) == (1, 2)
    assert (new["table_id"], new["covers"]) == ("meja-1", 0)
    for each in (left, new):
        adds_up(each)
        assert [line["quantity"] for line in each["lines"]] == [1, 1]
        assert {line["state"] for line in each["lines"]} == {"fired"}
        assert (await folded(shop, each)).model_dump(mode="json") == await sari.check(each)
    after = await sari.tickets()
    assert [each["id"] for each in after] == [each["id"] for each in before]
    for each in (left, new):
        closed = (await sari.pay(each)).yes()
        assert closed["state"] == "closed"
        rows = (await sari.get(f"/api/checks/{each['id']}/receipt")).yes()["rows"]
        assert not any("Tunai 1" in row.get("text", "") for row in rows), "bills, not shares"


async def test_a_split_is_undone_until_something_is_paid(shop: Shop, sari: Tablet) -> None:
    check = await sari.order(line("rawon", 3), line("es-teh"), fire=True)
    left, new = await split(sari, check, (check["lines"][0], 2))
    back, ended = await undo(sari, new)
    if back["id"] != check["id"]:
        back, ended = ended, back
    assert (ended["state"], ended["merged_into"]) == (
        "merged",
        {"id": check["id"], "number": check["number"]},
    )
    assert sorted(each["quantity"] for each in back["lines"]) == [1, 3]
    assert back["totals"] == check["totals"]
    assert cooks((await by_station(sari))["dapur"]) == [("Rawon", 3, None)]
    assert [c["id"] for c in (await sari.get("/api/checks")).yes()["checks"]] == [check["id"]]
    left, new = await split(sari, back, (back["lines"][0], 1))
    (await sari.pay(new, 1_000)).yes()
    told = (await sari.do(left, "undo", operation=left["last_operation"])).no("split.paid")
    assert told["facts"]["paid_rupiah"] == 1_000
    (await sari.do(left, "undo", operation=fresh())).no("operation.unknown")


async def test_lines_moved_to_another_table_take_their_tickets_along(
    shop: Shop, sari: Tablet, slamet: Tablet
) -> None:
    one = await sari.order(line("rawon", 2), line("sate-ayam"), fire=True)
    two = await sari.order(line("kopi"), table="meja-2", fire=True)
    ticket = (await by_station(sari))["dapur"]
    soup, _ = one["lines"]
    body = {"to": two["id"], "lines": [{"line_id": soup["id"], "quantity": 1}]}
    one, two = (await sari.do(one, "move-lines", **body)).yes()["checks"]
    now = (await by_station(sari))["dapur"]
    assert now["id"] == ticket["id"]
    assert now["fired_at_ms"] == ticket["fired_at_ms"]
    assert (now["table_name"], cooks(now)) == (
        "1",
        [("Rawon", 1, None), ("Rawon", 1, "2"), ("Sate Ayam", 1, None)],
    )
    # A cook bumps both: each check learns of its own.
    (await slamet.post(f"/api/tickets/{now['id']}/bump")).yes()
    assert {each["state"] for each in (await sari.check(one))["lines"]} == {"ready"}
    moved = (await sari.check(two))["lines"]
    assert [(each["name_id"], each["state"]) for each in moved] == [
        ("Kopi Tubruk", "fired"),
        ("Rawon", "ready"),
    ]
    (await slamet.post("/api/tickets/recall-last", station="dapur")).yes()
    assert (await sari.check(two))["lines"][1]["state"] == "fired"
    for each in (one, two):
        assert (await folded(shop, each)).model_dump(mode="json") == await sari.check(each)


async def test_a_line_that_moved_is_voided_on_the_ticket_it_was_fired_with(
    sari: Tablet, budi: Tablet
) -> None:
    one = await sari.order(line("rawon"), line("sate-ayam"), fire=True)
    two = await sari.order(line("kopi"), table="meja-2")
    body = {"to": two["id"], "lines": [{"line_id": one["lines"][0]["id"]}]}
    _, two = (await sari.do(one, "move-lines", **body)).yes()["checks"]
    (await budi.void(two, one["lines"][0], "batal")).yes()
    ticket = (await by_station(sari))["dapur"]
    assert [each["state"] for each in ticket["lines"]] == ["voided", "fired"]
    (await sari.do(two, "move", table_id="meja-2")).yes()


async def test_merging_tables_relabels_their_tickets_and_undoing_labels_them_back(
    shop: Shop, sari: Tablet
) -> None:
    one = await sari.order(line("rawon"), fire=True)
    two = await sari.order(line("es-teh"), table="meja-2", fire=True)
    ended, whole = (await sari.do(one, "merge", into=two["id"])).yes()["checks"]
    assert (ended["state"], ended["lines"], ended["totals"]["total"]) == ("merged", [], 0)
    assert (whole["covers"], len(whole["lines"])) == (4, 2)
    adds_up(whole)
    tickets = await by_station(sari)
    assert (tickets["dapur"]["table_name"], tickets["dapur"]["check_number"]) == ("2", 2)
    assert len(tickets) == 2
    (await sari.add(one, line("kopi"))).no("check.not_open")
    await undo(sari, whole)
    tickets = await by_station(sari)
    assert (tickets["dapur"]["table_name"], tickets["dapur"]["check_number"]) == ("1", 1)
    assert (await sari.check(one))["state"] == "open"
    assert (await sari.check(two))["covers"] == 2
    for each in (one, two):
        assert (await folded(shop, each)).model_dump(mode="json") == await sari.check(each)
    (await sari.do(one, "merge", into=one["id"])).no("split.same")
    (await sari.do(one, "merge", into=fresh())).no("check.unknown")


async def test_no_split_merge_or_move_prints_or_fires_anything(shop: Shop, sari: Tablet) -> None:
    check = await sari.order(line("rawon", 2), line("es-teh"), fire=True)
    other = await sari.order(line("kopi"), table="meja-2", fire=True)
    jobs = await shop.box.db.read(lambda sql: sql.execute("select id from print_jobs").fetchall())
    after = (await shop.journal())[-1].seq
    left, _ = await split(sari, check, (check["lines"][0], 1))
    await undo(sari, left)
    body = {"to": other["id"], "lines": [{"line_id": check["lines"][1]["id"]}]}
    await sari.do(check, "move-lines", **body)
    (await sari.do(check, "merge", into=other["id"])).yes()
    assert "check.fired" not in await shop.kinds(after)
    assert len(await sari.tickets()) == 3
    now = await shop.box.db.read(lambda sql: sql.execute("select id from print_jobs").fetchall())
    assert now == jobs


async def test_of_two_tablets_taking_the_same_lines_one_is_told(shop: Shop, sari: Tablet) -> None:
    agus = await shop.as_("agus")
    check = await sari.order(line("es-teh", 3), line("rawon"))
    tea = check["lines"][0]
    answers = await asyncio.gather(
        *(t.do(check, "split", parts=[part(fresh(), (tea, 2))]) for t in (sari, agus))
    )
    assert sorted(answer.status for answer in answers) == [200, 409]
    late = next(answer for answer in answers if answer.status == 409)
    assert late.no("line.quantity_short")["facts"] == {"item": "Es Teh Manis", "left": 1}
    everything = [part(fresh(), *((each, None) for each in check["lines"]))]
    (await sari.do(check, "split", parts=everything)).no("split.everything")
    same = part(check["id"], (check["lines"][1], None))
    (await sari.do(check, "split", parts=[same])).no("check.exists")
    (await sari.do(check, "split", parts=[part(fresh(), ({"id": fresh()}, None))])).no(
        "line.unknown"
    )


async def test_a_split_sent_twice_splits_once(sari: Tablet) -> None:
    check = await sari.order(line("es-teh", 3), line("rawon"))
    body = {"id": fresh(), "parts": [part(fresh(), (check["lines"][0], 1))]}
    path = f"/api/checks/{check['id']}/split"
    first, again = [await sari.post(path, body) for _ in range(2)]
    assert first.raw == again.raw
    assert len((await sari.get("/api/checks")).yes()["checks"]) == 2


async def test_every_seat_pays_for_itself(sari: Tablet) -> None:
    check = await sari.order(line("rawon", seat=1), line("es-teh", seat=2), line("kopi"))
    (await sari.do(check, "arrange", line_ids=[check["lines"][2]["id"]], seat=2)).yes()
    seats = [{"check_id": fresh(), "seat": seat} for seat in (1, 2)]
    (await sari.do(check, "split-seats", parts=seats)).no("split.everything")
    left, new = (await sari.do(check, "split-seats", parts=seats[1:])).yes()["checks"]
    assert [each["name_id"] for each in left["lines"]] == ["Rawon"]
    assert [each["seat"] for each in new["lines"]] == [2, 2]
    gone = [{"check_id": fresh(), "seat": 2}]
    (await sari.do(left, "split-seats", parts=gone)).no("split.empty")


# --- shares


async def test_three_friends_share_one_bill_to_the_rupiah(sari: Tablet) -> None:
    check = await sari.order(line("rawon"), fire=True)
    balance = check["totals"]["balance"]
    check = (await sari.do(check, "shares", ways=3, balance_seen=balance)).yes()
    assert sum(share["amount"] for share in check["shares"]) == balance == 55_440
    assert [share["amount"] for share in check["shares"]] == [18_500, 18_500, 18_440]
    rows = (await sari.get(f"/api/checks/{check['id']}/receipt")).yes()["rows"]
    assert any("Bagian 3/3" in row.get("text", "") for row in rows)
    for no in (1, 3):
        check = (await sari.pay(check, check["shares"][no - 1]["amount"], share=no)).yes()
        adds_up(check)
    (await sari.pay(check, 18_500, share=1)).no("share.paid")
    (await sari.pay(check, 18_000, share=2)).no("share.amount_wrong")
    (await sari.pay(check, 18_500, share=4)).no("share.unknown")
    check = (await sari.pay(check, 18_500, share=2)).yes()
    assert check["state"] == "closed"
    assert [each["share"] for each in check["payments"]] == [
        {"no": no, "of": 3} for no in (1, 3, 2)
    ]
    assert sum(share["amount"] for share in check["shares"]) == check["totals"]["total"]
    rows = (await sari.get(f"/api/checks/{check['id']}/receipt")).yes()["rows"]
    assert sum("Tunai 1/3" in row.get("text", "") for row in rows) == 1


async def test_shares_by_amount_leave_the_rest_to_the_last_payer(sari: Tablet) -> None:
    check = await sari.order(line("rawon"), fire=True)
    body = {"amounts": [20_000, 30_000], "balance_seen": 55_440}
    check = (await sari.do(check, "shares", **body)).yes()
    assert [share["amount"] for share in check["shares"]] == [20_000, 30_000, 5_440]
    # A dessert later the shares still come to what is owed.
    check = (await sari.add(check, line("es-teh"))).yes()
    owed = check["totals"]["balance"]
    assert sum(share["amount"] for share in check["shares"]) == owed
    (await sari.do(check, "shares", **body)).no("check.balance_changed")
    (await sari.do(check, "shares", amounts=[owed + 1], balance_seen=owed)).no("shares.too_much")
    check = (await sari.do(check, "shares", balance_seen=owed)).yes()
    assert check["shares"] == []
    (await sari.do(check, "shares", ways=3, amounts=[1], balance_seen=owed)).no("request.invalid")
    empty = await sari.order(table="meja-2")
    (await sari.do(empty, "shares", ways=2, balance_seen=0)).no("check.nothing_to_pay")


# --- serving


async def test_courses_are_fired_one_by_one_and_what_is_held_waits(sari: Tablet) -> None:
    check = await sari.order(
        line("rawon", course=1), line("sate-ayam", course=2, held=True), line("es-teh")
    )
    check = (await sari.do(check, "fire")).yes()
    assert [each["state"] for each in check["lines"]] == ["fired", "draft", "fired"]
    (await sari.do(check, "fire")).no("check.nothing_to_fire")
    (await sari.do(check, "fire", course=1)).no("check.nothing_to_fire")
    check = (await sari.do(check, "fire", course=2)).yes()
    assert [each["state"] for each in check["lines"]] == ["fired", "fired", "fired"]
    assert check["lines"][1]["held"] is False
    held = {"line_ids": [check["lines"][1]["id"]], "held": True}
    (await sari.do(check, "arrange", **held)).no("line.not_draft")


async def test_a_changed_draft_keeps_its_seat_and_course(sari: Tablet) -> None:
    check = await sari.order(line("rawon", seat=3, course=2, held=True))
    where = f"lines/{check['lines'][0]['id']}/change"
    changed = (await sari.do(check, where, quantity=2)).yes()["lines"][0]
    assert (changed["seat"], changed["course"], changed["held"]) == (3, 2, True)
    body: dict[str, Any] = {"line_ids": [changed["id"]], "seat": 0, "held": False}
    freed = (await sari.do(check, "arrange", **body)).yes()["lines"][0]
    assert (freed["seat"], freed["course"], freed["held"]) == (None, 2, False)


async def test_a_check_is_handed_over_to_somebody_who_sells(shop: Shop, sari: Tablet) -> None:
    check = await sari.order(line("rawon"))
    check = (await sari.do(check, "transfer", staff_id="agus")).yes()
    assert check["in_charge"] == {"id": "agus", "name": "Agus Salim"}
    assert check["opened_by"]["id"] == "sari"
    (summary,) = (await sari.get("/api/checks")).yes()["checks"]
    assert summary["by"]["id"] == "agus"
    for nobody in ("slamet", "hantu"):
        (await sari.do(check, "transfer", staff_id=nobody)).no("staff.unknown")
    assert (await shop.kinds())[-1] == "check.transferred"


async def test_the_supervisor_reads_what_happened_on_both_checks(
    sari: Tablet, budi: Tablet
) -> None:
    check = await sari.order(line("rawon", 2), line("es-teh"))
    left, new = await split(sari, check, (check["lines"][0], 1))
    for each, kinds in (
        (left, ["check.opened", "check.split"]),
        (new, ["check.opened", "check.split"]),
    ):
        told = (await budi.get(f"/api/checks/{each['id']}/history")).yes()["events"]
        assert [event["kind"] for event in told] == kinds
    (await sari.get(f"/api/checks/{left['id']}/history")).no("permission.missing")


@pytest.mark.parametrize("verb", ["split", "merge", "undo", "shares", "arrange", "transfer"])
async def test_a_cook_does_none_of_it(sari: Tablet, slamet: Tablet, verb: str) -> None:
    check = await sari.order(line("rawon"), line("kopi"))
    bodies: dict[str, Body] = {
        "split": {"parts": [part(fresh(), (check["lines"][0], None))]},
        "merge": {"into": fresh()},
        "undo": {"operation": fresh()},
        "shares": {"ways": 2, "balance_seen": 0},
        "arrange": {"line_ids": [check["lines"][0]["id"]], "seat": 1},
        "transfer": {"staff_id": "agus"},
    }
    (await slamet.do(check, verb, **bodies[verb])).no("permission.missing")


async def test_a_closed_check_is_split_no_more(sari: Tablet) -> None:
    check = await sari.order(line("rawon", 2))
    closed = (await sari.pay(check)).yes()
    one = part(fresh(), (closed["lines"][0], 1))
    (await sari.do(closed, "split", parts=[one])).no("check.not_open")
    assert cash(closed)["amount"] == 0
