import { expect, test } from "vitest";
import { joined, withBox, withReceipt, withSale } from "./happened.ts";
import type { OutletRow, ReceiptRow } from "./types.ts";

function receipt(id: string, closedAtMs: number, total = 10_000): ReceiptRow {
  return {
    check_id: id,
    receipt_number: `KMG-${id}`,
    number: 1,
    closed_at_ms: closedAtMs,
    table_name: "Meja 7",
    channel: "dine_in",
    total,
    tender: "cash",
    cashier: "Sari",
    refunded: 0,
  };
}

const row = (id: string): OutletRow => ({
  id,
  name: id,
  city: "",
  zone: "Asia/Jakarta",
  box: null,
  today: { date: "2026-11-22", total: 50_000, checks: 2, covers: 4 },
});

test("a sale adds to its outlet's day and to no other", () => {
  const [kemang, braga] = withSale([row("kemang"), row("braga")], "kemang", receipt("a", 1));
  expect(kemang?.today).toMatchObject({ total: 60_000, checks: 3 });
  expect(braga?.today.total).toBe(50_000);
});

test("a box that was heard of is heard of at its outlet", () => {
  const box = { id: "k1", last_seen_ms: 5, seq: 9, synced_to_ms: 4 };
  expect(withBox([row("kemang"), row("braga")], "braga", box).map((one) => one.box)).toEqual([
    null,
    box,
  ]);
});

test("a receipt told twice is listed once, newest first, also when an old one arrives late", () => {
  const list = [receipt("c", 30), receipt("a", 10)];
  expect(withReceipt(list, receipt("b", 20)).map((one) => one.check_id)).toEqual(["c", "b", "a"]);
  expect(withReceipt(list, receipt("c", 30))).toEqual(list);
});

test("pages that overlap on their seam join without a double", () => {
  const pages = [
    [receipt("c", 30), receipt("b", 20)],
    [receipt("b", 20), receipt("a", 10)],
  ];
  expect(joined(pages).map((one) => one.check_id)).toEqual(["c", "b", "a"]);
});
