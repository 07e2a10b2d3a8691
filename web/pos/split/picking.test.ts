import { expect, test } from "vitest";
import { check, line } from "../check/samples.ts";
import { shown } from "../check/shown.ts";
import { coursesToFire, picksOf, seatsToSplit, takesAll, withOneMore } from "./picking.ts";

function seen(...lines: ReturnType<typeof line>[]) {
  const found = shown("c1", check("c1", 1, { lines }), []);
  if (!found) throw new Error("no check");
  return found;
}

test("a tap carries one unit at a time, and never more than there are", () => {
  const table = seen(line("a", { quantity: 2 }), line("b"));
  const [tea, rice] = table.lines;
  if (!tea || !rice) throw new Error("no lines");
  let taken = {};
  for (let tap = 0; tap < 3; tap++) taken = withOneMore(taken, tea, 1);
  expect(picksOf(table, taken)).toEqual([{ line_id: "a", quantity: 2 }]);
  expect(takesAll(table, taken)).toBe(false);
  expect(takesAll(table, withOneMore(taken, rice, 1))).toBe(true);
  expect(picksOf(table, withOneMore(taken, tea, -1))).toEqual([{ line_id: "a", quantity: 1 }]);
});

test("what another tablet took meanwhile is not asked for", () => {
  expect(picksOf(seen(line("a", { quantity: 1 })), { a: 3, gone: 1 })).toEqual([
    { line_id: "a", quantity: 1 },
  ]);
  expect(picksOf(seen(line("a", { state: "voided" })), { a: 1 })).toEqual([]);
});

test("the first seat keeps the check where nothing is shared", () => {
  const both = [line("a", { seat: 2 }), line("b", { seat: 1 })];
  expect(seatsToSplit(seen(...both))).toEqual([2]);
  expect(seatsToSplit(seen(...both, line("c")))).toEqual([1, 2]);
});

test("courses wait with what they hold", () => {
  const table = seen(
    line("a", { course: 2, held: true, quantity: 3 }),
    line("b", { course: 1, state: "fired" }),
    line("c"),
  );
  expect(coursesToFire(table)).toEqual([{ course: 2, count: 3 }]);
});
