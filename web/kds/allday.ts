/** All-day counts: the total of each item still to cook, across the open tickets. */

import type { Ticket, TicketLine } from "./tickets.ts";

export interface AllDayRow {
  key: string;
  name_id: string;
  name_en: string;
  variant_name_id: string | null;
  variant_name_en: string | null;
  quantity: number;
  /** How many of them carry each option, most frequent first. */
  options: { name_id: string; name_en: string; quantity: number }[];
}

/** Lines marked ready and voided lines are not to be cooked any more, so they do not count. */
export function allDay(tickets: readonly Ticket[]): AllDayRow[] {
  const rows = new Map<string, AllDayRow>();
  for (const ticket of tickets) {
    for (const line of ticket.lines) {
      if (line.state === "fired") count(rows, line);
    }
  }
  const found = [...rows.values()];
  for (const row of found) row.options.sort((a, b) => b.quantity - a.quantity);
  return found.sort((a, b) => b.quantity - a.quantity || (a.key < b.key ? -1 : 1));
}

function count(rows: Map<string, AllDayRow>, line: TicketLine): void {
  const key = `${line.name_id}\u0000${line.variant_name_id ?? ""}`;
  const { name_id, name_en, variant_name_id, variant_name_en } = line;
  const fresh = {
    key,
    name_id,
    name_en,
    variant_name_id,
    variant_name_en,
    quantity: 0,
    options: [],
  };
  const row: AllDayRow = rows.get(key) ?? fresh;
  rows.set(key, row);
  row.quantity += line.quantity;
  for (const option of line.options) {
    const known = row.options.find((one) => one.name_id === option.name_id);
    if (known) known.quantity += line.quantity;
    else row.options.push({ ...option, quantity: line.quantity });
  }
}
