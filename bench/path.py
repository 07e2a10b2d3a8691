"""The floor `path` of figures.md: HTTP, JSON, one durable group-committed transaction in a writer
thread, answer, and the order pushed to one WebSocket. No sign-in, prices, rules or journal.
"""

from __future__ import annotations

import asyncio
import json
import os
import queue
import sys
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

from aiohttp import web
from sqlcipher3 import dbapi2 as sqlite

ROWS = """
create table orders (id text primary key, body text) strict, without rowid;
create table lines (id text primary key, order_id text, item text, quantity integer) strict,
  without rowid;
create table payments (id text primary key, order_id text, amount integer) strict, without rowid;
create table stock (item text primary key, quantity integer) strict, without rowid;
create table outbox (seq integer primary key, body text) strict;
"""


def _tell(loop: asyncio.AbstractEventLoop, committed: asyncio.Future[None]) -> None:
    loop.call_soon_threadsafe(committed.set_result, None)


class Writer:
    """One thread, one connection, as many waiting orders per commit as there are."""

    def __init__(self, path: str) -> None:
        self._jobs: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._path = path
        threading.Thread(target=self._run, daemon=True).start()

    def put(self, order: dict[str, Any], done: Callable[[], None]) -> None:
        self._jobs.put((order, done))

    def _run(self) -> None:
        sql = open_database(self._path)
        while True:
            batch = [self._jobs.get()]
            while not self._jobs.empty() and len(batch) < 64:
                batch.append(self._jobs.get())
            sql.execute("begin immediate")
            for order, _ in batch:
                write_order(sql, order)
            sql.execute("commit")
            for _, done in batch:
                done()


def open_database(path: str) -> Any:
    sql = sqlite.connect(path, isolation_level=None, check_same_thread=False)
    sql.execute("pragma journal_mode=wal")
    sql.execute("pragma synchronous=full")
    sql.executescript(ROWS)
    return sql


def write_order(sql: Any, order: dict[str, Any]) -> None:
    """One order row, its lines, a payment, stock updates and an outbox row."""
    key = order["check_id"]
    text = json.dumps(order)
    sql.execute("insert into orders values (?,?)", (key, text))
    sql.executemany(
        "insert into lines values (?,?,?,?)",
        [(li["line_id"], key, li["item_id"], li["quantity"]) for li in order["lines"]],
    )
    sql.execute("insert into payments values (?,?,?)", (order["id"], key, 1))
    sql.executemany(
        "insert into stock values (?,-1) on conflict (item) do update set quantity = quantity - 1",
        [(li["item_id"],) for li in order["lines"]],
    )
    sql.execute("insert into outbox (body) values (?)", (text,))


def build(path: str) -> web.Application:
    writer = Writer(path)
    sockets: set[web.WebSocketResponse] = set()

    async def post(request: web.Request) -> web.Response:
        order = json.loads(await request.read())
        loop = asyncio.get_running_loop()
        committed: asyncio.Future[None] = loop.create_future()
        writer.put(order, partial(_tell, loop, committed))
        await committed
        text = json.dumps(order)
        for socket in sockets:
            await socket.send_str(text)
        return web.Response(text=text, content_type="application/json")

    async def live(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        sockets.add(socket)
        async for _ in socket:
            pass
        sockets.discard(socket)
        return socket

    app = web.Application()
    app.router.add_post("/api/checks", post)
    app.router.add_get("/live", live)
    return app


if __name__ == "__main__":
    web.run_app(
        build(os.path.join(sys.argv[2], "path.db")),
        host="127.0.0.1",
        port=int(sys.argv[1]),
        access_log=None,
        print=lambda *_: None,
    )
