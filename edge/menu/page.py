"""The menu as a tablet loads it: one JSON text, made once per revision and kept, also gzipped."""

from __future__ import annotations

import asyncio
import gzip
from typing import NamedTuple

import orjson

from edge import documents
from edge.db import Database, Sql

PARTS = {
    "tax_classes": "tax_class",
    "categories": "category",
    "modifier_groups": "modifier_group",
    "items": "item",
    "tables": "table",
    "stations": "station",
}


class MenuPage(NamedTuple):
    """A finished page. `etag` names the revisions it shows."""

    etag: str
    body: bytes
    gzipped: bytes


class _Settings(NamedTuple):
    rev: int
    text: bytes


class MenuPages:
    """Gives the page of the present; rebuilds what changed, off the event loop."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._settings = _Settings(-1, b"")
        self._page = MenuPage("", b"", b"")
        self._building = asyncio.Lock()

    async def page(self) -> MenuPage:
        """The menu in force."""
        rev, sold_out_rev = await self._db.read(_revisions)
        if self._page.etag == _etag(rev, sold_out_rev):
            return self._page
        async with self._building:
            if self._page.etag != _etag(rev, sold_out_rev):
                self._settings, self._page = await self._db.read(self._build)
            return self._page

    def _build(self, sql: Sql) -> tuple[_Settings, MenuPage]:
        rev, sold_out_rev = _revisions(sql)
        settings = self._settings
        if settings.rev != rev:
            settings = _Settings(rev, _text(sql, rev))
        sold_out = orjson.dumps(sorted(documents.sold_out(sql)))
        body = settings.text + b',"sold_out":' + sold_out + b"}"
        return settings, MenuPage(_etag(rev, sold_out_rev), body, gzip.compress(body, 5))


def _revisions(sql: Sql) -> tuple[int, int]:
    return documents.revision(sql), documents.sold_out_revision(sql)


def _etag(rev: int, sold_out_rev: int) -> str:
    return f"{rev}-{sold_out_rev}"


def _text(sql: Sql, rev: int) -> bytes:
    """Everything but the 86'd items, left open at its end."""
    outlet = documents.readable(sql, "outlet")[:1] or ["null"]
    parts = [f'"rev":{rev}', f'"outlet":{outlet[0]}']
    for name, kind in PARTS.items():
        parts.append(f'"{name}":[{",".join(documents.readable(sql, kind))}]')
    return ("{" + ",".join(parts)).encode()
