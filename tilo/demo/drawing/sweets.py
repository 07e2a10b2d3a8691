"""Snacks and desserts: fried things, toast and pancake, shaved ice, cakes and sweet porridge."""

from collections.abc import Callable, Mapping
from typing import Final

from tilo.demo.drawing import glasses as in_
from tilo.demo.drawing import staples as st
from tilo.demo.drawing import toppings as top
from tilo.demo.drawing import vessels as on
from tilo.demo.drawing.ink import Sheet, blob, disc, dots, ink, oval, path, pen, scatter, slab
from tilo.demo.drawing.rice import PEANUT, SAMBAL

BATTER: Final = ("#fbd27c", "#dd9634", "#96551a")
CHEESE: Final = ("#f3c23a", "#ffdf7a", "#fff0b4")


def pisang_goreng_keju(s: Sheet) -> None:
    with s.at(200, 200):
        on.plate(s, 184, "#3f6d8c", "#274a64")
    with s.stamp() as banana:
        d = "M-92-14C-40-44 44-44 92-10C104 2 98 22 84 24C40 4-40 6-82 28C-98 22-102-4-92-14z"
        body = s.shape(d)
        s.trace(body, st.fallen(5, 10), ink(s.down(*BATTER), "#96551a", 3), st.shaded(s))
        s.put(
            dots([(-60, -6), (-24, -20), (14, -14), (48, -18), (70, 0), (-44, 8)], 11, "#fde5a6"),
            dots([(-74, 2), (-8, -6), (32, -24), (60, -6), (-34, -14)], 9, "#c07a24"),
        )
    for x, y, turn in ((184, 122, -8), (216, 188, 6), (184, 252, -12)):
        s.press(banana, x, y, turn, 118)
    with s.at(200, 188):
        st.grains(s, 92, 84, 17, 6, CHEESE)
    s.coats("M96 286q40-60 60-4t60-16t66 8", pen("#4a240c", 10), pen("#7d4420", 4))


def tempe_mendoan(s: Sheet) -> None:
    with s.at(200, 200):
        on.basket(s)
        on.leaf_round(s, 142)
    with s.stamp() as sheet_:
        d = blob(s.dice, 84, 66, 12, 8)
        s.coats(d, st.fallen(5, 10), ink(s.round("#fde29a", "#eebb58", "#c08428"), "#b4741c", 3))
        s.put(slab(-50, -36, 100, 72, 10, ink("#f3d08c", opacity=80)))
        beans = [(x * 5 // 4, y) for x, y in scatter(s.dice, 15, 34)]
        s.put(dots(beans, 15, "#dcae62"), dots(beans, 9, "#fbeac0"))
        top.spring_onion(s, [(-60, 20), (30, -44), (58, 26), (-20, 46), (64, -20)])
    for x, y, turn in ((150, 150, -16), (238, 176, 20), (164, 240, 8)):
        s.press(sheet_, x, y, turn)
    with s.at(268, 282):
        on.saucer(s, 42, ("#6b3512", "#3f1a07", "#220c03"))
        top.chilli_rings(s, [(-8, -6), (10, 4)], "#3f8a2e", "#cfe59a")
    with s.at(126, 306, -30, 84):
        top.chilli(s, ("#86b84a", "#4f8430"))


def bakwan_jagung(s: Sheet) -> None:
    with s.at(200, 200):
        on.enamel(s, 184, "#3f8a4c")
    with s.stamp() as fritter:
        cake = s.shape(blob(s.dice, 64, 58, 13, 13))
        s.trace(cake, st.fallen(5, 9), ink(s.round(*BATTER), "#96551a", 3))
        kernels = scatter(s.dice, 20, 50)
        s.put(dots(kernels[::2], 17, "#f4b41c"), dots(kernels[1::2], 14, "#ffdc58"))
        s.put(dots(scatter(s.dice, 7, 46), 7, "#5f9a3c"))
        s.trace(cake, st.shaded(s))
    for x, y, turn in ((144, 138, 0), (252, 150, 70), (202, 222, 160), (118, 244, 220)):
        s.press(fritter, x, y, turn)
    with s.at(286, 262):
        on.saucer(s, 46, SAMBAL)
    with s.at(206, 308, -8, 90):
        top.chilli(s, ("#86b84a", "#4f8430"))


def batagor_bandung(s: Sheet) -> None:
    with s.at(200, 200):
        on.plate(s, 184, "#f9efdd", "#d6bf97")
    with s.stamp() as dumpling:
        body = s.shape("M-58 8C-60-26-36-44 0-44C36-44 60-26 58 8C52 42-52 42-58 8z")
        s.trace(body, st.fallen(5, 9), ink(s.round(*BATTER), "#96551a", 3), st.shaded(s))
        frill = (
            "M-58 6q-10-18 6-24q-4-18 14-20q4-16 20-12q10-12 22-4q16-6 22 6q18 0 18 16q16 6 8 22"
        )
        s.coats(frill + "q-14 2-18-14q-30-22-68-4q-16 4-24 30z", ink("#e8a648", "#96551a", 3))
        s.put(path("M-36-22l8 10M-14-34l4 12M12-34l-2 12M34-24l-8 10", pen("#fde5a6", 5)))
        s.put(path("M-34 18q30 14 66 0", pen("#fde5a6", 4) + ' opacity=".7"'))
    for x, y, turn in ((140, 144, -12), (244, 134, 16), (280, 216, 40), (122, 230, -40)):
        s.press(dumpling, x, y, turn, 104)
    with s.at(202, 222):
        st.sauce(s, 84, 68, PEANUT, ("#f3cf97", "#5f3510", "#e3a863"))
    s.coats("M140 232q30-40 50 0t50-10t34 12", pen("#2f1608", 9), pen("#6b3a1c", 3))
    with s.at(188, 312):
        top.lime(s, 34)
    with s.at(260, 294):
        on.saucer(s, 30, SAMBAL)


def singkong_keju(s: Sheet) -> None:
    with s.at(200, 200):
        on.plate(s, 184, "#4a6b5d", "#2c463b")
    with s.stamp() as stick:
        top.block(s, 132, 40, ("#fff3c4", "#f6d67c", "#c08a2c"))
        s.put(path("M-50-6h60M-20 8h62", pen("#e3b24a", 3)))
    for x, y, turn in (
        (134, 140, 4),
        (258, 132, -10),
        (160, 196, -14),
        (264, 196, 12),
        (136, 256, 8),
        (250, 262, -6),
    ):
        s.press(stick, x, y, turn)
    with s.at(198, 196):
        st.grains(s, 104, 99, 19, 6, CHEESE)
    with s.at(288, 300):
        st.greens(s, 8, 3, ("#3f7030", "#79ad46", "#b9d889"), 40)


def martabak_manis(s: Sheet) -> None:
    with s.at(200, 204):
        on.board(s)
    with s.stamp() as slice_:
        s.put(
            slab(-66, -50, 144, 128, 14, ink("#1d0d05", opacity=30)),
            slab(-74, -60, 148, 128, 14, ink("#a8601a")),
            slab(-74, -60, 148, 122, 14, ink("#fbe0a0")),
            slab(-74, -60, 148, 98, 14, ink(s.down("#f4bf62", "#d98f30"), "#b8701f", 3)),
        )
        s.put(path("M-60 50H66", pen("#d9a048", 9, "2 13")))
        s.put(path("M-53 43H66", pen("#e8bd70", 6, "1 13")))
    for x, y in ((120, 138), (282, 138), (120, 270), (282, 270)):
        s.press(slice_, x, y)
    for x, y, tones in (
        (120, 127, CHEESE),
        (282, 127, ("#3f1f0c", "#57300f", "#8a5a30")),
        (120, 259, ("#b06f2f", "#d99a45", "#f7dba8")),
        (282, 259, CHEESE),
    ):
        with s.at(x, y):
            s.put(slab(-64, -40, 128, 78, 10, ink("#6b3a18")))
        for dx in (-28, 28):
            with s.at(x + dx, y):
                st.grains(s, 34, 42, 11, 8, tones)


def roti_bakar(s: Sheet) -> None:
    with s.at(200, 204):
        on.plate(s, 184, "#fdf7ea", "#d6bf97")
    with s.stamp() as toast:
        s.put(
            slab(-78, -56, 168, 136, 22, ink("#1d0d05", opacity=28)),
            slab(-84, -52, 168, 130, 24, ink("#8a4f1c")),
            slab(
                -84, -66, 168, 130, 24, ink(s.round("#f6cf8a", "#dd9a48", "#b06a24"), "#8a4f1c", 4)
            ),
            path("M-60-30H60M-60 0H60M-60 30H60", pen("#9a5a20", 9) + ' opacity=".7"'),
        )
    s.press(toast, 168, 152, -10)
    s.press(toast, 230, 242, 8)
    with s.at(232, 234):
        st.sauce(s, 58, 44, ("#7d4a26", "#512a10", "#341706"), ("#8a5a30",))
        st.grains(s, 46, 42, 15, 6, CHEESE)
    with s.at(112, 290):
        for x, y in ((0, 0), (30, 22), (-6, 32)):
            with s.at(x, y):
                s.put(disc(3, 5, 17, ink("#1d0d05", opacity=28)))
                s.put(disc(0, 0, 17, ink(s.round("#ff6a60", "#dd2436", "#8c0a22"))))


def es_campur(s: Sheet) -> None:
    with s.at(200, 352):
        in_.coaster(s, 96)
        s.coats("M0-100V-18M-54-8Q0-30 54-8", pen("#ffffffc0", 22), pen("#fff", 4))
        for x, y, r in ((-44, -206, 58), (44, -208, 56), (0, -244, 66)):
            with s.at(x, y):
                s.put(path(blob(s.dice, r, r, 12, 7), ink(s.round("#fff", "#fdfbff", "#d8dcec"))))
        s.coats(
            "M-46-258Q-42-312 0-312Q42-312 46-258Q48-222 36-222Q24-222 22-240Q16-202 2-204"
            "Q-12-206-14-238Q-20-214-33-216Q-48-220-46-258z",
            ink("#e8304e"),
            ink(s.round("#ff8a9a@80", "#e8304e@0")),
        )
        s.put(path("M-112-196Q-104-96 0-92Q104-96 112-196z", ink("#ffe9ee", opacity=92)))
        for x, y, paint in (
            (-76, -172, "#4f9a3c"),
            (-30, -176, "#e23b52"),
            (22, -170, "#5a2f16"),
            (70, -174, "#f6c63a"),
            (-50, -134, "#f6c63a"),
            (0, -134, "#fffdf6"),
            (48, -132, "#4f9a3c"),
            (0, -106, "#e23b52"),
        ):
            s.put(slab(x - 19, y - 15, 38, 30, 9, ink(paint, "#fff", 2)))
        s.put(
            path("M-112-196Q-104-96 0-92Q104-96 112-196", pen("#fff", 4)),
            oval(0, -196, 112, 20, pen("#fff", 4)),
            path("M-92-168Q-82-122-48-110", pen("#fff", 9) + ' opacity=".7"'),
        )


def es_cendol(s: Sheet) -> None:
    with s.at(200, 340):
        in_.coaster(s)
        in_.straw(s, "#3f8a4c")
        in_.tumbler(s, ("#fffdf4", "#fbf3df", "#f3dfba", "#b0682c", "#6b3010"), 84, 54, 250, 86)
        d = ""
        for x, y in scatter(s.dice, 26, 88):
            d += f"M{x // 2} {y - 116}q{s.dice.between(-10, 10)} 11 {s.dice.between(-5, 5)} 24"
        s.coats(d, pen("#3f7a2a", 13), pen("#7cbc4a", 9))
        in_.ice(s, (-30, -196, 14), (26, -190, -20))
        in_.sparkle(s, 84, 54, 250)
    for x, y, turn in ((322, 346, -10), (74, 350, 14)):
        with s.at(x, y, turn):
            top.block(s, 52, 30, ("#a8642c", "#7c4318", "#47220a"))


def klepon(s: Sheet) -> None:
    with s.at(200, 200, -14):
        on.leaf(s, 194, 150)
    with s.stamp() as ball:
        s.put(
            disc(5, 9, 48, ink("#1d0d05", opacity=35)),
            disc(0, 0, 48, ink(s.round("#a5cf62", "#6fa63c", "#3c6f24"))),
        )
        st.grains(s, 42, 34, 9, 4, ("#e9efd6", "#fffdf8"))
        s.put(disc(0, 0, 48, st.shaded(s)))
    for x, y in ((150, 142), (248, 130), (292, 212), (198, 216), (108, 226), (238, 296)):
        s.press(ball, x, y, x + y)
    with s.at(150, 298):
        s.coats(blob(s.dice, 46, 26, 9, 14), st.fallen(3, 5), ink("#6b3010"))
        s.put(disc(0, -6, 38, ink(s.round("#8fbf52", "#6fa63c"))), disc(0, -2, 22, ink("#5a260a")))
        s.put(path("M-8-8q6-8 14-4", pen("#d99a5a", 5)))


def bubur_ketan_hitam(s: Sheet) -> None:
    with s.at(200, 200):
        on.bowl(s, 184, "#efe1cb", "#b99d72", "#8c2f52")
        st.broth(s, 158, "#4a2038", "#220a18", "#7d4a68", 12)
        st.grains(s, 140, 150, 10, 8, ("#5a2a44", "#341426", "#6f3a58"))
        s.coats(
            "M-84-6C-70-74 30-96 74-40C106 6 60 74-4 66C-50 60-60 14-22-4C10-18 40 6 24 26",
            pen("#d9c6c0", 30),
            pen("#fff8ee", 25),
        )
    with s.at(284, 270, 24):
        s.put(path("M-52 0Q0-34 54 0Q0 34-52 0z", ink(s.down("#5f9440", "#33652b"), "#2b5525", 2)))
        s.put(path("M-48 0H46", pen("#a9cb6b", 3)))
    with s.stamp() as slice_:
        s.put(disc(3, 6, 27, ink("#1d0d05", opacity=30)))
        s.put(disc(0, 0, 27, ink(s.round("#fff6cf", "#f6dc88"), "#d9b04a", 4)))
        s.put(dots([(0, -6), (6, 4), (-6, 4)], 5, "#8a5a20"))
    for x, y in ((118, 268), (156, 292)):
        s.press(slice_, x, y, x)


PICTURES: Final[Mapping[str, Callable[[Sheet], None]]] = {
    "pisang-goreng-keju": pisang_goreng_keju,
    "tempe-mendoan": tempe_mendoan,
    "bakwan-jagung": bakwan_jagung,
    "batagor-bandung": batagor_bandung,
    "singkong-keju": singkong_keju,
    "martabak-manis": martabak_manis,
    "roti-bakar": roti_bakar,
    "es-campur": es_campur,
    "es-cendol": es_cendol,
    "klepon": klepon,
    "bubur-ketan-hitam": bubur_ketan_hitam,
}
