import {
  convertCssVariables,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  type MantineThemeOverride,
  mergeMantineTheme,
} from "@mantine/core";

/**
 * The theme's variables as a sheet made by script. A `<style>` element, which is what Mantine would
 * write, is refused by the server's content security policy; this is not.
 */
export function adoptVariables(override: MantineThemeOverride): void {
  const theme = mergeMantineTheme(DEFAULT_THEME, override);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(convertCssVariables(defaultCssVariablesResolver(theme)));
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
