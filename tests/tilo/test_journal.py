"""The chain: a row changed, lost, doubled or moved is noticed where it happened."""

from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilo.journal import (
    GENESIS,
    ChainBroken,
    Head,
    Row,
    canonical,
    hashed_fields,
    row_hash,
    verify_chain,
)

START = Head(0, GENESIS)


def chain(length: int) -> list[Row]:
    rows: list[Row] = []
    prev = GENESIS
    for seq in range(1, length + 1):
        fields: dict[str, Any] = {
            "stream": "ab" * 16,
            "seq": seq,
            "id": uuid4(),
            "kind": "check.opened",
            "at": 1_795_320_000_000 + seq,
            "hlc": f"{seq:013d}.000000.abababab",
            "business_date": "2026-11-22",
            "actor": "sari",
            "subject": None,
            "body": canonical({"b": 1, "a": "Nasi Goreng é"}).decode(),
            "prev": prev,
            "hash": GENESIS,
        }
        row = Row(**fields)
        prev = row_hash(row.prev, hashed_fields(row))
        rows.append(row.model_copy(update={"hash": prev}))
    return rows


def test_a_whole_chain_verifies_and_gives_its_head() -> None:
    rows = chain(5)
    assert verify_chain(rows, START) == Head(5, rows[-1].hash)
    assert verify_chain(rows[3:], Head(3, rows[2].hash)) == Head(5, rows[-1].hash)
    assert verify_chain([], START) == START


@given(
    st.integers(0, 6),
    st.sampled_from(
        [
            {"body": "{}"},
            {"actor": "budi"},
            {"at": 5},
            {"subject": "x"},
            {"business_date": "2026-11-23"},
            {"kind": "check.paid"},
            {"v": 2},
            {"clock": "suspect"},
            {"device": "tablet-2"},
            {"approver": "budi"},
            {"hlc": "x"},
            {"id": uuid4()},
            {"stream": "cd" * 16},
        ]
    ),
)
def test_changing_any_field_of_any_row_breaks_the_chain_there(
    where: int, change: dict[str, Any]
) -> None:
    rows = chain(7)
    rows[where] = rows[where].model_copy(update=change)
    with pytest.raises(ChainBroken) as broken:
        verify_chain(rows, START)
    assert broken.value.seq == where + 1


def test_a_lost_a_doubled_and_a_swapped_row_are_noticed() -> None:
    rows = chain(4)
    for damaged in (rows[1:], rows[:2] + rows[3:], [*rows[:2], rows[1]], [rows[1], rows[0]]):
        with pytest.raises(ChainBroken):
            verify_chain(damaged, START)


def test_a_row_hashed_anew_still_betrays_itself_to_its_successor() -> None:
    rows = chain(3)
    forged = rows[1].model_copy(update={"body": "{}"})
    forged = forged.model_copy(update={"hash": row_hash(forged.prev, hashed_fields(forged))})
    with pytest.raises(ChainBroken) as broken:
        verify_chain([rows[0], forged, rows[2]], START)
    assert broken.value.seq == 3


def test_canonical_json_does_not_depend_on_the_order_of_keys() -> None:
    assert canonical({"b": 1, "a": [2, {"d": 3, "c": 4}]}) == canonical(
        {"a": [2, {"c": 4, "d": 3}], "b": 1}
    )
