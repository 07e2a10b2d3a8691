"""Every item has a picture of its own that is safe to show and light to load."""

import hashlib
import re
import subprocess
import sys
from collections import Counter
from itertools import combinations
from xml.etree import ElementTree

import pytest

from tilo.demo import documents, picture
from tilo.demo.drawing import DRAWINGS
from tilo.demo.pictures import names

SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {"svg", "defs", "g", "use", "path", "circle", "ellipse", "rect"}
PAINTS = {"linearGradient", "radialGradient", "stop", "pattern", "clipPath"}


def marks(name: str) -> set[str]:
    """What makes a picture: its outlines, its colours, and where its parts lie."""
    drawn = picture(name).decode()
    return set(re.findall(r'(?: d="[^"]+"| r="\d+"|#[0-9a-f]{6}|translate\([^)]+\))', drawn))


def test_every_item_of_the_menu_has_its_picture() -> None:
    images = [row["body"]["image"] for row in documents() if row["kind"] == "item"]
    assert sorted(images) == sorted(names())
    assert {f"{drawn}.svg" for drawn in DRAWINGS} == set(names())


@pytest.mark.parametrize("name", names())
def test_a_picture_is_plain_svg_that_reaches_for_nothing_outside(name: str) -> None:
    root = ElementTree.fromstring(picture(name))
    assert root.tag == f"{SVG}svg"
    assert root.get("viewBox") == "0 0 400 400"
    ids = Counter(element.get("id") for element in root.iter() if element.get("id"))
    assert not ids or max(ids.values()) == 1
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in SHAPES | PAINTS
        assert not (element.text or "").strip()
        for key, value in element.attrib.items():
            assert not key.lower().startswith("on"), "no handlers"
            if key.endswith("href"):
                assert value.removeprefix("#") in ids, value
            for inner in re.findall(r"url\(([^)]*)\)", value):
                assert inner.removeprefix("#") in ids, value


@pytest.mark.parametrize("name", names())
def test_a_picture_is_light_enough_for_a_wall_of_tiles(name: str) -> None:
    assert 2_000 <= len(picture(name)) <= 6_144


def test_no_two_dishes_are_the_same_drawing() -> None:
    drawn = {name: marks(name) for name in names()}
    for one, other in combinations(drawn, 2):
        apart = drawn[one] ^ drawn[other]
        assert len(apart) >= 20, f"{one} and {other} differ only in {sorted(apart)}"


def test_the_same_name_is_always_the_same_picture() -> None:
    """Another process, another hash seed: browsers may keep what they have."""
    tell = (
        "import hashlib; from tilo.demo.pictures import names, picture;"
        "print(hashlib.sha256(b''.join(map(picture, names()))).hexdigest())"
    )
    command = [sys.executable, "-c", tell]
    other = subprocess.run(
        command, check=True, capture_output=True, text=True, env={"PYTHONHASHSEED": "7"}
    )
    here = hashlib.sha256(b"".join(map(picture, names()))).hexdigest()
    assert other.stdout.strip() == here


@pytest.mark.parametrize("name", ["nasi-goreng-kampung", "rahasia.svg", "../crew.py", ".svg", ""])
def test_a_name_that_is_not_on_the_menu_has_no_picture(name: str) -> None:
    with pytest.raises(KeyError):
        picture(name)
