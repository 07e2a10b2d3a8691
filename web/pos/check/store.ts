import { createStore } from "zustand/vanilla";
import type { Check, CheckSummary } from "#shared/types.ts";
import { summaryOf } from "./shown.ts";

export interface Checks {
  /** Whole checks, as far as this till has seen them. */
  whole: Record<string, Check>;
  /** Every open check of the outlet, as a list shows it. */
  open: Record<string, CheckSummary>;
  /** Whether the list of open checks has been read at least once. */
  listed: boolean;
}

/** Closed checks kept in memory, for the till that goes back to one. */
const CLOSED_KEPT = 30;

export const checks = createStore<Checks>(() => ({ whole: {}, open: {}, listed: false }));

/** Takes what the box says of a check, unless something newer is already known. */
export function mergeCheck(check: Check): void {
  checks.setState((known) => {
    if ((known.whole[check.id]?.rev ?? -1) >= check.rev) return known;
    const open = { ...known.open };
    if (check.state === "open") open[check.id] = summaryOf(check);
    else delete open[check.id];
    return { ...known, open, whole: pruned({ ...known.whole, [check.id]: check }) };
  });
}

/** Takes a list of the open checks that was asked for when `before` was all that was known. */
export function mergeOpen(list: CheckSummary[], before: Checks): void {
  checks.setState((known) => {
    const open: Record<string, CheckSummary> = {};
    for (const told of list) {
      const whole = known.whole[told.id];
      if (whole && whole.rev > told.rev && whole.state !== "open") continue;
      const had = known.open[told.id];
      open[told.id] = had && had.rev > told.rev ? had : told;
    }
    // What was opened while the list travelled is not on it, and is open all the same.
    for (const [id, had] of Object.entries(known.open)) {
      if (!open[id] && !before.open[id]) open[id] = had;
    }
    return { ...known, open, listed: true };
  });
}

/** Whole checks that a list just read says are behind, or no longer open. */
export function behind(list: CheckSummary[]): string[] {
  const revs = new Map(list.map((told) => [told.id, told.rev]));
  return Object.values(checks.getState().whole)
    .filter((check) => check.state === "open")
    .filter((check) => check.rev < (revs.get(check.id) ?? Number.POSITIVE_INFINITY))
    .map((check) => check.id);
}

function pruned(whole: Record<string, Check>): Record<string, Check> {
  const done = Object.values(whole).filter((check) => check.state !== "open");
  if (done.length <= CLOSED_KEPT) return whole;
  done.sort((a, b) => (a.closed_at_ms ?? a.opened_at_ms) - (b.closed_at_ms ?? b.opened_at_ms));
  const gone = new Set(done.slice(0, done.length - CLOSED_KEPT).map((check) => check.id));
  return Object.fromEntries(Object.entries(whole).filter(([id]) => !gone.has(id)));
}
