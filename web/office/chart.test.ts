import { expect, test } from "vitest";
import { hourChart, roundUp, shortRupiah } from "./chart.ts";
import type { HourSales } from "./types.ts";

const sold = (hour: number, total: number) => ({ hour, total, checks: 1 });

const drawn = (hours: HourSales[], first: number) => {
  const { bars, grid } = hourChart(hours, first);
  return { hours: bars.map((bar) => bar.hour), heights: bars.map((bar) => bar.height), grid };
};

test("hours without a sale between two with one are drawn empty", () => {
  const day = [sold(10, 200_000), sold(12, 50_000), sold(19, 100_000)];
  expect(drawn(day, 4)).toEqual({
    hours: [10, 11, 12, 13, 14, 15, 16, 17, 18, 19],
    heights: [1, 0, 0.25, 0, 0, 0, 0, 0, 0, 0.5],
    grid: [50_000, 100_000, 150_000, 200_000],
  });
});

test("a night that runs past midnight stays in its order", () => {
  expect(drawn([sold(1, 100), sold(18, 400)], 4).hours).toEqual([18, 19, 20, 21, 22, 23, 0, 1]);
});

test("one busy hour stands among the hours before it, none of them before the day began", () => {
  expect(drawn([sold(20, 100)], 4).hours).toEqual([13, 14, 15, 16, 17, 18, 19, 20]);
  expect(drawn([sold(6, 100)], 4).hours).toEqual([4, 5, 6, 7, 8, 9, 10, 11]);
});

test("a day without sales has no bars", () => {
  expect(hourChart([], 4)).toEqual({ bars: [], grid: [] });
});

test.each([
  [0, 0],
  [1, 1],
  [99_500, 100_000],
  [110_000, 200_000],
  [3_250_000, 4_000_000],
  [8_000_001, 10_000_000],
])("the scale above %d ends at %d", (amount, top) => {
  expect(roundUp(amount)).toBe(top);
});

test("axis labels are short in both languages", () => {
  expect(shortRupiah(1_250_000, "id")).toBe("1,3 jt");
  expect(shortRupiah(1_500_000, "en")).toBe("1.5M");
  expect(shortRupiah(800_000, "id")).toBe("800 rb");
  expect(shortRupiah(500, "en")).toBe("500");
});
