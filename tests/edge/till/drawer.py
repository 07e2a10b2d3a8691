"""What a cashier does at a drawer, over HTTP."""

from typing import Any

from tests.shop import OUTLET, PINS, Answer, Body, Document, Tablet, document, fresh, line


def policy(version: int = 2, **changes: Any) -> Document:
    """The outlet with another till policy, as it comes down from the hub."""
    return document("outlet", OUTLET | {"id": "kmg"} | changes, version)


async def open_drawer(tablet: Tablet, opening: int = 200_000) -> Body:
    path, body = "/api/till", {"session_id": fresh(), "opening": opening}
    session: Body = (await tablet.post(path, body)).yes()
    return session


async def act(tablet: Tablet, session: Body, verb: str, **fields: Any) -> Answer:
    return await tablet.post(f"/api/till/{session['id']}/{verb}", fields)


async def move(
    tablet: Tablet, session: Body, kind: str, amount: int, reason: str = "es batu"
) -> Answer:
    move = {"move_id": fresh(), "kind": kind, "amount": amount, "reason": reason}
    return await act(tablet, session, "cash", **move)


async def count(tablet: Tablet, session: Body, *pieces: tuple[int, int]) -> Answer:
    found = [{"face": face, "count": how_many} for face, how_many in pieces]
    return await act(tablet, session, "count", pieces=found)


async def sale(tablet: Tablet, item: str = "rawon", **more: Any) -> Body:
    """A sale paid in cash; answers the closed check."""
    check = await tablet.order(line(item))
    closed: Body = (await tablet.pay(check, **more)).yes()
    return closed


async def approval(tablet: Tablet, by: str = "budi") -> str:
    body = {"staff_id": by, "pin": PINS[by], "permission": "till.approve"}
    told: str = (await tablet.post_plain("/api/approvals", body)).yes()["approval_id"]
    return told


async def mine(tablet: Tablet) -> Body | None:
    """The drawer this person sells into."""
    found: Body | None = (await tablet.get("/api/till")).yes()["mine"]
    return found


async def report(tablet: Tablet, session: Body, **query: Any) -> Answer:
    return await tablet.get(f"/api/till/{session['id']}/report", **query)
