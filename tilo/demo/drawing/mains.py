"""Chicken, meat and seafood, each as a plate seen from above."""

from collections.abc import Callable, Mapping
from typing import Final

from tilo.demo.drawing import staples as st
from tilo.demo.drawing import toppings as top
from tilo.demo.drawing import vessels as on
from tilo.demo.drawing.ink import Sheet, disc, ink, path, pen
from tilo.demo.drawing.rice import LEAF, SAMBAL, WHITE_RICE, cucumbers

CRUMBS: Final = ("#b06a1e", "#e2a341", "#f8d27c")
GOLDEN: Final = ("#f8c060", "#d28026", "#8f4a12")


def ayam_goreng_kremes(s: Sheet) -> None:
    with s.at(200, 200):
        on.basket(s)
        on.leaf_round(s, 142)
    with s.at(186, 176, -24, 138):
        top.drumstick(s, GOLDEN)
    with s.at(164, 226):
        st.crumbs(s, 82, 120, CRUMBS, 11)
    with s.at(282, 258):
        on.saucer(s, 44, SAMBAL)
    cucumbers(s, (116, 290), (150, 312))


def ayam_bakar_madu(s: Sheet) -> None:
    with s.at(200, 200):
        on.board(s)
        on.leaf(s, 172, 108)
    with s.at(172, 190, -22, 142):
        top.drumstick(s, ("#d9772b", "#8f3a12", "#4a1806"))
        s.put(
            path("M-66 22l52-62M-40 40l58-70M-10 46l46-56", pen("#3a1204", 7) + ' opacity=".6"'),
            path("M-70-8q10-30 44-34", pen("#ffd38a", 6) + ' opacity=".8"'),
        )
    with s.at(300, 262):
        on.saucer(s, 38, ("#7c3a14", "#4d1f08", "#2c1004"))
    with s.at(118, 276):
        top.lime(s, 34)
    with s.at(214, 286):
        top.tomato(s, 30)


def ayam_geprek(s: Sheet) -> None:
    with s.at(200, 200):
        on.stone(s)
    with s.at(196, 200):
        crust = s.shape(
            "M-104 6C-112-50-66-92-14-86C30-104 92-70 98-22C116 26 84 78 34 80C-8 104-92 82-104 6z"
        )
        s.trace(crust, st.fallen(8, 12), ink(s.round(*GOLDEN), "#8f4a12", 4))
        st.crumbs(s, 92, 132, CRUMBS, 13)
        s.trace(crust, st.shaded(s))
    with s.at(206, 190):
        st.sauce(s, 62, 50, SAMBAL, ("#ffb14a", "#ffe0a0", "#7a0d0a"))
    top.chilli_rings(s, [(186, 168), (232, 196), (200, 216), (226, 160)])
    with s.stamp() as basil:
        top.herbs(s, [(0, 0)])
    s.press(basil, 298, 266, 20, 170)
    s.press(basil, 318, 240, -30, 150)
    cucumbers(s, (96, 278), (124, 304))


def bebek_goreng_madura(s: Sheet) -> None:
    with s.at(200, 200):
        on.plate(s, 184, "#f3e7d3", "#c8ae84")
        on.leaf_round(s, 136)
    with s.at(134, 146):
        st.rice(s, 66, WHITE_RICE, 96)
    with s.at(212, 220, 18, 138):
        top.drumstick(s, ("#c9833e", "#8a4a1c", "#4d230b"))
    with s.at(176, 214, 18):
        st.grains(s, 70, 90, 9, 11, ("#120702", "#2c1608", "#5a3a1c"))
    with s.at(284, 128):
        on.saucer(s, 36, SAMBAL)
    cucumbers(s, (110, 286), (142, 306))


def rendang_sapi(s: Sheet) -> None:
    with s.at(200, 200):
        on.plate(s, 184, "#fbf1de", "#d3b98e")
    with s.at(200, 202):
        st.sauce(s, 124, 116, ("#9a5424", "#6d3413", "#451c08"), ("#b8763c", "#35140a"))
    with s.stamp() as meat:
        top.chunk(s, 46, ("#9c5a30", "#5f2d12", "#2e1105"))
    with s.stamp() as other:
        top.chunk(s, 40, ("#a8663a", "#6b3517", "#341407"))
    for x, y in ((142, 160), (224, 138), (268, 214), (186, 230)):
        s.press(meat, x, y, x + y)
    for x, y in ((120, 240), (240, 276), (208, 184)):
        s.press(other, x, y, x - y)
    with s.at(262, 160):
        st.shallots(s, 26, 9)
    with s.at(150, 288, -18, 110):
        top.chilli(s)
    with s.at(292, 270, 30):
        s.put(
            path("M-44 0Q0-30 46 0Q0 30-44 0z", ink(s.down("#5f9440", "#33652b"), "#2b5525", 2)),
            path("M-40 0H40", pen("#a9cb6b", 3)),
        )


def iga_bakar(s: Sheet) -> None:
    with s.at(200, 204):
        on.board(s)
    with s.at(184, 178, -8, 118):
        bones = "M-84-64V-92M-28-64V-96M28-64V-96M84-64V-92"
        rack = s.shape(
            "M-112-62Q-84-80-56-66Q-28-82 0-66Q28-82 56-66Q84-80 112-62"
            "Q122 0 108 56Q56 72 0 62Q-60 74-108 56Q-122 0-112-62z"
        )
        s.coats(bones, pen("#cdb48a", 24), pen("#fff3dc", 18))
        s.trace(rack, st.fallen(6, 12), ink(s.round("#c8602a", "#862f12", "#481506"), "#3a1004", 3))
        s.put(
            path("M-56-58Q-50 0-58 58M0-58Q6 0 0 54M56-58Q62 0 54 58", pen("#3f1205", 7)),
            path("M-98-24l36 34M-44-30l36 36M14-26l34 34M68-30l32 34", pen("#2a0b03", 6)),
            path("M-98-40q16-14 32-8M-40-44q16-12 32-6M16-44q16-12 32-6", pen("#ffc58a", 6)),
        )
    with s.at(282, 300):
        on.saucer(s, 40, ("#7c3a14", "#4d1f08", "#2c1004"))
    with s.at(204, 300, -6):
        top.chilli(s)
    with s.at(114, 296):
        top.lime(s, 34)


def gurame_bakar(s: Sheet) -> None:
    with s.at(200, 200, -16):
        on.leaf(s, 196, 134)
        fish(s)
    with s.at(112, 322):
        top.lime(s, 34)
    with s.at(300, 92):
        on.saucer(s, 42, SAMBAL)
    with s.at(242, 318, -10):
        top.chilli(s)


def fish(s: Sheet) -> None:
    """A whole grilled fish, head to the left."""
    body = s.shape(
        "M-150 6C-118-62 10-92 92-14Q112-44 152-52Q136-6 152 48Q112 40 92 14C10 80-118 66-150 6z"
    )
    s.put(path("M-60-50Q-10-104 52-48M-40 54Q0 88 36 46", ink("#6d3512")))
    s.trace(body, st.fallen(6, 12), ink(s.round("#d88a3c", "#9a4e1a", "#57250b"), "#4a1d08", 3))
    s.put(
        path("M-60-44l34 96M-22-56l34 104M18-52l28 88", pen("#3a1405", 10) + ' opacity=".75"'),
        path("M-104-40Q-80 0-102 42", pen("#4a1d08", 5)),
        path("M-96-34Q-40-66 40-36", pen("#ffd79a", 6) + ' opacity=".7"'),
        path("M106-8l34-24M108 0h34M106 10l32 22", pen("#3a1405", 4)),
        disc(-120, -8, 9, ink("#fff3d8", "#3a1405", 3)),
        disc(-120, -8, 3, ink("#1d0d05")),
    )


def udang_saus_padang(s: Sheet) -> None:
    with s.at(200, 200):
        on.plate(s, 184, "#f9efdd", "#d6bf97")
    with s.at(200, 200):
        st.sauce(s, 132, 124, ("#f28a34", "#cf4a1c", "#9c2a10"), ("#ffd08a", "#8c1f0c"))
    with s.stamp() as one:
        top.prawn(s, "#ff9a58", "#d23f1a")
    for x, y, turn in ((140, 146, -30), (238, 132, 30), (270, 220, 100), (202, 216, 10)):
        s.press(one, x, y, turn, 124)
    for x, y, turn in ((126, 248, 200), (208, 284, 170)):
        s.press(one, x, y, turn, 118)
    top.spring_onion(s, [(190, 170), (160, 210), (244, 262), (222, 180), (170, 268)])


def cumi_goreng_tepung(s: Sheet) -> None:
    with s.at(200, 200):
        on.enamel(s, 184, "#2f7a72")
    with s.stamp() as ring:
        s.put(disc(4, 7, 30, pen("#1d0d05", 17) + ' opacity=".25"'))
        s.put(disc(0, 0, 30, pen("#a9661c", 23)), disc(0, 0, 30, pen("#e3a548", 18)))
        s.put(
            disc(-1, -2, 30, pen("#f9d68a", 9, "6 13")), disc(2, 2, 33, pen("#c47f28", 5, "3 17"))
        )
    for x, y in (
        (134, 150),
        (206, 126),
        (274, 170),
        (160, 222),
        (228, 196),
        (212, 264),
        (136, 280),
    ):
        s.press(ring, x, y, x * y % 360)
    with s.at(284, 256):
        on.saucer(s, 44, ("#fff3d0", "#fbe0a6", "#e8bd6c"))
    with s.at(94, 216):
        top.lime(s, 32)
    with s.at(172, 172):
        st.greens(s, 12, 3, LEAF, 36)


PICTURES: Final[Mapping[str, Callable[[Sheet], None]]] = {
    "ayam-goreng-kremes": ayam_goreng_kremes,
    "ayam-bakar-madu": ayam_bakar_madu,
    "ayam-geprek": ayam_geprek,
    "bebek-goreng-madura": bebek_goreng_madura,
    "rendang-sapi": rendang_sapi,
    "iga-bakar": iga_bakar,
    "gurame-bakar": gurame_bakar,
    "udang-saus-padang": udang_saus_padang,
    "cumi-goreng-tepung": cumi_goreng_tepung,
}
