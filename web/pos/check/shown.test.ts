import { expect, test } from "vitest";
import { check, line, SARI, wished } from "./samples.ts";
import { type Intent, shown, summaryOf } from "./shown.ts";

const add = (id: string): Intent => ({ kind: "add", lines: [wished(id)], fire: false, by: SARI });

test("a tapped item is on the check before the box has answered, without an amount", () => {
  const seen = shown("c", check("c", 1), [add("l2")]);
  const tapped = seen?.lines.at(-1);
  expect(tapped).toMatchObject({ id: "l2", state: "draft", total: null, waiting: true });
  expect(seen?.settled).toBe(false);
  expect(seen?.totals.total).toBe(48_000);
});

test("a line the live feed brought before the answer is not shown twice", () => {
  const told = check("c", 2, { lines: [line("l1"), line("l2", { total: 8_000 })] });
  const seen = shown("c", told, [add("l2")]);
  expect(seen?.lines.map(({ id, total }) => [id, total])).toEqual([
    ["l1", 48_000],
    ["l2", 8_000],
  ]);
});

test("a check exists on the screen from its first tap, without a number", () => {
  const party = {
    channel: "dine_in" as const,
    table_id: "t4",
    table_name: "4",
    name: null,
    covers: 2,
  };
  const open: Intent = {
    kind: "open",
    party,
    lines: [wished("l1")],
    fire: false,
    at_ms: 5,
    by: SARI,
  };
  const seen = shown("c", null, [open, add("l2")]);
  expect(seen).toMatchObject({ number: null, table_name: "4", state: "open" });
  expect(seen?.lines).toHaveLength(2);
  expect(seen && summaryOf(seen)).toMatchObject({ line_count: 2, draft_count: 2, balance: 0 });
});

test("a changed quantity shows at once and leaves the amount to the box", () => {
  const seen = shown("c", check("c", 1), [{ kind: "change", line_id: "l1", to: { quantity: 3 } }]);
  expect(seen?.lines[0]).toMatchObject({ quantity: 3, total: null, waiting: true });
});

test("firing touches drafts only", () => {
  const told = check("c", 1, { lines: [line("l1", { state: "ready" }), line("l2")] });
  const seen = shown("c", told, [{ kind: "fire" }]);
  expect(seen?.lines.map(({ state, waiting }) => [state, waiting])).toEqual([
    ["ready", false],
    ["fired", true],
  ]);
});

test("without taps on their way the check is what the box says", () => {
  const seen = shown("c", check("c", 9), []);
  expect(seen).toMatchObject({ settled: true, rev: 9, paying: false });
  expect(seen?.lines[0]?.waiting).toBe(false);
});

test("taps on a check that never came to be show nothing", () => {
  expect(shown("c", null, [add("l2"), { kind: "fire" }])).toBeNull();
});

test("voided lines are not counted", () => {
  const told = check("c", 1, {
    lines: [
      line("l1", { quantity: 2 }),
      line("l2", { state: "voided" }),
      line("l3", { state: "fired" }),
    ],
  });
  expect(summaryOf(told)).toMatchObject({ line_count: 3, draft_count: 2 });
});
