"""An outlet as its documents describe it: who it is, its money rules, its tables and printers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, StringConstraints

from tilo.money import RoundingMode
from tilo.tax import ServiceBase
from tilo.value import Name, Price, RateBp, Slug, Text, Value

Language = Literal["id", "en"]
Zone = Literal["Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura"]
ZONE_NAMES = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}


class Outlet(Value):
    """One shop. `code` begins every receipt number; `cutover_minutes` after local midnight the
    business day changes.

    `till_policy`: one drawer for everybody, or one for each cashier. `till_required`: cash is
    taken only into an open drawer. `till_blind`: who counts does not see what is expected.
    `till_limit`: a count further off than so many rupiah asks for a second person.
    """

    id: Slug
    merchant_id: Slug
    name: Name
    address: Text = ""
    city: Text = ""
    phone: Text = ""
    npwp: str | None = None
    npwpd: str | None = None
    zone: Zone = "Asia/Jakarta"
    cutover_minutes: Annotated[int, Field(ge=0, lt=1440)] = 240
    code: Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{2,6}$")]
    service_rate_bp: RateBp = 0
    service_base: ServiceBase = "after_discount"
    cash_rounding_unit: Annotated[int, Field(ge=1, le=10_000)] = 100
    cash_rounding_mode: RoundingMode = "nearest"
    language: Language = "id"
    footer_id: Text = ""
    footer_en: Text = ""
    till_policy: Literal["shared", "cashier"] = "shared"
    till_required: bool = False
    till_blind: bool = True
    till_limit: Price = 20_000


class Table(Value):
    id: Slug
    name: Name
    area: Name
    seats: Annotated[int, Field(ge=0, le=200)] = 0
    sort: int = 0


class Station(Value):
    """A kitchen place that makes or gathers food. A ticket older than `late_after_s` is late."""

    id: Slug
    name: Name
    kind: Literal["kitchen", "bar", "pass"] = "kitchen"
    sort: int = 0
    late_after_s: Annotated[int, Field(ge=30, le=7200)] = 600


class Printer(Value):
    """`columns` of font A: 32 on 58 mm paper, 48 on 80 mm. Cheap printers ignore the `native`
    QR command and need the code as a picture: `raster`."""

    id: Slug
    name: Name
    host: str
    port: Annotated[int, Field(ge=1, le=65535)] = 9100
    columns: Literal[32, 48] = 48
    qr: Literal["native", "raster"] = "native"
    purpose: Literal["receipt", "station"] = "receipt"
    station: Slug | None = None


def local_time(at_ms: int, zone: str) -> datetime:
    """The shop's own wall clock at `at_ms` (UTC milliseconds)."""
    return datetime.fromtimestamp(at_ms // 1000, tz=UTC).astimezone(ZoneInfo(zone))


def business_date(at_ms: int, zone: str, cutover_minutes: int) -> date:
    """The trading day `at_ms` belongs to: local time less the cut-over."""
    return (local_time(at_ms, zone) - timedelta(minutes=cutover_minutes)).date()
