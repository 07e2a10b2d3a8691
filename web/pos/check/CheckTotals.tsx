import { useWords } from "#shared/i18n/index.ts";
import { percent } from "#shared/ui/percent.ts";
import { rupiah } from "#shared/ui/rupiah.ts";
import { DiscountRows } from "../giveback/DiscountRows.tsx";
import css from "./CheckPanel.module.css";
import type { ShownCheck } from "./shown.ts";

/** How the total came about, every figure as the box says it. */
export function CheckTotals({ check }: { check: ShownCheck }) {
  const { t, lang } = useWords();
  const { totals } = check;
  const rate = percent(totals.service_rate_bp, lang);
  return (
    <div className={css.totals} data-unsettled={check.settled ? undefined : true}>
      <Row words={t("pos.total.subtotal")} amount={totals.subtotal} />
      <DiscountRows check={check} />
      <Row words={t("pos.total.service", { rate })} amount={totals.service} hide />
      {totals.taxes.map((tax) => {
        const facts = { name: tax.name, rate: percent(tax.rate_bp, lang) };
        const words = t(tax.inclusive ? "pos.total.tax.inside" : "pos.total.tax", facts);
        return <Row key={tax.tax_class} words={words} amount={tax.amount} hide />;
      })}
      <Row words={t("pos.total.rounding")} amount={totals.rounding} hide />
      <Row words={t("pos.total.paid")} amount={-totals.paid} hide />
    </div>
  );
}

function Row({ words, amount, hide = false }: { words: string; amount: number; hide?: boolean }) {
  if (hide && amount === 0) return null;
  return (
    <div>
      <span>{words}</span>
      <span>{rupiah(amount)}</span>
    </div>
  );
}
