import { keep, readKept } from "#shared/kept.ts";
import type { Check } from "#shared/types.ts";
import { desk } from "../desk.ts";
import { checks, mergeCheck } from "./store.ts";

const KEY = "pos.check";

/** The desk's check as last seen, so that a reload while the box is away still shows it. */
export function rememberDeskCheck(): void {
  const { checkId } = desk.getState();
  try {
    const kept = JSON.parse(readKept(KEY) ?? "null") as Check | null;
    if (kept?.id === checkId) mergeCheck(kept);
  } catch {
    // What another version of this app left behind.
  }
  let last: Check | undefined;
  const look = () => {
    const check = checks.getState().whole[desk.getState().checkId];
    if (check === last) return;
    last = check;
    keep(KEY, check ? JSON.stringify(check) : null);
  };
  checks.subscribe(look);
  desk.subscribe(look);
}
