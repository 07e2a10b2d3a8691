/** Which outlets the list shows, and in what order. */

import type { OutletRow } from "./types.ts";

/** A box asks for settings at least every 25 s; beyond this it is not connected. */
export const OFFLINE_AFTER_MS = 45_000;

export type Presence = "online" | "offline" | "never";
export type Status = "all" | "online" | "offline";
export type Order = "total" | "name" | "seen";

export function presence(outlet: OutletRow, nowMs: number): Presence {
  const seen = outlet.box?.last_seen_ms ?? null;
  if (seen === null) return "never";
  return nowMs - seen > OFFLINE_AFTER_MS ? "offline" : "online";
}

export interface Wanted {
  words: string;
  status: Status;
  order: Order;
}

export function choose(outlets: readonly OutletRow[], wanted: Wanted, nowMs: number): OutletRow[] {
  const words = plain(wanted.words).split(/\s+/).filter(Boolean);
  const found = outlets.filter((outlet) => {
    const text = plain(`${outlet.name} ${outlet.city} ${outlet.id}`);
    if (!words.every((word) => text.includes(word))) return false;
    return (
      wanted.status === "all" ||
      (presence(outlet, nowMs) === "online") === (wanted.status === "online")
    );
  });
  return found.sort(ORDERS[wanted.order]);
}

const byName = (a: OutletRow, b: OutletRow) => a.name.localeCompare(b.name, "id");

const ORDERS: Readonly<Record<Order, (a: OutletRow, b: OutletRow) => number>> = {
  name: byName,
  total: (a, b) => b.today.total - a.today.total || byName(a, b),
  // Whoever has been silent longest is the one to look at.
  seen: (a, b) => (a.box?.last_seen_ms ?? 0) - (b.box?.last_seen_ms ?? 0) || byName(a, b),
};

/** Small letters without accents, for looking up. */
export function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
