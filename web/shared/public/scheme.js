// Runs before the first paint, so that a dark kitchen never sees a white flash.
(() => {
  const page = document.documentElement;
  const { schemeKey = "mantine-color-scheme-value", schemeDefault = "auto" } = page.dataset;
  let kept = null;
  try {
    kept = localStorage.getItem(schemeKey);
  } catch {}
  const wanted = kept === "dark" || kept === "light" || kept === "auto" ? kept : schemeDefault;
  const dark =
    wanted === "dark" || (wanted === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  page.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
