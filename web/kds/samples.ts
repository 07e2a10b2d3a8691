/** Tickets, boards and chance for the kitchen screen's tests. */

import type { Board, Ticket, TicketLine } from "./tickets.ts";

export function line(id: string, changes: Partial<TicketLine> = {}): TicketLine {
  return {
    id,
    name_id: "Nasi goreng",
    name_en: "Fried rice",
    variant_name_id: null,
    variant_name_en: null,
    options: [],
    quantity: 1,
    lead_s: 600,
    note: "",
    state: "fired",
    goes_to: null,
    ...changes,
  };
}

export function ticket(id: string, changes: Partial<Ticket> = {}): Ticket {
  return {
    v: 1,
    id,
    rev: 1,
    station: "kitchen",
    check_id: `check-${id}`,
    check_number: 1,
    channel: "dine_in",
    table_name: "Meja 7",
    name: null,
    fired_at_ms: 1_000,
    fired_by: "Sari",
    add_on: false,
    state: "open",
    bumped_at_ms: null,
    lines: [line(`${id}-1`)],
    ...changes,
  };
}

export function board(rev: number, listed: Record<string, number>, station = "kitchen"): Board {
  const tickets = Object.entries(listed).map(([id, at]) => ({ id, rev: at }));
  return { v: 1, station, rev, at_ms: rev * 1_000, tickets };
}

/** Repeatable chance (mulberry32), so that a failing case can be run again by its seed. */
export function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  };
}
