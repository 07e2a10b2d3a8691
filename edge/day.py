"""The business day belongs to the open till session, not to the clock (rules.md T2).

Lower than the slices, since every fact is stamped with the day.
"""

from __future__ import annotations

from edge.db import Sql

HELD_MS = 24 * 3_600_000
"""A session somebody forgot to close holds its day for one day, not for ever."""


def held_day(sql: Sql, at_ms: int) -> str | None:
    """The day of the till session that is open, so that what is sold after the cut-over belongs to
    the evening it was sold in. None: the clock decides."""
    row = sql.execute(
        "select max(business_date) from till_sessions where state = 'open' and opened_at > ?",
        (at_ms - HELD_MS,),
    ).fetchone()
    held: str | None = row[0]
    return held
