import { expect, test } from "vitest";
import { hourChart, roundUp, shortRupiah } from "./chart.ts";

const sold = (hour: number, total: number) => ({ hour, total, checks: 1 });

test("hours without a sale between two with one are drawn empty", () => {
  const { bars, grid } = hourChart([sold(11, 200_000), sold(14, 50_000)], 4);
  expect(bars.map((bar) => [bar.hour, bar.height])).toEqual([
    [11, 1],
    [12, 0],
    [13, 0],
    [14, 0.25],
  ]);
  expect(grid).toEqual([50_000, 100_000, 150_000, 200_000]);
});

test("a night that runs past midnight stays in its order", () => {
  const { bars } = hourChart([sold(1, 100), sold(22, 400)], 4);
  expect(bars.map((bar) => bar.hour)).toEqual([22, 23, 0, 1]);
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
