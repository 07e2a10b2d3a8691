"""Rice and noodles, each as a plate seen from above."""

from collections.abc import Callable, Mapping
from typing import Final

from tilo.demo.drawing import staples as st
from tilo.demo.drawing import toppings as top
from tilo.demo.drawing import vessels as on
from tilo.demo.drawing.ink import Point, Sheet

FRIED_RICE: Final = ("#8a4f1c", "#b9742c", "#d8984a", "#ebb866")
RED_RICE: Final = ("#8f3a16", "#c0602a", "#de8848", "#f0ab69")
DARK_RICE: Final = ("#6a3510", "#965620", "#b97a36", "#d39a50")
WHITE_RICE: Final = ("#dccfb6", "#efe6d3", "#fffdf6", "#ffffff")
YELLOW_RICE: Final = ("#d98f12", "#f0b323", "#fbcf45", "#ffe27a")
EGG_NOODLES: Final = ("#7a420f", "#9c5c1c", "#e0a242", "#f2c168")
LEAF: Final = ("#3f7030", "#79ad46", "#b9d889")
SAMBAL: Final = ("#f4623a", "#c92c1a", "#8c1410")
PEANUT: Final = ("#d99a55", "#b06f2f", "#7c4818")


def cucumbers(s: Sheet, *places: Point) -> None:
    with s.stamp() as slice_:
        top.cucumber(s, 27)
    for x, y in places:
        s.press(slice_, x, y)


def nasi_goreng_kampung(s: Sheet) -> None:
    with s.at(200, 200):
        on.enamel(s)
    with s.at(284, 124):
        top.cracker(s, 60)
    with s.at(192, 206):
        st.rice(s, 112, FRIED_RICE, 150)
    with s.at(196, 186, 20):
        top.fried_egg(s, 66)
    cucumbers(s, (94, 258), (124, 290), (162, 310))
    with s.at(278, 268):
        top.tomato(s, 33)
    with s.at(104, 138, -50):
        top.chilli(s)


def nasi_goreng_spesial(s: Sheet) -> None:
    with s.at(200, 200):
        on.plate(s)
        on.leaf_round(s, 148)
    with s.at(168, 196):
        st.rice(s, 104, FRIED_RICE, 129)
    with s.at(148, 172):
        top.fried_egg(s, 62)
    with s.stamp() as skewer:
        top.satay(s, ("#e39a4b", "#a85a22", "#54240c"))
    s.press(skewer, 252, 214, -68, 108)
    s.press(skewer, 300, 232, -68, 108)
    with s.at(150, 288, -14, 124):
        top.prawn_cracker(s)


def nasi_goreng_seafood(s: Sheet) -> None:
    with s.at(200, 200):
        on.plate(s, 184, "#3c7f86", "#225a61")
        st.rice(s, 118, RED_RICE, 150)
    with s.stamp() as prawn:
        top.prawn(s)
    for x, y, turn in ((150, 140, -20), (254, 152, 40), (244, 262, 150)):
        s.press(prawn, x, y, turn, 118)
    with s.stamp() as ring:
        top.squid_ring(s, 21)
    for x, y in ((146, 232), (186, 262), (200, 196)):
        s.press(ring, x, y)
    top.spring_onion(s, [(170, 180), (222, 214), (206, 130), (130, 192), (282, 210)])
    with s.at(118, 286):
        top.lime(s, 33)


def nasi_goreng_kambing(s: Sheet) -> None:
    with s.at(200, 200):
        on.enamel(s, 184, "#8c2f22")
        st.rice(s, 120, DARK_RICE, 150)
    with s.stamp() as cube:
        top.chunk(s, 28, ("#a8613a", "#71381a", "#40190a"))
    for x, y in ((160, 144), (232, 138), (270, 196), (214, 196), (146, 212), (204, 256)):
        s.press(cube, x, y, x * 3)
    with s.stamp() as chip:
        top.flat_cracker(s)
    for x, y, turn in ((286, 274, 0), (256, 298, 50)):
        s.press(chip, x, y, turn)
    top.herbs(s, [(184, 170), (246, 230), (172, 246)])
    top.chilli_rings(s, [(190, 222), (250, 168), (126, 180), (238, 282)])
    cucumbers(s, (102, 262), (136, 292))


def nasi_uduk_betawi(s: Sheet) -> None:
    with s.at(200, 200):
        on.basket(s)
        on.leaf_round(s, 140)
    with s.at(186, 172):
        st.rice(s, 84, WHITE_RICE, 120)
        st.shallots(s, 50, 24)
    with s.stamp() as strip:
        top.block(s, 62, 15, ("#ffe27a", "#f4bd3a", "#c98414"))
    for k in range(4):
        s.press(strip, 278, 140 + 19 * k, -8 + 7 * k)
    with s.stamp() as tempe:
        top.block(s, 62, 44, ("#d99a4c", "#b06e2a", "#71400f"), "#f0c98a")
    s.press(tempe, 268, 250, 24)
    s.press(tempe, 224, 278, -6)
    with s.at(138, 276):
        on.saucer(s, 38, SAMBAL)
    cucumbers(s, (98, 214), (106, 244))


def nasi_campur_bali(s: Sheet) -> None:
    with s.at(200, 200):
        on.basket(s)
        on.leaf_round(s, 140)
    with s.at(186, 176):
        st.rice(s, 78, WHITE_RICE, 99)
    with s.stamp() as lilit:
        top.minced_satay(s)
    s.press(lilit, 254, 132, 58, 115)
    s.press(lilit, 296, 164, 68, 115)
    with s.at(262, 276, 20, 120):
        top.boiled_egg(s, 34, "#f28c1a", "#f8c9a0")
    with s.at(116, 242):
        st.greens(s, 34, 6, LEAF, 52)
    with s.at(186, 282):
        sambal_matah(s, 42)


def sambal_matah(s: Sheet, r: int) -> None:
    """Raw shallot, chilli and lemongrass."""
    st.stems(s, r, 7, ("#a3507c", "#e7a9c4"), 6)
    st.stems(s, r - 6, 3, ("#8fa84a", "#dbe7a4"), 5)
    top.chilli_rings(s, [(-r // 2, 0), (r // 3, -r // 2), (r // 3, r // 2), (0, 2)])


def nasi_tumpeng_mini(s: Sheet) -> None:
    with s.at(200, 262):
        on.tray(s)
    with s.at(200, 200):
        st.cone(s, 92, 250, YELLOW_RICE)
    with s.at(96, 276, -8):
        top.boiled_egg(s, 36)
    with s.at(306, 282, -30, 62):
        top.drumstick(s, ("#f3b24f", "#c8751f", "#8a430f"))
    with s.at(142, 320):
        st.crumbs(s, 34, 27, ("#a9581c", "#d98a3a", "#edb15e"))
    with s.at(250, 326):
        st.greens(s, 28, 6, LEAF)
    with s.at(196, 318, 10, 90):
        top.chilli(s)


def mie_goreng_jawa(s: Sheet) -> None:
    with s.at(200, 200):
        on.plate(s, 184, "#f7efe2", "#cfba94")
        st.noodles(s, 128, EGG_NOODLES, 11, 52)
        st.greens(s, 86, 7, LEAF, 52)
    with s.stamp() as strip:
        top.block(s, 66, 17, ("#ffe78a", "#f7c544", "#cf8c18"))
    for x, y, turn in ((184, 178, 20), (222, 200, -40), (190, 222, 75)):
        s.press(strip, x, y, turn)
    top.chilli_rings(s, [(140, 172), (252, 162), (242, 252), (150, 256), (206, 132)])
    with s.at(292, 284, 14, 120):
        top.prawn_cracker(s)


def bakmi_godog(s: Sheet) -> None:
    with s.at(200, 200):
        on.bowl(s, 182, "#f4ead8", "#c9b592", "#a93a2a")
        st.broth(s, 156, "#eec777", "#b9812f", "#fbe7b0")
        st.noodles(s, 112, ("#b07a28", "#b67f2c", "#f0c866", "#f8dc92"), 9, 40)
    with s.at(150, 160):
        st.greens(s, 44, 8, ("#4c7f36", "#a5cc6c", "#e2efb8"), 48)
    with s.at(236, 168, 14):
        top.boiled_egg(s, 42)
    with s.at(222, 256):
        st.stems(s, 40, 9, ("#b98548", "#f8e6c6"), 8)
    top.spring_onion(s, [(140, 226), (166, 250), (128, 254), (180, 206), (212, 128)])
    with s.at(274, 214, 60, 80):
        top.chilli(s)


def kwetiau_siram_sapi(s: Sheet) -> None:
    with s.at(200, 200):
        on.plate(s, 184, "#2f2b2b", "#171414")
        st.noodles(s, 128, ("#6f4218", "#8f5a28", "#e6c08a", "#f4dcb0"), 15, 48)
    with s.stamp() as slice_:
        top.chunk(s, 36, ("#b4704a", "#7c4222", "#4a200e"))
    for x, y in ((166, 160), (232, 172), (176, 232), (240, 240)):
        s.press(slice_, x, y, x + y)
    with s.at(206, 200):
        st.greens(s, 66, 6, LEAF, 60)
    top.spring_onion(s, [(206, 144), (140, 200), (268, 208), (206, 274)])


PICTURES: Final[Mapping[str, Callable[[Sheet], None]]] = {
    "nasi-goreng-kampung": nasi_goreng_kampung,
    "nasi-goreng-spesial": nasi_goreng_spesial,
    "nasi-goreng-seafood": nasi_goreng_seafood,
    "nasi-goreng-kambing": nasi_goreng_kambing,
    "nasi-uduk-betawi": nasi_uduk_betawi,
    "nasi-campur-bali": nasi_campur_bali,
    "nasi-tumpeng-mini": nasi_tumpeng_mini,
    "mie-goreng-jawa": mie_goreng_jawa,
    "bakmi-godog": bakmi_godog,
    "kwetiau-siram-sapi": kwetiau_siram_sapi,
}
