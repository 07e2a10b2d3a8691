"""What follows an 86 at a box: the item's availability changes for everybody who follows it."""

from collections.abc import Sequence
from typing import Final

from hub.catalog.store import set_availability
from hub.db import Connection
from hub.journal import Aside, Entry, Folded, Projection
from tilo.events import SoldOutSet
from tilo.hlc import seen, stamp

LONGEST_STAMP: Final = 40


async def fold_availability(con: Connection, rows: Sequence[Entry]) -> Folded:
    """The last write by stamp wins, wherever it was made (rule D2)."""
    folded = Folded()
    for entry in rows:
        try:
            fact = SoldOutSet.model_validate_json(entry.body)
            hlc = clamped(fact.hlc, entry)
        except ValueError:
            folded.aside.append(Aside(entry, "unreadable"))
            continue
        if hlc != fact.hlc:
            folded.aside.append(Aside(entry, "clock ahead"))
        await set_availability(
            con,
            entry.outlet,
            fact.item_id,
            sold_out=fact.sold_out,
            hlc=hlc,
            author=f"row {entry.stream.hex}/{entry.seq}",
            now_ms=entry.received_ms,
        )
    return folded


def clamped(hlc: str, entry: Entry) -> str:
    """The stamp of a fact, or the hub's own time for a box whose clock is far ahead (rule D5)."""
    if seen("", hlc, entry.received_ms) == hlc and len(hlc) <= LONGEST_STAMP:
        return hlc
    return stamp("", entry.received_ms, entry.stream.hex)


AVAILABILITY: Final = Projection(
    name="availability", kinds=("item.sold_out_set",), fold=fold_availability
)
