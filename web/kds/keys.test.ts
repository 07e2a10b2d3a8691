import { describe, expect, test } from "vitest";
import { keyAction } from "./keys.ts";

describe("a bump bar or keyboard", () => {
  test.each(["1", "5", "9"])("key %s selects the ticket with that number", (key) => {
    expect(keyAction({ key })).toEqual({ kind: "select", slot: Number(key) });
  });

  test.each([
    ["Enter", { kind: "bump" }],
    ["Backspace", { kind: "recall" }],
    ["ArrowRight", { kind: "page", by: 1 }],
    ["ArrowLeft", { kind: "page", by: -1 }],
    ["a", { kind: "all_day" }],
    ["A", { kind: "all_day" }],
    ["Escape", { kind: "deselect" }],
  ])("%s does its one thing", (key, action) => {
    expect(keyAction({ key })).toEqual(action);
  });

  test.each(["0", "b", "F5", "Tab", " "])("%s is left to the browser", (key) => {
    expect(keyAction({ key })).toBeNull();
  });
});

test("a key leaned on bumps once; only paging repeats", () => {
  expect(keyAction({ key: "Enter", repeat: true })).toBeNull();
  expect(keyAction({ key: "Backspace", repeat: true })).toBeNull();
  expect(keyAction({ key: "ArrowRight", repeat: true })).toEqual({ kind: "page", by: 1 });
});

test("typing into a field and the browser's own shortcuts are not ours", () => {
  expect(keyAction({ key: "1", typing: true })).toBeNull();
  expect(keyAction({ key: "a", ctrlKey: true })).toBeNull();
  expect(keyAction({ key: "ArrowLeft", altKey: true })).toBeNull();
  expect(keyAction({ key: "a", metaKey: true })).toBeNull();
});
