"""The documents say what the code says."""

import re
from pathlib import Path

from tilo.events import Event
from tilo.messages import Message

DOCS = Path(__file__).parents[2] / "docs"


def test_every_event_is_documented_and_no_other() -> None:
    rows = re.findall(
        r"^\| `([a-z_]+\.[a-z_]+)` \| (\d+) \| (.+?) \| (.*) \|$", read("events.md"), re.M
    )
    told = {kind: (int(v), meaning, body) for kind, v, meaning, body in rows}
    assert told.keys() == Event.registry.keys()
    for kind, event in Event.registry.items():
        fields = ", ".join(f"`{name}`" for name in event.model_fields)
        assert told[kind] == (event.v, " ".join((event.__doc__ or "").split()), fields), kind


def test_every_message_is_documented_with_its_topic_and_quality() -> None:
    rows = re.findall(r"^\| `(\w+)` \| `([^`]+)` \| (\d) \| (yes|no) \|", read("messages.md"), re.M)
    told = {name: (topic, int(qos), retained == "yes") for name, topic, qos, retained in rows}
    spoken = {
        message.__name__: (message.topic, message.qos, message.retain)
        for message in Message.__subclasses__()
    }
    assert told == spoken


def test_the_readme_names_only_what_exists() -> None:
    readme = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    for path in re.findall(r"`((?:tilo|edge|hub|web|docs|tests|tools|bench)/[\w./-]*)`", readme):
        assert (DOCS.parent / path).exists(), path
    makefile = (DOCS.parent / "Makefile").read_text(encoding="utf-8")
    for verb in re.findall(r"`make (\w+)", readme):
        assert re.search(rf"^{verb}:", makefile, re.M), verb


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")
