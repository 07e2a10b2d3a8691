"""Ids that sort by the moment they were made."""

import time
from uuid import UUID

from tilo.kit.ids import new_id


def test_an_id_is_a_uuid_of_version_7_and_the_standard_library_s_own_type() -> None:
    made = new_id()
    assert type(made) is UUID
    assert made.version == 7
    made_at = int(made.hex[:12], 16)
    assert abs(made_at - time.time_ns() // 1_000_000) < 5_000


def test_ids_made_one_after_another_sort_so_and_never_meet() -> None:
    made = [new_id() for _ in range(10_000)]
    assert made == sorted(made)
    assert len(set(made)) == 10_000
