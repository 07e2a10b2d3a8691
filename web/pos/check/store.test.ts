import { beforeEach, expect, test } from "vitest";
import { check } from "./samples.ts";
import { summaryOf } from "./shown.ts";
import { behind, checks, mergeCheck, mergeOpen } from "./store.ts";

beforeEach(() => checks.setState({ whole: {}, open: {}, listed: false }));

const revOf = (id: string) => checks.getState().whole[id]?.rev;
const open = () => Object.keys(checks.getState().open).sort();

test("an older word about a check never overwrites a newer one", () => {
  mergeCheck(check("c", 5));
  mergeCheck(check("c", 4, { covers: 9 }));
  expect(revOf("c")).toBe(5);
  expect(checks.getState().whole.c?.covers).toBe(2);
});

test("a newer word from another till is taken in place", () => {
  mergeCheck(check("c", 5));
  mergeCheck(check("c", 6, { covers: 9 }));
  expect(checks.getState().whole.c?.covers).toBe(9);
  expect(checks.getState().open.c?.covers).toBe(9);
});

test("a closed check leaves the list and stays readable", () => {
  mergeCheck(check("c", 5));
  mergeCheck(check("c", 6, { state: "closed", closed_at_ms: 1 }));
  expect(open()).toEqual([]);
  expect(checks.getState().whole.c?.state).toBe("closed");
});

test("a list brings in what other tills opened and drops what they closed", () => {
  mergeOpen([summaryOf(check("a", 1)), summaryOf(check("b", 1))], checks.getState());
  mergeOpen([summaryOf(check("b", 2))], checks.getState());
  expect(open()).toEqual(["b"]);
});

test("a check opened while the list travelled stays on it", () => {
  const before = checks.getState();
  mergeCheck(check("new", 1));
  mergeOpen([summaryOf(check("old", 1))], before);
  expect(open()).toEqual(["new", "old"]);
});

test("a check closed while the list travelled does not come back", () => {
  mergeCheck(check("c", 1));
  const before = checks.getState();
  mergeCheck(check("c", 3, { state: "closed" }));
  mergeOpen([summaryOf(check("c", 2))], before);
  expect(open()).toEqual([]);
});

test("a list does not take an open check back to an older revision", () => {
  mergeCheck(check("c", 4, { covers: 6 }));
  mergeOpen([summaryOf(check("c", 3))], checks.getState());
  expect(checks.getState().open.c).toMatchObject({ rev: 4, covers: 6 });
});

test("of many closed checks only the latest are kept in memory", () => {
  for (let day = 0; day < 50; day++) {
    mergeCheck(check(`c${day}`, 1, { state: "closed", closed_at_ms: day }));
  }
  const kept = Object.keys(checks.getState().whole);
  expect(kept).toHaveLength(30);
  expect(kept).toContain("c49");
  expect(kept).not.toContain("c19");
});

test("after a break only what changed meanwhile is read again", () => {
  mergeCheck(check("same", 3));
  mergeCheck(check("changed", 3));
  mergeCheck(check("closed-elsewhere", 3));
  mergeCheck(check("done", 3, { state: "closed" }));
  const list = [summaryOf(check("same", 3)), summaryOf(check("changed", 5))];
  expect(behind(list).sort()).toEqual(["changed", "closed-elsewhere"]);
});
