/** What changed between two looks at the board that a cook should hear about. */

import type { Ticket } from "./tickets.ts";

export type Cue = "new" | "late" | "change";

export interface Heard {
  fresh: Ticket[];
  changed: Ticket[];
}

/**
 * @param known every ticket seen since the screen opened, so one that comes back is not called new
 * @param own tickets the cook here just acted on: no sound for one's own hand
 */
export function heard(
  before: readonly Ticket[],
  after: readonly Ticket[],
  known: ReadonlySet<string>,
  own: ReadonlySet<string>,
): Heard {
  const earlier = new Map(before.map((ticket) => [ticket.id, ticket]));
  const found: Heard = { fresh: [], changed: [] };
  for (const ticket of after) {
    const was = earlier.get(ticket.id);
    if (was && gist(was) !== gist(ticket)) found.changed.push(ticket);
    if (was || own.has(ticket.id)) continue;
    (known.has(ticket.id) ? found.changed : found.fresh).push(ticket);
  }
  return found;
}

/**
 * All a cook must know of a ticket. Marking a line ready changes nothing about what was ordered.
 */
function gist(ticket: Ticket): string {
  const lines = ticket.lines.map((line) => [
    line.id,
    line.quantity,
    line.note,
    line.state === "voided",
    line.variant_name_id,
    line.options.map((option) => option.name_id),
  ]);
  return JSON.stringify([ticket.table_name, ticket.name, lines]);
}
