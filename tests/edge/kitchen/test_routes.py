"""Cooks at work over HTTP: bumping, recalling, and every way that is refused."""

import asyncio
from typing import Any

from tests.shop import Body, Hands, Shop, Tablet, adds_up, fresh, line
from tilo.kitchen import RECALL_MS


async def bump(tablet: Tablet, ticket: Body, verb: str = "bump", **more: Any) -> Body:
    done: Body = (await tablet.post(f"/api/tickets/{ticket['id']}/{verb}", more)).yes()
    return done


async def one(tablet: Tablet, *items: str) -> tuple[Body, Body]:
    """A check with these lines fired, and the kitchen's ticket of it."""
    check = await tablet.order(*(line(item) for item in items), fire=True)
    return check, (await tablet.tickets("dapur"))[-1]


async def test_a_bump_makes_the_lines_ready_at_the_till(sari: Tablet, slamet: Tablet) -> None:
    check, ticket = await one(sari, "rawon", "kopi")
    bumped = await bump(slamet, ticket)
    assert (bumped["state"], bumped["lines"][0]["state"]) == ("bumped", "ready")
    now = await sari.check(check)
    assert [each["state"] for each in now["lines"]] == ["ready", "fired"], "the bar is not done"
    adds_up(now)
    assert await slamet.tickets("dapur") == []


async def test_two_screens_bumping_at_once_bump_once(shop: Shop, sari: Tablet) -> None:
    _, ticket = await one(sari, "rawon")
    screens = [await shop.as_("slamet") for _ in range(3)]
    path = f"/api/tickets/{ticket['id']}/bump"
    answers = await asyncio.gather(*(screen.post(path) for screen in screens))
    assert sorted(answer.status for answer in answers) == [200, 409, 409]
    for answer in answers:
        if answer.status == 409:
            answer.no("ticket.bumped_already")
    assert (await shop.kinds()).count("ticket.bumped") == 1


async def test_the_journal_keeps_how_long_it_took(timed: Shop, hands: Hands) -> None:
    sari, slamet = await timed.as_("sari"), await timed.as_("slamet")
    _, ticket = await one(sari, "rawon")
    hands.ms += 7 * 60_000
    await bump(slamet, ticket)
    last = (await timed.journal())[-1]
    assert last.kind == "ticket.bumped"
    assert '"lead_ms":420000' in last.body


async def test_a_ticket_nobody_fired_is_unknown(slamet: Tablet) -> None:
    for verb in ("bump", "recall"):
        (await slamet.post(f"/api/tickets/{fresh()}/{verb}")).no("ticket.unknown")


async def test_what_was_not_bumped_cannot_be_recalled(sari: Tablet, slamet: Tablet) -> None:
    _, ticket = await one(sari, "rawon")
    path = f"/api/tickets/{ticket['id']}/recall"
    (await slamet.post(path)).no("ticket.nothing_to_recall")
    body = {"station": "dapur"}
    (await slamet.post("/api/tickets/recall-last", body)).no("ticket.nothing_to_recall")


async def test_recall_last_brings_back_the_station_s_last(sari: Tablet, slamet: Tablet) -> None:
    tickets = [(await one(sari, "rawon"))[1] for _ in range(3)]
    await sari.order(line("kopi"), fire=True)
    (coffee,) = await slamet.tickets("bar")
    for ticket in (tickets[0], tickets[2], tickets[1], coffee):
        await bump(slamet, ticket)
    done = (await slamet.get("/api/tickets/done", station="dapur")).yes()["tickets"]
    assert [each["id"] for each in done] == [tickets[n]["id"] for n in (1, 2, 0)]
    back = (await slamet.post("/api/tickets/recall-last", station="dapur")).yes()
    assert back["id"] == tickets[1]["id"]
    back = (await slamet.post("/api/tickets/recall-last", station="dapur")).yes()
    assert back["id"] == tickets[2]["id"]
    open_now = [each["id"] for each in await slamet.tickets("dapur")]
    assert open_now == [tickets[1]["id"], tickets[2]["id"]], "each in its original place"


async def test_after_half_an_hour_a_bump_is_for_good(timed: Shop, hands: Hands) -> None:
    sari, slamet = await timed.as_("sari"), await timed.as_("slamet")
    _, ticket = await one(sari, "rawon")
    await bump(slamet, ticket)
    hands.ms += RECALL_MS
    await bump(slamet, ticket, "recall")
    await bump(slamet, ticket)
    hands.ms += RECALL_MS + 1
    (await slamet.post(f"/api/tickets/{ticket['id']}/recall")).no("ticket.unknown")
    body = {"station": "dapur"}
    (await slamet.post("/api/tickets/recall-last", body)).no("ticket.nothing_to_recall")
    assert (await slamet.get("/api/tickets/done", station="dapur")).yes()["tickets"] == []


async def test_lines_are_bumped_and_recalled_one_by_one(sari: Tablet, slamet: Tablet) -> None:
    check, ticket = await one(sari, "rawon", "sate-ayam")
    soup, satay = (each["id"] for each in ticket["lines"])
    part = await bump(slamet, ticket, line_ids=[soup])
    assert (part["state"], [each["state"] for each in part["lines"]]) == (
        "open",
        ["ready", "fired"],
    )
    whole = await bump(slamet, ticket, line_ids=[satay])
    assert whole["state"] == "bumped", "nothing is left to be made"
    back = await bump(slamet, ticket, "recall", line_ids=[satay])
    assert [each["state"] for each in back["lines"]] == ["ready", "fired"]
    assert [each["state"] for each in (await sari.check(check))["lines"]] == ["ready", "fired"]


async def test_a_cook_who_bumps_what_the_till_voided_a_moment_ago_is_right_too(
    sari: Tablet, budi: Tablet, slamet: Tablet
) -> None:
    check, ticket = await one(sari, "rawon", "sate-ayam")
    (await budi.void(check, check["lines"][0], "tamu batal")).yes()
    bumped = await bump(slamet, ticket)
    assert [each["state"] for each in bumped["lines"]] == ["voided", "ready"]
    now = await sari.check(check)
    assert [each["state"] for each in now["lines"]] == ["voided", "ready"]
    adds_up(now)


async def test_open_tickets_are_listed_oldest_first_whatever_their_station(sari: Tablet) -> None:
    for items in (("rawon",), ("kopi",), ("sate-ayam",), ("es-teh",)):
        await sari.order(*(line(item) for item in items), fire=True)
    assert [each["station"] for each in await sari.tickets()] == ["dapur", "bar"] * 2
    assert [each["check_number"] for each in await sari.tickets()] == [1, 2, 3, 4]
    assert await sari.tickets("pizza") == []


async def test_questions_without_a_station_are_told_so(slamet: Tablet) -> None:
    (await slamet.get("/api/tickets/done")).no("request.invalid")
    (await slamet.get("/api/tickets", station="No Such Station!")).no("request.invalid")
    (await slamet.post("/api/tickets/recall-last")).no("request.invalid")


async def test_tickets_match_the_fired_lines_of_every_check(
    sari: Tablet, budi: Tablet, slamet: Tablet
) -> None:
    """Rule 2: nothing fired is missing from the kitchen, nothing is there twice."""
    checks = [await sari.order(line("rawon"), line("kopi"), fire=n % 2 == 0) for n in range(6)]
    for check in checks[1::2]:
        (await sari.pay(check)).yes()
    fired = {
        each["id"]
        for check in checks
        for each in (await sari.check(check))["lines"]
        if each["state"] == "fired"
    }
    cooking = [each["id"] for ticket in await slamet.tickets() for each in ticket["lines"]]
    assert len(cooking) == len(set(cooking)) == 12
    assert set(cooking) == fired
