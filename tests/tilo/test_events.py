"""Facts survive being written down: every kind reads back as it was."""

from uuid import uuid4

import orjson

from tests.tilo.plates import check, nasi, teh
from tilo.events import CheckClosed, Event, SoldOutSet
from tilo.selling import pay_cash


def test_every_kind_has_a_name_of_its_own_and_says_what_it_means() -> None:
    assert len(Event.registry) == len(Event.__subclasses__())
    for kind, event in Event.registry.items():
        assert kind == event.kind
        assert event.__doc__


def test_a_fact_reads_back_from_its_canonical_json() -> None:
    table7 = check(nasi(2, "extra"), teh())
    paid = pay_cash(
        table7,
        payment_id=uuid4(),
        amount=1_000,
        tendered=2_000,
        balance_seen=table7.totals.balance,
        by=table7.opened_by,
        at_ms=table7.opened_at_ms,
    )
    sold_out = SoldOutSet(item_id="es-teh", sold_out=True, hlc="1")
    for fact in (paid, sold_out, CheckClosed(check=table7)):
        text = orjson.dumps(fact.model_dump(mode="json"), option=orjson.OPT_SORT_KEYS)
        assert type(fact).model_validate_json(text) == fact
