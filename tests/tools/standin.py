"""Small real programs in the place of tilo-edge and tilo-hub, to try the supervisor on.

They listen, keep a file or a table, hold a line to the box's socket and answer /readyz by what
they find, as the real ones do.
"""

import argparse
import asyncio
import json
import os
import socket
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import asyncpg

from edge.broker import Account, lets_in

STAFF = [{"name": "Sari", "role": "cashier", "pin": "1234"}]
HUB_USERS = [{"email": "ibu@kopi.example", "password": "tubruk"}]
ENV = os.environ


def main() -> int:
    program, verb = Path(sys.argv[0]).name, sys.argv[1]
    if ENV.get("STANDIN_REFUSES") == f"{program} {verb}":
        print("no such menu", file=sys.stderr)
        return 3
    doings = {
        ("tilo-edge", "seed-demo"): lambda: seed("edge", {"staff": STAFF}),
        ("tilo-edge", "serve"): edge_serve,
        ("tilo-edge", "print"): lambda: follow("print"),
        ("tilo-edge", "sync"): lambda: follow("sync"),
        ("tilo-edge", "virtual-printer"): virtual_printer,
        ("tilo-hub", "seed-demo"): lambda: seed("hub", {"hub_users": HUB_USERS}),
        ("tilo-hub", "migrate"): lambda: sql("CREATE TABLE IF NOT EXISTS sale (total int)"),
        ("tilo-hub", "serve"): hub_serve,
    }
    doings[program, verb]()
    return 0


def seed(name: str, answer: dict[str, Any]) -> None:
    count = Path(ENV["TILO_DATA"]).with_name(name) / "seeded"
    count.write_text(count.read_text() + "x" if count.exists() else "x")
    print(json.dumps(answer))


def edge_serve() -> None:
    """POST /orders keeps an order on disk, GET /orders counts them."""
    followers: set[str] = set()
    sales = Path(ENV["TILO_DATA"]) / "orders"
    threading.Thread(target=hold_followers, args=(followers,), daemon=True).start()
    user = Account(name=ENV["TILO_MQTT_USER"], password=ENV["TILO_MQTT_PASSWORD"])

    def checks() -> dict[str, bool]:
        broker = lets_in(ENV["TILO_MQTT_HOST"], int(ENV["TILO_MQTT_PORT"]), user)
        return {"broker": broker, "print": "print" in followers, "sync": "sync" in followers}

    def order() -> int:
        with sales.open("a") as file:
            file.write("x")
        return len(sales.read_text())

    def orders() -> int:
        return len(sales.read_text()) if sales.exists() else 0

    serve(ENV["TILO_HOST"], int(ENV["TILO_PORT"]), checks, {"POST": order, "GET": orders})


def hold_followers(followers: set[str]) -> None:
    path = Path(ENV["TILO_SOCKET"])
    path.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen()
        while True:
            link, _ = listener.accept()
            threading.Thread(target=hold, args=(link, followers), daemon=True).start()


def hold(link: socket.socket, followers: set[str]) -> None:
    name = link.recv(100).decode()
    followers.add(name)
    link.recv(1)  # returns when the follower is gone
    followers.discard(name)


def follow(name: str) -> None:
    with socket.socket(socket.AF_UNIX) as link:
        link.connect(ENV["TILO_SOCKET"])
        link.sendall(name.encode())
        link.recv(1)
    raise SystemExit(1)  # the box is gone; the supervisor starts us again


def hub_serve() -> None:
    def checks() -> dict[str, bool]:
        return {"database": sql("SELECT 1") == 1}

    def sale() -> Any:
        return sql("INSERT INTO sale VALUES (25000)")

    def sales() -> Any:
        return sql("SELECT count(*) FROM sale")

    port = int(ENV["TILO_HUB_PORT"])
    serve(ENV["TILO_HUB_HOST"], port, checks, {"POST": sale, "GET": sales})


def sql(statement: str) -> Any:
    async def ask() -> Any:
        link = await asyncpg.connect(ENV["TILO_HUB_DSN"], timeout=3)
        try:
            return await link.fetchval(statement)
        finally:
            await link.close()

    return asyncio.run(ask())


def virtual_printer() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int)
    parser.add_argument("--page-port", type=int)
    parser.add_argument("--name")
    asked = parser.parse_args(sys.argv[2:])
    with socket.create_server(("127.0.0.1", asked.port)):
        serve("127.0.0.1", asked.page_port, dict, {"GET": lambda: asked.name})


def serve(host: str, port: int, checks: Any, doings: dict[str, Any]) -> None:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/readyz":
                findings = {k: {"ok": v, "detail": "down"} for k, v in checks().items()}
                ready = all(checks().values())
                self.answer(200 if ready else 503, {"ready": ready, "checks": findings})
            elif self.path == "/healthz":
                self.answer(200, {"alive": True})
            else:
                self.answer(200, doings["GET"]())

        def do_POST(self) -> None:
            self.answer(200, doings["POST"]())

        def answer(self, status: int, body: Any) -> None:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, format: str, *args: Any) -> None:
            return

    ThreadingHTTPServer.allow_reuse_address = True
    ThreadingHTTPServer((host, port), Handler).serve_forever()


if __name__ == "__main__":
    raise SystemExit(main())
