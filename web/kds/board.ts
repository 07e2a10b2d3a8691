/**
 * What one kitchen screen holds: the tickets and boards it was sent, and what follows from them.
 *
 * A ticket and the board that lists it travel on different topics, so they may arrive in any order.
 * The board alone decides which tickets are shown; a ticket message only supplies the words.
 */

import { type Board, byAge, type Ticket } from "./tickets.ts";

interface Held {
  ticket: Ticket;
  /** The subscription it came with; a later subscription's message wins whatever its revision. */
  epoch: number;
}

export interface Holding {
  /**
   * Counts subscriptions. A restored box may begin its revisions anew, so they compare only within
   * one.
   */
  epoch: number;
  tickets: ReadonlyMap<string, Held>;
  boards: ReadonlyMap<string, { board: Board; epoch: number }>;
}

export type Arrival =
  | { kind: "ticket"; ticket: Ticket }
  | { kind: "cleared"; station: string; id: string }
  | { kind: "board"; board: Board }
  | { kind: "subscribed" }
  | { kind: "stations"; stations: readonly string[] };

export const NOTHING: Holding = { epoch: 0, tickets: new Map(), boards: new Map() };

export function arrive(holding: Holding, arrival: Arrival): Holding {
  switch (arrival.kind) {
    case "ticket":
      return withTicket(holding, arrival.ticket);
    case "cleared":
      return withoutTicket(holding, arrival.station, arrival.id);
    case "board":
      return withBoard(holding, arrival.board);
    case "subscribed":
      return { ...holding, epoch: holding.epoch + 1 };
    case "stations":
      return onlyStations(holding, arrival.stations);
  }
}

/** The tickets to show, oldest first: every one a board lists and this screen has words for. */
export function shown(holding: Holding): Ticket[] {
  const found: Ticket[] = [];
  for (const { board } of holding.boards.values()) {
    for (const entry of board.tickets) {
      const held = holding.tickets.get(entry.id);
      if (held && held.ticket.station === board.station) found.push(held.ticket);
    }
  }
  return found.sort(byAge);
}

/**
 * Listed tickets this screen lacks, or holds in an older wording: it is out of step with the box.
 */
export function missing(holding: Holding): string[] {
  const found: string[] = [];
  for (const { board } of holding.boards.values()) {
    for (const entry of board.tickets) {
      if (!inStep(holding.tickets.get(entry.id), entry.rev, holding.epoch)) found.push(entry.id);
    }
  }
  return found;
}

/** Stations whose board has not come since the present subscription began. */
export function awaited(holding: Holding, stations: readonly string[]): string[] {
  return stations.filter((station) => holding.boards.get(station)?.epoch !== holding.epoch);
}

/** The board entry of a ticket: its revision there, or null when it is not on any board. */
export function listedRev(holding: Holding, id: string): number | null {
  for (const { board } of holding.boards.values()) {
    const entry = board.tickets.find((listed) => listed.id === id);
    if (entry) return entry.rev;
  }
  return null;
}

/**
 * Tickets read over HTTP, for a screen opened while the broker is away.
 *
 * They count as a board only until a real one has come.
 */
export function seeded(holding: Holding, station: string, tickets: readonly Ticket[]): Holding {
  if (holding.boards.has(station)) return holding;
  const words = new Map(holding.tickets);
  for (const ticket of tickets) {
    if (!words.has(ticket.id)) words.set(ticket.id, { ticket, epoch: -1 });
  }
  const entries = tickets.map(({ id, rev }) => ({ id, rev }));
  const board: Board = { v: 1, station, rev: -1, at_ms: 0, tickets: entries };
  const boards = new Map(holding.boards).set(station, { board, epoch: -1 });
  return { ...holding, tickets: words, boards };
}

function withTicket(holding: Holding, ticket: Ticket): Holding {
  const held = holding.tickets.get(ticket.id);
  if (held && held.epoch === holding.epoch && ticket.rev < held.ticket.rev) return holding;
  const tickets = new Map(holding.tickets);
  tickets.set(ticket.id, { ticket, epoch: holding.epoch });
  return { ...holding, tickets };
}

function withoutTicket(holding: Holding, station: string, id: string): Holding {
  const held = holding.tickets.get(id);
  if (!held || held.ticket.station !== station) return holding;
  const tickets = new Map(holding.tickets);
  tickets.delete(id);
  return { ...holding, tickets };
}

function withBoard(holding: Holding, board: Board): Holding {
  const held = holding.boards.get(board.station);
  if (held && held.epoch === holding.epoch && isOlder(board, held.board)) return holding;
  const boards = new Map(holding.boards);
  boards.set(board.station, { board, epoch: holding.epoch });
  return { ...holding, boards, tickets: withoutLeftovers(holding, board) };
}

/** A ticket cleared while this screen was away sends no message, so the new board sweeps it out. */
function withoutLeftovers(holding: Holding, board: Board): Holding["tickets"] {
  const listed = new Set(board.tickets.map((entry) => entry.id));
  const kept = [...holding.tickets].filter(
    ([id, held]) =>
      held.epoch === holding.epoch || held.ticket.station !== board.station || listed.has(id),
  );
  return kept.length === holding.tickets.size ? holding.tickets : new Map(kept);
}

/** A resent message may come after its successor; a restarted box may count from one again. */
function isOlder(board: Board, than: Board): boolean {
  return board.rev < than.rev && board.at_ms <= than.at_ms;
}

function inStep(held: Held | undefined, rev: number, epoch: number): boolean {
  if (!held) return false;
  return held.epoch === epoch ? held.ticket.rev >= rev : held.ticket.rev === rev;
}

function onlyStations(holding: Holding, stations: readonly string[]): Holding {
  const wanted = new Set(stations);
  const tickets = [...holding.tickets].filter(([, held]) => wanted.has(held.ticket.station));
  const boards = [...holding.boards].filter(([station]) => wanted.has(station));
  return { ...holding, tickets: new Map(tickets), boards: new Map(boards) };
}
