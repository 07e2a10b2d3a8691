import { expect, test } from "vitest";
import { choose, OFFLINE_AFTER_MS, presence } from "./outlets.ts";
import type { OutletRow } from "./types.ts";

const NOW = 1_795_000_000_000;

function outlet(
  id: string,
  changes: Partial<OutletRow> = {},
  seenAgo: number | null = 1_000,
): OutletRow {
  const seen = seenAgo === null ? null : NOW - seenAgo;
  return {
    id,
    name: id,
    city: "Jakarta",
    zone: "Asia/Jakarta",
    box: { id: `${id}-1`, last_seen_ms: seen, seq: 1, synced_to_ms: seen },
    today: { date: "2026-11-22", total: 0, checks: 0, covers: 0 },
    ...changes,
  };
}

const today = (total: number) => ({ date: "2026-11-22", total, checks: 1, covers: 1 });
const kemang = outlet("kemang", { name: "Warung Kemang", today: today(500) });
const braga = outlet("braga", { name: "Café Bragá", city: "Bandung", today: today(900) }, 60_000);
const kuta = outlet("kuta", { name: "Kuta", city: "Bali" }, null);
const all = [kemang, braga, kuta];
const names = (rows: OutletRow[]) => rows.map((row) => row.id);

test("a box not heard of for long enough is offline; one never heard of is neither", () => {
  expect(presence(kemang, NOW)).toBe("online");
  expect(presence(braga, NOW)).toBe("offline");
  expect(presence(kuta, NOW)).toBe("never");
  expect(presence(outlet("edge", {}, OFFLINE_AFTER_MS), NOW)).toBe("online");
});

test("search asks for every word, anywhere, without accents or capitals", () => {
  const wanted = { status: "all", order: "name" } as const;
  expect(names(choose(all, { ...wanted, words: "CAFE band" }, NOW))).toEqual(["braga"]);
  expect(names(choose(all, { ...wanted, words: "" }, NOW))).toEqual(["braga", "kuta", "kemang"]);
  expect(names(choose(all, { ...wanted, words: "medan" }, NOW))).toEqual([]);
});

test("filters and orders", () => {
  expect(names(choose(all, { words: "", status: "online", order: "name" }, NOW))).toEqual([
    "kemang",
  ]);
  expect(names(choose(all, { words: "", status: "offline", order: "total" }, NOW))).toEqual([
    "braga",
    "kuta",
  ]);
  expect(names(choose(all, { words: "", status: "all", order: "total" }, NOW))).toEqual([
    "braga",
    "kemang",
    "kuta",
  ]);
  expect(names(choose(all, { words: "", status: "all", order: "seen" }, NOW))).toEqual([
    "kuta",
    "braga",
    "kemang",
  ]);
});
