import { expect, test } from "vitest";
import { heard } from "./heard.ts";
import { line, ticket } from "./samples.ts";
import type { Ticket } from "./tickets.ts";

const none: ReadonlySet<string> = new Set();
const ids = (tickets: Ticket[]) => tickets.map((t) => t.id);

test("a ticket never seen before is new", () => {
  const found = heard([ticket("a")], [ticket("a"), ticket("b")], new Set(["a"]), none);
  expect([ids(found.fresh), ids(found.changed)]).toEqual([["b"], []]);
});

test("a ticket recalled on another screen is a change, not a new order", () => {
  const found = heard([], [ticket("a")], new Set(["a"]), none);
  expect([ids(found.fresh), ids(found.changed)]).toEqual([[], ["a"]]);
});

test("a void, another quantity, note or table is a change", () => {
  const before = [ticket("a", { lines: [line("1")] })];
  for (const after of [
    ticket("a", { lines: [line("1", { state: "voided" })] }),
    ticket("a", { lines: [line("1", { quantity: 2 })] }),
    ticket("a", { lines: [line("1", { note: "tanpa bawang" })] }),
    ticket("a", { table_name: "Meja 9" }),
  ]) {
    expect(ids(heard(before, [after], new Set(["a"]), none).changed)).toEqual(["a"]);
  }
});

test("marking a line ready, and one's own recall, make no sound", () => {
  const ready = ticket("a", { rev: 2, lines: [line("1", { state: "ready" })] });
  const before = [ticket("a", { lines: [line("1")] })];
  expect(heard(before, [ready], new Set(["a"]), none)).toEqual({ fresh: [], changed: [] });
  expect(heard([], [ticket("b")], new Set(["b"]), new Set(["b"]))).toEqual({
    fresh: [],
    changed: [],
  });
});
