/** The kitchen's messages as they come over MQTT, and reading them with suspicion. */

import type { Ticket } from "#shared/types.ts";

export type { Ticket, TicketLine } from "#shared/types.ts";

export interface BoardEntry {
  id: string;
  rev: number;
}

/** Exactly the open tickets of a station, as the box sees them. */
export interface Board {
  v: 1;
  station: string;
  rev: number;
  at_ms: number;
  tickets: BoardEntry[];
}

export interface Beat {
  v: 1;
  now_ms: number;
  boot: string;
}

type Fields = Record<string, unknown>;

/** The ticket in a message, or null when it is not one this screen can read. */
export function readTicket(payload: string): Ticket | null {
  const found = fields(payload);
  if (found?.v !== 1 || !isText(found.id) || !isCount(found.rev)) return null;
  if (!isText(found.station) || !isCount(found.fired_at_ms)) return null;
  if (found.state !== "open" && found.state !== "bumped") return null;
  if (!Array.isArray(found.lines) || !found.lines.every(isLine)) return null;
  return found as unknown as Ticket;
}

export function readBoard(payload: string): Board | null {
  const found = fields(payload);
  if (found?.v !== 1 || !isText(found.station) || !isCount(found.rev)) return null;
  if (!isCount(found.at_ms) || !Array.isArray(found.tickets)) return null;
  return found.tickets.every(isEntry) ? (found as unknown as Board) : null;
}

export function readBeat(payload: string): Beat | null {
  const found = fields(payload);
  if (found?.v !== 1 || !isCount(found.now_ms)) return null;
  return { v: 1, now_ms: found.now_ms, boot: String(found.boot ?? "") };
}

/** The broker says so for the box when the box has gone without a word (its last will). */
export function readOnline(payload: string): boolean {
  return fields(payload)?.online !== false;
}

/** Oldest first. A recalled ticket keeps its place because nothing here moves with a bump. */
export function byAge(a: Ticket, b: Ticket): number {
  return (
    a.fired_at_ms - b.fired_at_ms ||
    a.check_number - b.check_number ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}

function fields(payload: string): Fields | null {
  try {
    const found: unknown = JSON.parse(payload);
    return typeof found === "object" && found !== null ? (found as Fields) : null;
  } catch {
    return null;
  }
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.length > 0;
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function isEntry(value: unknown): boolean {
  const entry = value as Fields | null;
  return typeof entry === "object" && entry !== null && isText(entry.id) && isCount(entry.rev);
}

function isLine(value: unknown): boolean {
  const line = value as Fields | null;
  return (
    typeof line === "object" &&
    line !== null &&
    isText(line.id) &&
    isCount(line.quantity) &&
    isText(line.name_id)
  );
}
