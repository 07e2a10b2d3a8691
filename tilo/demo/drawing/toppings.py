"""Single pieces that make a dish itself: egg, satay, prawn, drumstick, cracker, chilli, lime."""

from tilo.demo.drawing.ink import (
    Point,
    Sheet,
    Tones,
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
    spots,
)
from tilo.demo.drawing.staples import fallen, shaded

DARK = "#1d0d05"
Three = tuple[str, str, str]


def fried_egg(s: Sheet, r: int = 50) -> None:
    yolk = r * 42 // 100
    white = ink(s.halo("#fff", "#fffdf4", "#fbeccb"), "#d99a45", 3)
    s.coats(blob(s.dice, r, r * 92 // 100, 9, 12), fallen(4, 7), white)
    s.put(
        disc(-1, 2, yolk + 2, ink("#e9b765", opacity=50)),
        disc(-3, -2, yolk, ink(s.round("#ffdc5a", "#fcae1e", "#ee8212"))),
        oval(-10, -10, yolk // 3, yolk // 5, ink("#fff", opacity=80)),
    )


def boiled_egg(s: Sheet, r: int = 32, yolk: str = "#f9a826", shell: str = "#fffdf6") -> None:
    """Half an egg, cut side up."""
    s.put(
        oval(4, 7, r, r * 82 // 100, ink(DARK, opacity=30)),
        oval(0, 0, r, r * 82 // 100, ink(s.round("#fff", shell, "#e3d5b8"), "#d9c7a2", 2)),
        disc(2, 1, r * 50 // 100, ink(s.round("#ffd45e", yolk, "#d9780f"))),
        oval(-3, -5, r // 7, r // 10, ink("#fff", opacity=70)),
    )


def satay(s: Sheet, meat: Three, pieces: int = 4, glaze: str = "#fff") -> None:
    """A skewer from left to right; ``meat`` is light, middle and charred."""
    step = 33
    start = -step * pieces // 2 + 8
    s.coats(
        f"M{start - 22} 0H{start + step * pieces + 60}",
        pen(DARK, 7) + ' opacity=".25" transform="translate(2 4)"',
        pen("#e0bb83", 6),
    )
    with s.stamp() as piece:
        s.put(
            path(blob(s.dice, 22, 19, 7, 12), ink(s.down(*meat), meat[2], 3)),
            path("M-8 8l9-15M2 10l8-14", pen(meat[2], 4) + ' opacity=".55"'),
            path("M-10-8q6-5 13-3", pen(glaze, 4) + ' opacity=".55"'),
        )
    for k in range(pieces):
        s.press(piece, start + 12 + k * step, 0, s.dice.between(-14, 14))


def minced_satay(s: Sheet) -> None:
    """Sate lilit: minced fish moulded on a stalk of lemongrass."""
    d = "M-58 0C-54-24 -10-26 30-15C42-10 42 10 30 15C-10 26 -54 24 -58 0z"
    specks = [(x * 16 // 10 - 8, y * 5 // 10) for x, y in scatter(s.dice, 18, 30)]
    s.coats("M20-1H104", pen("#93a84e", 12), pen("#dfe5ad", 6))
    s.coats(d, fallen(3, 6), ink(s.down("#eab66a", "#c67f35", "#8a4a1a"), "#7c3f16", 2))
    s.put(dots(specks[::2], 5, "#8a4a1a"), dots(specks[1::2], 5, "#f5cf8d"))


def prawn(s: Sheet, light: str = "#ffb27a", deep: str = "#e2592b") -> None:
    """A curled prawn, tail to the right."""
    body = "M-34 22C-58-14-30-48 6-44C34-41 50-20 48 6L32 10C28-10 16-18 0-18C-14-17-14 0-18 20z"
    tail = "M40 4L66 14Q60 24 46 20Q56 36 42 40Q30 30 32 10z"
    bands = "M-26-27l17 14M-10-42l8 24M14-43l-1 26M34-32l-12 20M46-12l-17 9"
    s.put(path(tail, ink(deep, "#a8361a", 2)))
    s.coats(body, fallen(4, 7), ink(s.round("#ffe0bd", light, deep), "#b5421f", 2))
    s.put(
        path(bands, pen(deep, 4) + ' opacity=".75"'),
        path("M-36-8q8-26 30-29", pen("#fff", 4) + ' opacity=".6"'),
    )


def squid_ring(s: Sheet, r: int = 22, flesh: str = "#fff3df", edge: str = "#e0b98c") -> None:
    s.put(
        disc(3, 5, r, pen(DARK, 13) + ' opacity=".22"'),
        disc(0, 0, r, pen(edge, 15)),
        disc(-1, -1, r, pen(flesh, 10)),
    )


def drumstick(s: Sheet, skin: Three) -> None:
    """A leg from the meat at the left to the bone at the right."""
    meat = (
        "M-82 4C-88-42-46-64-4-50C26-40 44-18 78-12C88-8 88 12 78 14"
        "C44 20 30 44-6 52C-46 60-78 42-82 4z"
    )
    leg = s.shape(meat)
    s.coats("M70 0H108M112-8h.1M112 8h.1", pen("#d9c3a0", 20), pen("#fff6e4", 15))
    s.trace(leg, fallen(6, 11), ink(s.round(*skin), skin[2], 3), shaded(s))
    s.put(path("M-58-22q18-24 48-20M-64-4q2-8 6-12", pen("#fff", 6) + ' opacity=".5"'))


def chunk(s: Sheet, r: int, tones: Three) -> None:
    """A piece of braised meat."""
    lit = f"M{-r // 2} {-r // 4}q{r // 3} {-r // 3} {r * 7 // 10} {-r // 6}"
    fibre = f"M{-r // 3} {r // 3}q{r // 3} {r // 5} {r * 7 // 10} {-r // 8}"
    outline = blob(s.dice, r, r * 84 // 100, 7, 16)
    s.coats(outline, fallen(4, 6), ink(s.round(*tones), tones[2], 3))
    s.put(
        path(lit, pen(tones[0], 4) + ' opacity=".8"'),
        path(fibre, pen(tones[2], 3) + ' opacity=".7"'),
    )


def meatball(s: Sheet, r: int) -> None:
    s.put(
        disc(4, 7, r, ink(DARK, opacity=35)),
        disc(0, 0, r, ink(s.round("#d8b394", "#a97a58", "#6f472c"))),
        dots(scatter(s.dice, 9, r * 7 // 10), 4, "#8a5d3e"),
        oval(-r // 3, -r // 2, r // 4, r // 7, ink("#fff", opacity=55)),
    )


def block(s: Sheet, wide: int, high: int, tones: Three, beans: str = "") -> None:
    """A cut slab with a side: tofu, tempe, rice cake, toast, cassava."""
    x, y = -wide // 2, -high // 2
    s.put(
        slab(x + 5, y + 14, wide, high, 8, ink(DARK, opacity=28)),
        slab(x, y + 7, wide, high, 8, ink(tones[2])),
        slab(x, y, wide, high, 8, ink(s.down(tones[0], tones[1]), tones[2], 2)),
    )
    if beans:
        points = [(px * wide // 100, py * high // 100) for px, py in scatter(s.dice, 13, 40)]
        s.put(dots(points, 9, beans))


def cucumber(s: Sheet, r: int = 24) -> None:
    s.put(
        disc(3, 5, r, ink(DARK, opacity=25)),
        disc(0, 0, r, ink(s.round("#eef6cd", "#d3e8a4"), "#4c8a35", 4)),
        disc(0, 0, r // 2, pen("#a9cc74", 4, "2 7")),
        disc(0, 0, r // 5, ink("#f6fae0")),
    )


def tomato(s: Sheet, r: int = 26) -> None:
    """A slice of tomato with its chambers."""
    s.put(
        disc(3, 5, r, ink(DARK, opacity=25)),
        disc(0, 0, r, ink(s.round("#f4674a", "#d83a26"), "#b32619", 3)),
    )
    with s.stamp() as chamber:
        s.put(
            oval(r * 45 // 100, 0, r * 30 // 100, r * 22 // 100, ink("#f9a27a")),
            dots([(r // 3, 0), (r * 55 // 100, -2)], 4, "#fde3a7"),
        )
    for turn in (0, 120, 240):
        s.press(chamber, 0, 0, turn)


def lime(s: Sheet, r: int = 26, rind: str = "#5b9430", flesh: str = "#c9e07c") -> None:
    """Half a lime; with other colours, an orange."""
    spokes = "".join("M0 0L{} {}".format(*polar(r * 78 // 100, k * 45 + 10)) for k in range(8))
    s.put(
        disc(4, 6, r, ink(DARK, opacity=28)),
        disc(0, 0, r, ink("#f6f8d6", rind, 4)),
        disc(0, 0, r * 80 // 100, ink(s.round("#fff8b8", flesh))),
        path(spokes, pen("#fbfbe4", 3)),
    )


def chilli(s: Sheet, skin: Tones = ("#f4522f", "#b8160f"), stalk: str = "#4d7a2a") -> None:
    """A whole chilli, stalk to the left."""
    d = "M-44-9C-16-20 30-12 58 16C26 14-18 16-44 9Q-50 0-44-9z"
    s.coats(d, fallen(3, 6), ink(s.down(*skin)))
    s.put(
        path("M-34-6q34-8 60 5", pen("#fff", 3) + ' opacity=".55"'),
        path("M-46 0q-12-2-17-12", pen(stalk, 6)),
    )


def chilli_rings(
    s: Sheet, points: list[Point], rind: str = "#d3261a", heart: str = "#ffd9a8"
) -> None:
    s.coats(spots(points), pen(rind, 17), pen(heart, 8))


def spring_onion(s: Sheet, points: list[Point]) -> None:
    s.coats(spots(points), pen("#4f8f35", 15), pen("#cfe59a", 9), pen("#6fa648", 4))


def herbs(s: Sheet, points: list[Point], tones: Tones = ("#3f7d2e", "#77b04a")) -> None:
    """Celery or basil leaves, three lobes each."""
    with s.stamp() as sprig:
        lobes = "M0 0q-13-12-20 0q7 12 20 0q-9-17 4-22q12 9-4 22q17-10 20 3q-8 10-20-3z"
        s.put(path(lobes, ink(tones[1], tones[0], 2)))
    for x, y in points:
        s.press(sprig, x, y, s.dice.between(-60, 60))


def cracker(s: Sheet, r: int = 44, tones: Three = ("#fffaf0", "#f6dfb6", "#d9ab6a")) -> None:
    """Kerupuk: a puffed round of loops."""
    rings = [(0, 1), (r * 40 // 100, 6), (r * 76 // 100, 11)]
    loops = [polar(out, k * 360 // many + out) for out, many in rings for k in range(many)]
    a = r * 21 // 100
    s.put(
        disc(5, 8, r, ink(DARK, opacity=28)),
        disc(0, 0, r, ink(s.round(tones[1], tones[2]))),
    )
    d = "".join(f"M{x - a} {y}a{a} {a} 0 1 1 0 1" for x, y in loops)
    s.coats(d, pen(tones[2], 9), pen(tones[0], 6))


def prawn_cracker(s: Sheet, tint: tuple[str, str] = ("#ffe9d2", "#f2b98c")) -> None:
    """A curled prawn cracker."""
    outline = blob(s.dice, 46, 30, 8, 18)
    s.coats(outline, fallen(4, 7), ink(s.round("#fff7ec", *tint), tint[1], 3))
    s.put(
        dots(scatter(s.dice, 12, 26), 6, tint[1]),
        path("M-24-8q20-14 44-2", pen("#fff", 5) + ' opacity=".8"'),
    )


def flat_cracker(s: Sheet) -> None:
    """Emping: a pressed melinjo nut."""
    look = ink(s.round("#fdf0cf", "#efd397", "#cfa255"), "#c79a4e", 2)
    s.coats(blob(s.dice, 36, 31, 9, 9), fallen(3, 6), look)
    s.put(path("M-16-6q14-12 30-2M-14 8q14 8 28 0", pen("#fffaf0", 4) + ' opacity=".7"'))
