"""What food is served on, seen from above: plates, bowls, boards, baskets, stone and leaf."""

from tilo.demo.drawing.ink import Sheet, blob, disc, ink, oval, path, pen, polar, slab

SHADOW = ("#1d0d05@55", "#1d0d05@38", "#1d0d05@0")


def shade(s: Sheet, rx: int, ry: int, x: int = 14, y: int = 22) -> None:
    """The soft shadow something throws on the table."""
    s.put(oval(x, y, rx * 116 // 100, ry * 116 // 100, ink(s.halo(*SHADOW))))


def plate(s: Sheet, r: int = 184, rim: str = "#fffaf0", edge: str = "#e6d6bd") -> None:
    """A glazed plate with a broad rim and a shallow well."""
    shade(s, r, r)
    s.put(
        disc(0, 0, r, ink(s.round(rim, rim, edge))),
        disc(0, 0, r - 3, pen(edge, 2)),
        disc(0, 0, r * 74 // 100, ink(s.round(edge, rim, rim))),
        disc(0, 0, r * 74 // 100, pen("#fff", 2)),
    )
    gleam(s, r * 88 // 100)


def enamel(s: Sheet, r: int = 184, band: str = "#27497d") -> None:
    """The white enamel plate with a coloured lip found in every warung."""
    shade(s, r, r)
    s.put(
        disc(0, 0, r, ink(band)),
        disc(0, 0, r - 8, ink(s.round("#fffdf8", "#f8f2e6", "#dccfb9"))),
        disc(0, 0, r * 73 // 100, ink(s.round("#e7dcc8", "#faf5ea", "#fffdf8"))),
        disc(0, 0, r * 83 // 100, pen(band, 2)),
    )
    gleam(s, r * 90 // 100)


def gleam(s: Sheet, r: int) -> None:
    """Light caught on the rim's upper left."""
    (ax, ay), (bx, by) = polar(r, 195), polar(r, 255)
    s.put(path(f"M{ax} {ay}A{r} {r} 0 0 1 {bx} {by}", pen("#fff", 7) + ' opacity=".75"'))


def bowl(s: Sheet, r: int, glaze: str, shadowed: str, lip: str = "#fff") -> None:
    """A deep bowl; what it holds is drawn on top with ``broth`` or the like."""
    shade(s, r, r, 16, 26)
    s.put(
        disc(0, 0, r, ink(s.round(glaze, glaze, shadowed))),
        disc(0, 0, r * 87 // 100, ink(s.round(shadowed, glaze))),
        disc(0, 0, r - 4, pen(lip, 3) + ' opacity=".6"'),
    )
    gleam(s, r * 94 // 100)


def basket(s: Sheet, r: int = 184) -> None:
    """A plate of woven rattan."""
    shade(s, r, r)
    s.put(disc(0, 0, r, ink(s.round("#d9a55c", "#b97d38", "#7d4c1d"))))
    for k, out in enumerate((r - 6, r - 19, r - 32)):
        s.put(
            disc(0, 0, out, pen("#7a4a1d", 11)),
            disc(0, 0, out, pen(("#e2b26b", "#cf9a52", "#e2b26b")[k], 9, "9 14")),
        )
    s.put(disc(0, 0, r - 38, ink(s.round("#8a5624", "#b97d38"))))


def leaf_round(s: Sheet, r: int) -> None:
    """A disc cut from banana leaf, to line a plate."""
    ribs = ""
    for k in range(5):
        y = r * (k * 36 - 66) // 100
        for side in (-1, 1):
            x, end = polar(r * 93 // 100, 90 - side * (118 - k * 30))
            ribs += f"M0 {y}L{x} {end}"
    s.put(
        path(blob(s.dice, r, r, 10, 2), ink(s.round("#7fae4c", "#4f8639", "#2f6131"))),
        path(ribs, pen("#3b7033", 3) + ' opacity=".6"'),
        path(f"M0 {8 - r}V{r - 8}", pen("#a9cb6b", 5)),
    )


def leaf(s: Sheet, long: int, wide: int) -> None:
    """A banana leaf lying from left to right."""
    d = f"M{-long} 0C{-long * 6 // 10} {-wide * 13 // 10} {long // 2} {-wide * 13 // 10} {long} 0"
    d += f"C{long // 2} {wide * 13 // 10} {-long * 6 // 10} {wide * 13 // 10} {-long} 0z"
    ribs = "".join(
        f"M{x} 0L{x + 34} {side * wide}" for x in range(-long + 20, long, 24) for side in (-1, 1)
    )
    s.put(path(d, ink("#1d0d05", opacity=28) + ' transform="translate(8 12)"'))
    s.put(path(d, ink(s.down("#86b552", "#4f8a3a", "#35692f"))))
    with s.inside(d):
        s.put(path(ribs, pen("#3a7035", 2)))
    s.put(path(f"M{-long} 0H{long}", pen("#b6d37a", 4)))


def board(s: Sheet, wide: int = 360, high: int = 270) -> None:
    """A wooden serving board with a handle hole."""
    x, y = -wide // 2, -high // 2
    shade(s, wide // 2, high // 2, 8, 22)
    grain = "".join(
        f"M{x + 8} {y + k}q{wide // 4} {s.dice.between(-10, 10)} {wide // 2} 0t{wide // 2 - 16} 0"
        for k in range(22, high - 8, 27)
    )
    s.put(
        slab(x, y + 9, wide, high, 34, ink("#6d3f1a")),
        slab(x, y, wide, high, 34, ink(s.down("#dba765", "#b97a3b"))),
        path(grain, pen("#8f5926", 3) + ' opacity=".4"'),
        slab(x + 3, y + 3, wide - 6, high - 6, 32, pen("#f4d09a", 3) + ' opacity=".7"'),
    )


def stone(s: Sheet, r: int = 178) -> None:
    """A mortar of volcanic stone."""
    shade(s, r, r, 16, 26)
    s.put(
        disc(0, 0, r, ink(s.round("#7b716c", "#544b47", "#2f2927"))),
        disc(0, 0, r * 81 // 100, ink(s.round("#2b2523", "#4a413d", "#5e5550"))),
        disc(0, 0, r * 90 // 100, pen("#8d837d", 3, "1 13")),
        disc(0, 0, r * 95 // 100, pen("#3a3330", 3, "1 17")),
    )


def saucer(s: Sheet, r: int, filling: tuple[str, str, str], glaze: str = "#fffaf0") -> None:
    """A little dish of sauce."""
    s.put(
        disc(4, 7, r + 2, ink("#1d0d05", opacity=30)),
        disc(0, 0, r, ink(s.round(glaze, glaze, "#d8c6a8"))),
        disc(0, 0, r * 76 // 100, ink(s.round(*filling))),
    )


def tray(s: Sheet) -> None:
    """A woven tray with a leaf on it, seen from the front and a little above."""
    s.put(
        oval(6, 36, 196, 92, ink(s.halo(*SHADOW))),
        oval(0, 10, 178, 86, ink("#7d4c1d")),
        oval(0, 0, 178, 86, ink(s.round("#d9a55c", "#b97d38"))),
        oval(0, 0, 168, 79, pen("#8a5624", 10, "8 12")),
        oval(0, 2, 152, 70, ink(s.round("#86b552", "#4f8a3a", "#35692f"))),
        path("M-130-22L-90 58M-76-48L-40 66M50 70L86-44M100 52L132-20", pen("#3a7035", 3)),
    )
