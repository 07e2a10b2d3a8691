"""A small server built with the kit, for its tests: a warung's menu and checks, in memory."""

from typing import Literal
from uuid import UUID

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field

from tilo.errors import PermissionMissing, Refusal, ServerBusy, SessionExpired, SessionRequired
from tilo.kit.api import ACTOR, PUBLIC, Api, NotReady, Prepared, Routes, reply
from tilo.kit.ids import new_id


class ItemSoldOut(Refusal):
    """The item was 86ed after the screen drew it."""

    code = "warung.sold_out"
    status = 409
    item: str


class CheckUnknown(Refusal):
    """No open check has this id."""

    code = "warung.check_unknown"
    status = 404


class Command(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OrderLine(Command):
    item: str = Field(min_length=1, max_length=40)
    quantity: int = Field(ge=1, le=999)
    note: str | None = Field(default=None, max_length=200)
    modifiers: list[str] = Field(default_factory=list, max_length=10)


class TakeOrder(Command):
    id: UUID
    table: int = Field(ge=1, le=200)
    channel: Literal["till", "table_qr"] = "till"
    lines: list[OrderLine] = Field(min_length=1, max_length=50)


class Check(BaseModel):
    id: UUID
    table: int
    lines: list[OrderLine]
    total_rupiah: int


class CheckPath(BaseModel):
    check_id: UUID


class Search(BaseModel):
    text: str = Field(default="", max_length=40)
    limit: int = Field(default=20, ge=1, le=100)
    table: int | None = None
    only_open: bool = False
    channels: list[Literal["till", "table_qr"]] = Field(default_factory=list)


class Found(BaseModel):
    query: Search


class Loose(BaseModel):
    """A model that forgot every bound."""

    count: int
    weight: float = 0.0
    extra: dict[str, object] = Field(default_factory=dict)


class Menu(BaseModel):
    items: dict[str, int]


class Actor(BaseModel):
    name: str
    may: frozenset[str]


class SignIn(Command):
    name: str = Field(min_length=1, max_length=40)


STAFF = {
    "Bearer sari": Actor(name="Sari", may=frozenset({"sales.order", "sales.read", "sales.bulk"})),
    "Bearer budi": Actor(name="Budi", may=frozenset()),
}


async def authorise(request: web.Request, permission: str) -> Actor:
    token = request.headers.get("Authorization", "")
    if not token and (name := request.cookies.get("tilo_session")):
        token = f"Bearer {name}"
    if not token:
        raise SessionRequired()
    if token not in STAFF:
        raise SessionExpired()
    if permission not in STAFF[token].may:
        raise PermissionMissing(permission=permission)
    return STAFF[token]


class Warung:
    """The app, and what its handlers saw."""

    def __init__(self) -> None:
        self.checks: dict[UUID, Check] = {}
        self.sold_out: set[str] = set()
        self.database_is_well = True
        self.bodies = 0
        self.api = Api(
            title="Warung", version="1.2.3", revision="abc123", session_cookie="tilo_session"
        )
        self.app = web.Application()
        self._sales()
        self._odd()
        self.api.mount(self.app, authorise=authorise, probes={"database": self._database})

    async def _database(self) -> str:
        if not self.database_is_well:
            raise NotReady("database file is missing")
        return f"{len(self.checks)} checks"

    def _sales(self) -> None:
        routes = Routes(tag="sales")

        @routes.post("/api/checks", permission="sales.order", status=201, refusals=[ItemSoldOut])
        async def take_order(request: web.Request, body: TakeOrder, actor: Actor) -> Check:
            """Open a check with its first lines.

            Each line names an item of the menu.
            """
            assert request[ACTOR] is actor
            self.bodies += 1
            for line in body.lines:
                if line.item in self.sold_out:
                    raise ItemSoldOut(item=line.item)
            total = sum(15_000 * line.quantity for line in body.lines)
            check = Check(id=body.id, table=body.table, lines=body.lines, total_rupiah=total)
            self.checks[check.id] = check
            return check

        @routes.get("/api/checks", permission="sales.read")
        async def find_checks(query: Search) -> Found:
            """Search the checks."""
            return Found(query=query)

        @routes.get("/api/checks/{check_id}", permission="sales.read", refusals=[CheckUnknown])
        async def read_check(path: CheckPath) -> Check:
            """One check."""
            if path.check_id not in self.checks:
                raise CheckUnknown()
            return self.checks[path.check_id]

        @routes.delete("/api/checks/{check_id}", permission="sales.order")
        async def drop_check(path: CheckPath) -> None:
            """Forget a check."""
            self.checks.pop(path.check_id, None)

        @routes.get("/api/menu", permission=PUBLIC)
        async def menu() -> Menu | Prepared[Menu]:
            """What is sold now."""
            return Prepared(b'{"items":{"Nasi Goreng":25000}}', etag="menu-7")

        @routes.get("/api/menu/names", permission=PUBLIC)
        async def menu_names() -> list[str]:
            """The names alone."""
            return ["Nasi Goreng"]

        @routes.post("/api/session", permission=PUBLIC, answers=Actor)
        async def sign_in(body: SignIn) -> web.Response:
            """Sign in; the session is a cookie."""
            response = reply(Actor(name=body.name, may=frozenset()))
            response.set_cookie("tilo_session", body.name.encode().hex(), httponly=True)
            return response

        self.api.include(routes)

    def _odd(self) -> None:
        routes = Routes(tag="odd")

        @routes.post("/api/loose", permission="sales.bulk")
        async def loose(body: Loose) -> Loose:
            """Takes anything, gives it back."""
            assert isinstance(body.count, int)
            return body

        @routes.put("/api/logo", permission="sales.bulk", accepts=["image/*"], max_body=1024)
        async def put_logo(body: bytes) -> Menu:
            """Keep a picture."""
            return Menu(items={"bytes": len(body)})

        @routes.post("/api/nudge", permission="sales.bulk")
        async def nudge(body: SignIn | None) -> list[SignIn]:
            """A body may come or not."""
            return [body] if body else []

        @routes.post("/api/packed", permission="sales.bulk", gzip=True)
        async def packed(body: SignIn) -> list[str]:
            """A body may come packed."""
            return [body.name]

        @routes.post("/api/busy", permission="sales.bulk", refusals=[ServerBusy])
        async def busy() -> None:
            """Always full."""
            raise ServerBusy(retry_after_s=2)

        self.api.include(routes)

    def add_bug(self) -> None:
        """A route that fails as bugs do; called before the app starts."""
        from tilo.kit.endpoints import Endpoint

        async def bug() -> None:
            raise ZeroDivisionError("secret-of-the-house")

        each = Endpoint(method="GET", path="/bug", handler=bug, permission=PUBLIC, tag="odd")
        self.app.router.add_route("GET", "/bug", each.bind(authorise))


def order(*, table: int = 7) -> dict[str, object]:
    """A three-line order as a tablet sends it."""
    return {
        "id": str(new_id()),
        "table": table,
        "lines": [
            {"item": "Nasi Goreng", "quantity": 2, "note": "pedas", "modifiers": ["telur"]},
            {"item": "Es Teh", "quantity": 2, "note": None, "modifiers": ["less sugar"]},
            {"item": "Sate Ayam", "quantity": 1, "note": None, "modifiers": []},
        ],
    }
