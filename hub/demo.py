"""The sample merchant at the hub: its outlet, box, documents, and somebody of head office."""

import os
import secrets
from pathlib import Path
from typing import Final

from hub.catalog import put
from hub.clock import now_ms
from hub.config import Config
from hub.db import Connection, open_pool
from hub.merchants import store as merchants
from hub.people import store as people
from hub.people.passwords import hashed, matches
from hub.people.sessions import digest
from tilo import demo
from tilo.kit.ids import new_id

BOX: Final = "box-1"
EMAIL: Final = "pemilik@warung-tilo.test"
NAME: Final = "Pemilik Warung Tilo"
PASSWORD_FILE: Final = "demo-password"


async def seed(config: Config) -> list[dict[str, str]]:
    """Write what is missing; a second run changes nothing. Answers who may sign in."""
    password = kept_password(config.hub_data)
    pool = await open_pool(config.hub_dsn.get_secret_value())
    try:
        async with pool.acquire() as con, con.transaction():
            await con.execute("select pg_advisory_xact_lock(hashtext('seed-demo'))")
            await _seed(con, config, password)
    finally:
        await pool.close()
    return [{"email": EMAIL, "password": password}]


async def _seed(con: Connection, config: Config, password: str) -> None:
    box_token = config.box_token.get_secret_value()
    now, merchant = now_ms(), demo.MERCHANT["id"]
    await merchants.add_merchant(con, merchant, demo.MERCHANT["name"], now)
    await merchants.add_outlet(con, demo.OUTLET_ID, merchant, now)
    if box_token:
        await merchants.add_box(con, BOX, demo.OUTLET_ID, digest(box_token), now)
    await _put_owner(con, merchant, password, now)
    await _put_documents(con, config, now)


async def _put_owner(con: Connection, merchant: str, password: str, now: int) -> None:
    """A lost data folder made a new password: then that one counts."""
    stored = await con.fetchval("select password_hash from users where email = $1", EMAIL)
    if stored is not None:
        if not matches(password, stored):
            await people.set_password(con, EMAIL, hashed(password))
        return
    await people.add_user(
        con,
        user_id=new_id(),
        merchant_id=merchant,
        email=EMAIL,
        name=NAME,
        role="owner",
        password_hash=hashed(password),
        now_ms=now,
    )


async def _put_documents(con: Connection, config: Config, now: int) -> None:
    rows = await con.fetch("select kind, id from documents where outlet = $1", demo.OUTLET_ID)
    held = {(row["kind"], row["id"]) for row in rows}
    for each in demo.documents(config.printer_host, config.printer_port):
        if (each["kind"], each["id"]) not in held:
            await put(
                con,
                demo.OUTLET_ID,
                each["kind"],
                each["id"],
                each["body"],
                author="demo",
                now_ms=now,
            )


def kept_password(folder: Path) -> str:
    """The demo's password: made once for a data folder, readable by its owner only."""
    file = folder / PASSWORD_FILE
    folder.mkdir(parents=True, exist_ok=True)
    try:
        fresh = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text().strip()
    with os.fdopen(fresh, "w") as out:
        out.write(password := secrets.token_urlsafe(12))
    return password
