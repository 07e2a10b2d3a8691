"""The demo's PINs open the demo, and only with the person they belong to."""

import re

import pytest
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from tilo.demo import documents, staff_with_pins

AS_THE_BOX = PasswordHasher(time_cost=2, memory_cost=8192, parallelism=1)
HASHES = {row["id"]: row["body"]["pin_hash"] for row in documents() if row["kind"] == "staff"}


@pytest.mark.parametrize("person", staff_with_pins(), ids=lambda person: str(person["id"]))
def test_the_pin_on_the_screen_signs_in(person: dict[str, str]) -> None:
    assert re.fullmatch(r"\d{4,6}", person["pin"])
    assert AS_THE_BOX.verify(HASHES[person["id"]], person["pin"])
    assert not AS_THE_BOX.check_needs_rehash(HASHES[person["id"]])


def test_nobody_signs_in_with_a_colleagues_pin() -> None:
    crew = staff_with_pins()
    assert len({person["pin"] for person in crew}) == len(crew)
    with pytest.raises(VerifyMismatchError):
        AS_THE_BOX.verify(HASHES[crew[0]["id"]], crew[1]["pin"])


def test_the_list_on_the_screen_is_the_staff_of_the_outlet() -> None:
    staff = [row["body"] for row in documents() if row["kind"] == "staff"]
    shown = [(person["id"], person["name"], person["role"]) for person in staff_with_pins()]
    assert shown == [(body["id"], body["name"], body["role"]) for body in staff]


def test_no_document_tells_a_pin() -> None:
    for row in documents():
        if row["kind"] == "staff":
            assert "pin" not in row["body"]
