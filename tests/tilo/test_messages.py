"""MQTT topics: legal on every broker we support, and documented."""

import re

from tilo.messages import Message


def test_every_topic_is_made_of_plain_levels() -> None:
    for message in Message.__subclasses__():
        for level in message.topic.split("/"):
            assert re.fullmatch(r"[a-z0-9_-]+|\{[a-z_]+\}", level), message.topic
        assert message.topic.startswith("tilo/{outlet}/")
