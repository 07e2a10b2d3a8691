/** The one kitchen of this page and how screens read it. */

import { createContext, useContext, useMemo } from "react";
import { useStore } from "zustand";
import type { Client } from "#shared/client.ts";
import type { Words } from "#shared/i18n/index.ts";
import type { Sender } from "#shared/sender.ts";
import type { SessionKeeper } from "#shared/session.ts";
import type { Station, Ticket, TicketLine } from "#shared/types.ts";
import { type AgeLevel, ageLevel } from "./age.ts";
import type { Kitchen, KitchenState } from "./kitchen.ts";
import { view } from "./pending.ts";

export interface Running {
  kitchen: Kitchen;
  sender: Sender;
  client: Client;
  keeper: SessionKeeper;
  /** The stations of the outlet by id. */
  stations: ReadonlyMap<string, Station>;
  zone: string;
}

export const RunningContext = createContext<Running | null>(null);

export function useRunning(): Running {
  const running = useContext(RunningContext);
  if (!running) throw new Error("no kitchen is running");
  return running;
}

export function useKitchen<T>(pick: (state: KitchenState) => T): T {
  return useStore(useRunning().kitchen.state, pick);
}

type Placed = Pick<Ticket, "channel" | "table_name" | "name">;

/** The tickets to show, oldest first. */
export function useTickets(): Ticket[] {
  const holding = useKitchen((state) => state.holding);
  const pending = useKitchen((state) => state.pending);
  return useMemo(() => view(holding, pending), [holding, pending]);
}

const LATE_AFTER_S = 600;

export function lateAfterS(stations: ReadonlyMap<string, Station>, ticket: Ticket): number {
  return stations.get(ticket.station)?.late_after_s ?? LATE_AFTER_S;
}

/** Renders anew only when the level changes, not with every tick. */
export function useAgeLevel(ticket: Ticket): AgeLevel {
  const late = lateAfterS(useRunning().stations, ticket);
  return useKitchen(({ now }) => (now === null ? "new" : ageLevel(now - ticket.fired_at_ms, late)));
}

/** Where a line goes that moved elsewhere since it was fired; null where its ticket goes. */
export function elsewhere(ticket: Ticket, line: TicketLine, t: Words): string | null {
  if (!line.goes_to) return null;
  const place = placeOf(line.goes_to, t);
  return place === placeOf(ticket, t) ? null : place;
}

/** Where a ticket goes: the table, the guest's name or both; the channel when there is neither. */
export function placeOf(ticket: Placed, t: Words): string {
  const table = ticket.table_name === null ? null : tableOf(ticket.table_name, t);
  return [table, ticket.name].filter(Boolean).join(" · ") || channelOf(ticket, t);
}

/**
 * A bare `6` on a kitchen screen could be anything; a table with a name of its own says what it
 * is.
 */
function tableOf(name: string, t: Words): string {
  return name.length <= 3 ? t("kds.table", { name }) : name;
}

function channelOf(ticket: Placed, t: Words): string {
  if (ticket.channel === "take_away") return t("kds.take_away");
  if (ticket.channel === "dine_in") return t("kds.dine_in");
  return t("kds.channel", { channel: ticket.channel });
}
