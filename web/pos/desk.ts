import { createStore } from "zustand/vanilla";
import { uuid7 } from "#shared/ids.ts";
import { keep, readKept } from "#shared/kept.ts";
import type { Party } from "./check/shown.ts";

/** What lies on the desk: the check being worked on, which may not be open at the box yet. */
export interface Desk {
  checkId: string;
  /** Whom a check that is not open yet would be for. */
  party: Party;
  /** A check that waits for a table to be moved to. */
  moving: string | null;
  /** The sale whose change is still shown. */
  lastSale: string | null;
}

export const TAKE_AWAY: Party = {
  channel: "take_away",
  table_id: null,
  table_name: null,
  name: null,
  covers: 0,
};

const KEY = "pos.desk";

function kept(): Partial<Desk> {
  try {
    return JSON.parse(readKept(KEY) ?? "{}") as Partial<Desk>;
  } catch {
    return {};
  }
}

/** The desk was left like this before a reload; its check may be open at the box. */
export const leftOnDesk = kept().checkId ?? null;

export const desk = createStore<Desk>(() => ({
  checkId: uuid7(),
  party: TAKE_AWAY,
  ...kept(),
  moving: null,
  lastSale: null,
}));

desk.subscribe(({ checkId, party }) => keep(KEY, JSON.stringify({ checkId, party })));

/** A clean desk for a new party. The check is opened by its first line. */
export function newCheck(party: Party = TAKE_AWAY): void {
  desk.setState({ checkId: uuid7(), party, moving: null });
}

export function takeUp(checkId: string): void {
  desk.setState({ checkId, moving: null });
}

export function amendParty(change: Partial<Party>): void {
  desk.setState(({ party }) => ({ party: { ...party, ...change } }));
}
