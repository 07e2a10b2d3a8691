"""Selling as tablets do it: every way it goes well, and every no, over real HTTP."""

import asyncio
import json
from typing import Any

import orjson
import pytest

from tests.shop import Body, Hands, Shop, Tablet, adds_up, cash, fresh, item_document, line
from tilo.selling import MAX_LINES

# --- opening and adding


async def test_a_party_orders_and_the_kitchen_has_it(shop: Shop, sari: Tablet) -> None:
    check = await sari.order(
        line("nasi-goreng", 2, options=["gila", "ceplok"], note="tanpa bawang"),
        line("sate-ayam", variant_id="dua-puluh"),
        line("es-teh", 3),
        line("sambal-botol"),
        fire=True,
    )
    adds_up(check)
    assert (check["number"], check["table_name"], check["covers"]) == (1, "1", 2)
    assert [each["unit_price"] for each in check["lines"]] == [45_000, 55_000, 8_000, 45_000]
    assert {each["state"] for each in check["lines"]} == {"fired"}
    tickets = await sari.tickets()
    at = {ticket["station"]: ticket["lines"] for ticket in tickets}
    assert {station: len(lines) for station, lines in at.items()} == {"dapur": 2, "bar": 1}
    assert [o["name_en"] for o in at["dapur"][0]["options"]] == ["Insane", "Fried egg"]
    assert at["dapur"][0]["note"] == "tanpa bawang"


async def test_the_tablet_cannot_name_a_price(sari: Tablet) -> None:
    check = await sari.order(line("rawon", price=1, unit_price=1, total=1))
    assert check["totals"]["subtotal"] == 48_000


async def test_a_check_may_be_opened_empty_and_filled_later(sari: Tablet) -> None:
    check = await sari.order(table=None, channel="take_away", name="Pak Joko")
    assert (check["lines"], check["name"], check["totals"]["total"]) == ([], "Pak Joko", 0)
    check = (await sari.add(check, line("kopi"), fire=True)).yes()
    assert check["lines"][0]["state"] == "fired"
    assert check["rev"] == 3, "added, fired"


async def test_two_tablets_on_one_table_merge(shop: Shop, sari: Tablet) -> None:
    agus = await shop.as_("agus")
    check = await sari.order(line("rawon"))
    answers = await asyncio.gather(
        *(
            tablet.add(check, line(item))
            for item in ("es-teh", "kopi", "rawon", "sate-ayam")
            for tablet in (sari, agus)
        )
    )
    for answer in answers:
        adds_up(answer.yes())
    now = await sari.check(check)
    assert len(now["lines"]) == 9
    assert {each["added_by"]["id"] for each in now["lines"]} == {"sari", "agus"}
    assert now["rev"] == 9


async def test_an_add_on_says_so_on_its_ticket(sari: Tablet) -> None:
    check = await sari.order(line("rawon"), fire=True)
    (await sari.add(check, line("sate-ayam"), line("kopi"), fire=True)).yes()
    tickets = await sari.tickets("dapur")
    assert [ticket["add_on"] for ticket in tickets] == [False, True]
    assert [ticket["add_on"] for ticket in await sari.tickets("bar")] == [False]


async def test_an_unknown_item_is_refused_and_nothing_is_opened(sari: Tablet) -> None:
    body = {"check_id": fresh(), "lines": [line("rawon"), line("durian-montong")]}
    told = (await sari.post("/api/checks", body)).no("item.unknown")
    assert told["facts"] == {"item": "durian-montong"}
    (await sari.get(f"/api/checks/{body['check_id']}")).no("check.unknown")


async def test_an_item_taken_off_the_menu_is_unknown(sari: Tablet) -> None:
    (await sari.post("/api/checks", check_id=fresh(), lines=[line("kolak")])).no("item.unknown")


async def test_an_item_86d_after_the_screen_drew_it_is_refused_by_name(
    shop: Shop, sari: Tablet, slamet: Tablet
) -> None:
    check = await sari.order(line("kopi"))
    (await slamet.post("/api/items/rawon/sold-out", sold_out=True)).yes()
    told = (await sari.add(check, line("rawon"))).no("item.sold_out")
    assert told["facts"] == {"item": "Rawon", "item_id": "rawon"}
    assert "Rawon" in told["detail_en"]
    (await slamet.post("/api/items/rawon/sold-out", sold_out=False)).yes()
    (await sari.add(check, line("rawon"))).yes()


async def test_what_was_ordered_before_it_was_86d_is_still_cooked(
    sari: Tablet, slamet: Tablet
) -> None:
    check = await sari.order(line("rawon"))
    (await slamet.post("/api/items/rawon/sold-out", sold_out=True)).yes()
    (await sari.do(check, "fire")).yes()
    assert len(await slamet.tickets("dapur")) == 1


@pytest.mark.parametrize("quantity", [0, -1, 1000, 10**18, 2**63, 1.5, "2", None, True])
async def test_a_quantity_nobody_can_eat_is_refused(sari: Tablet, quantity: Any) -> None:
    body = {"check_id": fresh(), "lines": [line("rawon", quantity)]}
    told = (await sari.post("/api/checks", body)).no("request.invalid")
    assert told["errors"][0]["field"] == "lines[0].quantity"
    (await sari.get(f"/api/checks/{body['check_id']}")).no("check.unknown")


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (line("sate-ayam", variant_id=None), "item.variant_required"),
        (line("sate-ayam", variant_id="lima-puluh"), "item.variant_required"),
        (line("rawon", variant_id="sepuluh"), "item.variant_required"),
        (line("nasi-goreng", options=[]), "item.options_out_of_range"),
        (line("nasi-goreng", options=["tidak", "gila"]), "item.options_out_of_range"),
        (line("nasi-goreng", options=["tidak", *["ceplok"] * 3]), "item.options_out_of_range"),
        (line("nasi-goreng", options=["tidak", "keju"]), "item.option_unknown"),
        (line("rawon", options=["ceplok"]), "item.option_unknown"),
    ],
)
async def test_a_line_must_be_what_the_menu_offers(sari: Tablet, wish: Body, code: str) -> None:
    (await sari.post("/api/checks", check_id=fresh(), lines=[wish])).no(code)


async def test_a_check_is_opened_once(sari: Tablet) -> None:
    check = await sari.order(line("rawon"))
    (await sari.post("/api/checks", check_id=check["id"])).no("check.exists")


async def test_a_line_stands_on_a_check_once(sari: Tablet) -> None:
    wish = line("rawon")
    check = await sari.order(wish)
    (await sari.add(check, wish)).no("line.exists")
    twice = line("kopi")
    (await sari.add(check, twice, twice)).no("line.exists")
    assert len((await sari.check(check))["lines"]) == 1


async def test_a_check_has_an_end(sari: Tablet) -> None:
    check = await sari.order(*(line("kopi") for _ in range(MAX_LINES - 1)))
    (await sari.add(check, line("kopi"), line("kopi"))).no("check.too_long")
    (await sari.add(check, line("kopi"))).yes()
    told = (await sari.add(check, line("kopi"))).no("check.too_long")
    assert told["facts"] == {"limit": MAX_LINES}
    lines = [line("kopi") for _ in range(MAX_LINES + 1)]
    (await sari.post("/api/checks", check_id=fresh(), lines=lines)).no("request.invalid")


async def test_a_table_that_is_not_on_the_floor_is_refused(sari: Tablet) -> None:
    body = {"check_id": fresh(), "table_id": "meja-99"}
    (await sari.post("/api/checks", body)).no("table.unknown")


async def test_a_check_nobody_opened_is_unknown_to_every_route(sari: Tablet, budi: Tablet) -> None:
    ghost = {"id": fresh()}
    no = "check.unknown"
    (await sari.get(f"/api/checks/{ghost['id']}")).no(no)
    (await sari.get(f"/api/checks/{ghost['id']}/receipt")).no(no)
    (await budi.get(f"/api/checks/{ghost['id']}/history")).no(no)
    (await sari.add(ghost, line("kopi"))).no(no)
    (await sari.do(ghost, f"lines/{fresh()}/change", quantity=2)).no(no)
    (await sari.do(ghost, f"lines/{fresh()}/void")).no(no)
    (await sari.do(ghost, "fire")).no(no)
    (await sari.do(ghost, "move", name="Bar")).no(no)
    (await sari.do(ghost, "covers", covers=2)).no(no)
    (await sari.do(ghost, "receipt")).no(no)
    (await sari.do(ghost, "pay", **cash({"totals": {"cash_due": 0, "balance": 0}}))).no(no)
    (await budi.do(ghost, "void", reason="salah")).no(no)


# --- bodies that are no orders


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "body.malformed"),
        (b"{", "body.malformed"),
        (b"\xff\xfe", "body.malformed"),
        (b'{"id": NaN}', "request.invalid"),
        (b"[]", "request.invalid"),
        (b"null", "request.invalid"),
        (b"{}", "request.invalid"),
        (b'{"id": "x"}', "request.invalid"),
        (b"[" * 100_000, "body.malformed"),
    ],
)
async def test_a_body_that_is_no_order_is_refused(sari: Tablet, raw: bytes, code: str) -> None:
    (await sari.send("/api/checks", raw)).no(code)


async def test_an_oversized_body_is_refused(sari: Tablet) -> None:
    body = {"id": fresh(), "check_id": fresh(), "name": "x" * 300_000}
    told = (await sari.send("/api/checks", orjson.dumps(body))).no("body.too_large")
    assert told["facts"] == {"limit_bytes": 256 * 1024}


async def test_a_body_of_another_kind_is_refused(sari: Tablet) -> None:
    raw = orjson.dumps({"id": fresh(), "check_id": fresh()})
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        (await sari.send("/api/checks", raw, **{"Content-Type": kind})).no("body.type_unsupported")


async def test_a_field_the_box_does_not_know_is_refused(sari: Tablet) -> None:
    """A newer tablet must learn that what it asked was not understood."""
    told = (await sari.post("/api/checks", check_id=fresh(), discount=5_000)).no("request.invalid")
    assert told["errors"][0]["reason"] == "extra_forbidden"


async def test_a_problem_never_repeats_what_was_sent(sari: Tablet) -> None:
    answer = await sari.post("/api/checks", check_id="<script>", name="4111 1111 1111 1111")
    answer.no("request.invalid")
    assert b"script" not in answer.raw
    assert b"4111" not in answer.raw


async def test_the_sentence_is_in_the_language_of_the_screen(sari: Tablet) -> None:
    path = f"/api/checks/{fresh()}"
    for asked, told in (("id", "detail_id"), ("en-GB,en;q=0.9", "detail_en"), ("fr", "detail_id")):
        problem = (await sari.get(path, headers={"Accept-Language": asked})).no("check.unknown")
        assert problem["detail"] == problem[told]


# --- repeating


async def test_a_tap_sent_twice_opens_one_check(sari: Tablet) -> None:
    body = {"id": fresh(), "check_id": fresh(), "lines": [line("rawon")], "fire": True}
    answers = await asyncio.gather(*(sari.post("/api/checks", body) for _ in range(4)))
    assert len({answer.raw for answer in answers}) == 1
    assert answers[0].yes()["number"] == 1
    assert len(await sari.tickets()) == 1


async def test_a_tap_with_a_used_id_and_another_order_is_refused_loudly(
    shop: Shop, sari: Tablet
) -> None:
    body = {"id": fresh(), "check_id": fresh(), "lines": [line("rawon")]}
    (await sari.post("/api/checks", body)).yes()
    changed = body | {"lines": [line("rawon", 2)]}
    (await sari.post("/api/checks", changed)).no("command.mismatch")
    assert (await shop.kinds())[-1] == "command.mismatched"
    assert len((await sari.get("/api/checks")).yes()["checks"]) == 1


async def test_spelling_the_same_order_otherwise_is_the_same_order(sari: Tablet) -> None:
    """Spaces and the order of keys are the sender's taste."""
    body = {"id": fresh(), "check_id": fresh(), "covers": 3}
    first = await sari.send("/api/checks", orjson.dumps(body))
    again = await sari.send(
        "/api/checks", json.dumps(dict(reversed(body.items())), indent=4).encode()
    )
    assert first.raw == again.raw


async def test_a_refused_tap_repeated_is_refused_in_the_same_words(sari: Tablet) -> None:
    body = {"id": fresh(), "check_id": fresh(), "lines": [line("durian-montong")]}
    told = [(await sari.post("/api/checks", body)).no("item.unknown") for _ in range(2)]
    assert told[0]["detail_id"] == told[1]["detail_id"]
    assert told[0]["facts"] == told[1]["facts"]


# --- firing


async def test_two_tablets_firing_the_same_check_at_once_make_one_set_of_tickets(
    shop: Shop, sari: Tablet
) -> None:
    agus = await shop.as_("agus")
    for _ in range(5):
        check = await sari.order(line("rawon"), line("kopi"))
        before = len(await sari.tickets())
        answers = await asyncio.gather(*(t.do(check, "fire") for t in (sari, agus, sari, agus)))
        assert sorted(answer.status for answer in answers) == [200, 409, 409, 409]
        for answer in answers:
            if answer.status == 409:
                answer.no("check.nothing_to_fire")
        assert len(await sari.tickets()) == before + 2


async def test_some_lines_are_fired_and_others_held(sari: Tablet) -> None:
    check = await sari.order(line("rawon"), line("sate-ayam"))
    starter, main = check["lines"]
    check = (await sari.do(check, "fire", line_ids=[starter["id"]])).yes()
    assert [each["state"] for each in check["lines"]] == ["fired", "draft"]
    (await sari.do(check, "fire", line_ids=[starter["id"]])).no("check.nothing_to_fire")
    (await sari.do(check, "fire", line_ids=[fresh()])).no("line.unknown")
    check = (await sari.do(check, "fire", line_ids=[main["id"]])).yes()
    assert [each["state"] for each in check["lines"]] == ["fired", "fired"]


async def test_what_needs_no_cooking_makes_no_ticket(sari: Tablet) -> None:
    check = await sari.order(line("sambal-botol"), fire=True)
    assert check["lines"][0]["state"] == "fired"
    assert await sari.tickets() == []


# --- changing


async def test_a_draft_changes_and_is_priced_anew(shop: Shop, sari: Tablet) -> None:
    check = await sari.order(line("nasi-goreng"))
    where = f"lines/{check['lines'][0]['id']}/change"
    check = (await sari.do(check, where, quantity=3, options=["gila"], note=" pedas ")).yes()
    changed = check["lines"][0]
    assert (changed["quantity"], changed["total"], changed["note"]) == (3, 114_000, "pedas")
    adds_up(check)
    check = (await sari.do(check, where, note="")).yes()
    assert (check["lines"][0]["note"], check["lines"][0]["quantity"]) == ("", 3)
    await shop.apply(item_document("nasi-goreng", 2, price=40_000))
    assert (await sari.check(check))["lines"][0]["unit_price"] == 38_000, "sold at that price"
    check = (await sari.do(check, where, quantity=1)).yes()
    assert check["lines"][0]["unit_price"] == 43_000, "touched again, priced again"


async def test_what_the_kitchen_has_is_not_changed(sari: Tablet) -> None:
    check = await sari.order(line("rawon"), fire=True)
    where = f"lines/{check['lines'][0]['id']}/change"
    told = (await sari.do(check, where, quantity=5)).no("line.not_draft")
    assert told["facts"] == {"item": "Rawon"}
    (await sari.do(check, f"lines/{fresh()}/change", quantity=5)).no("line.unknown")
    (await sari.do(check, where, quantity=0)).no("request.invalid")


# --- voiding


async def test_a_draft_is_voided_by_the_cashier_without_a_word(sari: Tablet) -> None:
    check = await sari.order(line("rawon"), line("kopi"))
    check = (await sari.void(check, check["lines"][0])).yes()
    assert [each["state"] for each in check["lines"]] == ["voided", "draft"]
    assert check["totals"]["subtotal"] == 13_000
    adds_up(check)


async def test_what_the_kitchen_has_needs_a_supervisor_and_a_reason(
    shop: Shop, sari: Tablet, budi: Tablet
) -> None:
    check = await sari.order(line("rawon"), line("kopi"), fire=True)
    soup = check["lines"][0]
    before = len(await shop.journal())
    (await sari.void(check, soup, "tamu batal")).no("permission.missing")
    (await budi.void(check, soup)).no("void.reason_required")
    (await budi.void(check, soup, "   ")).no("void.reason_required")
    assert len(await shop.journal()) == before
    check = (await budi.void(check, soup, "tamu batal")).yes()
    assert check["lines"][0]["void_reason"] == "tamu batal"
    told = (await budi.void(check, soup, "lagi")).no("line.voided_already")
    assert told["facts"] == {"item": "Rawon"}
    ticket = (await sari.tickets("dapur"))[0]
    assert ticket["lines"][0]["state"] == "voided", "struck through, not gone"


async def test_a_check_is_voided_whole_with_a_reason_by_a_supervisor(
    sari: Tablet, budi: Tablet
) -> None:
    check = await sari.order(line("rawon"), line("kopi"), fire=True)
    (await sari.do(check, "void", reason="salah meja")).no("permission.missing")
    (await budi.do(check, "void", reason="")).no("void.reason_required")
    (await budi.do(check, "void")).no("request.invalid")
    check = (await budi.do(check, "void", reason="salah meja")).yes()
    assert (check["state"], check["receipt_number"]) == ("voided", None)
    assert {t["lines"][0]["state"] for t in await sari.tickets()} == {"voided"}
    (await sari.add(check, line("kopi"))).no("check.not_open")


async def test_a_check_with_money_on_it_is_not_voided(sari: Tablet, budi: Tablet) -> None:
    check = await sari.order(line("rawon"), line("kopi"), fire=True)
    check = (await sari.pay(check, 60_000)).yes()
    told = (await budi.do(check, "void", reason="salah")).no("check.partly_paid")
    assert told["facts"] == {"paid_rupiah": 60_000}
    assert "Rp60.000" in told["detail_id"]
    (await budi.void(check, check["lines"][0], "salah")).no("check.partly_paid")


# --- moving


async def test_a_party_moves_and_its_tickets_follow_unfired(sari: Tablet) -> None:
    check = await sari.order(line("rawon"), fire=True)
    check = (await sari.do(check, "move", table_id="meja-5")).yes()
    assert (check["table_id"], check["table_name"]) == ("meja-5", "5")
    tickets = await sari.tickets()
    assert [ticket["table_name"] for ticket in tickets] == ["5"]
    (await sari.do(check, "move", table_id="meja-99")).no("table.unknown")


async def test_a_named_party_keeps_its_name_at_another_table(sari: Tablet) -> None:
    check = await sari.order(line("rawon"), name="Bu Tuti")
    check = (await sari.do(check, "move", table_id="meja-5")).yes()
    assert (check["table_id"], check["name"]) == ("meja-5", "Bu Tuti")


async def test_a_party_leaves_its_table_for_a_name(sari: Tablet) -> None:
    check = await sari.order(line("rawon"))
    check = (await sari.do(check, "move", name="Pak Joko")).yes()
    assert (check["table_id"], check["name"]) == (None, "Pak Joko")


async def test_a_move_to_nowhere_is_refused(sari: Tablet) -> None:
    check = await sari.order(line("rawon"))
    (await sari.do(check, "move")).no("request.invalid")
    assert (await sari.check(check))["table_id"] == "meja-1"


async def test_a_party_takes_the_rest_away(sari: Tablet) -> None:
    check = await sari.order(line("rawon"), name="Bu Tuti")
    check = (await sari.do(check, "move", channel="take_away")).yes()
    assert (check["channel"], check["table_id"], check["name"]) == (
        "take_away",
        "meja-1",
        "Bu Tuti",
    )
    check = (await sari.do(check, "move", table_id="meja-2")).yes()
    assert check["channel"] == "dine_in", "seated again"


async def test_covers_are_corrected(sari: Tablet) -> None:
    check = await sari.order(line("rawon"))
    assert (await sari.do(check, "covers", covers=5)).yes()["covers"] == 5
    for wrong in (-1, 1000, "5", None):
        (await sari.do(check, "covers", covers=wrong)).no("request.invalid")


# --- paying


async def test_cash_closes_the_check_under_the_next_receipt_number(
    shop: Shop, sari: Tablet
) -> None:
    check = await sari.order(line("nasi-goreng"), line("es-teh", 2), fire=True)
    totals = check["totals"]
    assert (totals["total"], totals["cash_due"]) == (58_905, 58_900)
    paid = (await sari.pay(check, tendered=100_000)).yes()
    adds_up(paid)
    assert paid["state"] == "closed"
    assert paid["totals"] | {"change": 41_100, "rounding": -5, "paid": 58_900} == paid["totals"]
    mark = shop.box.door.journal.stream.mark
    assert paid["receipt_number"] == f"KMG-A{mark}-000001"
    assert paid["cashier"] == {"id": "sari", "name": "Sari Wulandari"}
    waiting = shop.box.neighbours.state
    assert waiting.printers[0].id == "kasir"


async def test_what_was_not_fired_is_fired_by_paying(sari: Tablet) -> None:
    """Take-away is paid first; the kitchen must still cook it."""
    check = await sari.order(line("rawon"), line("kopi"), table=None, channel="take_away")
    assert await sari.tickets() == []
    paid = (await sari.pay(check)).yes()
    assert {each["state"] for each in paid["lines"]} == {"fired"}
    assert len(await sari.tickets()) == 2
    assert {ticket["channel"] for ticket in await sari.tickets()} == {"take_away"}


async def test_two_tills_taking_the_money_at_once_take_it_once(shop: Shop, sari: Tablet) -> None:
    agus = await shop.as_("agus")
    for _ in range(5):
        check = await sari.order(line("rawon"))
        answers = await asyncio.gather(sari.pay(check), agus.pay(check))
        assert sorted(answer.status for answer in answers) == [200, 409]
        (refused,) = [answer for answer in answers if answer.status == 409]
        refused.no("check.not_open")
        now = await sari.check(check)
        assert len(now["payments"]) == 1
        adds_up(now)


async def test_a_payment_that_saw_an_older_balance_takes_nothing(shop: Shop, sari: Tablet) -> None:
    agus = await shop.as_("agus")
    seen = await sari.order(line("rawon"))
    (await agus.add(seen, line("kopi"))).yes()
    told = (await sari.pay(seen)).no("check.balance_changed")
    assert told["facts"] == {"seen_rupiah": 55_440, "balance_rupiah": 70_455}
    now = await sari.check(seen)
    assert now["payments"] == []
    (await sari.pay(now)).yes()


async def test_several_pay_their_parts_and_the_last_one_is_rounded(sari: Tablet) -> None:
    check = await sari.order(line("rawon"), line("kopi"), line("kopi"), fire=True)
    total = check["totals"]["total"]
    assert total % 100 != 0
    for part in (30_000, 20_000):
        check = (await sari.pay(check, part, tendered=50_000)).yes()
        adds_up(check)
        assert check["state"] == "open"
        assert check["totals"]["rounding"] == 0
    rest = check["totals"]["cash_due"]
    assert rest % 100 == 0
    check = (await sari.pay(check)).yes()
    adds_up(check)
    assert check["state"] == "closed"
    assert check["totals"]["paid"] == 50_000 + rest
    assert check["totals"]["rounding"] == 50_000 + rest - total
    assert [payment["rounding"] != 0 for payment in check["payments"]] == [False, False, True]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"tendered": 50_000}, "payment.short"),
        ({"amount": 60_000, "tendered": 60_000}, "payment.too_much"),
        ({"amount": 0, "tendered": 0}, "payment.too_much"),
        ({"amount": -1}, "request.invalid"),
        ({"tendered": 10**11}, "request.invalid"),
        ({"amount": 55_400.5}, "request.invalid"),
        ({"tender": "card"}, "request.invalid"),
        ({"balance_seen": None}, "request.invalid"),
    ],
)
async def test_money_that_is_not_right_is_not_taken(sari: Tablet, change: Body, code: str) -> None:
    check = await sari.order(line("rawon"))
    (await sari.do(check, "pay", **(cash(check) | change))).no(code)
    now = await sari.check(check)
    assert (now["state"], now["payments"]) == ("open", [])


async def test_an_empty_check_is_not_paid(sari: Tablet, budi: Tablet) -> None:
    check = await sari.order()
    (await sari.pay(check)).no("check.nothing_to_pay")
    check = await sari.order(line("kopi"))
    check = (await sari.void(check, check["lines"][0])).yes()
    (await sari.pay(check)).no("check.nothing_to_pay")
    (await budi.do(check, "void", reason="tamu pulang")).yes()


async def test_a_closed_check_is_never_changed(sari: Tablet, budi: Tablet) -> None:
    check = await sari.order(line("rawon"), line("kopi"))
    paid = (await sari.pay(check)).yes()
    one = f"lines/{paid['lines'][0]['id']}"
    told = [
        await sari.add(paid, line("kopi")),
        await sari.do(paid, f"{one}/change", quantity=2),
        await budi.do(paid, f"{one}/void", reason="salah"),
        await sari.do(paid, "fire"),
        await sari.do(paid, "move", table_id="meja-2"),
        await sari.do(paid, "covers", covers=9),
        await budi.do(paid, "void", reason="salah"),
        await sari.pay(paid),
    ]
    for answer in told:
        assert answer.no("check.not_open")["facts"] == {"number": 1, "state": "closed"}
    assert await sari.check(paid) == paid


async def test_bumping_after_payment_leaves_the_receipt_as_it_was(
    sari: Tablet, slamet: Tablet
) -> None:
    check = await sari.order(line("rawon"))
    paid = (await sari.pay(check)).yes()
    (ticket,) = await slamet.tickets("dapur")
    (await slamet.post(f"/api/tickets/{ticket['id']}/bump")).yes()
    assert await sari.check(paid) == paid


async def test_one_payment_is_not_booked_twice_under_two_taps(sari: Tablet) -> None:
    """The till lost its memory of the first tap but not of the payment."""
    check = await sari.order(line("rawon"), line("kopi"))
    first = cash(check, 30_000)
    check = (await sari.do(check, "pay", **first)).yes()
    again = first | {"balance_seen": check["totals"]["balance"]}
    (await sari.do(check, "pay", **again)).no("payment.exists")
    assert (await sari.check(check))["totals"]["paid"] == 30_000


# --- looking


async def test_open_checks_are_listed_oldest_first_closed_ones_newest_first(
    sari: Tablet,
) -> None:
    checks = [await sari.order(line("kopi"), table=f"meja-{n}") for n in range(1, 6)]
    for check in checks[:3]:
        (await sari.pay(check)).yes()
    listed = (await sari.get("/api/checks")).yes()["checks"]
    assert [each["number"] for each in listed] == [4, 5]
    assert listed[0]["draft_count"] == listed[0]["line_count"] == 1
    closed = (await sari.get("/api/checks", state="closed", limit=2)).yes()["checks"]
    assert [each["number"] for each in closed] == [3, 2]
    assert closed[0]["balance"] == 0
    earlier = (
        await sari.get("/api/checks", state="closed", before_ms=closed[-1]["closed_at_ms"])
    ).yes()["checks"]
    assert {each["number"] for each in earlier} <= {1, 2}


async def test_no_closed_check_is_skipped_however_small_the_pages(
    timed: Shop, hands: Hands
) -> None:
    """Seven parties pay in the same millisecond, which is a page and a half of three."""
    sari = await timed.as_("sari")
    checks = [await sari.order(line("kopi")) for _ in range(12)]
    for n, check in enumerate(checks):
        hands.ms += n in (3, 10)
        (await sari.pay(check)).yes()
    seen: list[int] = []
    query: Body = {"state": "closed", "limit": 3}
    while page := (await sari.get("/api/checks", **query)).yes()["checks"]:
        seen += [each["number"] for each in page]
        query["before_ms"] = page[-1]["closed_at_ms"]
    assert seen == list(range(12, 0, -1))


@pytest.mark.parametrize(
    "query", [{"state": "lost"}, {"limit": 0}, {"limit": 201}, {"before_ms": -1}, {"page": 2}]
)
async def test_a_question_that_makes_no_sense_is_refused(sari: Tablet, query: Body) -> None:
    (await sari.get("/api/checks", **query)).no("request.invalid")


async def test_a_receipt_is_shown_in_both_languages_and_widths(sari: Tablet) -> None:
    check = await sari.order(line("rawon"), line("es-teh", 2))
    paid = (await sari.pay(check)).yes()
    seen = {}
    for lang in ("id", "en"):
        for columns in (32, 48):
            answer = await sari.get(
                f"/api/checks/{check['id']}/receipt", lang=lang, columns=columns
            )
            rows = [row for row in answer.yes()["rows"] if row["kind"] == "text"]
            assert all(len(row["text"]) * row["size"] <= columns for row in rows)
            seen[lang, columns] = "\n".join(row["text"] for row in rows)
            assert paid["receipt_number"] in seen[lang, columns].replace("\n", "")
    assert "Tunai" in seen["id", 48]
    assert "Cash" in seen["en", 48]
    (await sari.get(f"/api/checks/{check['id']}/receipt", columns=80)).no("request.invalid")


async def test_the_bill_of_an_open_check_says_it_is_not_paid(sari: Tablet) -> None:
    check = await sari.order(line("rawon"))
    answer = await sari.get(f"/api/checks/{check['id']}/receipt", lang="en")
    assert any("NOT PAID" in row.get("text", "") for row in answer.yes()["rows"])


async def test_a_receipt_is_printed_again_once_there_is_one(shop: Shop, sari: Tablet) -> None:
    check = await sari.order(line("rawon"))
    (await sari.do(check, "receipt")).no("receipt.missing")
    (await sari.pay(check)).yes()
    assert (await sari.do(check, "receipt")).yes()["job_id"]
    assert (await shop.kinds())[-1] == "receipt.reprinted"


async def test_the_history_tells_who_did_what(sari: Tablet, budi: Tablet) -> None:
    check = await sari.order(line("rawon"), fire=True)
    (await budi.void(check, check["lines"][0], "tamu batal")).yes()
    (await sari.add(check, line("kopi"))).yes()
    (await sari.pay(await sari.check(check))).yes()
    events = (await budi.get(f"/api/checks/{check['id']}/history")).yes()["events"]
    assert [(each["kind"], each["actor_name"]) for each in events] == [
        ("check.opened", "Sari Wulandari"),
        ("check.fired", "Sari Wulandari"),
        ("check.line_voided", "Budi Hartono"),
        ("check.lines_added", "Sari Wulandari"),
        ("check.paid", "Sari Wulandari"),
        ("check.fired", "Sari Wulandari"),
        ("check.closed", "Sari Wulandari"),
    ]
    assert json.loads(events[2]["body"])["reason"] == "tamu batal"
    assert [each["seq"] for each in events] == sorted(each["seq"] for each in events)
    (await sari.get(f"/api/checks/{check['id']}/history")).no("permission.missing")
