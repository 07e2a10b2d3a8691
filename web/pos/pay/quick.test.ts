import { expect, test } from "vitest";
import { keyed, quickAmounts } from "./quick.ts";

test.each([
  [85_500, [90_000, 100_000]],
  [12_000, [15_000, 20_000, 50_000, 100_000]],
  [50_000, [100_000]],
  [33_000, [35_000, 40_000, 50_000, 100_000]],
  [100_000, []],
  [103_000, [105_000, 110_000, 150_000, 200_000]],
  [0, []],
])("for %i the next notes are offered, never the exact sum twice", (due, expected) => {
  expect(quickAmounts(due)).toEqual(expected);
});

test("the keypad types, rubs and clears", () => {
  const type = (keys: string[]) => keys.reduce(keyed, 0);
  expect(type(["0"])).toBe(0);
  expect(type(["1", "5", "000"])).toBe(15_000);
  expect(type(["1", "5", "000", "rub"])).toBe(1_500);
  expect(type(["7", "rub"])).toBe(0);
  expect(type(["7", "5", "clear"])).toBe(0);
});

test("a tenth digit is not taken", () => {
  expect(keyed(123_456_789, "1")).toBe(123_456_789);
  expect(keyed(1_234_567, "000")).toBe(1_234_567);
});
