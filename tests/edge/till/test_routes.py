"""A drawer from its float to its Z report, as cashiers use it."""

import json

import aiohttp
import pytest

from edge.till import store
from tests.edge.till.drawer import (
    act,
    approval,
    count,
    mine,
    move,
    open_drawer,
    policy,
    report,
    sale,
)
from tests.shop import Body, Hands, Shop, Tablet, fresh, line
from tilo import till
from tilo.drawer import TillSession
from tilo.events import Event


async def test_a_day_at_the_drawer(shop: Shop, sari: Tablet, budi: Tablet) -> None:
    session = await open_drawer(sari, 200_000)
    assert (session["number"], session["cashier"]["name"]) == (1, "Sari Wulandari")
    first = await sale(sari, tendered=100_000)
    second = await sale(sari, "kopi")
    taken = sum(each["totals"]["paid"] for each in (first, second))
    (await move(sari, session, "paid_in", 50_000, "uang kecil")).yes()
    (await move(sari, session, "paid_out", 22_000)).yes()
    (await move(sari, session, "drop", 100_000, "")).yes()
    expected = 200_000 + taken + 50_000 - 22_000 - 100_000

    x = (await report(budi, session)).yes()["report"]
    assert (x["kind"], x["z_number"], x["expected"]) == ("x", None, expected)
    assert x["tenders"] == [
        {"tender": "cash", "payments": 2, "amount": taken, "refunds": 0, "refunded": 0}
    ]
    assert (x["sales"]["checks"], x["sales"]["covers"]) == (2, 4)

    shown = (await count(sari, session, (100_000, 1), (1_000, 0))).yes()
    assert shown["count"]["expected"] == expected, "told once it is counted"
    assert shown["over_short"] == 100_000 - expected
    short = expected - 100_000
    notes = (short // 100_000, short % 100_000 // 1_000, short % 1_000 // 100)
    pieces = ((100_000, 1 + notes[0]), (1_000, notes[1]), (100, notes[2]))
    assert (await count(sari, session, *pieces)).yes()["over_short"] == 0

    z = (await act(sari, session, "close")).yes()
    stream = shop.box.door.journal.stream
    assert z["z_number"] == f"KMG-A{stream.mark}-Z0001"
    assert (z["expected"], z["over_short"], z["counts"]) == (expected, 0, 2)
    assert z["by"]["id"] == "sari"
    assert await mine(sari) is None


async def test_the_journal_holds_the_whole_z_with_the_head_before_it(
    shop: Shop, sari: Tablet
) -> None:
    session = await open_drawer(sari, 100_000)
    await sale(sari)
    (await count(sari, session, (100_000, 2))).yes()
    z = (await act(sari, session, "close", unapproved=True)).yes()
    row = (await shop.journal())[-1]
    assert (row.kind, row.subject) == ("till.closed", session["id"])
    assert json.loads(row.body)["report"] == z
    assert z["head"] == {"stream": row.stream, "seq": row.seq - 1, "hash": row.prev}


async def test_payments_in_sessions_are_the_payments_in_the_journal(
    shop: Shop, sari: Tablet, budi: Tablet
) -> None:
    """To the rupiah, and nothing in two drawers: rules.md 9.4."""
    outside = await sale(sari, "kopi")
    sessions = []
    for amounts in ((1, 2), (3,)):
        session = await open_drawer(budi, 0)
        for _ in amounts:
            await sale(sari)
        (await count(budi, session)).yes()
        sessions.append((await act(budi, session, "close", unapproved=True)).yes())
    rows = await shop.journal()
    paid = [json.loads(row.body)["payment"] for row in rows if row.kind == "check.paid"]
    in_sessions = sum(tally["amount"] for z in sessions for tally in z["tenders"])
    apart = sum(tally["amount"] for tally in sessions[-1]["outside"])
    assert apart == outside["totals"]["paid"] > 0
    assert sum(payment["amount"] for payment in paid) == in_sessions + apart
    for z in sessions:
        own = [each["amount"] for each in paid if each["session_id"] == z["session_id"]]
        assert sum(own) == z["tenders"][0]["amount"]
        assert len(own) == z["tenders"][0]["payments"]
    assert [z["z_number"][-5:] for z in sessions] == ["Z0001", "Z0002"]
    assert [z["number"] for z in sessions] == [1, 2]


async def test_folding_the_journal_gives_the_session_as_it_is_stored(
    shop: Shop, sari: Tablet
) -> None:
    session = await open_drawer(sari)
    check = await sari.order(line("rawon", 2), line("sambal-botol"))
    check = (await sari.pay(check, 10_000)).yes()
    (await sari.pay(check, tendered=500_000)).yes()
    (await move(sari, session, "paid_out", 5_000)).yes()
    (await count(sari, session, (50_000, 1))).yes()
    (await act(sari, session, "close", unapproved=True)).yes()

    folded: TillSession | None = None
    for row in await shop.journal():
        fact = Event.registry[row.kind].model_validate_json(row.body)
        if str(till.session_of(fact)) == session["id"]:
            folded = till.evolve(folded, fact)
    assert folded is not None
    assert folded == await shop.box.db.read(lambda sql: store.load(sql, folded.id))


async def test_without_a_session_cash_is_taken_as_before_and_the_z_says_so(
    sari: Tablet,
) -> None:
    check = await sale(sari)
    assert check["payments"][0]["session_id"] is None
    session = await open_drawer(sari, 0)
    (await count(sari, session)).yes()
    z = (await act(sari, session, "close")).yes()
    assert z["tenders"] == []
    assert z["outside"] == [
        {
            "tender": "cash",
            "payments": 1,
            "amount": check["totals"]["paid"],
            "refunds": 0,
            "refunded": 0,
        }
    ]


async def test_where_the_outlet_wants_it_cash_needs_an_open_drawer(
    shop: Shop, sari: Tablet
) -> None:
    await shop.apply(policy(till_required=True))
    check = await sari.order(line("rawon"))
    (await sari.pay(check)).no("till.required")
    session = await open_drawer(sari)
    paid = (await sari.pay(check)).yes()
    assert paid["payments"][0]["session_id"] == session["id"]


async def test_who_counts_does_not_see_what_is_expected(
    shop: Shop, sari: Tablet, budi: Tablet
) -> None:
    session = await open_drawer(sari)
    await sale(sari)
    (await report(sari, session)).no("permission.missing")
    (await act(sari, session, "report")).no("permission.missing")
    told = (await sari.get("/api/till")).yes()["mine"]
    assert not {"expected", "tenders", "sales"} & told.keys()
    assert told["count"] is None
    (await report(budi, session)).yes()
    await shop.apply(policy(till_blind=False))
    (await report(sari, session)).yes()


async def test_after_closing_the_cashier_reads_and_prints_the_z(sari: Tablet) -> None:
    session = await open_drawer(sari, 100_000)
    (await count(sari, session, (100_000, 1))).yes()
    z = (await act(sari, session, "close")).yes()
    told = (await report(sari, session, lang="en", columns=32)).yes()
    assert told["report"] == z
    text = "\n".join(row["text"] for row in told["rows"] if row["kind"] == "text")
    assert z["z_number"] in text
    assert z["head"]["hash"][:32] in text
    (await act(sari, session, "report")).yes()
    closed = (await sari.get("/api/till/closed")).yes()["sessions"]
    assert [each["z_number"] for each in closed] == [z["z_number"]]


async def test_a_difference_above_the_limit_takes_a_second_persons_pin(
    shop: Shop, sari: Tablet
) -> None:
    session = await open_drawer(sari, 100_000)
    (await count(sari, session, (50_000, 1))).yes()
    no = (await act(sari, session, "close")).no("till.approval_required")
    assert no["facts"] == {"difference_rupiah": -50_000, "limit_rupiah": 20_000}
    z = (await act(sari, session, "close", approval_id=await approval(sari))).yes()
    assert (z["by"]["name"], z["approved_by"]["name"]) == ("Sari Wulandari", "Budi Hartono")
    assert not z["unapproved"]
    row = (await shop.journal())[-1]
    assert (row.actor, row.approver) == ("sari", "budi")
    assert (await sari.get("/api/session")).yes()["staff"]["id"] == "sari"


async def test_nobody_approves_their_own_difference(budi: Tablet) -> None:
    session = await open_drawer(budi, 100_000)
    (await count(budi, session)).yes()
    own = await approval(budi, "budi")
    (await act(budi, session, "close", approval_id=own)).no("approval.not_valid")
    other = await approval(budi, "maya")
    (await act(budi, session, "close", approval_id=other)).yes()


async def test_closing_is_never_blocked(sari: Tablet) -> None:
    """By guests who still sit, by a difference, by nobody being there to approve it."""
    session = await open_drawer(sari, 500_000)
    left = await sari.order(line("rawon"))
    (await count(sari, session)).yes()
    z = (await act(sari, session, "close", unapproved=True)).yes()
    assert (z["over_short"], z["unapproved"]) == (-500_000, True)
    assert (z["open_checks"], z["open_balance"]) == (1, left["totals"]["balance"])
    assert (await sari.pay(left)).yes()["state"] == "closed", "late guests pay all the same"


async def test_a_drawer_is_counted_before_it_is_closed(sari: Tablet) -> None:
    session = await open_drawer(sari)
    (await act(sari, session, "close")).no("till.not_counted")


async def test_a_z_number_is_given_once_whatever_is_refused_on_the_way(sari: Tablet) -> None:
    first = await open_drawer(sari, 0)
    (await act(sari, first, "close")).no("till.not_counted")
    (await count(sari, first)).yes()
    tap = {"id": fresh()}
    path = f"/api/till/{first['id']}/close"
    z = (await sari.post(path, tap)).yes()
    assert (await sari.post(path, tap)).yes() == z, "a tap sent twice closes once"
    (await act(sari, first, "close")).no("till.not_open")
    second = await open_drawer(sari, 0)
    (await count(sari, second)).yes()
    again = (await act(sari, second, "close")).yes()
    assert [each["z_number"][-4:] for each in (z, again)] == ["0001", "0002"]


async def test_everybody_sells_into_the_shared_drawer(shop: Shop, sari: Tablet) -> None:
    session = await open_drawer(sari)
    agus = await shop.as_("agus")
    assert (await sale(agus))["payments"][0]["session_id"] == session["id"]
    no = await agus.post("/api/till", {"session_id": fresh(), "opening": 0})
    assert no.no("till.open_already")["facts"] == {"cashier": "Sari Wulandari"}
    (await move(agus, session, "drop", 1_000)).yes()


async def test_where_each_cashier_has_a_drawer_only_theirs_is_touched(
    shop: Shop, sari: Tablet, budi: Tablet
) -> None:
    await shop.apply(policy(till_policy="cashier"))
    agus = await shop.as_("agus")
    hers, his = await open_drawer(sari), await open_drawer(agus)
    assert (await sale(sari))["payments"][0]["session_id"] == hers["id"]
    assert (await sale(agus))["payments"][0]["session_id"] == his["id"]
    assert (await sale(budi))["payments"][0]["session_id"] is None
    for verb, more in (("cash", {"move_id": fresh(), "kind": "drop", "amount": 1}), ("close", {})):
        (await act(agus, hers, verb, **more)).no("permission.missing")
    (await count(agus, hers)).no("permission.missing")
    others = (await budi.get("/api/till")).yes()["others"]
    assert {each["id"] for each in others} == {hers["id"], his["id"]}
    (await count(budi, hers)).yes()
    (await act(budi, hers, "close", unapproved=True)).yes()


async def test_a_sale_after_the_cut_over_belongs_to_the_evening_it_was_sold_in(
    timed: Shop, hands: Hands
) -> None:
    hands.turn("2026-11-22 18:00")
    sari = await timed.as_("sari")
    session = await open_drawer(sari)
    hands.turn("2026-11-23 04:30")
    late = await sale(sari)
    assert late["business_date"] == "2026-11-22"
    (await count(sari, session)).yes()
    z = (await act(sari, session, "close", unapproved=True)).yes()
    assert z["business_date"] == "2026-11-22"
    assert (await sale(sari))["business_date"] == "2026-11-23"
    assert {row.business_date for row in await timed.journal()} == {"2026-11-22", "2026-11-23"}


async def test_a_session_somebody_forgot_holds_its_day_for_one_day_only(
    timed: Shop, hands: Hands
) -> None:
    hands.turn("2026-11-22 08:00")
    sari = await timed.as_("sari")
    session = await open_drawer(sari)
    hands.turn("2026-11-23 07:59")
    sari = await timed.as_("sari")
    assert (await sale(sari))["business_date"] == "2026-11-22"
    hands.turn("2026-11-23 08:01")
    late = await sale(sari)
    assert late["business_date"] == "2026-11-23"
    assert late["payments"][0]["session_id"] == session["id"], "the cash is in that drawer"


async def test_cash_taken_after_the_count_is_neither_over_nor_short(sari: Tablet) -> None:
    session = await open_drawer(sari, 100_000)
    (await count(sari, session, (100_000, 1))).yes()
    paid = (await sale(sari))["totals"]["paid"]
    z = (await act(sari, session, "close")).yes()
    assert (z["since_count"], z["over_short"]) == (paid, 0)


@pytest.mark.parametrize("kind", ["paid_in", "paid_out"])
async def test_cash_in_and_out_says_what_for(sari: Tablet, kind: str) -> None:
    session = await open_drawer(sari)
    (await move(sari, session, kind, 10_000, " ")).no("till.reason_required")


async def test_a_cook_does_not_come_near_the_drawer(slamet: Tablet, sari: Tablet) -> None:
    session = await open_drawer(sari)
    (await slamet.get("/api/till")).no("permission.missing")
    (await move(slamet, session, "paid_out", 1_000)).no("permission.missing")


async def test_a_drawer_that_never_was(sari: Tablet) -> None:
    nowhere = {"id": fresh()}
    (await count(sari, nowhere)).no("till.unknown")
    (await report(sari, nowhere)).no("till.unknown")


async def test_a_drawer_outlives_the_power_cut(shop: Shop, sari: Tablet) -> None:
    session = await open_drawer(sari, 150_000)
    await sale(sari)
    before = (await report(await shop.as_("budi"), session)).yes()["report"]
    await shop.restart()
    after = (await report(await shop.as_("budi"), session)).yes()["report"]
    moving = {"at_ms", "head"}
    assert {k: v for k, v in after.items() if k not in moving} == {
        k: v for k, v in before.items() if k not in moving
    }


async def queued(shop: Shop) -> list[Body]:
    """What the print process is given."""
    connector = aiohttp.UnixConnector(str(shop.settings.socket_path))
    async with (
        aiohttp.ClientSession("http://box", connector=connector) as inside,
        inside.get("/internal/print/work") as answer,
    ):
        work: Body = await answer.json()
        jobs: list[Body] = work["jobs"]
        return jobs


def words(job: Body) -> str:
    return "\n".join(
        f"{block.get('text', '')}{block.get('left', '')} {block.get('right', '')}"
        for block in job["slip"]
    )


async def test_cash_out_opens_the_drawer_and_puts_out_a_voucher(shop: Shop, sari: Tablet) -> None:
    session = await open_drawer(sari)
    (await move(sari, session, "paid_out", 22_000, "es batu")).yes()
    (job,) = await queued(shop)
    assert job["kind"] == "report"
    assert "es batu" in words(job)
    assert "Rp22.000" in words(job)
    assert job["slip"][0]["kind"] == "drawer"


async def test_an_x_on_paper_shows_the_moment_it_was_asked_for(shop: Shop, budi: Tablet) -> None:
    """The printer may be off until after the next sale."""
    session = await open_drawer(budi, 100_000)
    (await act(budi, session, "report")).yes()
    await sale(budi)
    jobs = [job for job in await queued(shop) if job["kind"] == "report"]
    assert len(jobs) == 1
    assert "LAPORAN X" in words(jobs[0])
    assert "Seharusnya di laci Rp100.000" in words(jobs[0])


async def test_a_z_comes_out_once_and_again_only_as_a_copy(shop: Shop, sari: Tablet) -> None:
    session = await open_drawer(sari, 0)
    (await count(sari, session)).yes()
    z = (await act(sari, session, "close")).yes()
    (await act(sari, session, "report")).yes()
    first, second = await queued(shop)
    assert z["z_number"] in words(first)
    assert "SALINAN" not in words(first)
    assert "SALINAN" in words(second)
    assert (await shop.kinds())[-1] == "till.report_printed"


async def test_other_tablets_hear_that_the_drawer_is_open(shop: Shop, sari: Tablet) -> None:
    protocols = ("tilo.live", f"bearer.{sari.session['token']}")
    async with sari.http.ws_connect(f"{shop.base}/api/live", protocols=protocols) as live:
        assert (await live.receive_json())["t"] == "hello"
        await open_drawer(sari)
        said = ""
        while said != "till":
            said = (await live.receive_json(timeout=10))["t"]
