"""Settings in force at this box: versioned documents, and the revision they are at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import orjson

from edge.db import Sql
from edge.tx import Tx
from tilo.documents import SHAPES, Availability, Document
from tilo.errors import Refusal
from tilo.hlc import seen, stamp
from tilo.outlet import Outlet
from tilo.value import Value

V = TypeVar("V", bound=Value)


class OutletMissing(Refusal):
    """The box has no settings yet: it was never given an outlet."""

    code = "outlet.missing"
    status = 503


def revision(sql: Sql) -> int:
    """Grows with every change of settings but availability."""
    return _counter(sql, "documents_rev")


def sold_out_revision(sql: Sql) -> int:
    """Grows whenever something is 86'd or un-86'd."""
    return _counter(sql, "sold_out_rev")


def revisions(tx: Tx) -> tuple[int, int]:
    """Both, inside a transaction: read once and kept, since only the door changes them."""
    held: tuple[int, int] | None = tx.cache.get("revisions")
    if held is None:
        held = tx.cache["revisions"] = (revision(tx.sql), sold_out_revision(tx.sql))
    return held


def _counter(sql: Sql, name: str) -> int:
    row = sql.execute("select value from counters where name = ?", (name,)).fetchone()
    return 0 if row is None else int(row[0])


def bodies(sql: Sql, kind: str) -> list[str]:
    """All documents of a kind as they came, as JSON text."""
    found = sql.execute(
        "select body from documents where kind = ? and deleted = 0 order by id", (kind,)
    )
    return [row[0] for row in found]


def readable(sql: Sql, kind: str) -> list[str]:
    """Those of a kind that this program can read, as JSON text: a screen must not be given what
    only a newer program understands (rules.md J4)."""
    return [body for body in bodies(sql, kind) if read(SHAPES[kind], body) is not None]


def every(sql: Sql, kind: type[V], name: str) -> list[V]:
    """All documents of a kind that this program can read. One it cannot read is left out: a
    newer hub may send what only a newer box understands (rules.md J4)."""
    return [value for body in bodies(sql, name) if (value := read(kind, body)) is not None]


def changed_since(sql: Sql, rev: int, kinds: Iterable[str]) -> list[tuple[str, str, bool, str]]:
    """`(kind, id, deleted, body)` of what changed after revision `rev`."""
    wanted = tuple(kinds)
    marks = ",".join("?" * len(wanted))
    found = sql.execute(
        f"select kind, id, deleted, body from documents where rev > ? and kind in ({marks})",
        (rev, *wanted),
    ).fetchall()
    return [(kind, key, bool(deleted), body) for kind, key, deleted, body in found]


def read(kind: type[V], body: str) -> V | None:
    """A body as a value, or None when it does not fit."""
    try:
        return kind.model_validate_json(body)
    except ValueError:
        return None


def one(sql: Sql, kind: type[V], name: str, key: str) -> V | None:
    """One document, or None."""
    row = sql.execute(
        "select body from documents where kind = ? and id = ? and deleted = 0", (name, key)
    ).fetchone()
    return None if row is None else read(kind, row[0])


def find_outlet(sql: Sql) -> Outlet | None:
    """The outlet this box serves."""
    found = every(sql, Outlet, "outlet")
    return found[0] if found else None


def outlet(tx: Tx) -> Outlet:
    """The outlet in force inside a transaction. Refuses `outlet.missing`."""
    rev, _ = revisions(tx)
    held = tx.cache.get("outlet")
    if held is None or held[0] != rev:
        found = find_outlet(tx.sql)
        if found is None:
            raise OutletMissing()
        held = tx.cache["outlet"] = (rev, found)
    value: Outlet = held[1]
    return value


def sold_out(sql: Sql) -> frozenset[str]:
    """Items that are 86'd now."""
    found = sql.execute(
        "select id from documents where kind = 'availability' and deleted = 0"
        " and json_extract(body, '$.sold_out')"
    )
    return frozenset(row[0] for row in found)


def apply(tx: Tx, documents: Iterable[Document]) -> tuple[str, ...]:
    """Take what the hub sent: a newer version replaces ours, an older or equal one is passed over.

    Answers `kind/id/version` of what changed.
    """
    changed: list[str] = []
    rev = 0
    for document in documents:
        if document.kind == "availability":
            if _apply_availability(tx, document):
                changed.append(_label(document))
            continue
        held = tx.sql.execute(
            "select version from documents where kind = ? and id = ?", (document.kind, document.id)
        ).fetchone()
        if held is not None and held[0] >= document.version:
            continue
        rev = rev or _next_revision(tx, "documents_rev")
        _put(tx, document, rev)
        changed.append(_label(document))
    return tuple(changed)


def set_sold_out(tx: Tx, item_id: str, now: bool) -> str:
    """Write an item's availability as said at this box, later than whatever stood there. Answers
    the write's HLC."""
    held = one(tx.sql, Availability, "availability", item_id)
    hlc = tx.hlc
    if held is not None and held.hlc >= hlc:  # the office's clock is ahead of ours
        hlc = stamp(held.hlc, tx.at_ms, tx.stream.id)
    _put_availability(tx, Availability(id=item_id, sold_out=now, hlc=hlc), _held(tx, item_id) or 1)
    return hlc


def _next_revision(tx: Tx, name: str) -> int:
    tx.cache.pop("revisions", None)
    return tx.count(name)


def _apply_availability(tx: Tx, document: Document) -> bool:
    """Take the later write. One from a clock far ahead counts as said now (rules.md D5), once."""
    wish = read(Availability, orjson.dumps(document.body).decode())
    if wish is None:
        return False
    if seen("", wish.hlc, tx.at_ms) != wish.hlc:
        if (_held(tx, wish.id) or 0) >= document.version:
            return False
        wish = wish.model_copy(update={"hlc": tx.hlc})
    standing = one(tx.sql, Availability, "availability", wish.id)
    if standing is not None and standing.hlc >= wish.hlc:
        return False
    _put_availability(tx, wish, document.version)
    return True


def _held(tx: Tx, item_id: str) -> int | None:
    row = tx.sql.execute(
        "select version from documents where kind = 'availability' and id = ?", (item_id,)
    ).fetchone()
    return None if row is None else int(row[0])


def _put_availability(tx: Tx, wish: Availability, version: int) -> None:
    _next_revision(tx, "sold_out_rev")
    body = wish.model_dump(mode="json")
    _put(tx, Document(kind="availability", id=wish.id, version=version, body=body), 0)


def _put(tx: Tx, document: Document, rev: int) -> None:
    tx.sql.execute(
        "insert into documents (kind, id, version, deleted, body, changed_at, rev)"
        " values (?,?,?,?,?,?,?) on conflict (kind, id) do update set version = excluded.version,"
        " deleted = excluded.deleted, body = excluded.body, changed_at = excluded.changed_at,"
        " rev = excluded.rev",
        (
            document.kind,
            document.id,
            document.version,
            int(document.deleted),
            orjson.dumps(document.body).decode(),
            tx.at_ms,
            rev,
        ),
    )


def _label(document: Document) -> str:
    return f"{document.kind}/{document.id}/{document.version}"
