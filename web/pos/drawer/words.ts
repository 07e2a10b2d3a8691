import type { Words } from "#shared/i18n/index.ts";
import { rupiah } from "#shared/ui/rupiah.ts";

/** A count's difference in words: over, short, or exact. */
export function offBy(t: Words, difference: number): string {
  if (difference === 0) return t("pos.drawer.exact");
  const amount = rupiah(Math.abs(difference));
  return t(difference > 0 ? "pos.drawer.over" : "pos.drawer.short", { amount });
}
