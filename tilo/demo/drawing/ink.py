"""Draws the demo's pictures: a 400 × 400 sheet that collects SVG, and the pen strokes on it.

Everything is drawn around (0, 0) and set down with ``at`` or ``press``. Light comes from the top
left. Lengths are whole units, ``opacity`` is in percent; nothing here is left to chance, a
picture's dice are thrown from its name.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from math import cos, isqrt, radians, sin
from typing import Final
from zlib import crc32

SIZE: Final = 400
GOLDEN_ANGLE: Final = 137
NEEDLESS_SPACE: Final = re.compile(r"(?<=[\w.]) -(?=\d)")

Point = tuple[int, int]
Tones = tuple[str, ...]


class Dice:
    """The same throws for the same name, on every machine and version of Python."""

    def __init__(self, name: str) -> None:
        self._state = crc32(name.encode())

    def between(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        self._state = (self._state * 1664525 + 1013904223) % 2**32
        return low + (self._state >> 8) % (high - low + 1)


class Sheet:
    """One picture in the making."""

    def __init__(self, name: str) -> None:
        self.dice = Dice(name)
        self._drawn: list[str] = []
        self._shared: list[str] = []
        self._paints: dict[str, str] = {}
        self._stamps = 0

    def put(self, *fragments: str) -> None:
        self._drawn.extend(fragments)

    @contextmanager
    def at(self, x: int, y: int, angle: int = 0, size: int = 100) -> Iterator[None]:
        """Draw inside with (0, 0) moved to ``x, y``, turned and scaled (percent)."""
        self.put(f'<g transform="{moved(x, y, angle, size)}">')
        yield
        self.put("</g>")

    @contextmanager
    def stamp(self) -> Iterator[str]:
        """Draw inside once, for ``press`` to repeat under the name given."""
        self._stamps += 1
        name, outside, self._drawn = f"s{self._stamps}", self._drawn, []
        yield name
        self._shared.append(f'<g id="{name}">{"".join(self._drawn)}</g>')
        self._drawn = outside

    def press(self, stamp: str, x: int, y: int, angle: int = 0, size: int = 100) -> None:
        plain = not angle and size == 100
        where = f'x="{x}" y="{y}"' if plain else f'transform="{moved(x, y, angle, size)}"'
        self.put(f'<use href="#{stamp}" {where}/>')

    def shape(self, d: str) -> str:
        """Keep a path to be drawn with ``trace``, under the name given back."""
        self._stamps += 1
        self._shared.append(f'<path id="s{self._stamps}" d="{d}"/>')
        return f"s{self._stamps}"

    def trace(self, shape: str, *looks: str) -> None:
        """The shape drawn once in each look, the first lowest."""
        self.put(*(f'<use href="#{shape}" {look}/>' for look in looks))

    def coats(self, d: str, *looks: str) -> None:
        self.trace(self.shape(d), *looks)

    @contextmanager
    def inside(self, outline: str) -> Iterator[None]:
        """Show only what falls within the path ``outline``."""
        paint = self.paint(f'<clipPath id="@"><path d="{outline}"/></clipPath>')
        self.put(f'<g clip-path="{paint}">')
        yield
        self.put("</g>")

    def down(self, *colours: str) -> str:
        """A paint that runs from the top to the bottom of what it fills."""
        return self.paint(f'<linearGradient id="@" x2="0" y2="1">{stops(colours)}</linearGradient>')

    def across(self, *colours: str) -> str:
        """A paint that runs from left to right."""
        return self.paint(f'<linearGradient id="@">{stops(colours)}</linearGradient>')

    def round(self, *colours: str) -> str:
        """A paint that runs outwards from the lit upper left."""
        return self.paint(
            f'<radialGradient id="@" cx=".38" cy=".34" r=".7">{stops(colours)}</radialGradient>'
        )

    def halo(self, *colours: str) -> str:
        """A paint that runs outwards from the middle."""
        return self.paint(f'<radialGradient id="@">{stops(colours)}</radialGradient>')

    def paint(self, element: str) -> str:
        """What refers to a gradient, pattern or clip path, kept once; its id is written ``@``."""
        name = self._paints.setdefault(element, f"p{len(self._paints)}")
        return f"url(#{name})"

    def svg(self) -> bytes:
        paints = "".join(e.replace("@", name, 1) for e, name in self._paints.items())
        shared = paints + "".join(self._shared)
        picture = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}"'
            ' fill="none" stroke-linecap="round">'
            f"<defs>{shared}</defs>{''.join(self._drawn)}</svg>\n"
        )
        return NEEDLESS_SPACE.sub("-", picture).encode()


def moved(x: int, y: int, angle: int, size: int) -> str:
    turn = f"rotate({angle})" if angle else ""
    scale = f"scale({percent(size)})" if size != 100 else ""
    return f"translate({x} {y}){turn}{scale}"


def turned(angle: int) -> str:
    """The attribute that turns a shape about the middle."""
    return f' transform="rotate({angle})"' if angle else ""


def percent(value: int) -> str:
    """SVG's fraction for a whole percentage: 65 is ``.65``."""
    whole, part = divmod(value, 100)
    fraction = f".{part:02d}".rstrip("0") if part else ""
    return f"{whole or ''}{fraction}" or "0"


def stops(colours: Tones) -> str:
    """Evenly spread gradient stops; ``#rrggbb@40`` is a colour at 40 % opacity."""
    last = len(colours) - 1
    return "".join(_stop(colour, k * 100 // last) for k, colour in enumerate(colours))


def _stop(colour: str, offset: int) -> str:
    paint, _, opacity = colour.partition("@")
    clear = f' stop-opacity="{percent(int(opacity))}"' if opacity else ""
    where = f' offset="{percent(offset)}"' if offset else ""
    return f'<stop{where} stop-color="{paint}"{clear}/>'


def pen(colour: str, width: int, dashes: str = "") -> str:
    """Attributes of a line drawn with a round pen."""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'stroke="{colour}" stroke-width="{width}"{dashed}'


def ink(fill: str, edge: str = "", width: int = 0, opacity: int = 100) -> str:
    """Attributes of a filled shape, with an edge if it has one."""
    edged = f' stroke="{edge}" stroke-width="{width}"' if edge else ""
    clear = f' opacity="{percent(opacity)}"' if opacity != 100 else ""
    return f'fill="{fill}"{edged}{clear}'


def disc(x: int, y: int, r: int, look: str) -> str:
    return f'<circle {_middle(x, y)}r="{r}" {look}/>'


def oval(x: int, y: int, rx: int, ry: int, look: str) -> str:
    return f'<ellipse {_middle(x, y)}rx="{rx}" ry="{ry}" {look}/>'


def _middle(x: int, y: int) -> str:
    return (f'cx="{x}" ' if x else "") + (f'cy="{y}" ' if y else "")


def slab(x: int, y: int, wide: int, high: int, corner: int, look: str) -> str:
    return f'<rect x="{x}" y="{y}" width="{wide}" height="{high}" rx="{corner}" {look}/>'


def path(d: str, look: str) -> str:
    return f'<path d="{d}" {look}/>'


def dots(points: list[Point], width: int, colour: str) -> str:
    """Round dots, as one path of strokes without length."""
    return path(spots(points), pen(colour, width))


def spots(points: list[Point]) -> str:
    """Strokes without length: a round pen leaves a dot at each point."""
    return "".join(f"M{x} {y}h.1" for x, y in points)


def polar(r: int, angle: int) -> Point:
    return round(r * cos(radians(angle))), round(r * sin(radians(angle)))


def scatter(dice: Dice, count: int, r: int, loose: int = 4) -> list[Point]:
    """``count`` points spread evenly over a disc, the middle first (a sunflower's seeds)."""
    spread: list[Point] = []
    for k in range(count):
        rho = isqrt(r * r * (2 * k + 1) // (2 * count))
        x, y = polar(rho, k * GOLDEN_ANGLE + dice.between(-8, 8))
        spread.append((x + dice.between(-loose, loose), y + dice.between(-loose, loose)))
    return spread


def blob(dice: Dice, rx: int, ry: int, corners: int = 10, loose: int = 8) -> str:
    """The outline of something soft: a closed curve, out of round by ``loose`` percent."""
    ring: list[Point] = []
    for k in range(corners):
        out = 100 + dice.between(-loose, loose)
        x, y = polar(1000, k * 360 // corners)
        ring.append((x * rx * out // 100_000, y * ry * out // 100_000))
    middles = [
        ((a + c) // 2, (b + d) // 2)
        for (a, b), (c, d) in zip(ring, ring[1:] + ring[:1], strict=True)
    ]
    curves, (px, py) = "", middles[-1]
    for (x, y), (mx, my) in zip(ring, middles, strict=True):
        curves += f"q{x - px} {y - py} {mx - px} {my - py}"
        px, py = mx, my
    return f"M{px} {py}{curves}z"
