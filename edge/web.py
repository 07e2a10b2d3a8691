"""What every slice's routes share: the box of a request, the command door over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, TypeVarTuple
from uuid import UUID

from aiohttp import web
from pydantic import BaseModel

from edge.box import BOX, Box
from edge.tx import Actor, Outcome, Tx
from tilo.commands import Command
from tilo.errors import CommandMismatch, DiskFull, Refusal, ServerBusy
from tilo.kit.api import Prepared
from tilo.value import Slug

C = TypeVar("C", bound=Command)
On = TypeVarTuple("On")

DOOR_REFUSALS: tuple[type[Refusal], ...] = (CommandMismatch, ServerBusy, DiskFull)
"""What any command may be told."""


class CheckPath(BaseModel):
    """A check, by its id."""

    check_id: UUID


class LinePath(BaseModel):
    """A line of a check."""

    check_id: UUID
    line_id: UUID


class TicketPath(BaseModel):
    """A kitchen ticket."""

    ticket_id: UUID


class ItemPath(BaseModel):
    """An item of the menu."""

    item_id: Slug


class PrinterPath(BaseModel):
    """A printer of the outlet."""

    printer_id: Slug


def box(request: web.Request) -> Box:
    return request.app[BOX]


async def perform(
    request: web.Request,
    handler: Callable[[Tx, C, *On], Outcome],
    do: C,
    *on: *On,
    by: Actor,
) -> Prepared[Any]:
    """Through the one door; the answer is JSON already."""
    return Prepared(await box(request).door.perform(handler, do, *on, by=by))
