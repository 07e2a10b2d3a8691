"""A route that is declared wrongly fails when the server starts, not when a guest waits."""

from typing import Any

import pytest
from aiohttp import web
from pydantic import BaseModel

from tests.tilo.kit.warung import CheckPath, Menu, SignIn
from tilo.kit.api import PUBLIC, Api, Prepared, Routes
from tilo.kit.endpoints import Endpoint


class TwoIds(BaseModel):
    check_id: int
    line_id: int


async def fine() -> Menu:
    return Menu(items={})


async def no_answer_type():  # type: ignore[no-untyped-def]
    return None


async def unknown_part(cart: SignIn) -> None: ...


async def untyped_part(body) -> None: ...  # type: ignore[no-untyped-def]


async def takes_path(path: CheckPath) -> None: ...


async def takes_two(path: TwoIds) -> None: ...


async def takes_body(body: SignIn) -> None: ...


async def takes_actor(actor: str) -> None: ...


@pytest.mark.parametrize(
    ("method", "path", "handler", "permission", "told"),
    [
        ("GET", "/x", fine, "", "needs a permission"),
        ("GET", "/x", no_answer_type, "a.b", "needs a return type"),
        ("POST", "/x", unknown_part, "a.b", "'cart' is not one that the kit can give"),
        ("POST", "/x", untyped_part, "a.b", "'body' needs a type"),
        ("GET", "/x/{check_id}", fine, "a.b", "needs a path model"),
        ("GET", "/x/{check_id}", takes_two, "a.b", "the path model has"),
        ("GET", "/x", takes_path, "a.b", "the path model has"),
        ("GET", "/x", takes_body, "a.b", "GET has no body"),
        ("GET", "/x", takes_actor, PUBLIC, "no actor"),
    ],
)
def test_a_mistake_in_a_route_is_told_at_once(
    method: str, path: str, handler: Any, permission: str, told: str
) -> None:
    with pytest.raises(AssertionError, match=told):
        Routes(tag="x").add(method, path, permission=permission)(handler)


def test_a_route_without_a_permission_cannot_be_written() -> None:
    with pytest.raises(TypeError, match="permission"):
        Api(title="x", version="1").get("/x")(fine)  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("path", "template"),
    [
        ("/a/{x}", "/a/{x}"),
        (r"/a/{x:\d+}", "/a/{x}"),
        (r"/a/{x:[a-z]{1,3}}/b/{y:.+}", "/a/{x}/b/{y}"),
    ],
)
def test_regular_expressions_in_a_path_stay_out_of_the_description(
    path: str, template: str
) -> None:
    class XY(BaseModel):
        x: str

    class XYs(XY):
        y: str

    async def one(path: XY) -> None: ...

    async def two(path: XYs) -> None: ...

    handler = two if "{y" in path else one
    assert (
        Endpoint(method="GET", path=path, handler=handler, permission="a.b", tag="t").template
        == template
    )


@pytest.mark.parametrize(
    ("answer", "shape", "status"),
    [
        (Menu, Menu, 200),
        (Prepared[Menu], Menu, 200),
        (Menu | Prepared[Menu], Menu, 200),
        (Menu | None, Menu | None, 200),
        (list[Menu], list[Menu], 200),
        (None, None, 204),
        (web.Response, None, 200),
        (web.StreamResponse, None, 200),
    ],
)
def test_the_answer_s_schema_comes_from_the_return_type(
    answer: Any, shape: Any, status: int
) -> None:
    async def handler() -> Any: ...

    handler.__annotations__["return"] = answer
    endpoint = Endpoint(method="GET", path="/x", handler=handler, permission="a.b", tag="t")
    assert endpoint.answer_shape == shape
    assert endpoint.success == status
