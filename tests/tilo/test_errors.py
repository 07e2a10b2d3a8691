"""A refusal says what, about whom, and is the same twice."""

import copy
import pickle

import pytest

from tilo.errors import DiskFull, Refusal, RequestInvalid, ServerBusy


class SatayGone(Refusal):
    """The last stick was sold."""

    code = "satay.gone"
    status = 409
    item: str
    left: int = 0
    closed: bool = False


class SatayGoneForGood(SatayGone):
    """And no more will be made."""

    code = "satay.gone_for_good"
    reason: str


def test_a_refusal_carries_its_facts() -> None:
    no = SatayGone(item="Sate Ayam", left=2)
    assert no.facts == {"closed": False, "item": "Sate Ayam", "left": 2}
    assert (no.item, no.left, no.closed) == ("Sate Ayam", 2, False)
    assert (no.code, no.status) == ("satay.gone", 409)


def test_equal_refusals_read_the_same_whatever_the_order() -> None:
    one, two = SatayGone(item="Sate", left=1), SatayGone(left=1, item="Sate")
    assert str(one) == str(two) == "satay.gone(closed=False, item='Sate', left=1)"
    assert list(one.facts) == list(two.facts)


def test_a_kind_of_refusal_has_the_facts_of_its_parent() -> None:
    no = SatayGoneForGood(item="Sate", reason="no charcoal")
    assert no.facts["reason"] == "no charcoal"
    assert no.status == 409
    assert isinstance(no, SatayGone)


def test_a_missing_or_undeclared_fact_is_our_mistake() -> None:
    with pytest.raises(AssertionError, match="SatayGone needs the fact 'item'"):
        SatayGone()  # type: ignore[call-arg]
    with pytest.raises(AssertionError, match="SatayGone does not declare \\['itm'\\]"):
        SatayGone(item="Sate", itm="Sate")  # type: ignore[call-arg]


def test_a_stored_refusal_is_found_again_by_its_code() -> None:
    no = SatayGone(item="Sate")
    again = Refusal.registry[no.code](**no.facts)
    assert type(again) is SatayGone
    assert again.facts == no.facts


def test_a_refusal_survives_being_sent_between_processes() -> None:
    no = SatayGone(item="Sate", left=3)
    for again in (pickle.loads(pickle.dumps(no)), copy.copy(no)):
        assert type(again) is SatayGone
        assert str(again) == str(no)


def test_two_refusals_of_one_code_cannot_be() -> None:
    with pytest.raises(AssertionError, match=r"satay\.gone is both"):

        class Other(Refusal):
            code = "satay.gone"
            status = 409


@pytest.mark.parametrize(
    ("code", "status"), [("Satay.Gone", 409), ("gone", 409), ("a.b", 200), ("a.b", 600)]
)
def test_a_code_is_noun_reason_and_a_status_is_a_no(code: str, status: int) -> None:
    with pytest.raises(AssertionError):
        type("Odd", (Refusal,), {"code": code, "status": status})


def test_the_general_ones_say_when_to_come_back() -> None:
    assert ServerBusy().facts == {"retry_after_s": 1}
    assert DiskFull().status == 503
    assert RequestInvalid(field="table").facts == {"field": "table"}
