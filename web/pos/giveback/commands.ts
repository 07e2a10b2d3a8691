import { say } from "#shared/i18n/index.ts";
import { uuid7 } from "#shared/ids.ts";
import type { Check } from "#shared/types.ts";
import type { Intent } from "../check/shown.ts";
import { fact } from "../notices.ts";
import { sender } from "../till.ts";

const OTHER: Intent = { kind: "other" };

function send(checkId: string, path: string, body: Record<string, unknown>): Promise<Check> {
  return sender.send<Check>({
    lane: checkId,
    path: `/api/checks/${checkId}${path}`,
    body,
    intent: OTHER,
    needs: [checkId],
    makes: [],
  });
}

/** The refusal has been said already. */
const quietly = (sent: Promise<unknown>) => void sent.catch(() => undefined);

export interface DiscountWish {
  lineId: string | null;
  rateBp: number | null;
  amount: number | null;
  reason: string;
}

export function giveDiscount(checkId: string, wish: DiscountWish): void {
  const body = {
    discount_id: uuid7(),
    reason: wish.reason,
    ...(wish.lineId ? { line_id: wish.lineId } : {}),
    ...(wish.rateBp ? { rate_bp: wish.rateBp } : { amount: wish.amount }),
  };
  quietly(send(checkId, "/discounts", body));
}

export function removeDiscount(checkId: string, discountId: string): void {
  quietly(send(checkId, `/discounts/${discountId}/remove`, {}));
}

export function compLine(checkId: string, lineId: string, reason: string): void {
  quietly(send(checkId, `/lines/${lineId}/comp`, { reason }));
}

export function removeComp(checkId: string, lineId: string): void {
  quietly(send(checkId, `/lines/${lineId}/comp/remove`, {}));
}

export interface RefundWish {
  lines?: { line_id: string; quantity: number }[];
  amount?: number;
}

export async function refund(
  checkId: string,
  wish: RefundWish,
  amountSeen: number,
  reason: string,
): Promise<void> {
  const body = { refund_id: uuid7(), wish, amount_seen: amountSeen, reason };
  await send(checkId, "/refunds", body);
  fact(say("pos.refund.done"));
}
