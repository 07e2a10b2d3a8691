"""The trading day of an outlet."""

from datetime import datetime

import pytest

from tests.vectors import vectors
from tilo.outlet import ZONE_NAMES, business_date, local_time

CASES = vectors("tax_money")["business_date"]


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['utc']}-{c['zone']}-{c['cutover']}")
def test_a_sale_belongs_to_the_trading_day_the_reference_says(case: dict[str, str]) -> None:
    at_ms = int(datetime.fromisoformat(case["utc"]).timestamp()) * 1000
    hours, minutes = case["cutover"].split(":")
    cutover = int(hours) * 60 + int(minutes)
    assert business_date(at_ms, case["tz"], cutover).isoformat() == case["business_date"]
    assert local_time(at_ms, case["tz"]).isoformat() == case["local"]
    assert ZONE_NAMES[case["tz"]] == case["zone"]
