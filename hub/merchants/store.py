"""SQL of merchants, outlets and boxes."""

from typing import Any

from hub.db import Connection, Pool
from tilo.errors import Refusal


class OutletUnknown(Refusal):
    """The merchant has no such outlet."""

    code = "outlet.unknown"
    status = 404
    outlet: str


async def check_outlet(con: Connection | Pool, merchant: str, outlet: str) -> int:
    """The number of the outlet's last document change. Refuses ``outlet.unknown``."""
    change = await con.fetchval(
        "select change from outlets where id = $1 and merchant_id = $2", outlet, merchant
    )
    if change is None:
        raise OutletUnknown(outlet=outlet)
    return int(change)


async def outlets_of(pool: Pool, merchant: str) -> list[Any]:
    """Outlets with their outlet document, and the box heard of last."""
    found: list[Any] = await pool.fetch(
        "select o.id, d.body, b.id as box, b.seen_ms, s.seq, s.at_ms, s.seen_ms as sent_ms"
        " from outlets o"
        " left join documents d on d.outlet = o.id and d.kind = 'outlet' and not d.deleted"
        " left join lateral (select id, seen_ms from boxes where outlet = o.id"
        "   and revoked_ms is null order by seen_ms desc nulls last limit 1) b on true"
        " left join lateral (select seq, at_ms, seen_ms from streams where outlet = o.id"
        "   order by seen_ms desc limit 1) s on true"
        " where o.merchant_id = $1 order by o.id",
        merchant,
    )
    return found


async def box_of(pool: Pool, token_sha256: bytes) -> Any:
    """The box with this token, unless it was revoked."""
    return await pool.fetchrow(
        "select b.id, b.outlet, o.merchant_id from boxes b join outlets o on o.id = b.outlet"
        " where b.token_sha256 = $1 and b.revoked_ms is null",
        token_sha256,
    )


async def add_merchant(con: Connection, merchant: str, name: str, now_ms: int) -> bool:
    """Whether it is new."""
    added = await con.fetchval(
        "insert into merchants (id, name, created_ms) values ($1, $2, $3)"
        " on conflict do nothing returning id",
        merchant,
        name,
        now_ms,
    )
    return added is not None


async def add_outlet(con: Connection, outlet: str, merchant: str, now_ms: int) -> bool:
    """Whether it is new."""
    added = await con.fetchval(
        "insert into outlets (id, merchant_id, created_ms) values ($1, $2, $3)"
        " on conflict do nothing returning id",
        outlet,
        merchant,
        now_ms,
    )
    return added is not None


async def add_box(con: Connection, box: str, outlet: str, token_sha256: bytes, now_ms: int) -> None:
    """Enrol a box; an existing one takes the new token, and the old one ends."""
    await con.execute(
        "insert into boxes (id, outlet, token_sha256, created_ms) values ($1, $2, $3, $4)"
        " on conflict (outlet, id) do update set token_sha256 = excluded.token_sha256"
        " where boxes.token_sha256 <> excluded.token_sha256",
        box,
        outlet,
        token_sha256,
        now_ms,
    )
