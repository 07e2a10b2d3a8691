"""The bulk of a dish, seen from above: rice, noodles, broth, sauce, crumbs and greens."""

from tilo.demo.drawing.ink import (
    GOLDEN_ANGLE,
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
    turned,
)

GLOSS = ("#fff@30", "#fff@0", "#2a0f02@0", "#2a0f02@32")


def shaded(s: Sheet) -> str:
    """Light and shade that make a flat heap round."""
    return ink(s.round(*GLOSS))


def fallen(x: int = 6, y: int = 10, depth: int = 30) -> str:
    """The look of a shape's own shadow."""
    return ink("#1d0d05", opacity=depth) + f' transform="translate({x} {y})"'


def grains(s: Sheet, r: int, count: int, long: int, width: int, tones: Tones) -> None:
    """Short strokes in every direction all over a disc, an even share in each tone."""
    strokes = ""
    for x, y in scatter(s.dice, count // len(tones), r, 7):
        dx, dy = polar(long, s.dice.between(0, 179))
        strokes += f"M{x - dx // 2} {y - dy // 2}l{dx} {dy}"
    s.coats(strokes, *(pen(tone, width) + turned(k * GOLDEN_ANGLE) for k, tone in enumerate(tones)))


def rice(s: Sheet, r: int, tones: Tones, count: int = 100) -> None:
    """A mound of rice; ``tones`` run from the dark gaps to the light grains."""
    heap = s.shape(blob(s.dice, r, r, 9, 5))
    s.trace(heap, fallen(), ink(tones[0]))
    grains(s, r - 6, count, 11, 9, tones[1:])
    s.trace(heap, shaded(s))


def strand(s: Sheet, r: int) -> str:
    """One noodle, curled around the middle of its nest."""
    turn, rho = s.dice.between(0, 359), s.dice.between(r // 6, r)
    (ax, ay) = polar(rho, turn)
    (bx, by) = polar(rho * 130 // 100, turn + 45)
    (cx, cy) = polar(rho - s.dice.between(-8, 12), turn + s.dice.between(80, 105))
    return f"M{ax} {ay}q{bx - ax} {by - ay} {cx - ax} {cy - ay}"


def noodles(s: Sheet, r: int, tones: Tones, width: int = 8, count: int = 36) -> None:
    """A nest of noodles; ``tones`` are gap, edge and two lights."""
    heap = s.shape(blob(s.dice, r, r, 9, 5))
    s.trace(heap, fallen(), ink(tones[0]))
    layers = 4
    for layer in range(layers):
        d = "".join(strand(s, r - 10) for _ in range(count // layers))
        s.coats(d, pen(tones[1], width + 4), pen(tones[2 + layer % 2], width))
    s.trace(heap, shaded(s))


def broth(s: Sheet, r: int, light: str, deep: str, fat: str, beads: int = 16) -> None:
    """Soup to the brim, with beads of fat near the edge."""
    s.put(disc(0, 0, r, ink(s.round(light, light, deep))), disc(0, 0, r - 2, pen(deep, 4)))
    ring = [
        polar(r - s.dice.between(9, 26), k * 360 // beads + s.dice.between(-9, 9))
        for k in range(beads)
    ]
    s.put(dots(ring[::2], 10, fat), dots(ring[1::2], 6, fat))


def sauce(s: Sheet, rx: int, ry: int, tones: tuple[str, str, str], bits: Tones = ()) -> None:
    """Poured sauce with a wet edge, and what floats in it."""
    outline = blob(s.dice, rx, ry, 11, 14)
    s.coats(outline, fallen(3, 5), ink(s.round(*tones), tones[2], 3))
    spread = [(x * rx // 100, y * ry // 100) for x, y in scatter(s.dice, 18, 80)]
    for k, bit in enumerate(bits):
        s.put(dots(spread[k :: len(bits)], 6, bit))
    s.put(oval(-rx * 4 // 10, -ry // 2, rx // 4, ry // 9, ink("#fff", opacity=40)))


def crumbs(s: Sheet, r: int, count: int, tones: Tones, width: int = 9) -> None:
    """Loose crumbs: fried batter, coconut floss, peanuts."""
    grains(s, r, count, 5, width, tones)


def greens(s: Sheet, r: int, count: int, tones: tuple[str, str, str], long: int = 40) -> None:
    """Wilted leaves, overlapping; ``tones`` are shadow, leaf and vein."""
    half = long // 2
    blade = f"M{-half} 0Q0 {-half} {half} 0Q0 {half * 9 // 10} {-half} 0z"
    with s.stamp() as one:
        s.put(
            path(blade, ink(tones[1], tones[0], 3)),
            path(f"M{-half} 0H{half - 6}", pen(tones[2], 2)),
        )
    for x, y in scatter(s.dice, count, r):
        s.press(one, x, y, s.dice.between(0, 359))


def stems(s: Sheet, r: int, count: int, tones: tuple[str, str], width: int = 8) -> None:
    """Long curved stalks: water spinach, beans, shredded chicken."""
    d = ""
    for x, y in scatter(s.dice, count, r):
        dx, dy = polar(26, s.dice.between(0, 359))
        d += f"M{x - dx} {y - dy}q{dx - dy // 2} {dy + dx // 2} {2 * dx} {2 * dy}"
    s.coats(d, pen(tones[0], width + 4), pen(tones[1], width))


def sprouts(s: Sheet, r: int, count: int) -> None:
    """Bean sprouts: white curls with a yellow head."""
    heads, d = [], ""
    for x, y in scatter(s.dice, count, r):
        dx, dy = polar(15, s.dice.between(0, 359))
        d += f"M{x} {y}q{dx - dy} {dy + dx} {2 * dx} {2 * dy}"
        heads.append((x, y))
    s.coats(d, pen("#cbb98f", 10), pen("#fdf8e6", 6))
    s.put(dots(heads, 12, "#ecd06a"))


def shallots(s: Sheet, r: int, count: int) -> None:
    """Crisp fried shallots."""
    grains(s, r, count, 13, 7, ("#7d3d12", "#b86a24", "#dd9a44"))


def cone(s: Sheet, half: int, high: int, tones: Tones) -> None:
    """Tumpeng, the moulded cone of festive rice, seen from the side."""
    top, foot = -high * 6 // 10, high * 4 // 10
    d = f"M-14 {top}Q0 {top - 16} 14 {top}L{half} {foot}Q0 {foot + 40} {-half} {foot}z"
    hat = f"M-24 {top + 34}Q0 {top + 48} 24 {top + 34}L12 {top - 4}Q0 {top - 26}-12 {top - 4}z"
    heap = s.shape(d)
    s.trace(heap, ink(tones[1]))
    with s.stamp() as clump:
        grains(s, 46, 42, 12, 10, (tones[0], *tones[2:]))
    with s.inside(d):
        for x, y in (
            (0, top + 60),
            (-30, top + 140),
            (34, top + 130),
            (0, foot - 30),
            (-62, foot),
            (62, foot),
        ):
            s.press(clump, x, y, x * 2 + y)
    s.trace(heap, ink(s.across("#fff@35", "#fff@0", "#7a3c00@10", "#7a3c00@50")))
    s.put(path(hat, ink(s.across("#86b552", "#35692f"))))
