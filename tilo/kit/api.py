"""Typed endpoints on aiohttp: pydantic in, pydantic out, a permission on each, OpenAPI from both.

::

    api = Api(title="TiloPOS edge", version="0.1.0")
    routes = Routes(tag="sales")

    @routes.post("/api/checks/{check_id}/fire", permission="sales.fire", refusals=[NothingToFire])
    async def fire_check(request: web.Request, path: CheckPath, body: Fire, actor: Actor) -> Check:
        '''Send the check's draft lines to the kitchen.'''

    api.include(routes)
    api.mount(app, authorise=authorise, probes={"database": database_is_well})

A handler takes any of ``request``, ``path``, ``query``, ``body`` and ``actor``, by name. ``actor``
is what ``authorise`` answered (also at ``request[ACTOR]``); ``path`` and ``query`` are pydantic
models, ``body`` any type pydantic knows, or ``bytes``; ``body: X | None`` may be left out. The
return annotation is the answer's schema: any type pydantic knows, ``Prepared[X]`` or
``X | Prepared[X]`` for bytes kept ready, ``None`` for 204, or an aiohttp response, described by
``answers=`` (a model) or ``produces=`` (a content type).

Refusals raised anywhere below become problem+json; see ``tilo.kit.problems``. What is refused
before the handler runs, and how strictly, is in ``tilo.kit.parts``.
"""

from collections.abc import Mapping

from aiohttp import web
from prometheus_client import CollectorRegistry

from tilo.errors import SessionRequired
from tilo.kit.answers import Prepared, reply
from tilo.kit.boundary import CSP, boundary, stamp
from tilo.kit.endpoints import ACTOR, MAX_BODY, PUBLIC, Authorise, Endpoint, Routes
from tilo.kit.metrics import HttpMetrics
from tilo.kit.openapi import About
from tilo.kit.system import NotReady, Probe, system_routes

__all__ = [
    "ACTOR",
    "MAX_BODY",
    "PUBLIC",
    "Api",
    "Authorise",
    "Endpoint",
    "NotReady",
    "Prepared",
    "Probe",
    "Routes",
    "refuse_everyone",
    "reply",
]


async def refuse_everyone(_request: web.Request, _permission: str) -> None:
    """The default of ``mount``: what nobody was told how to judge stays closed."""
    raise SessionRequired()


class Api(Routes):
    """All endpoints of one server, their OpenAPI description, metrics and health.

    ``registry`` is the server's Prometheus registry; its own figures are added there.
    ``revision`` is the commit built from, ``session_cookie`` the cookie that carries a
    session, where one does.
    """

    def __init__(
        self,
        *,
        title: str,
        version: str,
        description: str = "",
        revision: str = "",
        session_cookie: str = "",
        tag: str = "general",
    ) -> None:
        super().__init__(tag=tag)
        self.about = About(
            title=title,
            version=version,
            description=description,
            revision=revision,
            session_cookie=session_cookie,
        )
        self.registry = CollectorRegistry()
        self._mounted = False

    def include(self, *slices: Routes) -> None:
        """Take up the endpoints of slices."""
        for each in slices:
            self.endpoints.extend(each.endpoints)

    def public_routes(self) -> list[str]:
        """Every route open to anyone, as ``"GET /healthz"``: the short list of rule X1."""
        return sorted(str(each) for each in self.endpoints if each.permission == PUBLIC)

    def mount(
        self,
        app: web.Application,
        *,
        authorise: Authorise = refuse_everyone,
        probes: Mapping[str, Probe] | None = None,
        system_permission: str = PUBLIC,
        csp: str = CSP,
    ) -> None:
        """Give the app every endpoint, and what belongs around them. Once, before it starts.

        ``probes`` answer ``/readyz``: each says in a few words how well it is, or raises NotReady.
        ``system_permission`` guards ``/metrics``, ``/docs`` and ``/openapi.json``; the health
        endpoints are always public. Run the app with ``access_log=None``: the kit logs itself.
        """
        assert not self._mounted, "an Api is mounted on one app"
        self._mounted = True
        self.include(
            system_routes(
                self.about,
                self.endpoints,
                registry=self.registry,
                probes=probes or {},
                permission=system_permission,
            )
        )
        self._check_names()
        app.middlewares.insert(0, boundary(HttpMetrics(self.registry)))
        app.on_response_prepare.append(stamp(csp))
        # Fixed paths first, so that /menu/now is not taken for /menu/{item}.
        for each in sorted(self.endpoints, key=lambda each: "{" in each.path):
            app.router.add_route(
                each.method, each.path, each.bind(authorise), expect_handler=each.expect
            )

    def _check_names(self) -> None:
        """Generated clients call an operation by its handler's name."""
        known: dict[str, Endpoint] = {}
        for each in self.endpoints:
            other = known.setdefault(each.name, each)
            assert other is each, f"two operations are called {each.name}: {other} and {each}"
