import { describe, expect, test } from "vitest";
import { pack, wrappedLines } from "./packing.ts";
import { chance } from "./samples.ts";

const room = { columns: 2, height: 100, gap: 10 };
const self = (height: number) => height;

describe("laying out tickets", () => {
  test("goes down a column, then right, then to the next page", () => {
    const pages = pack([40, 40, 50, 50, 20, 90], room, self);
    expect(pages.map((page) => page.columns)).toEqual([
      [[40, 40], [50]],
      [[50, 20], [90]],
    ]);
  });

  test("gives a ticket taller than the screen a column to itself", () => {
    expect(pack([400, 10], room, self)[0]?.columns).toEqual([[400], [10]]);
  });

  test("has one empty page for an empty board", () => {
    expect(pack([], room, self)).toEqual([{ columns: [[]] }]);
  });

  test("puts every one of 500 tickets on exactly one page, in order, within the height", () => {
    const pick = chance(42);
    const tickets = Array.from({ length: 500 }, (_, id) => ({ id, height: 20 + pick(70) }));
    const pages = pack(tickets, { columns: 4, height: 200, gap: 8 }, (t) => t.height);
    expect(pages.flatMap((page) => page.columns.flat()).map((t) => t.id)).toEqual(
      tickets.map((t) => t.id),
    );
    for (const column of pages.flatMap((page) => page.columns)) {
      const used = column.reduce((sum, t) => sum + t.height + 8, -8);
      expect(used).toBeLessThanOrEqual(200);
    }
    expect(Math.max(...pages.map((page) => page.columns.length))).toBe(4);
  });
});

test("text wraps at words, and a word too long for the column breaks inside", () => {
  const measure = (text: string) => text.length;
  expect(wrappedLines("", 10, measure)).toBe(1);
  expect(wrappedLines("nasi goreng", 11, measure)).toBe(1);
  expect(wrappedLines("nasi goreng", 10, measure)).toBe(2);
  expect(wrappedLines("a bb ccc dddd", 4, measure)).toBe(3);
  expect(wrappedLines("tanpabawangputih", 5, measure)).toBe(4);
});
