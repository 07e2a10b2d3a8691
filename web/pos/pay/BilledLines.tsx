import { useWords } from "#shared/i18n/index.ts";
import { rupiah } from "#shared/ui/rupiah.ts";
import { lineName } from "../check/CheckLine.tsx";
import type { ShownCheck } from "../check/shown.ts";
import css from "./Pay.module.css";

/** What is being paid for, to read out to the guest. */
export function BilledLines({ check }: { check: ShownCheck }) {
  const { t, lang } = useWords();
  return (
    <ul className={css.lines} aria-label={t("pos.check")}>
      {check.lines
        .filter((line) => line.state !== "voided")
        .map((line) => (
          <li key={line.id}>
            <b>{line.quantity}×</b>
            <span>{lineName(line, lang)}</span>
            {line.total === null ? "…" : rupiah(line.total)}
          </li>
        ))}
    </ul>
  );
}
