"""The journal as the box keeps it: read in pieces or whole it is the same, and it cannot be
changed without being noticed."""

import orjson
import pytest

from edge.db import Sql
from edge.journal import STREAM_STEP, read_about, read_head, read_rows
from edge.pack import pack, unpack
from tests.shop import Shop, Tablet, all_rows, line
from tilo.journal import GENESIS, ChainBroken, Head, Row, canonical, verify_chain


@pytest.fixture
async def sold(shop: Shop, sari: Tablet, budi: Tablet) -> Shop:
    """A shop in which a few things happened."""
    for item in ("rawon", "kopi", "es-teh"):
        check = await sari.order(line(item), line("sambal-botol"), fire=True)
        (await budi.void(check, check["lines"][1], "salah")).yes()
        (await sari.pay(await sari.check(check))).yes()
    return shop


async def test_pieces_of_any_size_make_the_same_whole(sold: Shop) -> None:
    whole = await sold.journal()
    stream = sold.box.door.journal.stream
    for size in (1, 2, 7, 1000):

        def piecewise(sql: Sql, size: int = size) -> list[object]:
            rows: list[object] = []
            while piece := read_rows(sql, stream, after=len(rows), limit=size):
                assert len(piece) <= size
                verify_chain(piece, Head(piece[0].seq - 1, piece[0].prev))
                rows += piece
            return rows

        assert await sold.box.db.read(piecewise) == whole


async def test_asking_beyond_the_head_answers_nothing(sold: Shop) -> None:
    stream = sold.box.door.journal.stream
    head = await sold.box.db.read(lambda sql: read_head(sql, stream))
    for after in (head.seq, head.seq + 1, STREAM_STEP - 1):

        def beyond(sql: Sql, after: int = after) -> list[Row]:
            return read_rows(sql, stream, after=after, limit=10)

        assert await sold.box.db.read(beyond) == []


async def test_every_body_is_canonical_and_says_who_where_and_when(sold: Shop) -> None:
    rows = await sold.journal()
    for row in rows[1:]:
        assert canonical(orjson.loads(row.body)).decode() == row.body
        assert row.actor in {"sari", "budi"}
        assert row.device in {"tablet-sari", "tablet-budi"}
        assert (row.clock, row.v) == ("ok", 1)
        assert row.business_date >= "2026-01-01"
    assert [row.at for row in rows] == sorted(row.at for row in rows)
    assert len({row.hlc for row in rows}) >= len({row.at for row in rows})


async def test_neither_pin_nor_token_nor_hash_of_a_pin_stands_in_it(
    sold: Shop, sari: Tablet
) -> None:
    whole = "".join(row.body for row in await sold.journal())
    for secret in ("1234", "4040", "argon2", sari.session["token"]):
        assert f'"{secret}' not in whole


@pytest.mark.parametrize(
    "tampering",
    [
        "update journal set at = at + 1 where place % 1099511627776 = 5",
        "update journal set actor = 'agus' where place % 1099511627776 = 5",
        "update journal set business_date = '2026-01-01' where place % 1099511627776 = 5",
        "update journal set hash = randomblob(32) where place % 1099511627776 = 5",
        "delete from journal where place % 1099511627776 = 5",
        "update journal set place = place + 1000 where place % 1099511627776 = 5",
    ],
)
async def test_a_changed_row_is_noticed(sold: Shop, tampering: str) -> None:
    await sold.box.db.write(lambda sql: sql.execute(tampering).close())
    with pytest.raises(ChainBroken) as broken:
        await sold.box.db.read(all_rows)
    assert broken.value.seq in (5, 6)


async def test_a_changed_amount_is_noticed(sold: Shop) -> None:
    """Somebody with the database in hand makes a sale smaller."""

    def shrink(sql: Sql) -> None:
        place, body = sql.execute(
            "select place, body from journal where kind = 'check.paid' limit 1"
        ).fetchone()
        fact = orjson.loads(unpack(body))
        fact["payment"]["amount"] -= 10_000
        sql.execute("update journal set body = ? where place = ?", (pack(canonical(fact)), place))

    await sold.box.db.write(shrink)
    with pytest.raises(ChainBroken, match="not what was hashed"):
        await sold.box.db.read(all_rows)


async def test_a_row_cut_off_at_the_end_is_noticed_by_who_knows_the_head(sold: Shop) -> None:
    head = sold.box.door.head
    await sold.box.db.write(
        lambda sql: sql.execute(
            "delete from journal where place = (select max(place) from journal)"
        ).close()
    )
    stream = sold.box.door.journal.stream
    rows = await sold.box.db.read(lambda sql: read_rows(sql, stream, after=0, limit=1000))
    assert verify_chain(rows, Head(0, GENESIS)) != head


async def test_what_happened_to_a_check_is_found_by_the_check(sold: Shop) -> None:
    opened = [row for row in await sold.journal() if row.kind == "check.opened"]
    for row in opened:

        def about(sql: Sql, key: str | None = row.subject) -> list[str]:
            assert key is not None
            return [told.kind for told in read_about(sql, key)]

        assert await sold.box.db.read(about) == [
            "check.opened",
            "check.fired",
            "check.line_voided",
            "check.paid",
            "check.closed",
        ]
