"""Who is asking: PINs checked, tokens made and recognised, each request judged."""

from __future__ import annotations

import asyncio
import secrets
from collections import OrderedDict
from typing import NamedTuple
from uuid import UUID

from aiohttp import web
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from edge.db import Database
from edge.people import approvals, commands, store
from edge.people.backoff import Backoff
from edge.people.store import Session
from edge.perform import Door
from edge.tx import Actor
from tilo.errors import (
    PermissionMissing,
    Refusal,
    RequestTooMany,
    ServerBusy,
    SessionExpired,
    SessionRequired,
)
from tilo.kit.api import PUBLIC
from tilo.kit.ids import new_id
from tilo.people import PERMISSIONS, Staff

HELD = 2_000
"""Sessions kept in memory; the rest are looked up."""

CROWD = 32
"""PINs being checked or waiting for it, at most; beyond that people are told to try again."""


class PinWrong(Refusal):
    """The PIN is not this person's. Unknown people get the same words after the same time."""

    code = "pin.wrong"
    status = 401


class Approval(NamedTuple):
    """What a second person's PIN was exchanged for."""

    id: UUID
    expires_at_ms: int


class SignedIn(NamedTuple):
    """A new session: the token leaves once and is never stored."""

    token: str
    session: Session
    person: Staff


class Reception:
    """Recognises people. Verifying a PIN takes a thread, never the event loop."""

    def __init__(self, db: Database, door: Door, session_hours: int) -> None:
        self._db = db
        self._door = door
        self._session_ms = session_hours * 3_600_000
        self._backoff = Backoff()
        # 8 MiB and two passes: 7 ms here, some 30 on the box; PINs are short, so the back-off
        # and the device count for more than the hash.
        self._hasher = PasswordHasher(time_cost=2, memory_cost=8192, parallelism=1)
        self._decoy = self._hasher.hash(secrets.token_hex(8))
        self._known: OrderedDict[bytes, tuple[Session, Staff]] = OrderedDict()
        self._forgotten = 0
        self._checking = 0
        self._two_at_a_time = asyncio.Semaphore(2)

    def forget(self) -> None:
        """Staff changed, or a session ended: look everybody up again, also who is being looked up
        just now."""
        self._forgotten += 1
        self._known.clear()

    async def sign_in(self, staff_id: str, pin: str, device: str, address: str) -> SignedIn:
        """Refuses `pin.wrong`, `request.too_many` and `server.busy`."""
        person = await self._prove(staff_id, pin, address, _nobody(device))
        return await self._begin(person, device, self._door.clock.now().ms)

    async def approve(
        self, staff_id: str, pin: str, permission: str, actor: Actor, address: str
    ) -> Approval:
        """Somebody else's PIN, for one action of the session that asks. Refuses as `sign_in` does,
        and `permission.missing` when that person may not do it either."""
        person = await self._prove(staff_id, pin, address, actor)
        if permission not in PERMISSIONS[person.role]:
            raise PermissionMissing(permission=permission)
        do = approvals.GiveApproval(
            id=new_id(),
            approval_id=new_id(),
            staff_id=person.id,
            asked_for=permission,
            expires_at_ms=self._door.clock.now().ms + approvals.VALID_MS,
        )
        by = actor._replace(permissions=frozenset({do.permission}))
        await self._door.perform(approvals.give_approval, do, by=by)
        return Approval(do.approval_id, do.expires_at_ms)

    async def _prove(self, staff_id: str, pin: str, address: str, asking: Actor) -> Staff:
        """Whose PIN it is. Wrong tries are counted per person and network address: the name a
        screen gives itself proves nothing."""
        now_ms = self._door.clock.now().ms
        wait_ms = self._backoff.wait_ms(staff_id, address, now_ms)
        if wait_ms > 0:
            raise RequestTooMany(retry_after_s=-(-wait_ms // 1000))
        if self._checking >= CROWD:
            raise ServerBusy()
        # Counted before it is looked at: guesses sent all at once must not overtake their count.
        tries = self._backoff.wrong(staff_id, address, now_ms)
        person = await self._db.read(lambda sql: store.find_staff(sql, staff_id))
        right = await self._verify(person.pin_hash if person else self._decoy, pin)
        if person is None or not right:
            if person is not None:
                do = commands.RefuseSignIn(id=new_id(), staff_id=staff_id, tries=tries)
                by = asking._replace(permissions=frozenset({do.permission}))
                await self._door.perform(commands.refuse_sign_in, do, by=by)
            raise PinWrong()
        self._backoff.right(staff_id, address)
        return person

    async def _begin(self, person: Staff, device: str, now_ms: int) -> SignedIn:
        token = secrets.token_urlsafe(32)
        hashed = store.token_hash(token)
        session = Session(person.id, device, now_ms + self._session_ms)
        do = commands.SignIn(
            id=new_id(),
            staff_id=person.id,
            token_hash=hashed.hex(),
            expires_at_ms=session.expires_at_ms,
        )
        by = Actor(person.id, person.name, device, frozenset({do.permission}))
        await self._door.perform(commands.sign_in, do, by=by)
        return SignedIn(token, session, person)

    async def sign_out(self, token: str, actor: Actor) -> None:
        """End the session; a second time is no fault."""
        do = commands.SignOut(id=new_id(), token_hash=store.token_hash(token).hex())
        by = actor._replace(permissions=frozenset({do.permission}))
        await self._door.perform(commands.sign_out, do, by=by)
        self.forget()

    async def recognise(self, token: str | None) -> tuple[Session, Staff]:
        """Refuses `session.required` and `session.expired`."""
        if not token:
            raise SessionRequired()
        hashed = store.token_hash(token)
        found = self._known.get(hashed) or await self._look_up(hashed)
        if found is None:
            raise SessionRequired()
        if found[0].expires_at_ms <= self._door.clock.now().ms:
            raise SessionExpired()
        return found

    async def ended(self, request: web.Request) -> bool:
        """Whether the session a request came with is over."""
        try:
            await self.recognise(bearer(request))
        except Refusal:
            return True
        return False

    async def authorise(self, request: web.Request, permission: str) -> Actor | None:
        """The judge of every route. Refuses `session.…` and `permission.missing`."""
        if permission == PUBLIC:
            return None
        token = bearer(request)
        session, person = await self.recognise(token)
        actor = Actor(
            person.id,
            person.name,
            session.device,
            PERMISSIONS[person.role],
            store.token_hash(token or ""),
        )
        if permission != SESSION and permission not in actor.permissions:
            raise PermissionMissing(permission=permission)
        return actor

    async def _look_up(self, hashed: bytes) -> tuple[Session, Staff] | None:
        forgotten = self._forgotten
        session = await self._db.read(lambda sql: store.find_session(sql, hashed))
        if session is None:
            return None
        person = await self._db.read(lambda sql: store.find_staff(sql, session.staff_id))
        if person is None:
            return None
        if forgotten == self._forgotten:
            self._known[hashed] = (session, person)
            while len(self._known) > HELD:
                self._known.popitem(last=False)
        return session, person

    async def _verify(self, hashed: str, pin: str) -> bool:
        self._checking += 1
        try:
            async with self._two_at_a_time:
                return await asyncio.to_thread(_matches, self._hasher, hashed, pin)
        finally:
            self._checking -= 1


SESSION = "session"
"""Permission of routes that anybody signed in may use."""


def bearer(request: web.Request) -> str | None:
    """The token of a request; WebSockets carry it as a subprotocol, never in the address."""
    header = request.headers.get("Authorization", "")
    if header.startswith("Bearer "):
        return header[7:]
    for offered in request.headers.get("Sec-WebSocket-Protocol", "").split(","):
        name = offered.strip()
        if name.startswith("bearer."):
            return name[7:]
    return None


def _nobody(device: str) -> Actor:
    return Actor("nobody", "-", device, frozenset({"people.sign_in"}))


def _matches(hasher: PasswordHasher, hashed: str, pin: str) -> bool:
    try:
        return hasher.verify(hashed, pin)
    except (VerificationError, InvalidHashError):
        return False
