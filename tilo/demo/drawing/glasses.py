"""What drinks come in, seen from the front: glasses, mugs, cups, a coconut, a pot and a bottle.

Drawn around the middle of the glass's foot: y is 0 on the table and negative above it.
"""

from tilo.demo.drawing.ink import Sheet, Tones, dots, ink, oval, path, pen, slab
from tilo.demo.drawing.vessels import SHADOW


def coaster(s: Sheet, half: int = 118) -> None:
    """A round of light behind the drink, and the wooden coaster under it."""
    s.put(
        oval(0, -150, 164, 164, ink("#fff", opacity=20)),
        oval(10, 6, half * 120 // 100, 40, ink(s.halo(*SHADOW))),
        oval(0, 5, half, 29, ink("#7d4c1d")),
        oval(0, -3, half, 29, ink(s.across("#dba765", "#b97a3b"))),
        oval(0, -3, half - 12, 23, pen("#8f5926", 2)),
    )


def tumbler(
    s: Sheet,
    liquid: Tones,
    lip: int = 76,
    foot: int = 56,
    high: int = 244,
    full: int = 84,
    surface: str = "",
) -> None:
    """A straight glass filled to ``full`` percent, ``liquid`` from the surface down."""
    level = -high * full // 100
    half = foot + (lip - foot) * full // 100
    body = f"M{-lip} {-high}L{-foot}-10Q0 14 {foot}-10L{lip} {-high}"
    wet = f"M{-half} {level}L{-foot + 6}-20Q0 2 {foot - 6}-20L{half} {level}z"
    s.put(
        path(body, ink("#fff", opacity=32)),
        path(wet, ink(s.down(*liquid))),
        oval(0, level, half, half // 6, ink(surface or liquid[0])),
        oval(0, level, half, half // 6, pen("#fff", 2) + ' opacity=".5"'),
    )


def sparkle(s: Sheet, lip: int = 76, foot: int = 56, high: int = 244, cold: bool = True) -> None:
    """The glass in front of its drink: rim, reflections, and dew if it is cold."""
    slope = (lip - foot) * 8 // 10
    x = lip - 16
    s.put(
        path(f"M{-x} {-high + 26}L{-x + slope}-40", pen("#fff", 11) + ' opacity=".55"'),
        path(f"M{x + 2} {-high + 40}L{x + 2 - slope}-70", pen("#fff", 5) + ' opacity=".4"'),
        path(f"M{-lip} {-high}L{-foot}-10Q0 14 {foot}-10L{lip} {-high}", pen("#fff", 3)),
        oval(0, -high, lip, lip // 6, pen("#fff", 4)),
    )
    if cold:
        drops = [(-30, -120), (22, -96), (36, -150), (-40, -72), (6, -60), (-14, -170), (44, -54)]
        s.put(dots(drops[::2], 8, "#ffffffb0"), dots(drops[1::2], 5, "#ffffffb0"))


def ice(s: Sheet, *places: tuple[int, int, int]) -> None:
    """Cubes of ice at ``(x, y, angle)``."""
    with s.stamp() as cube:
        s.put(
            slab(-22, -22, 44, 44, 9, ink("#fff", "#fff", 3, 42)),
            path("M-12-14H8M-14-8V6", pen("#fff", 4) + ' opacity=".85"'),
        )
    for x, y, angle in places:
        s.press(cube, x, y, angle)


def straw(s: Sheet, colour: str, x: int = 30, high: int = 330, stripe: str = "#fff") -> None:
    d = f"M{x - 26}-40L{x + 18} {-high + 34}l34-22"
    look = ' stroke-linejoin="round"'
    s.coats(d, pen(colour, 15) + look, pen(stripe, 15, "1 25") + look + ' opacity=".7"')


def mug(s: Sheet, liquid: Tones, foam: str = "", half: int = 78, high: int = 170) -> None:
    """A glass mug with a handle."""
    s.coats(
        f"M{half - 4} {-high + 34}q66-6 58 54q-6 44-62 42",
        pen("#fff", 22) + ' opacity=".5"',
        pen("#fff", 4) + ' opacity=".9"',
    )
    tumbler(s, liquid, half, half - 8, high, 86, foam)
    sparkle(s, half, half - 8, high, cold=False)


def steam(s: Sheet, high: int = 190) -> None:
    d = "".join(f"M{x} {-high}q-18-22 0-42t0-42" for x in (-34, 2, 38))
    s.put(path(d, pen("#fff", 8) + ' opacity=".6"'))


def takeaway(s: Sheet, liquid: Tones) -> None:
    """A clear plastic cup with a flat lid and a sleeve."""
    tumbler(s, liquid, 82, 58, 232, 92)
    ice(s, (-30, -182, 14), (24, -176, -18), (-6, -146, 40), (34, -132, 8))
    sparkle(s, 82, 58, 232)
    s.put(
        slab(-92, -250, 184, 24, 11, ink(s.down("#fff", "#e9ddcb"))),
        slab(-78, -262, 156, 18, 9, ink("#fffaf2")),
    )


def coconut(s: Sheet) -> None:
    """A young coconut, trimmed white, its top cut open."""
    husk = "M-112-118C-118-40-70-4 0-4C70-4 118-40 112-118L70-214H-70z"
    s.put(
        path(husk, ink(s.across("#fdf8ea", "#efe4c9", "#c3b088"))),
        path("M-70-214L-44-60L0-4M70-214L44-60L0-4M-112-118L-44-60H44L112-118", pen("#d8c79f", 3)),
        path("M-70-214L-44-60H44L70-214z", ink("#fff", opacity=45)),
        path(
            "M-112-118L-70-214L-60-176L-92-100zM112-118L70-214L60-176L92-100z",
            ink("#8fb558", opacity=80),
        ),
        oval(0, -214, 76, 24, ink("#fffdf6", "#cdbb90", 4)),
        oval(0, -211, 60, 17, ink(s.down("#cfdcc0", "#f4f7ea"))),
        path("M-44-214q20-12 40 0t40-2", pen("#fff", 9)),
    )


def clay_pot(s: Sheet) -> None:
    """The brown clay teapot and cup of teh poci."""
    clay = s.round("#c9784a", "#9a4c28", "#5f2a14")
    s.coats("M-70-92q-72-14-66-70q2-14 16-12q-2 44 58 46", ink(clay, "#5f2a14", 3))
    s.coats("M62-150q62-8 52 46q-8 40-62 36", pen("#5f2a14", 21), pen("#a8582f", 15))
    s.put(
        path(
            "M-88-84C-92-150-40-172 0-172C40-172 92-150 88-84C84-24 46-4 0-4C-46-4-84-24-88-84z",
            ink(clay, "#5f2a14", 3),
        ),
        path("M-52-160Q0-196 52-160Q0-142-52-160z", ink("#b0623a", "#5f2a14", 3)),
        slab(-11, -204, 22, 24, 10, ink(clay, "#5f2a14", 3)),
        path("M-84-102Q0-74 84-102M-86-84Q0-56 86-84", pen("#e3a878", 3, "9 9")),
        path("M-58-118q14-34 52-38", pen("#fff", 7) + ' opacity=".35"'),
    )


def bottle(s: Sheet, label: tuple[str, str]) -> None:
    """A bottle of mineral water."""
    glass = (
        "M-24-282H24V-258C28-232 62-226 62-184V-24"
        "Q62-2 40-2H-40Q-62-2-62-24V-184C-62-226-28-232-24-258z"
    )
    s.coats(
        glass,
        ink("#e9f7fb", opacity=70),
        ink(s.across("#8fcbe0", "#e6f6fb", "#b5dfec", "#5fa9c6"), opacity=80),
    )
    s.put(
        slab(-29, -308, 58, 32, 8, ink(s.across("#3d7fc0", "#7fb6e6", "#27598f"))),
        path("M-22-304V-282M-8-304V-282M8-304V-282M22-304V-282", pen("#27598f", 2)),
        path("M-56-60H56M-56-44H56M-56-200H56", pen("#fff", 3) + ' opacity=".7"'),
        slab(-63, -178, 126, 96, 4, ink(s.across(label[1], label[0], label[1]))),
        path("M-50-104q16-28 34-14q18-44 44-8q14-8 24 22z", ink("#fff", opacity=92)),
        oval(26, -154, 12, 12, ink("#ffd45e")),
        path("M-46-236q-8 20-2 46M-46-70v40", pen("#fff", 9) + ' opacity=".8"'),
    )
