import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { listenForScans, type Scan } from "./wedge.ts";

let now = 0;
let scans: Scan[] = [];
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  now = 0;
  scans = [];
  stop = listenForScans(
    (scan) => scans.push(scan),
    () => now,
  );
});

afterEach(() => {
  stop();
  vi.useRealTimers();
  document.body.innerHTML = "";
});

/** A key as a browser would handle it: unless prevented, it lands in the focused field. */
function key(name: string, gapMs: number, target: HTMLElement = document.body): boolean {
  now += gapMs;
  vi.advanceTimersByTime(gapMs);
  const event = new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true });
  const taken = target.dispatchEvent(event);
  if (taken && name.length === 1 && target instanceof HTMLInputElement) target.value += name;
  return taken;
}

function burst(text: string, gapMs = 10, target?: HTMLElement) {
  return [...text].map((letter) => key(letter, gapMs, target));
}

function field(): HTMLInputElement {
  const input = document.createElement("input");
  input.type = "text";
  document.body.append(input);
  input.focus();
  return input;
}

test("a burst that ends with Enter is a scan, and its Enter presses nothing", () => {
  burst("8997001001234");
  expect(key("Enter", 10)).toBe(false);
  expect(scans).toEqual([{ code: "8997001001234", leaked: "8" }]);
});

test("a scanner without Enter ends by sixty milliseconds of silence", () => {
  burst("8997001001234");
  vi.advanceTimersByTime(59);
  expect(scans).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(scans).toHaveLength(1);
});

test("a person's typing is no scan, however long", () => {
  burst("nasi goreng", 90);
  key("Enter", 90);
  expect(scans).toEqual([]);
});

test("three quick keys are no scan", () => {
  burst("123");
  key("Enter", 10);
  expect(scans).toEqual([]);
});

test("a scan never types into the field that happens to have the focus", () => {
  const input = field();
  input.value = "es t";
  burst("8997001001234", 10, input);
  key("Enter", 10, input);
  expect(input.value).toBe("es t");
  expect(scans).toEqual([{ code: "8997001001234", leaked: "" }]);
});

test("quick fingers in a field lose no letter", () => {
  const input = field();
  burst("es", 10, input);
  vi.advanceTimersByTime(60);
  expect(input.value).toBe("es");
  expect(scans).toEqual([]);
});

test("two scans in a row are two", () => {
  burst("11112222");
  key("Enter", 10);
  burst("33334444");
  key("Enter", 10);
  expect(scans.map(({ code }) => code)).toEqual(["11112222", "33334444"]);
});

test("shortcuts with Control are left alone", () => {
  const event = new KeyboardEvent("keydown", { key: "v", ctrlKey: true, cancelable: true });
  window.dispatchEvent(event);
  expect(event.defaultPrevented).toBe(false);
});
