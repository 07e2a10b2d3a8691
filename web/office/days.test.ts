import { expect, test } from "vitest";
import { daysOn, isDate, longDate } from "./days.ts";

test("days go over the ends of months and years", () => {
  expect(daysOn("2026-11-22", -1)).toBe("2026-11-21");
  expect(daysOn("2026-12-31", 1)).toBe("2027-01-01");
  expect(daysOn("2028-02-28", 1)).toBe("2028-02-29");
});

test("only a real date is a date", () => {
  expect(isDate("2026-11-22")).toBe(true);
  expect(isDate("2026-02-30")).toBe(false);
  expect(isDate("22-11-2026")).toBe(false);
});

test("a date is written out in the reader's language", () => {
  expect(longDate("2026-11-22", "id")).toBe("Minggu, 22 November 2026");
  expect(longDate("2026-11-22", "en")).toContain("22 November 2026");
});
