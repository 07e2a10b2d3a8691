"""Coffee, tea, juices and cold drinks, seen from the front."""

from collections.abc import Callable, Mapping
from typing import Final

from tilo.demo.drawing import glasses as in_
from tilo.demo.drawing import toppings as top
from tilo.demo.drawing import vessels as on
from tilo.demo.drawing.ink import Sheet, disc, dots, ink, oval, path, pen, scatter, slab

FOOT: Final = (200, 340)


def es_teh_manis(s: Sheet) -> None:
    with s.at(*FOOT):
        in_.coaster(s)
        in_.straw(s, "#c8452c")
        in_.tumbler(s, ("#d9822f", "#b0531a", "#7d300c"), surface="#e9a050")
        in_.ice(s, (-26, -182, 16), (26, -188, -20), (0, -142, 38), (-24, -96, 8), (28, -112, -10))
        in_.sparkle(s)
    with s.at(272, 106, 12):
        top.lime(s, 38, "#e0b21c", "#fbe56a")


def teh_poci(s: Sheet) -> None:
    with s.at(178, 318):
        in_.coaster(s, 128)
        in_.clay_pot(s)
    with s.at(318, 338):
        s.put(
            oval(4, 4, 54, 16, ink("#1d0d05", opacity=35)),
            path(
                "M-46-58Q-46 0 0 0Q46 0 46-58z", ink(s.across("#c9784a", "#8a4222"), "#5f2a14", 3)
            ),
            oval(0, -58, 46, 13, ink("#e3a878", "#5f2a14", 2)),
            oval(0, -56, 37, 9, ink("#a8501a")),
        )
        with s.at(0, 110, 0, 80):
            in_.steam(s, 220)
    with s.stamp() as sugar:
        s.put(path("M-14-8L2-16L16-4L12 12L-6 14z", ink("#fff6dc", "#d9b87a", 2)))
    for x, y, turn in ((74, 352, 0), (100, 360, 50), (92, 338, 110)):
        s.press(sugar, x, y, turn)


def teh_tarik(s: Sheet) -> None:
    with s.at(190, 336):
        in_.coaster(s)
        in_.mug(s, ("#f3d3a0", "#d99a58", "#c27f3e"), "#fff3dc", 84, 196)
        bubbles = [(x, -176 + y // 5) for x, y in scatter(s.dice, 26, 68)]
        s.put(dots(bubbles[::2], 24, "#fff6e4"), dots(bubbles[1::2], 15, "#fffdf8"))
        s.put(dots(bubbles[::3], 7, "#ecd2a4"))
        in_.steam(s, 208)


def kopi_tubruk(s: Sheet) -> None:
    with s.at(190, 336):
        in_.coaster(s)
        in_.mug(s, ("#4a2814", "#2c1408", "#170903"), "#6b4022", 80, 176)
        s.put(
            path("M-66-34Q0-8 66-34L64-22Q0 2-64-22z", ink("#0f0602")),
            dots([(-30, -150), (-6, -146), (18, -152), (34, -148)], 8, "#b98a58"),
        )
        in_.steam(s, 196)
    coffee_beans(s, (86, 350, 20), (312, 356, -40), (338, 340, 30))


def coffee_beans(s: Sheet, *places: tuple[int, int, int]) -> None:
    with s.stamp() as bean:
        s.put(
            oval(3, 5, 22, 15, ink("#1d0d05", opacity=35)),
            oval(0, 0, 22, 15, ink(s.round("#9a5e34", "#5f3316", "#32180a"))),
            path("M-20 0Q-8-9 0 0T20 0", pen("#2a1206", 4)),
        )
    for x, y, turn in places:
        s.press(bean, x, y, turn)


def es_kopi_susu_aren(s: Sheet) -> None:
    with s.at(*FOOT):
        in_.coaster(s)
        in_.straw(s, "#3b2416", 22, 322, "#6d4a30")
        in_.takeaway(s, ("#6b3a1a", "#8f5a2e", "#e9cfa4", "#f4e2c0", "#5a2a0c"))
        s.put(
            slab(-40, -112, 80, 70, 35, ink("#fffaf0", opacity=92)),
            path("M0-98q22 20 0 42q-22-22 0-42z", ink("#8f5126")),
            path("M0-94q-5 18 0 34", pen("#fffaf0", 4)),
        )
    coffee_beans(s, (72, 350, 30), (328, 352, -30))


def cappuccino(s: Sheet) -> None:
    with s.at(196, 204):
        on.plate(s, 176, "#fdf7ea", "#d6bf97")
        s.coats("M104-52l62-48", pen("#cdbb98", 36), pen("#fffaf0", 28))
        on.shade(s, 112, 112, 8, 14)
        s.put(
            disc(0, 0, 118, ink(s.round("#fff", "#fdf7ea", "#d6c5a4"))),
            disc(0, 0, 104, ink(s.round("#c98a4e", "#9a5b28", "#6d3a14"))),
            disc(0, 0, 100, pen("#e3b27a", 5) + ' opacity=".6"'),
        )
        fern = "M0 88C-96 40-92-34-58-50Q-8-44 0 8Q8-44 58-50C92-34 96 40 0 88z"
        s.put(path(fern, ink("#fff6e4")))
        veins = "M0 84V-4M-2 66Q-62 34-72-14M-2 40Q-44 8-52-38M2 66Q62 34 72-14M2 40Q44 8 52-38"
        s.put(path(veins, pen("#a8682f", 7)))
        s.put(path("M0-14C-44-40-34-84-4-70Q0-68 0-62Q0-68 4-70C34-84 44-40 0-14z", ink("#fff6e4")))
    with s.at(310, 318, -38):
        s.coats("M-40 0H52", pen("#8d8d92", 12), pen("#d9dade", 7))
        s.put(oval(-56, 0, 28, 18, ink(s.round("#fff", "#c9cbd0", "#7d7f86"))))


def wedang_jahe(s: Sheet) -> None:
    with s.at(190, 336):
        in_.coaster(s)
        in_.mug(s, ("#f6cf78", "#e0a03c", "#b8701c"), "#fbe2a4", 80, 176)
        for x, y, turn in ((-28, -70, 20), (22, -98, -30), (16, -46, 60)):
            with s.at(x, y, turn):
                s.put(
                    oval(0, 0, 25, 17, ink("#fbe7a8", "#c48f34", 4)),
                    path("M-12-4q12-6 24 0M-10 5q10 4 20 0", pen("#e3bd62", 2)),
                )
        s.coats("M26-60L70-232M44-62L96-214", pen("#7f9a40", 15), pen("#d3e09a", 9))
        in_.steam(s, 196)
    with s.at(324, 344):
        s.put(
            path(
                "M-40 8C-46-14-26-22-14-16C-14-34 10-36 12-18C30-26 46-8 32 6C20 18-28 20-40 8z",
                ink(s.round("#f3d596", "#d9a85a", "#9c6a2a"), "#8a5a20", 2),
            ),
            path("M-30-4q8-6 14 0M-6-16q8 0 10 8M16-8q8-2 12 6", pen("#9c6a2a", 3)),
        )


def es_jeruk(s: Sheet) -> None:
    with s.at(*FOOT):
        in_.coaster(s)
        in_.straw(s, "#3f8a4c")
        in_.tumbler(s, ("#ffc63e", "#fba51c", "#f07f0c"), surface="#ffdd7a")
        in_.ice(s, (-28, -184, -14), (24, -180, 22), (-4, -140, 44))
        for x, y in ((-22, -84), (30, -108)):
            with s.at(x, y):
                top.lime(s, 30, "#f0870f", "#ffb63a")
        in_.sparkle(s)
    with s.at(122, 110, -14):
        top.lime(s, 46, "#ee8a12", "#ffb02e")


def jus_alpukat(s: Sheet) -> None:
    with s.at(*FOOT):
        in_.coaster(s)
        in_.straw(s, "#7a4a24")
        in_.tumbler(s, ("#d3dc86", "#b4c65a", "#94ad42"), 84, 54, 250, 88, "#e2e8a6")
        swirl = (
            "M-68-206q18 50 8 96q-4 26 8 44M-34-212q-8 70 6 112q6 26-6 60"
            "M20-212q14 58-2 96q-8 32 6 68M62-206q-16 40-8 80"
        )
        s.coats(swirl, pen("#4f2a10", 14), pen("#8a5228", 5))
        s.put(path("M-60-222Q-20-244 52-224Q26-206-20-214z", ink("#4f2a10")))
        in_.sparkle(s, 84, 54, 250)
    with s.at(330, 314, 14):
        s.put(
            path(
                "M0-62C28-62 30-22 40 4C48 40 24 56 0 56C-24 56-48 40-40 4C-30-22-28-62 0-62z",
                ink(s.round("#f4f0a0", "#d3dc6a", "#9ab83e"), "#3d5a24", 6),
            ),
            disc(0, 18, 22, ink(s.round("#b8763c", "#7a4218", "#4a240c"))),
        )


def jus_mangga(s: Sheet) -> None:
    with s.at(*FOOT):
        in_.coaster(s)
        in_.straw(s, "#c8452c")
        in_.tumbler(s, ("#ffcf3a", "#fdb01e", "#f58f16"), 84, 54, 250, 88, "#ffe07a")
        in_.sparkle(s, 84, 54, 250)
    with s.at(122, 128, -24):
        top.herbs(s, [(56, -34), (44, -24)])
        s.put(
            path(
                "M-46 12C-54-30-10-52 30-34C62-18 52 26 18 38C-10 48-40 42-46 12z",
                ink(s.round("#ffd64a", "#f9a62a", "#d9552a"), "#b84a1e", 2),
            ),
            path("M-26-14q14-22 40-20", pen("#fff", 6) + ' opacity=".5"'),
        )
    with s.at(318, 332):
        for x, y in ((-24, 0), (10, 8), (-4, -22)):
            with s.at(x, y, x):
                top.block(s, 34, 30, ("#ffd95a", "#fdb52a", "#d98012"))


def es_kelapa_muda(s: Sheet) -> None:
    with s.at(200, 336):
        in_.coaster(s, 128)
        in_.coconut(s)
        s.coats("M0-212L44-296l34-16", pen("#d8456a", 15), pen("#fff", 15, "1 25"))
    with s.at(142, 132):
        s.put(dots([(0, -20), (20, -4), (13, 20), (-13, 20), (-20, -4)], 34, "#ff9ab0"))
        s.put(dots([(0, -20), (20, -4), (13, 20), (-13, 20), (-20, -4)], 20, "#ffd0da"))
        s.put(dots([(0, 3)], 20, "#ffd45e"))


def soda_gembira(s: Sheet) -> None:
    with s.at(*FOOT):
        in_.coaster(s)
        in_.straw(s, "#fff", 30, 330, "#e8506e")
        in_.tumbler(s, ("#fff0f2", "#ffb9c6", "#f4688a", "#d82a54"), surface="#fff8f8")
        in_.ice(s, (-24, -176, 18), (28, -184, -16), (4, -134, 40))
        fizz = [(x // 2, -100 + y) for x, y in scatter(s.dice, 22, 84)]
        s.put(dots(fizz[::2], 7, "#ffffffc0"), dots(fizz[1::2], 4, "#ffffffc0"))
        in_.sparkle(s)
    with s.at(134, 108):
        s.put(
            path("M8-24Q26-66 62-70", pen("#5f8a35", 5)),
            disc(0, 0, 32, ink(s.round("#ff6a78", "#d81e3c", "#8c0a22"))),
            path("M-16-8q2-12 14-14", pen("#fff", 6) + ' opacity=".7"'),
        )


def es_timun_selasih(s: Sheet) -> None:
    with s.at(*FOOT):
        in_.coaster(s)
        in_.straw(s, "#fff", 30, 330, "#7fb04a")
        in_.tumbler(s, ("#e6f3b8", "#c3e088", "#98c65a"), surface="#f1f8d4")
        in_.ice(s, (-26, -184, 12), (26, -178, -22))
        for x, y in ((-22, -116), (24, -96), (-8, -56)):
            with s.at(x, y):
                top.cucumber(s, 30)
        seeds = [(x // 2, -96 + y) for x, y in scatter(s.dice, 30, 86)]
        s.coats("".join(f"M{x} {y}h.1" for x, y in seeds), pen("#ffffff90", 11), pen("#22301c", 5))
        in_.sparkle(s)
    with s.at(120, 118, -20):
        top.cucumber(s, 42)


def air_mineral(s: Sheet) -> None:
    with s.at(200, 346):
        in_.coaster(s, 104)
        in_.bottle(s, ("#5aa6dc", "#2c6cab"))


PICTURES: Final[Mapping[str, Callable[[Sheet], None]]] = {
    "es-teh-manis": es_teh_manis,
    "teh-poci": teh_poci,
    "teh-tarik": teh_tarik,
    "kopi-tubruk": kopi_tubruk,
    "es-kopi-susu-aren": es_kopi_susu_aren,
    "cappuccino": cappuccino,
    "wedang-jahe": wedang_jahe,
    "es-jeruk": es_jeruk,
    "jus-alpukat": jus_alpukat,
    "jus-mangga": jus_mangga,
    "es-kelapa-muda": es_kelapa_muda,
    "soda-gembira": soda_gembira,
    "es-timun-selasih": es_timun_selasih,
    "air-mineral": air_mineral,
}
