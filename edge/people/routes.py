"""People over HTTP: who may sign in, signing in and out."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from aiohttp import web
from pydantic import BaseModel, Field, StringConstraints

from edge import documents
from edge.box import VERSION, Box
from edge.people import store
from edge.people.door import SESSION, PinWrong, bearer
from edge.people.store import Session
from edge.tx import Actor
from edge.web import DOOR_REFUSALS, box
from tilo.errors import DiskFull, PermissionMissing, RequestTooMany, ServerBusy
from tilo.kit.api import PUBLIC, Routes
from tilo.outlet import Language, Zone
from tilo.people import DISCOUNT_LIMIT_BP, PERMISSIONS, Role, Staff
from tilo.value import Millis, Name, Slug, Value

routes = Routes(tag="people")


class WelcomeOutlet(Value):
    id: Slug
    name: Name
    city: str
    language: Language
    zone: Zone


class WelcomePerson(Value):
    id: Slug
    name: Name
    role: Role
    colour: str


class WelcomeAnswer(Value):
    """What a screen shows before anybody is signed in."""

    outlet: WelcomeOutlet
    staff: tuple[WelcomePerson, ...]
    version: str
    demo: bool


Pin = Annotated[str, StringConstraints(pattern=r"^\d{4,6}$")]
Permission = Annotated[str, StringConstraints(pattern=r"^[a-z_]+\.[a-z_]+$", max_length=60)]


class SignInBody(BaseModel):
    """A name and a PIN."""

    staff_id: Slug
    pin: Pin
    device: Annotated[str, StringConstraints(max_length=40)] = ""


class SignedInPerson(Value):
    id: Slug
    name: Name
    role: Role
    language: Language


class MqttAccess(Value):
    """How a screen listens; it may not speak."""

    username: str
    password: str
    topic_root: str


class SessionAnswer(Value):
    """Who is signed in, and what they may do."""

    expires_at_ms: Millis
    staff: SignedInPerson
    permissions: tuple[str, ...]
    mqtt: MqttAccess


class ApprovalBody(BaseModel):
    """A second person's PIN, for one action that needs `permission`."""

    staff_id: Slug
    pin: Pin
    permission: Permission


class ApprovalAnswer(Value):
    """Goes with the command as its `approval_id`: once, in this session, for that permission."""

    approval_id: UUID
    expires_at_ms: Millis


class ApproversQuery(BaseModel):
    """What is to be approved; for a discount also how much of the check it takes off."""

    permission: Permission
    share_bp: Annotated[int, Field(ge=0, le=10_000)] = 0


class ApproversAnswer(Value):
    """Who may approve it."""

    people: tuple[WelcomePerson, ...]


class SignInAnswer(SessionAnswer):
    """The same, with the token. It is told once."""

    token: str


@routes.get("/api/welcome", permission=PUBLIC, refusals=[documents.OutletMissing])
async def get_welcome(request: web.Request) -> WelcomeAnswer:
    """The outlet, and the names to choose from."""
    outlet = box(request).outlet
    people = await box(request).db.read(store.staff)
    return WelcomeAnswer(
        outlet=WelcomeOutlet(**outlet.__dict__),
        staff=tuple(WelcomePerson(**person.__dict__) for person in people),
        version=VERSION,
        demo=box(request).config.demo,
    )


@routes.post(
    "/api/sign-in",
    permission=PUBLIC,
    refusals=[PinWrong, RequestTooMany, ServerBusy, DiskFull],
    max_body=4096,
)
async def sign_in(request: web.Request, body: SignInBody) -> SignInAnswer:
    """Begin a session with a PIN. Wrong tries make the next one wait."""
    device = body.device or request.remote or "unknown"
    done = await box(request).reception.sign_in(
        body.staff_id, body.pin, device, request.remote or "unknown"
    )
    told = _session(box(request), done.session, done.person)
    return SignInAnswer(token=done.token, **told.__dict__)


@routes.get("/api/session", permission=SESSION)
async def get_session(request: web.Request) -> SessionAnswer:
    """Who is signed in here."""
    session, person = await box(request).reception.recognise(bearer(request))
    return _session(box(request), session, person)


@routes.post("/api/sign-out", permission=SESSION, refusals=[ServerBusy, DiskFull])
async def sign_out(request: web.Request, actor: Actor) -> None:
    """End the session."""
    await box(request).reception.sign_out(bearer(request) or "", actor)


@routes.get("/api/approvers", permission=SESSION)
async def list_approvers(request: web.Request, query: ApproversQuery) -> ApproversAnswer:
    """Who may approve something, by name."""
    people = await box(request).db.read(store.staff)
    return ApproversAnswer(
        people=tuple(
            WelcomePerson(**person.__dict__)
            for person in people
            if query.permission in PERMISSIONS[person.role]
            and DISCOUNT_LIMIT_BP[person.role] >= query.share_bp
        )
    )


@routes.post(
    "/api/approvals",
    permission=SESSION,
    refusals=[*DOOR_REFUSALS, PinWrong, PermissionMissing, RequestTooMany],
    max_body=4096,
)
async def approve(request: web.Request, body: ApprovalBody, actor: Actor) -> ApprovalAnswer:
    """A second person approves one action with their PIN; nobody is signed out. Wrong tries make
    the next one wait, as at sign-in."""
    given = await box(request).reception.approve(
        body.staff_id, body.pin, body.permission, actor, request.remote or "unknown"
    )
    return ApprovalAnswer(approval_id=given.id, expires_at_ms=given.expires_at_ms)


def _session(shop: Box, session: Session, person: Staff) -> SessionAnswer:
    return SessionAnswer(
        expires_at_ms=session.expires_at_ms,
        staff=SignedInPerson(**person.__dict__),
        permissions=tuple(sorted(PERMISSIONS[person.role])),
        mqtt=MqttAccess(
            username=shop.config.mqtt_screen_user,
            password=shop.config.mqtt_screen_password.get_secret_value(),
            topic_root=f"tilo/{shop.outlet.id}",
        ),
    )
