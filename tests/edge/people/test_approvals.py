"""A second person's PIN allows one action of whoever asks, and the journal names both."""

import pytest

from edge.people.approvals import VALID_MS
from edge.people.backoff import FREE_TRIES
from tests.shop import PINS, Answer, Body, Hands, Shop, Tablet, fresh, line, staff_document


async def asked(tablet: Tablet, staff_id: str, permission: str, pin: str | None = None) -> Answer:
    body = {"staff_id": staff_id, "pin": pin or PINS[staff_id], "permission": permission}
    return await tablet.post_plain("/api/approvals", body)


async def approved(tablet: Tablet, permission: str, by: str = "budi") -> str:
    told: str = (await asked(tablet, by, permission)).yes()["approval_id"]
    return told


async def void(tablet: Tablet, check: Body, which: Body, approval: str | None) -> Answer:
    path = f"lines/{which['id']}/void"
    return await tablet.do(check, path, reason="tamu batal", approval_id=approval)


async def test_a_cashier_voids_what_the_kitchen_has_once_a_supervisor_typed_a_pin(
    shop: Shop, sari: Tablet
) -> None:
    check = await sari.order(line("rawon"), line("kopi"), fire=True)
    soup, coffee = check["lines"]
    (await void(sari, check, soup, None)).no("permission.missing")
    approval = await approved(sari, "sales.void_fired")
    check = (await void(sari, check, soup, approval)).yes()
    assert check["lines"][0]["state"] == "voided"
    row = (await shop.journal())[-1]
    assert (row.kind, row.actor, row.approver) == ("check.line_voided", "sari", "budi")
    (await void(sari, check, coffee, approval)).no("approval.not_valid")
    assert (await sari.get("/api/session")).yes()["staff"]["id"] == "sari", "still signed in"


async def test_the_history_of_a_check_names_who_asked_and_who_approved(
    sari: Tablet, budi: Tablet
) -> None:
    check = await sari.order(line("rawon"), fire=True)
    approval = await approved(sari, "sales.void_check")
    (await sari.do(check, "void", reason="tamu pulang", approval_id=approval)).yes()
    events = (await budi.get(f"/api/checks/{check['id']}/history")).yes()["events"]
    last = events[-1]
    assert (last["kind"], last["actor_name"]) == ("check.voided", "Sari Wulandari")
    assert last["approver_name"] == "Budi Hartono"
    assert events[0]["approver_name"] is None


async def test_a_supervisor_needs_nobody_and_is_not_their_own_approver(
    shop: Shop, budi: Tablet
) -> None:
    check = await budi.order(line("rawon"), fire=True)
    (await budi.void(check, check["lines"][0], "salah")).yes()
    assert (await shop.journal())[-1].approver is None


async def test_an_approval_is_for_one_kind_of_action_and_one_session(
    shop: Shop, sari: Tablet
) -> None:
    check = await sari.order(line("rawon"), fire=True)
    soup = check["lines"][0]
    for_check = await approved(sari, "sales.void_check")
    (await void(sari, check, soup, for_check)).no("approval.not_valid")
    agus = await shop.as_("agus")
    for_agus = await approved(agus, "sales.void_fired")
    (await void(sari, check, soup, for_agus)).no("approval.not_valid")
    second = await shop.tablet("kasir-2").sign_in("sari")
    for_other_screen = await approved(second, "sales.void_fired")
    (await void(sari, check, soup, for_other_screen)).no("approval.not_valid")
    (await void(sari, check, soup, fresh())).no("approval.not_valid")
    (await void(agus, check, soup, for_agus)).yes()


async def test_an_approval_lasts_a_minute(timed: Shop, hands: Hands) -> None:
    sari = await timed.as_("sari")
    check = await sari.order(line("rawon"), fire=True)
    approval = await approved(sari, "sales.void_fired")
    hands.ms += VALID_MS
    (await void(sari, check, check["lines"][0], approval)).no("approval.not_valid")


async def test_a_refused_action_gives_its_approval_back(sari: Tablet) -> None:
    check = await sari.order(line("rawon"), fire=True)
    soup = check["lines"][0]
    approval = await approved(sari, "sales.void_fired")
    path = f"lines/{soup['id']}/void"
    (await sari.do(check, path, reason="", approval_id=approval)).no("void.reason_required")
    (await void(sari, check, soup, approval)).yes()


async def test_the_same_tap_sent_again_gets_the_same_answer(sari: Tablet) -> None:
    check = await sari.order(line("rawon"), fire=True)
    approval = await approved(sari, "sales.void_fired")
    body = {"id": fresh(), "reason": "tamu batal", "approval_id": approval}
    path = f"/api/checks/{check['id']}/lines/{check['lines'][0]['id']}/void"
    first = (await sari.post(path, body)).yes()
    assert (await sari.post(path, body)).yes() == first


@pytest.mark.parametrize("who", ["agus", "slamet", "togar"])
async def test_somebody_who_may_not_do_it_cannot_approve_it(sari: Tablet, who: str) -> None:
    (await asked(sari, who, "sales.void_fired")).no("permission.missing")


async def test_wrong_pins_make_the_next_try_wait_and_stand_in_the_journal(
    shop: Shop, sari: Tablet
) -> None:
    for _ in range(FREE_TRIES):
        (await asked(sari, "budi", "sales.void_fired", "0007")).no("pin.wrong")
    (await asked(sari, "budi", "sales.void_fired")).no("request.too_many")
    rows = [row for row in await shop.journal() if row.kind == "staff.sign_in_refused"]
    assert [(row.actor, row.subject) for row in rows] == [("sari", "budi")] * FREE_TRIES
    assert all("0007" not in row.body for row in rows)
    (await asked(sari, "maya", "sales.void_fired")).yes()


async def test_who_was_dismissed_after_approving_approves_nothing(shop: Shop, sari: Tablet) -> None:
    check = await sari.order(line("rawon"), fire=True)
    approval = await approved(sari, "sales.void_fired")
    await shop.apply(staff_document("budi", version=2, active=False))
    (await void(sari, check, check["lines"][0], approval)).no("approval.not_valid")


async def test_nobody_approves_without_a_session(shop: Shop) -> None:
    (await asked(shop.tablet(), "budi", "sales.void_fired")).no("session.required")


async def test_a_screen_lists_who_may_approve(sari: Tablet) -> None:
    found = (await sari.get("/api/approvers", permission="sales.refund")).yes()["people"]
    assert {each["id"] for each in found} == {"budi", "maya", "tuti", "putu"}
    asking = await sari.get("/api/approvers", permission="sales.discount", share_bp=3000)
    found = asking.yes()["people"]
    assert {each["id"] for each in found} == {"maya", "tuti", "putu"}
