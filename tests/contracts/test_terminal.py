"""What every payment terminal must do, and what a linked one must do whatever goes wrong."""

import asyncio
from collections.abc import AsyncIterator, Iterator, MutableMapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import pytest
import structlog

from edge.payments.terminals import (
    Copied,
    Manual,
    Outcome,
    Patience,
    Request,
    Terminal,
    nothing_to_do,
)
from edge.payments.terminals.protocol import DECLINED, UNKNOWN
from tests.edge.payments.terminals.bench import (
    CARD,
    PATIENT,
    WIRES,
    Counter,
    Scene,
    Wire,
    a_counter,
    a_request,
)

# ---- every driver, the cashier's own hands among them


class Stand:
    """A driver of any kind, with a customer who pays or does not."""

    def __init__(self, counter: Counter | None) -> None:
        self.counter = counter
        self.terminal: Terminal = counter.terminal if counter else Manual(self.cashier)
        self.asked: list[Request] = []
        self.pays = True

    async def cashier(self, request: Request) -> Copied | None:
        self.asked.append(request)
        return Copied("A1B2C3", CARD[-4:], "BCA") if self.pays else None

    def heard(self) -> int:
        """How many requests reached the other side."""
        return len(self.counter.simulator.requests) if self.counter else len(self.asked)

    def customer(self, *, pays: bool) -> None:
        self.pays = pays
        if self.counter:
            self.counter.plays("approve" if pays else "cancel")


DRIVERS: dict[str, Wire | None] = {
    "manual": None,
    "bca_ecr over tcp": "tcp",
    "bca_ecr over serial": "pty",
}


@pytest.fixture(params=DRIVERS)
async def stand(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Stand]:
    wire = DRIVERS[request.param]
    if wire is None:
        yield Stand(None)
        return
    async with a_counter(wire, tmp_path) as counter:
        yield Stand(counter)


@pytest.mark.parametrize("kind", ["sale", "qris"])
async def test_a_customer_who_pays_is_approved_for_the_amount_asked(
    stand: Stand, kind: Literal["sale", "qris"]
) -> None:
    stand.customer(pays=True)
    request = a_request(kind)
    outcome = await stand.terminal.charge(request, nothing_to_do)
    assert (outcome.state, outcome.reason) == ("approved", None)
    assert (outcome.request_id, outcome.amount_rupiah) == (request.id, request.amount_rupiah)
    assert outcome.approval_code
    assert outcome.last_four == CARD[-4:]
    assert stand.heard() == 1


async def test_a_customer_who_does_not_pay_is_declined_and_can_try_again(stand: Stand) -> None:
    stand.customer(pays=False)
    outcome = await stand.terminal.charge(a_request(), nothing_to_do)
    assert (outcome.state, outcome.reason) == ("declined", "cancelled")
    stand.customer(pays=True)
    assert (await stand.terminal.charge(a_request(), nothing_to_do)).approved


async def test_a_request_is_written_down_before_the_terminal_hears_of_it(stand: Stand) -> None:
    heard: list[int] = []

    async def write_down() -> None:
        heard.append(stand.heard())

    await stand.terminal.charge(a_request(), write_down)
    assert (heard, stand.heard()) == ([0], 1)


async def test_what_could_not_be_written_down_is_not_asked(stand: Stand) -> None:
    async def disk_full() -> None:
        raise OSError("no space left on device")

    with pytest.raises(OSError, match="no space"):
        await stand.terminal.charge(a_request(), disk_full)
    assert stand.heard() == 0
    assert (await stand.terminal.charge(a_request(), nothing_to_do)).approved
    assert stand.heard() == 1


async def test_two_tills_take_turns_at_one_terminal(stand: Stand) -> None:
    at_once: list[int] = []
    inside = 0

    async def write_down() -> None:
        nonlocal inside
        inside += 1
        at_once.append(inside)

    async def pay() -> Outcome:
        nonlocal inside
        outcome = await stand.terminal.charge(a_request(), write_down)
        inside -= 1
        return outcome

    outcomes = await asyncio.gather(pay(), pay(), pay())
    assert all(outcome.approved for outcome in outcomes)
    assert (at_once, stand.heard()) == ([1, 1, 1], 3)


async def test_asking_again_never_says_that_nobody_paid(stand: Stand) -> None:
    for request in (a_request("sale"), a_request("qris"), a_request("qris_inquiry")):
        outcome = await stand.terminal.inquire(request)
        assert outcome.state == "unknown"
        assert outcome.request_id == request.id


async def test_a_terminal_that_is_there_answers_an_echo(stand: Stand) -> None:
    assert (await stand.terminal.echo()).approved


async def test_letting_go_twice_is_letting_go(stand: Stand) -> None:
    await stand.terminal.charge(a_request(), nothing_to_do)
    await stand.terminal.close()
    await stand.terminal.close()


@pytest.mark.parametrize("reason", [None, *sorted({*DECLINED, *UNKNOWN})])
def test_the_cashier_is_told_every_reason_in_both_languages(reason: str | None) -> None:
    state = "approved" if reason is None else "declined" if reason in DECLINED else "unknown"
    outcome = Outcome(request_id=None, state=state, reason=reason, code="05")  # type: ignore[arg-type]
    told = {outcome.words("id"), outcome.words("en")}
    assert len(told) == 2
    assert not any("{{" in words for words in told)


# ---- the drivers with a line, over both kinds of it


@pytest.fixture(params=WIRES)
def wire(request: pytest.FixtureRequest) -> Wire:
    chosen: Wire = request.param
    return chosen


@pytest.fixture
async def counter(wire: Wire, tmp_path: Path) -> AsyncIterator[Counter]:
    async with a_counter(wire, tmp_path) as made:
        yield made


def charged(counter: Counter) -> list[int]:
    return [taken.amount_rupiah for taken in counter.simulator.taken]


async def test_an_approval_brings_all_that_the_bank_will_be_asked_by(counter: Counter) -> None:
    outcome = await counter.charge()
    (taken,) = counter.simulator.taken
    assert (outcome.code, outcome.rrn, outcome.amount_rupiah) == ("00", taken.rrn, 93_500)
    assert (outcome.tid, outcome.mid) == ("D1A00001", "000885000000001")
    assert (outcome.batch, outcome.invoice, outcome.issuer) == ("000007", taken.rrn[-6:], "01")
    assert outcome.approval_code == taken.rrn[-6:]
    assert len(outcome.terminal_time) == len("2025-01-02T10:15:52")


@pytest.mark.parametrize(
    ("scene", "code", "reason"),
    [
        ("decline_05", "05", "refused"),
        ("decline_51", "51", "funds_short"),
        ("decline_54", "54", "card_expired"),
        ("cancel", "S2", "cancelled"),
    ],
)
async def test_a_refusal_is_certain_and_named(
    counter: Counter, scene: Scene, code: str, reason: str
) -> None:
    counter.plays(scene)
    outcome = await counter.charge()
    assert (outcome.state, outcome.code, outcome.reason) == ("declined", code, reason)
    assert (charged(counter), await counter.acks()) == ([], 1)


@pytest.mark.parametrize(
    "scene", ["garbage", "bad_lrc_once", "split", "joined", "nak_then_ack", "lost_ack"]
)
async def test_a_bad_line_costs_nobody_money(counter: Counter, scene: Scene) -> None:
    counter.plays(scene)
    outcome = await counter.charge()
    assert outcome.approved
    assert await counter.acks() == 1
    assert (charged(counter), len(counter.simulator.requests)) == ([93_500], 1)


async def test_half_an_answer_is_asked_for_again(wire: Wire, tmp_path: Path) -> None:
    async with a_counter(wire, tmp_path, ["torn"], replace(PATIENT, gap_s=0.05)) as counter:
        assert (await counter.charge()).approved
        assert charged(counter) == [93_500]


async def test_a_slow_customer_is_waited_for_and_others_wait_too(counter: Counter) -> None:
    counter.plays("slow")
    slow = asyncio.create_task(counter.charge())
    await counter.simulator.busy.wait()
    behind = asyncio.create_task(counter.charge(a_request(amount=12_000)))
    await asyncio.sleep(0)  # a turn for whoever would not wait
    assert (len(counter.written_down), slow.done(), behind.done()) == (1, False, False)
    counter.simulator.finish()
    assert (await slow).approved
    assert (await behind).approved
    assert charged(counter) == [93_500, 12_000]


@pytest.mark.parametrize(
    ("scene", "reason", "patience"),
    [
        ("drop_after_ack", "link_lost", PATIENT),
        ("silent", "no_answer", replace(PATIENT, answer_s=0.05)),
        ("bad_lrc", "garbled", PATIENT),
    ],
)
async def test_what_was_taken_and_never_answered_is_unknown_and_never_sent_again(
    wire: Wire, tmp_path: Path, scene: Scene, reason: str, patience: Patience
) -> None:
    """The customer did pay: a second request would be a second payment."""
    async with a_counter(wire, tmp_path, [scene], patience, ack_s=0.5) as counter:
        outcome = await counter.charge()
        assert (outcome.state, outcome.reason) == ("unknown", reason)
        await counter.simulator.idle.wait()
        assert (charged(counter), len(counter.simulator.requests)) == ([93_500], 1)
        await counter.simulator.plugged.wait()
        assert (await counter.terminal.echo()).approved
        assert len(counter.simulator.requests) == 2


async def test_a_line_that_breaks_before_the_ack_is_unknown_too(counter: Counter) -> None:
    counter.plays("drop_before_ack")
    outcome = await counter.charge()
    assert (outcome.state, outcome.reason) == ("unknown", "link_lost")
    assert len(counter.simulator.requests) == 1


async def test_a_mute_terminal_is_asked_four_times_and_then_it_is_unknown(
    wire: Wire, tmp_path: Path
) -> None:
    """Perhaps only its voice is broken."""
    patience = replace(PATIENT, ack_s=0.05)
    async with a_counter(wire, tmp_path, ["mute"] * 4, patience) as counter:
        outcome = await counter.charge()
        assert (outcome.state, outcome.reason) == ("unknown", "not_acknowledged")
        assert (counter.attempts(), len(counter.written_down)) == (4, 1)


async def test_a_terminal_that_wakes_up_takes_the_request_once(wire: Wire, tmp_path: Path) -> None:
    patience = replace(PATIENT, ack_s=1)
    async with a_counter(wire, tmp_path, ["mute"], patience) as counter:
        assert (await counter.charge()).approved
        assert charged(counter) == [93_500]


async def test_a_terminal_that_turns_every_attempt_down_took_nothing(counter: Counter) -> None:
    counter.plays("nak", "nak", "nak", "nak")
    outcome = await counter.charge()
    assert (outcome.state, outcome.reason) == ("declined", "not_taken")
    assert (charged(counter), len(counter.simulator.requests)) == ([], 4)


async def test_a_request_turned_down_once_is_said_again(counter: Counter) -> None:
    counter.plays("nak")
    assert (await counter.charge()).approved
    assert (charged(counter), len(counter.simulator.requests)) == ([93_500], 2)


@pytest.mark.parametrize("scene", ["amount_mismatch", "kind_mismatch", "no_code"])
async def test_an_answer_to_another_question_is_for_a_person_to_judge(
    counter: Counter, scene: Scene
) -> None:
    counter.plays(scene)
    outcome = await counter.charge()
    reason = "garbled" if scene == "no_code" else "differs"
    assert (outcome.state, outcome.reason) == ("unknown", reason)
    assert outcome.amount_rupiah == (93_501 if scene == "amount_mismatch" else 93_500)
    assert outcome.rrn
    assert await counter.acks() == 1


async def test_an_answer_said_twice_is_acknowledged_twice_and_counts_once(
    counter: Counter,
) -> None:
    counter.plays("duplicate")
    first = await counter.charge()
    assert await counter.acks() == 2
    second = await counter.charge()
    assert (first.approved, second.approved) == (True, True)
    assert first.rrn != second.rrn


async def test_the_last_answer_said_again_is_not_taken_for_the_next(counter: Counter) -> None:
    counter.plays("approve", "stale")
    first, second = await counter.charge(), await counter.charge()
    assert second.approved
    assert second.rrn == counter.simulator.taken[1].rrn != first.rrn
    assert len(counter.simulator.requests) == 2


async def test_an_answer_that_comes_late_is_not_taken_for_the_next(
    wire: Wire, tmp_path: Path
) -> None:
    """Same amount, same kind: just its lateness tells that it answers the payment before."""
    async with a_counter(wire, tmp_path, ["silent"], replace(PATIENT, answer_s=0.05)) as counter:
        assert (await counter.charge()).state == "unknown"
        counter.plays("stale")
        late = counter.simulator.taken[0].rrn
        second = await counter.charge()
        assert second.rrn != late
        assert counter.attempts() == 2


async def test_while_a_payment_is_unknown_silence_is_not_met_with_repeats(
    wire: Wire, tmp_path: Path
) -> None:
    """The terminal may be busy with the first, and would read every repeat as a new payment."""
    patience = replace(PATIENT, answer_s=0.05, ack_s=1)
    async with a_counter(wire, tmp_path, ["silent", "mute"], patience) as counter:
        assert (await counter.charge()).reason == "no_answer"
        assert (await counter.charge()).reason == "not_acknowledged"
        assert counter.attempts() == 2
        assert (await counter.terminal.echo()).approved


async def test_a_terminal_that_is_not_there_was_asked_nothing(wire: Wire, tmp_path: Path) -> None:
    async with a_counter(wire, tmp_path) as counter:
        await counter.simulator.close()
        outcome = await counter.charge()
        assert (outcome.state, outcome.reason) == ("declined", "not_connected")
        assert counter.written_down == []
        assert (await counter.terminal.echo()).reason == "not_connected"
        again = await counter.terminal.inquire(a_request("qris"))
        assert (again.state, again.reason) == ("unknown", "not_connected")


async def test_a_till_that_is_switched_off_leaves_the_terminal_usable(
    wire: Wire, tmp_path: Path
) -> None:
    async with a_counter(wire, tmp_path, ["slow"], ack_s=0.05) as counter:
        charge = asyncio.create_task(counter.charge())
        await counter.simulator.busy.wait()
        charge.cancel()
        with pytest.raises(asyncio.CancelledError):
            await charge
        counter.simulator.finish()
        assert (await counter.terminal.echo()).approved
        assert charged(counter) == [93_500]


# ---- asking again, and the end of the day


async def test_a_qris_payment_that_went_silent_is_found_by_asking_again(
    wire: Wire, tmp_path: Path
) -> None:
    async with a_counter(wire, tmp_path, ["silent"], replace(PATIENT, answer_s=0.05)) as counter:
        request = a_request("qris")
        assert (await counter.charge(request)).state == "unknown"
        outcome = await counter.terminal.inquire(request)
        assert (outcome.state, outcome.request_id) == ("approved", request.id)
        assert outcome.rrn == counter.simulator.taken[0].rrn
        assert charged(counter) == [93_500]


async def test_a_qris_payment_is_found_by_the_number_the_customer_shows(
    counter: Counter,
) -> None:
    first = await counter.charge(a_request("qris"))
    second = await counter.charge(a_request("qris"))
    asked = a_request("qris_inquiry", reference=first.rrn)
    assert (await counter.terminal.inquire(asked)).rrn == first.rrn != second.rrn
    stranger = a_request("qris_inquiry", reference="999999999999")
    outcome = await counter.terminal.inquire(stranger)
    assert (outcome.state, outcome.reason) == ("unknown", "not_confirmed")


async def test_the_guest_before_does_not_pay_for_the_guest_after(counter: Counter) -> None:
    """Asked without a number, the terminal speaks of the payment before, of the same amount."""
    before = await counter.charge(a_request("qris"))
    counter.plays("cancel")
    request = a_request("qris")
    assert (await counter.charge(request)).state == "declined"
    outcome = await counter.terminal.inquire(request)
    assert (outcome.state, outcome.reason, outcome.rrn) == ("unknown", "differs", before.rrn)


async def test_settlement_tells_the_total_of_the_batch(counter: Counter) -> None:
    for amount in (93_500, 12_000):
        await counter.charge(a_request(amount=amount))
    outcome = await counter.terminal.settle()
    assert (outcome.approved, outcome.amount_rupiah, outcome.batch) == (True, 105_500, "000007")
    assert (await counter.terminal.settle()).amount_rupiah == 0


# ---- card numbers


@pytest.fixture
def every_line() -> Iterator[list[MutableMapping[str, Any]]]:
    """What is logged, at all levels."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger("debug"))
    with structlog.testing.capture_logs() as logs:
        yield logs
    structlog.configure(**before)


async def test_no_card_number_leaves_even_when_the_terminal_does_not_mask(
    counter: Counter, every_line: list[MutableMapping[str, Any]]
) -> None:
    counter.plays("full_pan", "full_pan")
    outcomes = [await counter.charge(), await counter.charge()]
    assert [outcome.last_four for outcome in outcomes] == ["1114", "1114"]
    assert "terminal.approved" in [line["event"] for line in every_line]
    seen = f"{outcomes!r} {every_line!r} {vars(counter.terminal)!r}"
    assert CARD not in seen
    assert CARD[:8] not in seen
