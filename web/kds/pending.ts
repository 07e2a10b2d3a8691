/**
 * What the cook has just done and the box has not yet shown back: bumps, recalls and line marks.
 *
 * The screen answers the finger at once; the box's board confirms, or its refusal reverts.
 */

import { type Holding, listedRev, shown } from "./board.ts";
import { byAge, type Ticket } from "./tickets.ts";

export type Intent =
  | { kind: "bump"; ticketId: string }
  | { kind: "recall"; ticketId: string; words: Ticket | null }
  | { kind: "mark"; ticketId: string; lineIds: readonly string[]; to: "ready" | "fired" };

export interface Pending {
  /** The command's id. */
  id: string;
  intent: Intent;
  /** The ticket as the box answered, and when (monotonic ms); null until then. */
  answer: { ticket: Ticket; mono: number } | null;
}

/**
 * An answered change the board does not confirm within this time is dropped: the board is the
 * truth.
 */
export const CONFIRM_WITHIN_MS = 5_000;

export function view(holding: Holding, pending: readonly Pending[]): Ticket[] {
  let tickets = shown(holding);
  for (const one of pending) tickets = applied(tickets, one, holding);
  return tickets;
}

/** The changes still waiting for the box's board to show them. */
export function unsettled(
  holding: Holding,
  pending: readonly Pending[],
  mono: number,
): readonly Pending[] {
  const left = pending.filter((one) => !isSettled(holding, one, mono));
  return left.length === pending.length ? pending : left;
}

function applied(tickets: Ticket[], one: Pending, holding: Holding): Ticket[] {
  const { intent } = one;
  switch (intent.kind) {
    case "bump":
      return overtaken(holding, one) ? tickets : tickets.filter((t) => t.id !== intent.ticketId);
    case "recall":
      return withRecalled(tickets, one.answer?.ticket ?? intent.words);
    case "mark":
      return tickets.map((t) => (t.id === intent.ticketId ? marked(t, one) : t));
  }
}

function withRecalled(tickets: Ticket[], words: Ticket | null): Ticket[] {
  if (!words || tickets.some((t) => t.id === words.id)) return tickets;
  return [...tickets, reopened(words)].sort(byAge);
}

function reopened(ticket: Ticket): Ticket {
  const lines = ticket.lines.map((line) =>
    line.state === "ready" ? { ...line, state: "fired" as const } : line,
  );
  return { ...ticket, state: "open", bumped_at_ms: null, lines };
}

function marked(ticket: Ticket, one: Pending): Ticket {
  if (one.intent.kind !== "mark" || (one.answer && ticket.rev >= one.answer.ticket.rev))
    return ticket;
  const { lineIds, to } = one.intent;
  const lines = ticket.lines.map((line) =>
    lineIds.includes(line.id) && line.state !== "voided" ? { ...line, state: to } : line,
  );
  return { ...ticket, lines };
}

/** The board lists the ticket anew after the bump was answered: somebody recalled it. */
function overtaken(holding: Holding, one: Pending): boolean {
  const listed = listedRev(holding, one.intent.ticketId);
  return listed !== null && one.answer !== null && listed > one.answer.ticket.rev;
}

function isSettled(holding: Holding, one: Pending, mono: number): boolean {
  if (!one.answer) return false;
  if (mono - one.answer.mono > CONFIRM_WITHIN_MS) return true;
  const listed = listedRev(holding, one.intent.ticketId);
  switch (one.intent.kind) {
    case "bump":
      return listed === null || listed > one.answer.ticket.rev;
    case "recall":
      return listed !== null;
    case "mark":
      return listed === null || listed >= one.answer.ticket.rev;
  }
}
