"""Packaged goods to take home, seen from the front: pouches, jars, boxes and the lunch tin."""

from collections.abc import Callable, Mapping
from typing import Final

from tilo.demo.drawing import staples as st
from tilo.demo.drawing import toppings as top
from tilo.demo.drawing.drinks import coffee_beans
from tilo.demo.drawing.ink import (
    Sheet,
    blob,
    disc,
    dots,
    ink,
    oval,
    path,
    pen,
    polar,
    scatter,
    slab,
)
from tilo.demo.drawing.vessels import SHADOW

FOOT: Final = (200, 352)


def ground(s: Sheet, half: int) -> None:
    """A round of light behind the goods and their shadow on the shelf."""
    s.put(
        oval(0, -160, 166, 166, ink("#fff", opacity=20)),
        oval(12, 2, half * 130 // 100, 34, ink(s.halo(*SHADOW))),
    )


def pouch(s: Sheet, paint: tuple[str, str, str]) -> None:
    """A stand-up pouch with a welded top."""
    bag = "M-104-284H104C98-220 116-120 112-14Q0 14-112-14C-116-120-98-220-104-284z"
    s.put(
        path(bag, ink(s.across(*paint))),
        path("M-104-284H104L100-252H-100z", ink("#1d0d05", opacity=16)),
        path("M-104-268H104", pen("#fff", 2, "6 7") + ' opacity=".6"'),
        path("M-92-226C-96-150-102-90-98-30", pen("#fff", 9) + ' opacity=".35"'),
        path("M96-226C104-150 104-90 102-30", pen("#1d0d05", 7) + ' opacity=".15"'),
    )


def label(s: Sheet, y: int, wide: int, high: int, paper: str, edge: str) -> None:
    s.put(
        slab(-wide // 2, y, wide, high, 14, ink(paper)),
        slab(-wide // 2 + 6, y + 6, wide - 12, high - 12, 9, pen(edge, 2)),
    )


def lettering(s: Sheet, y: int, colour: str) -> None:
    """Two lines of print too small to read."""
    s.put(
        path(f"M-40 {y}H40", pen(colour, 9)),
        path(f"M-26 {y + 18}H26", pen(colour, 5) + ' opacity=".7"'),
    )


def jar(s: Sheet, lid: tuple[str, str], content: str) -> None:
    """A glass jar with a screw lid; ``content`` is the paint behind the glass."""
    glass = (
        "M-78-228C-104-222-108-204-108-186V-30Q-108-4-82-4"
        "H82Q108-4 108-30V-186C108-204 104-222 78-228z"
    )
    s.put(
        path(glass, ink(content)),
        path(glass, pen("#fff", 5) + ' opacity=".8"'),
        slab(-86, -272, 172, 48, 12, ink(s.across(lid[1], lid[0], lid[1]))),
        path(
            "M-70-264V-232M-42-264V-232M-14-264V-232M14-264V-232M42-264V-232M70-264V-232",
            pen(lid[1], 4),
        ),
    )


def shine(s: Sheet) -> None:
    s.put(
        path("M-90-190V-52", pen("#fff", 11) + ' opacity=".55"'),
        path("M92-190V-96", pen("#fff", 5) + ' opacity=".4"'),
    )


def kopi_gayo(s: Sheet) -> None:
    with s.at(*FOOT):
        ground(s, 112)
        pouch(s, ("#5a3320", "#7d4a2e", "#3b2014"))
        s.put(disc(0, -236, 9, ink("#2a1409")), disc(0, -236, 4, ink("#8a5a3a")))
        label(s, -208, 148, 160, "#f6e6c6", "#b98a4a")
        s.put(
            path("M-58-108L-20-156L0-134L26-168L60-108z", ink("#4f7a4a")),
            path("M-20-156L-8-142L4-138M26-168L36-150", pen("#f6e6c6", 4)),
            disc(-34, -172, 12, ink("#e3932f")),
        )
        lettering(s, -84, "#7d3a1e")
    coffee_beans(s, (66, 346, 20), (96, 364, -30), (330, 352, 40))


def sambal_roa(s: Sheet) -> None:
    with s.at(*FOOT):
        ground(s, 108)
        jar(s, ("#f2b632", "#a9741a"), s.round("#e8502a", "#b5281a", "#7a1410"))
        s.put(
            dots(
                [(x, y - 190) for x, y in ((-60, 0), (-20, -12), (30, -4), (70, 10), (10, 14))],
                9,
                "#ffb45a",
            )
        )
        shine(s)
        label(s, -164, 164, 118, "#fff3d8", "#c8452c")
        with s.at(4, -128, -8, 86):
            top.chilli(s)
        lettering(s, -86, "#a6321f")
    with s.at(84, 352, 14, 80):
        top.chilli(s)


def keripik_tempe(s: Sheet) -> None:
    with s.at(*FOOT):
        ground(s, 112)
        pouch(s, ("#3f8a5a", "#5aa873", "#2a6340"))
        s.put(slab(-72, -136, 144, 104, 20, ink("#f9ecd0")))
        with s.stamp() as chip:
            s.coats(blob(s.dice, 36, 30, 9, 8), st.fallen(2, 4), ink("#e3b05a", "#a8701f", 3))
            s.put(dots(scatter(s.dice, 8, 24), 9, "#fbe6b4"))
        for x, y in ((-36, -104), (30, -108), (-8, -72), (44, -62), (-46, -58)):
            s.press(chip, x, y, x * 3, 86)
        label(s, -232, 156, 80, "#fff6e0", "#2a6340")
        lettering(s, -204, "#2a6340")
    with s.at(326, 350, 10):
        s.coats(blob(s.dice, 40, 28, 9, 8), st.fallen(3, 5), ink("#e3b05a", "#a8701f", 3))
        s.put(dots([(-16, -4), (2, 6), (16, -6), (0, -12)], 10, "#fbe6b4"))


def nastar_klasik(s: Sheet) -> None:
    with s.at(*FOOT):
        ground(s, 108)
        jar(s, ("#c8452c", "#7d2214"), s.round("#fff4d8", "#f4dca6"))
        with s.stamp() as cookie:
            s.put(
                disc(0, 0, 29, ink(s.round("#ffe08a", "#f4b53a", "#c47a18"), "#b56f14", 2)),
                dots([(0, -4)], 9, "#5a2f10"),
                path("M-14-14q8-8 18-6", pen("#fff", 4)),
            )
        for y, xs in (
            (-34, (-74, -25, 25, 74)),
            (-84, (-74, -25, 25, 74)),
            (-134, (-74, -25, 25, 74)),
            (-184, (-70, -24, 24, 70)),
        ):
            for x in xs:
                s.press(cookie, x, y)
        shine(s)
        label(s, -142, 128, 78, "#fff8e8", "#c8452c")
        lettering(s, -114, "#a6321f")
    for x in (74, 330):
        with s.at(x, 344):
            s.press(cookie, 0, 0)


def teh_melati(s: Sheet) -> None:
    with s.at(*FOOT):
        ground(s, 112)
        s.put(
            path("M-96-262L70-262V-4H-96z", ink(s.down("#2f8a72", "#1f6654"))),
            path("M70-262L108-278V-26L70-4z", ink("#174c40")),
            path("M-96-262L-58-278H108L70-262z", ink("#4fb096")),
            slab(-82, -214, 138, 132, 66, ink("#fdf6dc")),
        )
        with s.at(-13, -146):
            for turn in (-50, 50, 180):
                with s.at(0, 0, turn):
                    s.put(path("M0-20Q22-44 0-66Q-22-44 0-20z", ink("#6aa34a")))
            petals = [polar(24, k * 60) for k in range(6)]
            s.put(
                dots(petals, 33, "#d9d3b8"),
                dots(petals, 29, "#fff"),
                disc(0, 0, 12, ink("#f2c230")),
            )
        with s.at(-13, -52):
            lettering(s, 0, "#fdf6dc")
    with s.at(316, 348):
        petals = [polar(15, k * 60) for k in range(6)]
        s.put(dots(petals, 23, "#d9d3b8"), dots(petals, 20, "#fff"), disc(0, 0, 8, ink("#f2c230")))


def bumbu_rendang(s: Sheet) -> None:
    with s.at(*FOOT):
        ground(s, 112)
        s.put(
            path("M-100-250H76V-4H-100z", ink(s.down("#c8452c", "#8c2417"))),
            path("M76-250L112-266V-26L76-4z", ink("#6b170e")),
            path("M-100-250L-64-266H112L76-250z", ink("#e3704c")),
            path("M-100-206L76-220V-196L-100-182z", ink("#f2b632")),
        )
        with s.at(-12, -116):
            s.put(
                disc(0, 0, 64, ink("#fdf3dc")), disc(0, 0, 50, ink(s.round("#8a5028", "#552a10")))
            )
            with s.stamp() as meat:
                top.chunk(s, 22, ("#a8663a", "#6b3517", "#341407"))
            for x, y in ((-20, -14), (18, -18), (0, 18)):
                s.press(meat, x, y, x)
        with s.at(-12, -36):
            lettering(s, 0, "#fdf3dc")
    with s.at(320, 348, -10, 80):
        top.chilli(s)


def deposit_rantang(s: Sheet) -> None:
    with s.at(*FOOT):
        ground(s, 104)
        s.coats(
            "M-104-40V-262Q-104-300-60-300H60Q104-300 104-262V-40",
            pen("#6f7478", 13),
            pen("#c9ced2", 6),
        )
        s.put(slab(-44, -314, 88, 24, 12, ink(s.down("#c98a48", "#7d4a1e"))))
        with s.stamp() as tier:
            s.put(
                path(
                    "M-90-72H90V-18Q90-2 70-2H-70Q-90-2-90-18z",
                    ink(s.across("#eef4ee", "#fffefa", "#c2cfc6")),
                ),
                slab(-97, -80, 194, 15, 7, ink(s.across("#3f8a7a", "#6fb8a6", "#2a6358"))),
                dots([(-40, -38), (-28, -30), (-40, -22), (-52, -30)], 13, "#e2506a"),
                dots([(38, -40), (50, -32), (38, -24), (26, -32)], 13, "#f0a02c"),
                dots([(-40, -30), (38, -32)], 8, "#fff3c8"),
                path("M-16-34q14-14 28 0q-14 12-28 0", ink("#6aa34a")),
                path("M-78-58V-20", pen("#fff", 7) + ' opacity=".8"'),
            )
        for k in range(3):
            s.press(tier, 0, -4 - 76 * k)
        s.put(
            path(
                "M-92-236Q-80-272 0-274Q80-272 92-236z",
                ink(s.across("#3f8a7a", "#6fb8a6", "#2a6358")),
            ),
            path("M-62-246q10-14 36-17", pen("#fff", 6) + ' opacity=".6"'),
        )


PICTURES: Final[Mapping[str, Callable[[Sheet], None]]] = {
    "kopi-gayo": kopi_gayo,
    "sambal-roa": sambal_roa,
    "keripik-tempe": keripik_tempe,
    "nastar-klasik": nastar_klasik,
    "teh-melati": teh_melati,
    "bumbu-rendang": bumbu_rendang,
    "deposit-rantang": deposit_rantang,
}
