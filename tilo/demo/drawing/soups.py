"""Satay, soups and vegetables, seen from above."""

from collections.abc import Callable, Mapping
from typing import Final

from tilo.demo.drawing import staples as st
from tilo.demo.drawing import toppings as top
from tilo.demo.drawing import vessels as on
from tilo.demo.drawing.ink import Sheet, disc, dots, ink, path, pen, scatter
from tilo.demo.drawing.rice import LEAF, PEANUT, SAMBAL, WHITE_RICE, sambal_matah

TOFU: Final = ("#ffe9ae", "#f2cd78", "#c8953a")
RICE_CAKE: Final = ("#fdfaf0", "#ece4cf", "#bfb391")


def sate_ayam_madura(s: Sheet) -> None:
    with s.at(200, 200):
        on.plate(s, 184, "#f7efe2", "#cfba94")
        on.leaf_round(s, 150)
    with s.stamp() as skewer:
        top.satay(s, ("#e39a4b", "#a85a22", "#54240c"))
    for k in range(4):
        s.press(skewer, 182 + 8 * k, 116 + 40 * k, -14, 116)
    with s.at(162, 192, -60):
        st.sauce(s, 88, 36, PEANUT, ("#f0c78c", "#5f3510"))
    with s.stamp() as cake:
        top.block(s, 42, 34, RICE_CAKE)
    for x, y, turn in ((106, 296, 10), (150, 316, -12), (196, 318, 16)):
        s.press(cake, x, y, turn)
    top.chilli_rings(s, [(150, 178), (178, 214), (164, 150)])


def sate_kambing(s: Sheet) -> None:
    with s.at(200, 204):
        on.board(s)
    with s.stamp() as skewer:
        top.satay(s, ("#b06a3c", "#6d3216", "#2f1005"), 4, "#ffc98a")
    for k in range(4):
        s.press(skewer, 166 + 5 * k, 120 + 42 * k, -6, 122)
    with s.at(304, 284):
        on.saucer(s, 44, ("#6b3512", "#3f1a07", "#220c03"))
        top.chilli_rings(s, [(-10, -6), (10, 4)])
    with s.at(214, 308):
        st.stems(s, 26, 7, ("#a3507c", "#e7a9c4"), 7)
    with s.at(118, 308):
        top.tomato(s, 32)


def sate_taichan(s: Sheet) -> None:
    with s.at(200, 200):
        on.plate(s, 184, "#2f2b2b", "#171414")
    with s.stamp() as skewer:
        top.satay(s, ("#fff2d6", "#f0cf98", "#b5793a"))
    for k in range(4):
        s.press(skewer, 172 + 6 * k, 122 + 42 * k, -10, 118)
    with s.at(286, 264):
        on.saucer(s, 46, SAMBAL)
        s.put(dots(scatter(s.dice, 8, 22), 5, "#ffcf7a"))
    with s.at(120, 300):
        top.lime(s, 36)


def sate_lilit_bali(s: Sheet) -> None:
    with s.at(200, 200, -18):
        on.leaf(s, 196, 142)
    with s.stamp() as lilit:
        top.minced_satay(s)
    for k in range(4):
        s.press(lilit, 158 + 10 * k, 116 + 48 * k, -12, 140)
    with s.at(306, 262):
        on.saucer(s, 48, ("#fffaf0", "#f4e8d2", "#ddc8a2"))
        sambal_matah(s, 26)
    with s.at(94, 262):
        top.lime(s, 32)


def soto_betawi(s: Sheet) -> None:
    with s.at(200, 200):
        on.bowl(s, 184, "#f6eddc", "#c9b592", "#b5402c")
        st.broth(s, 158, "#fbe5b6", "#e0a85a", "#f08a3c")
    with s.stamp() as meat:
        top.chunk(s, 40, ("#b8764c", "#7f4524", "#4a220e"))
    for x, y in ((142, 150), (216, 132), (172, 214), (248, 198)):
        s.press(meat, x, y, x + y)
    with s.stamp() as potato:
        top.block(s, 46, 40, ("#ffe08a", "#f2bc4c", "#c28420"))
    s.press(potato, 266, 134, 20)
    s.press(potato, 118, 208, -14)
    with s.at(212, 270):
        top.tomato(s, 36)
    with s.stamp() as chip:
        top.flat_cracker(s)
    s.press(chip, 272, 262, 20, 120)
    s.press(chip, 144, 278, 70, 120)
    top.spring_onion(s, [(186, 178), (222, 216), (196, 246), (150, 180)])


def soto_ayam_lamongan(s: Sheet) -> None:
    with s.at(200, 200):
        on.bowl(s, 184, "#2f7a80", "#174a50")
        st.broth(s, 158, "#fbd95a", "#cf9418", "#fff2a8")
    with s.at(158, 162):
        st.stems(s, 50, 12, ("#c2924a", "#fbeccb"), 11)
    with s.at(252, 226):
        st.sprouts(s, 46, 10)
    with s.at(256, 148, 20):
        top.boiled_egg(s, 48)
    with s.at(150, 262):
        st.crumbs(s, 46, 54, ("#e8a83a", "#fbd57e", "#fff0be"), 8)
    with s.at(206, 206):
        top.herbs(s, [(0, 0), (30, -24), (-34, -8), (10, 40)])
    with s.at(216, 298, 0, 90):
        top.lime(s, 34)


def sop_buntut(s: Sheet) -> None:
    with s.at(200, 200):
        on.bowl(s, 184, "#fdf7ea", "#cdbb98", "#27497d")
        st.broth(s, 158, "#eec78a", "#b9833e", "#fbe6bb")
    with s.stamp() as tail:
        top.chunk(s, 52, ("#a8643a", "#6e371a", "#3c180a"))
        s.put(disc(0, 0, 19, ink("#f8ead0", "#cba873", 4)), disc(0, 0, 7, ink("#c9876a")))
    for x, y in ((144, 158), (244, 164), (190, 252)):
        s.press(tail, x, y, x)
    with s.stamp() as carrot:
        s.put(disc(3, 6, 24, ink("#1d0d05", opacity=28)))
        s.put(disc(0, 0, 24, ink(s.round("#ffb14a", "#f0801e"), "#c8590c", 3)))
        s.put(disc(0, 0, 11, pen("#ffcf86", 4, "2 8")))
    for x, y in ((194, 128), (124, 226), (270, 242), (246, 276)):
        s.press(carrot, x, y, x * 2)
    with s.at(204, 196):
        top.herbs(s, [(0, 0), (-60, 86), (66, 16), (34, 26), (-20, -14)])
    with s.at(138, 286):
        top.tomato(s, 30)


def rawon_surabaya(s: Sheet) -> None:
    with s.at(200, 200):
        on.bowl(s, 184, "#f4ead8", "#c5b08a", "#8c2f22")
        st.broth(s, 158, "#4a2c18", "#1d0f06", "#a9743a")
    with s.stamp() as meat:
        top.chunk(s, 40, ("#8a5836", "#553018", "#26110a"))
    for x, y in ((146, 146), (220, 136), (138, 222)):
        s.press(meat, x, y, x + y)
    with s.at(214, 208):
        st.sprouts(s, 52, 12)
    with s.at(274, 190, 30):
        top.boiled_egg(s, 44, "#f0761a", "#f4f3ec")
    with s.at(172, 280):
        sambal_matah(s, 1)
        on.saucer(s, 34, SAMBAL)
    with s.at(262, 264, 10):
        top.prawn_cracker(s)
    top.spring_onion(s, [(186, 176), (178, 232), (238, 238), (216, 178)])


def bakso_urat(s: Sheet) -> None:
    with s.at(200, 200):
        on.bowl(s, 184, "#fdf7ea", "#cdbb98", "#c23a28")
        st.broth(s, 158, "#f1d49c", "#c08c46", "#fff0c9")
    with s.at(232, 252):
        st.noodles(s, 74, ("#c08a34", "#bd8a34", "#f6d47c", "#fde6a6"), 8, 32)
    with s.stamp() as ball:
        top.meatball(s, 38)
    s.press(ball, 172, 160, 0, 150)
    s.press(ball, 262, 164)
    s.press(ball, 134, 240)
    with s.at(228, 112):
        st.greens(s, 24, 6, ("#4c7f36", "#8cbf58", "#d5eaa8"), 46)
    top.spring_onion(s, [(206, 214), (240, 214), (178, 232), (262, 246)])
    with s.at(186, 284):
        st.shallots(s, 26, 12)
    with s.at(276, 278):
        on.saucer(s, 30, SAMBAL)


def gado_gado(s: Sheet) -> None:
    with s.at(200, 200):
        on.basket(s)
        on.leaf_round(s, 142)
    with s.at(136, 150):
        st.greens(s, 52, 7, LEAF, 64)
    with s.at(254, 134):
        st.sprouts(s, 44, 9)
    with s.stamp() as tofu:
        top.block(s, 60, 52, TOFU)
    for x, y, turn in ((286, 192, 12), (290, 250, -14), (106, 226, 20)):
        s.press(tofu, x, y, turn)
    with s.at(196, 206):
        st.sauce(s, 92, 68, PEANUT, ("#f3cf97", "#5f3510", "#e3a863"))
    with s.stamp() as egg:
        top.boiled_egg(s, 44)
    s.press(egg, 136, 278, -20)
    s.press(egg, 222, 276, 30)
    with s.at(284, 300):
        top.prawn_cracker(s, ("#ffe3b8", "#eeb06a"))


def cah_kangkung_terasi(s: Sheet) -> None:
    with s.at(200, 200):
        on.plate(s, 184, "#fdf7ea", "#d6bf97")
    with s.at(200, 200):
        st.sauce(s, 126, 116, ("#8d7a2e", "#66581f", "#4a3f14"))
        st.stems(s, 96, 18, ("#3f7030", "#9cc763"), 11)
        st.greens(s, 104, 24, ("#2f5d28", "#5f9a3c", "#a9d07a"), 62)
    top.chilli_rings(
        s, [(150, 150), (236, 132), (270, 214), (196, 206), (140, 236), (220, 272), (176, 286)]
    )
    with s.at(204, 176):
        st.shallots(s, 70, 12)


def sayur_asem(s: Sheet) -> None:
    with s.at(200, 200):
        on.bowl(s, 184, "#6a8f4e", "#3c5d2f", "#e6efc8")
        st.broth(s, 158, "#e9b45c", "#b06f22", "#fbe0a0")
    with s.stamp() as corn:
        s.put(disc(4, 7, 42, ink("#1d0d05", opacity=30)), disc(0, 0, 42, ink("#e0a012")))
        s.put(disc(0, 0, 35, pen("#ffdc4e", 12, "7 13")), disc(0, 0, 22, ink("#fbe9a8")))
        s.put(disc(0, 0, 13, pen("#d9b75c", 3, "2 6")))
    for x, y in ((142, 152), (252, 228), (158, 262)):
        s.press(corn, x, y, x)
    with s.at(246, 140):
        st.stems(s, 36, 7, ("#3f7030", "#8cbf4c"), 12)
    with s.at(196, 206):
        st.greens(s, 36, 6, LEAF, 52)
    s.put(dots([(214, 164), (110, 210), (228, 280), (286, 184)], 26, "#7c3d18"))
    s.put(dots([(211, 160), (107, 206), (225, 276), (283, 180)], 12, "#b56a34"))
    top.chilli_rings(s, [(200, 128), (206, 250), (126, 214)])


def terong_balado(s: Sheet) -> None:
    with s.at(200, 200):
        on.plate(s, 184, "#3d5f58", "#22403b")
    with s.stamp() as wedge:
        d = "M-70 6C-60-26 40-34 78-6C64 26-44 34-70 6z"
        s.coats(d, st.fallen(4, 8), ink(s.down("#8a4a8c", "#56265e"), "#3a1742", 3))
        s.put(path("M-54 4C-40-10 34-16 62-4C44 12-30 18-54 4z", ink("#f3dfae")))
    for x, y, turn in ((182, 124, 14), (236, 172, -24), (158, 196, -8), (226, 236, 12)):
        s.press(wedge, x, y, turn, 116)
    s.press(wedge, 168, 278, -20, 112)
    with s.at(196, 196, -40):
        st.sauce(s, 88, 34, SAMBAL, ("#ffb14a", "#ffe0a0", "#7a0d0a"))
    with s.at(264, 282, -16):
        top.chilli(s)


def tahu_tempe_bacem(s: Sheet) -> None:
    with s.at(200, 200):
        on.plate(s, 184, "#f3e7d3", "#c8ae84")
        on.leaf_round(s, 144)
    with s.stamp() as tahu:
        top.block(s, 84, 76, ("#c98a48", "#9a5a24", "#5c2f0e"))
    with s.stamp() as tempe:
        top.block(s, 96, 66, ("#a8642c", "#7c4318", "#47220a"), "#d9a462")
    s.press(tahu, 140, 158, -10)
    s.press(tempe, 244, 150, 12)
    s.press(tempe, 148, 250, 8)
    s.press(tahu, 246, 240, -8)
    with s.at(196, 300, -6):
        top.chilli(s, ("#86b84a", "#4f8430"))
    with s.at(296, 290, 20, 90):
        top.chilli(s)


def nasi_putih(s: Sheet) -> None:
    with s.at(200, 200):
        on.plate(s, 184, "#3f6d8c", "#274a64")
        on.leaf_round(s, 130)
        st.rice(s, 104, WHITE_RICE, 160)
    with s.at(200, 196):
        top.herbs(s, [(0, 0)])
        st.shallots(s, 20, 9)


def sambal_tiga_rasa(s: Sheet) -> None:
    with s.at(200, 204):
        on.board(s)
    for x, y, tones in (
        (128, 150, SAMBAL),
        (272, 150, ("#9cc24e", "#5f8f2c", "#3b6419")),
        (200, 268, ("#fffaf0", "#f0e2c6", "#d9c39a")),
    ):
        with s.at(x, y):
            on.saucer(s, 68, tones, "#3a3330")
    s.put(dots([(110, 140), (140, 128), (146, 164), (120, 172), (104, 160)], 7, "#ffcf7a"))
    s.put(dots([(256, 140), (286, 132), (290, 164), (264, 172), (250, 160)], 7, "#e0efae"))
    with s.at(200, 268):
        sambal_matah(s, 40)
    with s.at(308, 290, -50, 90):
        top.chilli(s)
    with s.at(92, 292):
        top.lime(s, 32)


PICTURES: Final[Mapping[str, Callable[[Sheet], None]]] = {
    "sate-ayam-madura": sate_ayam_madura,
    "sate-kambing": sate_kambing,
    "sate-taichan": sate_taichan,
    "sate-lilit-bali": sate_lilit_bali,
    "soto-betawi": soto_betawi,
    "soto-ayam-lamongan": soto_ayam_lamongan,
    "sop-buntut": sop_buntut,
    "rawon-surabaya": rawon_surabaya,
    "bakso-urat": bakso_urat,
    "gado-gado": gado_gado,
    "cah-kangkung-terasi": cah_kangkung_terasi,
    "sayur-asem": sayur_asem,
    "terong-balado": terong_balado,
    "tahu-tempe-bacem": tahu_tempe_bacem,
    "nasi-putih": nasi_putih,
    "sambal-tiga-rasa": sambal_tiga_rasa,
}
