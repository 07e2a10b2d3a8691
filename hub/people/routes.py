"""Sign-in of head office."""

from typing import Annotated

from aiohttp import web
from pydantic import StringConstraints

from hub.auth import address
from hub.keys import CLOCK, CONFIG, LIVE, PASSWORDS, POOL
from hub.live import SocketOnly
from hub.people.commands import CredentialsWrong, sign_in
from hub.people.sessions import Person, close_session
from tilo.errors import RequestTooMany, ServerBusy
from tilo.kit.api import PUBLIC, Routes
from tilo.value import Value

routes = Routes(tag="people")


class Credentials(Value):
    email: Annotated[str, StringConstraints(min_length=3, max_length=254)]
    password: Annotated[str, StringConstraints(min_length=1, max_length=200)]


class User(Value):
    email: str
    name: str


class Session(Value):
    """Who is signed in, until when."""

    expires_at_ms: int
    user: User


class NewSession(Session):
    """``token`` goes into the Authorization header of every further request."""

    token: str


@routes.post(
    "/api/sign-in",
    permission=PUBLIC,
    refusals=[CredentialsWrong, RequestTooMany, ServerBusy],
)
async def post_sign_in(request: web.Request, body: Credentials) -> NewSession:
    """Open a session of twelve hours. Wrong tries take longer and longer."""
    app = request.app
    found = await sign_in(
        app[POOL],
        app[PASSWORDS],
        email=body.email,
        password=body.password,
        address=address(request, app[CONFIG].hub_proxies),
        now_ms=app[CLOCK](),
    )
    user = User(email=found.email, name=found.name)
    return NewSession(token=found.token, expires_at_ms=found.expires_ms, user=user)


@routes.post("/api/sign-out", permission="people.session")
async def post_sign_out(request: web.Request, actor: Person) -> None:
    """End this session."""
    await close_session(request.app[POOL], actor.session)


@routes.get("/api/session", permission="people.session")
async def get_session(actor: Person) -> Session:
    """Whose session this is."""
    user = User(email=actor.email, name=actor.name)
    return Session(expires_at_ms=actor.expires_ms, user=user)


@routes.get("/api/live", permission="office.live", status=101, refusals=[SocketOnly])
async def get_live(request: web.Request, actor: Person) -> web.WebSocketResponse:
    """What happens, as it happens: WebSocket with the protocols ``tilo.live`` and
    ``bearer.<token>``."""
    return await request.app[LIVE].attend(request, actor.merchant_id)
