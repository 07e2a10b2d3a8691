"""The sample restaurant on a box that has no outlet yet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson

from edge.config import Config
from edge.db import Database, Sql
from edge.life import put_first_documents
from tilo import demo
from tilo.demo.pictures import picture


async def seed(config: Config, printer_port: int) -> list[dict[str, Any]]:
    """Write the demo's documents and pictures; a box that has an outlet keeps its own.

    Answers the people with their PINs, to be shown on screen: they are no secret.
    """
    db = Database(config.data / "tilo.db", readers=1)
    await db.open()
    documents = demo.documents(printer_port=printer_port)
    bodies = [
        (each["kind"], each["id"], each["version"], orjson.dumps(each["body"]).decode())
        for each in documents
    ]

    def put(sql: Sql) -> int:
        return put_first_documents(sql, bodies, 0)

    try:
        await db.write(put)
    finally:
        await db.close()
    _draw(config.data / "media", documents)
    return [dict(person) for person in demo.staff_with_pins()]


def _draw(folder: Path, documents: list[dict[str, Any]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for each in documents:
        image = each["body"].get("image") if each["kind"] == "item" else None
        if image and not (folder / image).exists():
            (folder / image).write_bytes(picture(image))
