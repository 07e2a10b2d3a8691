"""Settings that came down from the hub, applied as one command."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from edge import documents
from edge.menu.commands import MenuShown, SoldOutShown
from edge.sync.store import read_cursor, save_cursor
from edge.tx import Outcome, Tx
from tilo.commands import Command
from tilo.documents import Document
from tilo.events import DocumentsApplied
from tilo.value import Value


class ApplyDocuments(Command):
    """Take the documents behind the hub's feed up to `cursor`."""

    permission: ClassVar[str] = "internal.sync"

    cursor: Annotated[int, Field(ge=0)]
    documents: Annotated[tuple[Document, ...], Field(max_length=100_000)] = ()


class Applied(Value):
    """How far the box has read the feed, and how many documents were new."""

    cursor: int
    applied: int


def apply_documents(tx: Tx, do: ApplyDocuments) -> Outcome:
    """Older or equal versions change nothing, so the feed may be sent again from any point."""
    before = documents.sold_out(tx.sql)
    changed = documents.apply(tx, do.documents)
    cursor = max(read_cursor(tx.sql), do.cursor)
    save_cursor(tx.sql, cursor)
    if any(not label.startswith("availability/") for label in changed):
        tx.show(MenuShown(documents.revision(tx.sql)))
    after = documents.sold_out(tx.sql)
    for item_id in before ^ after:
        tx.show(SoldOutShown(item_id, item_id in after))
    answer = Applied(cursor=cursor, applied=len(changed)).model_dump_json().encode()
    if not changed:
        return Outcome(answer, ())
    fact = DocumentsApplied(cursor=cursor, count=len(changed), changed=changed[:200])
    return Outcome(answer, (fact,))
