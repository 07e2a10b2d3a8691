"""The driver against terminals that keep to nothing."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from edge.payments.terminals import BcaEcr, Outcome, Patience, TcpLine
from edge.payments.terminals.bca_frame import ACK, AROUND, NAK, STX
from edge.payments.terminals.bca_layout import REQUEST
from edge.payments.terminals.protocol import nothing_to_do
from edge.payments.terminals.simulator import CARD, answer
from tests.edge.payments.terminals.bench import PATIENT, a_request

REQUEST_BYTES = REQUEST.length + AROUND
APPROVAL = answer(
    {"trans_type": "01", "response_code": "00", "rrn": "000000000007"}, 9_350_000, CARD
)

Play = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def a_rogue(play: Play, patience: Patience) -> AsyncIterator[BcaEcr]:
    """A driver, and a terminal that does as `play` says with each connection."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            await play(reader, writer)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    terminal = BcaEcr(TcpLine(*server.sockets[0].getsockname()[:2]), patience)
    try:
        yield terminal
    finally:
        await terminal.close()
        server.close()


async def charge(play: Play, patience: Patience = PATIENT) -> Outcome:
    async with a_rogue(play, patience) as terminal:
        return await terminal.charge(a_request(), nothing_to_do)


@given(st.lists(st.binary(min_size=1, max_size=300), max_size=6), st.booleans())
@settings(max_examples=40, deadline=None)
def test_garbage_is_never_taken_for_money(pieces: list[bytes], acknowledges: bool) -> None:
    async def babble(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(REQUEST_BYTES)
        for piece in [ACK] * acknowledges + pieces:
            writer.write(piece)
            await writer.drain()

    outcome = asyncio.run(charge(babble, replace(PATIENT, pause_s=0.001)))
    assert outcome.state == "unknown", "it was sent, and nothing certain came back"


async def test_a_noisy_line_is_asked_again_thrice_and_then_listened_to() -> None:
    """The customer is still typing a PIN: noise must not end the wait."""
    asked: list[bytes] = []

    async def noisy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(REQUEST_BYTES)
        writer.write(ACK)
        for _ in range(3):
            writer.write(STX + b"noise")
            asked.append(await reader.readexactly(1))
        writer.write(STX + b"noise")
        await asyncio.sleep(0.1)  # no event says that the fourth was passed over in silence
        writer.write(APPROVAL)
        asked.append(await reader.readexactly(1))

    outcome = await charge(noisy, replace(PATIENT, gap_s=0.02))
    assert outcome.approved
    assert asked == [NAK, NAK, NAK, ACK]


async def test_a_terminal_that_hangs_up_right_after_its_answer_has_answered() -> None:
    async def curt(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(REQUEST_BYTES)
        writer.write(ACK + APPROVAL)
        await writer.drain()

    assert (await charge(curt)).approved


async def test_an_answer_that_comes_without_an_ack_to_a_repeat_is_the_answer() -> None:
    """The first ACK got lost, so the request was said again; the terminal was busy and only now
    speaks. Asking on would be asking for a second payment."""
    heard: list[bytes] = []

    async def busy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.extend([await reader.readexactly(REQUEST_BYTES) for _ in range(2)])
        writer.write(APPROVAL)
        heard.append(await reader.read(REQUEST_BYTES))

    outcome = await charge(busy, replace(PATIENT, ack_s=1))
    assert outcome.approved
    assert heard[0] == heard[1]
    assert heard[2:] == [ACK]


async def test_an_answer_to_something_else_in_place_of_the_ack_is_not_the_answer() -> None:
    async def confused(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(REQUEST_BYTES)
        other = {"trans_type": "01", "response_code": "00", "rrn": "000000000006"}
        writer.write(answer(other, 1_200_000, CARD))
        assert await reader.readexactly(1) == ACK
        writer.write(ACK + APPROVAL)
        await reader.readexactly(1)

    outcome = await charge(confused)
    assert (outcome.approved, outcome.rrn) == (True, "000000000007")


async def test_a_terminal_that_only_listens_is_unknown_and_holds_nobody() -> None:
    async def deaf(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()

    outcome = await charge(deaf, replace(PATIENT, ack_s=0.02))
    assert (outcome.state, outcome.reason) == ("unknown", "not_acknowledged")
