import { expect, test } from "vitest";
import { ageLevel, countUp } from "./age.ts";

test("a ticket warns at sixty per cent of the station's limit and is late at the limit", () => {
  expect(ageLevel(0, 600)).toBe("new");
  expect(ageLevel(359_999, 600)).toBe("new");
  expect(ageLevel(360_000, 600)).toBe("warning");
  expect(ageLevel(599_999, 600)).toBe("warning");
  expect(ageLevel(600_000, 600)).toBe("late");
});

test("the bar's shorter limit is its own", () => {
  expect(ageLevel(180_000, 180)).toBe("late");
});

test.each([
  [0, "0:00"],
  [-400, "0:00"],
  [59_999, "0:59"],
  [425_000, "7:05"],
  [3_600_000, "1:00:00"],
  [4_025_000, "1:07:05"],
])("%d ms reads %s", (ms, text) => {
  expect(countUp(ms)).toBe(text);
});
