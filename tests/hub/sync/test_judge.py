"""What becomes of a batch, decided without a database."""

import pytest

from hub.sync.batch import JournalBatch
from hub.sync.judge import Clash, Gap, Take, Verdict, fork, judge, overlap
from hub.sync.store import NOTHING, Mark
from tests.hub.paper_box import PaperBox

BOX = PaperBox().started()
for _ in range(9):
    BOX.sell()


def mark(seq: int) -> Mark:
    return Mark(seq, bytes.fromhex(BOX.rows[seq - 1]["hash"])) if seq else NOTHING


def batch(first: int, last: int) -> JournalBatch:
    return JournalBatch.model_validate(BOX.batch(first, last))


@pytest.mark.parametrize(
    ("first", "last", "have", "verdict"),
    [
        (1, 10, 0, Take(0)),
        (5, 7, 4, Take(0)),
        (1, 7, 4, Take(4)),
        (4, 7, 4, Take(1)),
        (1, 10, 10, Take(10)),
        (6, 7, 4, Gap(4)),
        (2, 3, 0, Gap(0)),
        (3, 2, 0, Take(0)),
    ],
)
def test_a_batch_against_what_is_held(first: int, last: int, have: int, verdict: Verdict) -> None:
    assert judge(batch(first, last), mark(have), {}) == verdict


def test_rows_before_the_mark_are_known_by_the_last_of_them() -> None:
    wanted = batch(2, 5)
    assert overlap(wanted, mark(9)) == 5
    assert judge(wanted, mark(9), {5: mark(5).hash}) == Take(4)
    assert judge(wanted, mark(9), {5: bytes(32)}) == Clash(5)


def test_a_row_the_hub_should_hold_and_does_not_is_no_agreement() -> None:
    assert judge(batch(2, 5), mark(9), {}) == Clash(5)


def test_the_fork_is_the_first_row_that_differs() -> None:
    held = {seq: mark(seq).hash for seq in range(2, 8)}
    assert fork(batch(2, 7), held | {5: bytes(32), 6: bytes(32)}, 7) == 5
    assert fork(batch(2, 7), held, 7) == 7, "the mark alone is wrong"
