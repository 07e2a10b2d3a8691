/** The kitchen's topics: which to subscribe to, and what a message on one of them says. */

import type { Arrival } from "./board.ts";
import { type Beat, readBeat, readBoard, readOnline, readTicket } from "./tickets.ts";

export type Said =
  | { kind: "arrival"; arrival: Arrival }
  | { kind: "beat"; beat: Beat }
  | { kind: "box"; online: boolean }
  | { kind: "unreadable"; topic: string };

/** @param root `tilo/{outlet}` */
export function topicsFor(root: string, stations: readonly string[]): string[] {
  const kitchen = stations.flatMap((station) => [
    `${root}/kitchen/${station}/tickets/+`,
    `${root}/kitchen/${station}/board`,
  ]);
  return [`${root}/box/beat`, `${root}/box/state`, ...kitchen];
}

/** What a message means, or null for a topic this screen does not know. */
export function read(root: string, topic: string, payload: string): Said | null {
  if (!topic.startsWith(`${root}/`)) return null;
  const levels = topic.slice(root.length + 1).split("/");
  if (levels[0] === "box") return readBox(levels[1], topic, payload);
  const [place, station, what, id] = levels;
  if (place !== "kitchen" || !station) return null;
  if (what === "board") return readAs(topic, boardArrival(station, payload));
  if (what === "tickets" && id) return readAs(topic, ticketArrival(station, id, payload));
  return null;
}

function readAs(topic: string, arrival: Arrival | null): Said {
  return arrival ? { kind: "arrival", arrival } : { kind: "unreadable", topic };
}

function readBox(what: string | undefined, topic: string, payload: string): Said | null {
  if (what === "state") return { kind: "box", online: readOnline(payload) };
  if (what !== "beat") return null;
  const beat = readBeat(payload);
  return beat ? { kind: "beat", beat } : { kind: "unreadable", topic };
}

function boardArrival(station: string, payload: string): Arrival | null {
  const board = readBoard(payload);
  return board?.station === station ? { kind: "board", board } : null;
}

function ticketArrival(station: string, id: string, payload: string): Arrival | null {
  if (payload === "") return { kind: "cleared", station, id };
  const ticket = readTicket(payload);
  return ticket?.id === id && ticket.station === station ? { kind: "ticket", ticket } : null;
}
