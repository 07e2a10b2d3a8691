"""What can be measured of a screen's looks: axe's findings, and whether a finger hits."""

from typing import Any, Literal

from playwright.sync_api import Locator, Page, expect

from tests.journeys.screens.words import ROOT

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
Scheme = Literal["light", "dark"]

RUN_AXE = """rules => axe.run(document, {
  resultTypes: ['violations'],
  ...(rules ? {runOnly: {type: 'rule', values: rules}} : {}),
}).then(({violations}) => violations.flatMap(found => found.nodes.map(node => ({
  rule: found.id, impact: node.impact, where: node.target.join(' '), why: node.failureSummary,
}))))"""

# The screens take their colours from this attribute, the printer's page from the browser's wish.
WEAR = """scheme => {
  const page = document.documentElement;
  const worn = page.dataset.mantineColorScheme;
  if (worn && scheme) page.dataset.mantineColorScheme = scheme;
  for (const one of document.getAnimations()) {
    if (one.effect?.getComputedTiming().endTime !== Infinity) one.finish();
  }
  return worn;
}"""

# A widget whose real input is hidden behind its label is hit on the label.
MEASURE = """([top, least]) => {
  const hit = 'button, a[href], select, textarea, [role=switch], label:has(input), '
    + 'input:not([type=radio], [type=checkbox], [type=date])';
  return [...(top ?? document).querySelectorAll(hit)]
    .filter(one => one.checkVisibility({opacityProperty: true, visibilityProperty: true}))
    .map(one => ({one, box: one.getBoundingClientRect()}))
    .filter(({box}) => box.width > 1 && box.height > 1)
    .filter(({box}) => box.width < least - 0.5 || box.height < least - 0.5)
    .map(({one, box}) => `${Math.round(box.width)}x${Math.round(box.height)} `
      + (one.ariaLabel || one.innerText || one.outerHTML).slice(0, 60));
}"""


def grave_faults(page: Page) -> list[str]:
    """Serious and critical findings, in light and in dark."""
    page.evaluate(AXE.read_text())
    worn: Scheme = page.evaluate(WEAR, None) or "light"
    # Only colours differ between the two.
    other: Scheme = "dark" if worn == "light" else "light"
    found = _faults(page, worn) + _faults(page, other, "color-contrast")
    _wear(page, worn)
    return found


def _faults(page: Page, scheme: Scheme, *rules: str) -> list[str]:
    _wear(page, scheme)
    found: list[dict[str, Any]] = page.evaluate(RUN_AXE, list(rules) or None)
    grave = [one for one in found if one["impact"] in ("serious", "critical")]
    return [f"{scheme}: {one['rule']} at {one['where']}: {one['why']}" for one in grave]


def _wear(page: Page, scheme: Scheme) -> None:
    page.emulate_media(color_scheme=scheme)
    page.evaluate(WEAR, scheme)


def small_targets(page: Page, within: Locator | None = None, *, least: int = 48) -> list[str]:
    """What a finger may miss: narrower or lower than `least` px."""
    top = within.element_handle() if within else None
    found: list[str] = page.evaluate(MEASURE, [top, least])
    return found


def in_sight(*found: Locator) -> None:
    """Whole on the screen, without scrolling."""
    for one in found:
        expect(one).to_be_in_viewport(ratio=1)
