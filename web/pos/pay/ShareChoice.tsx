import { useWords } from "#shared/i18n/index.ts";
import { rupiah } from "#shared/ui/rupiah.ts";
import type { ShownCheck } from "../check/shown.ts";
import css from "./ShareChoice.module.css";

export interface Due {
  /** Number of the share that is being paid; null when the whole check is. */
  share: number | null;
  amount: number;
}

/** What is due of the chosen share: its amount; the last one as cash is rounded. */
export function dueOf(check: ShownCheck, chosen: number | null): Due {
  const { balance, cash_due } = check.totals;
  const share = chosen === null ? undefined : check.shares[chosen - 1];
  if (!share || share.payment_id) return { share: null, amount: cash_due };
  return { share: chosen, amount: share.amount === balance ? cash_due : share.amount };
}

export function firstUnpaid(check: ShownCheck): number | null {
  const n = check.shares.findIndex((share) => !share.payment_id);
  return n < 0 ? null : n + 1;
}

interface Props {
  check: ShownCheck;
  chosen: number | null;
  choose: (share: number | null) => void;
}

/** Whose share is paid now, or everything at once. */
export function ShareChoice({ check, chosen, choose }: Props) {
  const { t } = useWords();
  const of = check.shares.length;
  if (of === 0) return null;
  return (
    <fieldset className={css.shares}>
      <legend>{t("pos.split.shares")}</legend>
      {check.shares.map((share, n) =>
        share.payment_id ? null : (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: a share is its number
            key={n}
            type="button"
            aria-pressed={chosen === n + 1}
            onClick={() => choose(n + 1)}
          >
            {t("pos.share", { no: n + 1, of })} <b>{rupiah(share.amount)}</b>
          </button>
        ),
      )}
      <button type="button" aria-pressed={chosen === null} onClick={() => choose(null)}>
        {t("pos.shares.all")}
      </button>
    </fieldset>
  );
}
