"""Who is asking: PINs, tokens, and sessions that end when they should."""

import asyncio
import io
import logging
import re
import threading
from collections.abc import Iterator

import pytest

from edge.people.backoff import FREE_TRIES
from tests.shop import (
    PINS,
    Answer,
    Hands,
    Shop,
    Tablet,
    document,
    fresh,
    line,
    pin_hash,
    staff_document,
)
from tilo.kit import logs
from tilo.people import PERMISSIONS

HOUR_MS = 3_600_000


async def knock(tablet: Tablet, staff_id: str, pin: str) -> Answer:
    return await tablet.post_plain("/api/sign-in", {"staff_id": staff_id, "pin": pin})


async def test_everybody_signs_in_with_their_pin_and_may_do_what_their_role_may(
    shop: Shop,
) -> None:
    for name in PINS:
        tablet = await shop.as_(name)
        session = (await tablet.get("/api/session")).yes()
        assert session["staff"]["id"] == name
        assert set(session["permissions"]) == PERMISSIONS[session["staff"]["role"]]
        assert "token" not in session, "it is told once"


async def test_a_wrong_pin_and_an_unknown_person_get_the_same_words(shop: Shop) -> None:
    stranger = shop.tablet()
    wrong = (await knock(stranger, "sari", "0000")).no("pin.wrong")
    unknown = (await knock(stranger, "nobody", "0000")).no("pin.wrong")
    for each in (wrong, unknown):
        del each["request_id"]
    assert wrong == unknown


async def test_a_wrong_pin_stands_in_the_journal_and_the_pin_does_not(shop: Shop) -> None:
    await knock(shop.tablet(), "sari", "0007")
    last = (await shop.journal())[-1]
    assert last.kind == "staff.sign_in_refused"
    assert '"tries":1' in last.body
    assert "0007" not in last.body


async def test_after_a_few_wrong_pins_the_next_try_waits_even_with_the_right_one(
    timed: Shop, hands: Hands
) -> None:
    tablet = timed.tablet()
    for _ in range(FREE_TRIES):
        (await knock(tablet, "sari", "0000")).no("pin.wrong")
    told = await knock(tablet, "sari", PINS["sari"])
    problem = told.no("request.too_many")
    assert told.headers["Retry-After"] == str(problem["facts"]["retry_after_s"]) == "5"
    hands.ms += 5_000
    await tablet.sign_in("sari")


async def test_guessing_at_one_till_locks_neither_other_tills_nor_other_people(
    timed: Shop,
) -> None:
    guest = timed.tablet("hp-tamu", address="127.0.0.66")
    for _ in range(FREE_TRIES):
        await knock(guest, "sari", "0000")
    (await knock(guest, "sari", PINS["sari"])).no("request.too_many")
    await timed.tablet(address="127.0.0.7").sign_in("sari")
    await timed.tablet(address="127.0.0.66").sign_in("agus")


async def test_guesses_sent_all_at_once_are_counted_like_guesses_in_a_row(timed: Shop) -> None:
    """Two hundred PINs in one breath: only the free tries are looked at."""
    guest = timed.tablet("hp-tamu", address="127.0.0.66")
    answers = await asyncio.gather(
        *(knock(guest, "sari", f"{pin:04}") for pin in range(5_000, 5_200))
    )
    looked_at = [answer for answer in answers if answer.body["code"] == "pin.wrong"]
    assert len(looked_at) == FREE_TRIES
    assert {answer.body["code"] for answer in answers} == {"pin.wrong", "request.too_many"}


async def test_a_crowd_at_the_pin_pad_is_told_to_wait_not_kept_for_ever(timed: Shop) -> None:
    """Each of many invented people has free tries; checking them all would keep the till busy."""
    guest = timed.tablet("hp-tamu", address="127.0.0.66")
    answers = await asyncio.gather(*(knock(guest, f"nobody-{n}", "0000") for n in range(300)))
    told = {answer.body["code"] for answer in answers}
    assert told == {"pin.wrong", "server.busy"}
    await timed.tablet().sign_in("sari")


async def test_nobody_is_let_in_without_a_session(shop: Shop) -> None:
    (await shop.tablet().get("/api/menu")).no("session.required")


@pytest.mark.parametrize("token", ["", "x", "Bearer", "a" * 5_000, "token; drop table sessions"])
async def test_a_made_up_token_is_nobody(shop: Shop, token: str) -> None:
    stranger = shop.tablet()
    headers = {"Authorization": f"Bearer {token}"}
    (await stranger.get("/api/menu", headers=headers)).no("session.required")


async def test_another_scheme_than_bearer_is_nobody(shop: Shop, sari: Tablet) -> None:
    token = sari.session["token"]
    for header in (f"Basic {token}", token, f"bearer.{token}"):
        answer = await shop.tablet().get("/api/menu", headers={"Authorization": header})
        answer.no("session.required")


async def test_a_session_ends_after_one_long_shift(timed: Shop, hands: Hands) -> None:
    sari = await timed.as_("sari")
    hands.ms += 14 * HOUR_MS - 1
    (await sari.get("/api/menu")).yes()
    hands.ms += 1
    (await sari.get("/api/menu")).no("session.expired")
    (await sari.post("/api/checks", check_id=fresh())).no("session.expired")


async def test_a_session_outlives_a_restart_of_the_box(shop: Shop) -> None:
    """The power was gone for a minute: nobody types a PIN again."""
    sari = await shop.as_("sari")
    await shop.restart()
    again = shop.tablet()
    again.session = sari.session
    (await again.get("/api/menu")).yes()


async def test_who_signed_out_is_out_everywhere_with_that_token(shop: Shop, sari: Tablet) -> None:
    (await sari.post_plain("/api/sign-out", {})).yes()
    (await sari.get("/api/menu")).no("session.expired")
    other = shop.tablet()
    other.session = sari.session
    (await other.get("/api/session")).no("session.expired")
    await shop.restart()
    later = shop.tablet()
    later.session = sari.session
    (await later.get("/api/session")).no("session.expired")


async def test_signing_out_while_the_screen_still_asks_leaves_no_way_back(
    shop: Shop, sari: Tablet
) -> None:
    """A request that was looked up before the commit must not keep the session alive in memory."""
    db, go_on = shop.box.db, threading.Event()
    shop.box.reception.forget()
    held = asyncio.create_task(db.write(lambda _sql: go_on.wait(10)))
    leaving = asyncio.create_task(sari.post_plain("/api/sign-out", {}))
    other = shop.tablet()
    other.session = sari.session
    while not shop.box.door.busy:
        await asyncio.sleep(0)
    (await other.get("/api/session")).yes()
    go_on.set()
    await held
    (await leaving).yes()
    (await other.get("/api/session")).no("session.expired")


async def test_who_changes_while_being_looked_up_is_looked_up_again(
    shop: Shop, sari: Tablet
) -> None:
    reception = shop.box.reception
    reception.forget()
    looking = asyncio.create_task(reception.recognise(sari.session["token"]))
    await asyncio.sleep(0)
    reception.forget()
    await looking
    assert not reception._known
    await reception.recognise(sari.session["token"])
    assert reception._known


async def test_signing_out_one_tablet_leaves_the_other_signed_in(shop: Shop) -> None:
    one, two = await shop.as_("sari"), await shop.as_("sari")
    (await one.post_plain("/api/sign-out", {})).yes()
    (await two.get("/api/menu")).yes()


async def test_who_was_dismissed_at_the_office_is_out_at_once(shop: Shop, sari: Tablet) -> None:
    await shop.apply(staff_document("sari", 2, active=False))
    (await sari.get("/api/menu")).no("session.required")
    (await knock(shop.tablet(), "sari", PINS["sari"])).no("pin.wrong")
    welcome = (await shop.tablet().get("/api/welcome")).yes()
    assert "sari" not in {person["id"] for person in welcome["staff"]}


async def test_who_was_deleted_at_the_office_is_out_at_once(shop: Shop, sari: Tablet) -> None:
    await shop.apply(document("staff", {"id": "sari"}, version=2, deleted=True))
    (await sari.get("/api/menu")).no("session.required")


async def test_a_new_role_counts_from_the_next_tap(shop: Shop, sari: Tablet) -> None:
    check = await sari.order(line("rawon"), fire=True)
    (await sari.void(check, check["lines"][0], "salah pesan")).no("permission.missing")
    await shop.apply(staff_document("sari", 2, role="supervisor"))
    (await sari.void(check, check["lines"][0], "salah pesan")).yes()


async def test_a_new_pin_counts_from_the_next_sign_in(shop: Shop) -> None:
    await shop.apply(staff_document("sari", 2, pin_hash=pin_hash("778899")))
    (await knock(shop.tablet(), "sari", PINS["sari"])).no("pin.wrong")
    await shop.tablet().sign_in("sari", "778899")


async def test_a_person_without_a_usable_pin_cannot_sign_in(shop: Shop) -> None:
    """The office sent no hash, or one of another kind."""
    for version, broken in enumerate(("", "sha1$abc", "$argon2id$v=19$m=8192"), start=2):
        await shop.apply(staff_document("agus", version, pin_hash=broken))
        (await knock(shop.tablet(), "agus", PINS["agus"])).no("pin.wrong")


async def test_a_token_is_never_stored(shop: Shop, sari: Tablet) -> None:
    token = sari.session["token"].encode()
    assert len(token) >= 43, "256 bits"
    await sari.order(line("kopi"))
    for path in shop.folder.glob("tilo.db*"):
        assert token not in path.read_bytes()


@pytest.fixture
def written() -> Iterator[io.BytesIO]:
    """The log of the box in service, in all detail; put back for the tests that follow."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.BytesIO()
    logs.setup(process="edge", level="DEBUG", stream=stream)
    yield stream
    logging.captureWarnings(False)
    root.handlers[:] = handlers
    root.setLevel(level)


async def test_neither_pin_nor_token_stands_in_a_log(shop: Shop, written: io.BytesIO) -> None:
    tablet = await shop.tablet().sign_in("maya")
    await knock(shop.tablet(), "maya", "918273")
    await tablet.get("/api/menu")
    said = written.getvalue().decode()
    assert "request" in said
    for secret in (tablet.session["token"], "918273", PINS["maya"]):
        assert not re.search(rf"(?<![0-9a-zA-Z]){re.escape(secret)}(?![0-9a-zA-Z])", said)
