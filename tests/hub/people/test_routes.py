"""Head office signs in, stays twelve hours, and guessing gets nowhere."""

import asyncio
from typing import Any

import pytest

from hub.people import store
from hub.people.backoff import counters
from hub.people.sessions import LIFE_MS
from tests.hub.conftest import PASSWORD, Hub, Office

TUTI = "owner@warung.test"


async def sign_in(hub: Hub, email: str = TUTI, password: str = PASSWORD) -> tuple[int, Any]:
    body = {"email": email, "password": password}
    async with hub.client.post("/api/sign-in", json=body) as answer:
        return answer.status, await answer.json()


async def test_the_owner_signs_in_and_out(hub: Hub) -> None:
    status, session = await sign_in(hub, "  Owner@Warung.TEST ")
    assert status == 200
    assert session["user"] == {"email": TUTI, "name": "Owner"}
    assert session["expires_at_ms"] == hub.clock.now_ms + LIFE_MS
    tuti = Office(hub, session["token"])
    status, known = await tuti.get("/api/session")
    assert (status, known) == (200, {k: v for k, v in session.items() if k != "token"})
    assert await tuti.post("/api/sign-out", {}) == (204, None)
    status, no = await tuti.get("/api/session")
    assert (status, no["code"]) == (401, "session.required")


async def test_a_session_ends_after_twelve_hours(hub: Hub, owner: Office) -> None:
    hub.clock.now_ms += LIFE_MS
    status, no = await owner.get("/api/session")
    assert (status, no["code"]) == (401, "session.expired")


async def test_a_dismissed_person_is_out_at_once(hub: Hub, owner: Office) -> None:
    await hub.pool.execute("update users set disabled_ms = 1 where email = $1", TUTI)
    assert (await owner.get("/api/session"))[0] == 401
    assert (await sign_in(hub))[0] == 401


async def test_tokens_and_passwords_are_not_in_the_database(hub: Hub, owner: Office) -> None:
    for table in ("sessions", "users", "boxes", "sign_in_tries"):
        rows = str(await hub.pool.fetch(f"select t::text from {table} t"))
        for secret in (owner.token, PASSWORD, "token-kemang"):
            assert secret not in rows


async def test_wrong_account_and_wrong_password_sound_the_same(hub: Hub) -> None:
    answers = [await sign_in(hub, TUTI, "salah"), await sign_in(hub, "siapa@warung.test", "salah")]
    for status, no in answers:
        assert (status, no["code"], no["facts"]) == (401, "credentials.wrong", {})
        assert no["detail_id"] == "Email atau kata sandi salah."


async def test_wrong_account_costs_the_hub_as_much_as_a_wrong_password(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hash is computed either way, so time tells nothing."""
    from hub.people import passwords

    checked: list[bool] = []
    true_check = passwords.matches

    def counted(password: str, stored: str | None) -> bool:
        checked.append(stored is None)
        return true_check(password, stored)

    monkeypatch.setattr(passwords, "matches", counted)
    await sign_in(hub, TUTI, "salah")
    await sign_in(hub, "siapa@warung.test", "salah")
    assert checked == [False, True]


async def test_guessing_is_slowed_without_looking_at_the_password(hub: Hub) -> None:
    for _ in range(6):
        assert (await sign_in(hub, TUTI, "salah"))[0] == 401
    status, no = await sign_in(hub)  # even the right one
    assert (status, no["code"], no["facts"]) == (429, "request.too_many", {"retry_after_s": 1})
    hub.clock.now_ms += 1_000
    assert (await sign_in(hub))[0] == 200
    assert (await sign_in(hub, TUTI, "salah"))[0] == 401


async def test_guessing_at_once_is_counted_try_by_try(hub: Hub) -> None:
    answers = await asyncio.gather(*(sign_in(hub, TUTI, f"salah-{n}") for n in range(30)))
    statuses = [status for status, _ in answers]
    assert statuses.count(401) <= 6
    assert statuses.count(429) >= 24


async def test_guessing_across_many_accounts_is_slowed_by_address(hub: Hub) -> None:
    statuses = [(await sign_in(hub, f"orang-{n}@warung.test", "x"))[0] for n in range(33)]
    assert statuses[:31] == [401] * 31
    assert 429 in statuses[31:]


async def test_a_stranger_guessing_from_afar_does_not_lock_the_owner_out(hub: Hub) -> None:
    await sign_in(hub)  # the owner's own place
    guesses = [
        await store.count_try(
            hub.pool,
            counters(TUTI, f"203.0.113.{n}", known_place=False),
            hub.clock.now_ms,
        )
        for n in range(40)
    ]
    assert guesses[-1] > 0  # the strangers wait
    assert (await sign_in(hub))[0] == 200


async def test_yesterday_s_typing_errors_are_forgiven(hub: Hub) -> None:
    for _ in range(5):
        await sign_in(hub, TUTI, "salah")
    hub.clock.now_ms += 25 * 3_600_000
    for _ in range(5):
        assert (await sign_in(hub, TUTI, "salah"))[0] == 401
    assert (await sign_in(hub))[0] == 200


async def test_proxies_are_believed_only_as_far_as_they_are_known(hub: Hub) -> None:
    """With none in front, a made-up address does not give a guesser a fresh start."""
    for n in range(6):
        headers = {"X-Forwarded-For": f"198.51.100.{n}"}
        body = {"email": TUTI, "password": "salah"}
        await hub.client.post("/api/sign-in", json=body, headers=headers)
    assert (await sign_in(hub))[0] == 429


@pytest.mark.parametrize("body", [{}, {"email": TUTI}, {"email": "", "password": "x"}, []])
async def test_half_a_sign_in_is_refused(hub: Hub, body: Any) -> None:
    async with hub.client.post("/api/sign-in", json=body) as answer:
        assert answer.status == 422
