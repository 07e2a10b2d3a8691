import { createTheme, type MantineColorsTuple } from "@mantine/core";

const lagoon: MantineColorsTuple = [
  "#e8f8f5",
  "#d3efe9",
  "#a6dfd3",
  "#74cebb",
  "#4bbfa8",
  "#2fb09a",
  "#148f7c",
  "#0b7a69",
  "#0a6658",
  "#064f45",
];
const ember: MantineColorsTuple = [
  "#fff2e6",
  "#ffe3cb",
  "#ffc696",
  "#fea65c",
  "#fb8a2e",
  "#f0760f",
  "#d66106",
  "#b44f05",
  "#8f3f07",
  "#703206",
];

/** Mantine's own greys, with the green of the ground in them. */
const dark: MantineColorsTuple = [
  "#edf1ef",
  "#c9d2ce",
  "#a3aea9",
  "#7f8b86",
  "#46514c",
  "#333c38",
  "#28312d",
  "#1c2220",
  "#161b19",
  "#121614",
];

/** Finger-sized everywhere: 48 px at least, 64 for keys that move money. */
export const TOUCH = 48;
export const MONEY_KEY = 64;

const field = { styles: { input: { minHeight: TOUCH, fontSize: 16 } } };

export const theme = createTheme({
  fontFamily:
    "'Plus Jakarta Sans Variable', system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Roboto Mono', 'DejaVu Sans Mono', monospace",
  headings: {
    fontFamily: "'Plus Jakarta Sans Variable', system-ui, sans-serif",
    fontWeight: "700",
  },
  colors: { lagoon, ember, dark },
  primaryColor: "lagoon",
  primaryShade: { light: 7, dark: 7 },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  focusRing: "auto",
  components: {
    Button: { defaultProps: { h: TOUCH, fz: 16 } },
    ActionIcon: { defaultProps: { size: TOUCH, variant: "subtle" } },
    CloseButton: { defaultProps: { size: TOUCH, iconSize: 22 } },
    TextInput: field,
    Textarea: field,
    NumberInput: field,
    NativeSelect: field,
    Select: field,
    // The placeholder that takes the first focus is a child a menu must not have.
    Menu: {
      defaultProps: { withInitialFocusPlaceholder: false },
      styles: { item: { minHeight: TOUCH, fontSize: 16 } },
    },
    SegmentedControl: {
      styles: { label: { minHeight: TOUCH, display: "grid", placeItems: "center" } },
    },
    // Pages never scroll behind a dialog here, and the lock writes a <style> the policy refuses.
    Modal: {
      defaultProps: { centered: true, lockScroll: false, closeButtonProps: { size: TOUCH } },
    },
    Drawer: { defaultProps: { lockScroll: false, closeButtonProps: { size: TOUCH } } },
  },
});
