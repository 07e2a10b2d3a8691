import { createStore } from "zustand/vanilla";
import type { Refusal } from "#shared/refusal.ts";
import type { Sending } from "#shared/sender.ts";

/** What the box refused this person, and somebody else may allow with a PIN. */
export interface Wanted {
  sending: Sending;
  permission: string;
  /** How much of the check a discount would take off, in basis points; 0 for all else. */
  shareBp: number;
}

export const wanted = createStore<{ now: Wanted | null }>(() => ({ now: null }));

const APPROVABLE = new Set([
  "sales.void_fired",
  "sales.void_check",
  "sales.comp",
  "sales.refund",
  "sales.discount",
]);

/** Offers the approval instead of the refusal; false when nobody could approve it. */
export function wantsApproval(sending: Sending, refusal: Refusal): boolean {
  const asked = permissionOf(refusal);
  if (!asked || !APPROVABLE.has(asked) || !sending.path.startsWith("/api/checks/")) return false;
  const shareBp = Number(refusal.facts.asked_bp ?? 0);
  wanted.setState({ now: { sending, permission: asked, shareBp } });
  return true;
}

/** The same command again, with the approval and an id of its own. */
export function approvedBody(sending: Sending, approvalId: string): Record<string, unknown> {
  const { id: _, ...body } = sending.body;
  return { ...body, approval_id: approvalId };
}

function permissionOf(refusal: Refusal): string | null {
  if (refusal.code === "discount.above_limit") return "sales.discount";
  return refusal.code === "permission.missing" ? String(refusal.facts.permission ?? "") : null;
}
