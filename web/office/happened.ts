/**
 * What a live message changes in what is already on the screen. Figures in full are asked for
 * anew.
 */

import type { BoxSeen, OutletRow, ReceiptRow } from "./types.ts";

/** The outlets with one more sale counted. */
export function withSale(
  outlets: readonly OutletRow[],
  outlet: string,
  receipt: ReceiptRow,
): OutletRow[] {
  return outlets.map((row) =>
    row.id === outlet
      ? {
          ...row,
          today: {
            ...row.today,
            total: row.today.total + receipt.total,
            checks: row.today.checks + 1,
          },
        }
      : row,
  );
}

export function withBox(outlets: readonly OutletRow[], outlet: string, box: BoxSeen): OutletRow[] {
  return outlets.map((row) => (row.id === outlet ? { ...row, box } : row));
}

/**
 * The receipts with a new one in its place, newest first. One that is already there is not
 * doubled.
 */
export function withReceipt(receipts: readonly ReceiptRow[], fresh: ReceiptRow): ReceiptRow[] {
  if (receipts.some((one) => one.check_id === fresh.check_id)) return [...receipts];
  return [...receipts, fresh].sort((a, b) => b.closed_at_ms - a.closed_at_ms);
}

/** Pages joined into one list; a receipt on the seam of two pages appears once. */
export function joined(pages: readonly (readonly ReceiptRow[])[]): ReceiptRow[] {
  const seen = new Map<string, ReceiptRow>();
  for (const receipt of pages.flat()) {
    if (!seen.has(receipt.check_id)) seen.set(receipt.check_id, receipt);
  }
  return [...seen.values()];
}
