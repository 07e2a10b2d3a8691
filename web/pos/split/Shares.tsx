import { Button, NumberInput } from "@mantine/core";
import { IconCircleCheckFilled } from "@tabler/icons-react";
import { useState } from "react";
import { useWords } from "#shared/i18n/index.ts";
import { rupiah } from "#shared/ui/rupiah.ts";
import type { ShownCheck } from "../check/shown.ts";
import { go } from "../go.ts";
import { Quantity } from "../order/Quantity.tsx";
import { setShares } from "./commands.ts";
import css from "./Split.module.css";

/** What each payer owes of one check. Every amount here is the box's. */
export function Shares({ check }: { check: ShownCheck }) {
  const { t } = useWords();
  const [ways, setWays] = useState(Math.max(2, Math.min(50, check.covers)));
  const [amount, setAmount] = useState<number | string>("");
  const unpaid = check.shares.filter((share) => !share.payment_id);
  const { balance } = check.totals;
  const set = (shared: { ways?: number; amounts?: number[] }) =>
    setShares(check.id, shared, balance);
  const typed = typeof amount === "number" ? Math.round(amount) : 0;
  const add = () => {
    // The last share is what was left; a further payer takes theirs out of it.
    const named = unpaid.slice(0, -1).map((share) => share.amount);
    set({ amounts: [...named, typed] });
    setAmount("");
  };
  const idle = !check.settled || balance <= 0;
  return (
    <>
      <div className={css.bills}>
        <section className={css.bill}>
          <h3>{t("pos.shares.equal")}</h3>
          <div className={css.row}>
            <Quantity
              name={t("pos.shares.payers")}
              quantity={ways}
              set={(count) => setWays(Math.max(2, Math.min(50, count)))}
            />
            <Button h={56} flex={1} disabled={idle} onClick={() => set({ ways })}>
              {t("pos.shares.divide", { count: ways })}
            </Button>
          </div>
          <h3>{t("pos.shares.amount")}</h3>
          <div className={css.row}>
            <NumberInput
              size="lg"
              flex={1}
              aria-label={t("pos.shares.amount")}
              min={1}
              max={balance}
              hideControls
              allowDecimal={false}
              allowNegative={false}
              thousandSeparator="."
              decimalSeparator=","
              prefix="Rp"
              placeholder="Rp0"
              value={amount}
              onChange={setAmount}
            />
            <Button
              h={56}
              variant="default"
              disabled={idle || typed < 1 || typed > balance}
              onClick={add}
            >
              {t("pos.shares.add")}
            </Button>
          </div>
        </section>
        <section className={css.bill}>
          <h3>{t("pos.shares.owed", { amount: rupiah(balance) })}</h3>
          {check.shares.length === 0 ? <p className={css.hint}>{t("pos.shares.none")}</p> : null}
          <ul aria-label={t("pos.split.shares")}>
            {check.shares.map((share, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a share is its number
              <li key={n} className={css.share}>
                <span>{t("pos.share", { no: n + 1, of: check.shares.length })}</span>
                <b>{rupiah(share.amount)}</b>
                {share.payment_id ? (
                  <IconCircleCheckFilled role="img" aria-label={t("pos.share.paid")} />
                ) : null}
              </li>
            ))}
          </ul>
          {check.shares.length > 0 ? (
            <Button variant="subtle" disabled={idle} onClick={() => set({})}>
              {t("pos.shares.clear")}
            </Button>
          ) : null}
        </section>
      </div>
      <div className={css.foot}>
        <Button
          h={64}
          fz={20}
          fullWidth
          disabled={idle || unpaid.length === 0}
          onClick={() => go("/pay")}
        >
          {t("pos.shares.pay")}
        </Button>
      </div>
    </>
  );
}
