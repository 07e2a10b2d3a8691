import { useWords } from "#shared/i18n/index.ts";
import type { CheckSummary } from "#shared/types.ts";
import { age, useNow } from "#shared/ui/clock.ts";
import { rupiah } from "#shared/ui/rupiah.ts";
import { useTitle } from "../title.ts";
import css from "./OpenCheck.module.css";

/** An open check as a row: its name, how long it has been open, what it owes. */
export function OpenCheck({ check, tap }: { check: CheckSummary; tap: () => void }) {
  const { t } = useWords();
  const title = useTitle();
  const now = useNow();
  const facts = [
    check.number > 0 ? t("pos.check.number", { number: check.number }) : t("pos.line.sending"),
    t("pos.check.items", { count: check.line_count }),
    age(check.opened_at_ms, now, t),
    check.by.name,
  ];
  return (
    <button type="button" className={css.row} onClick={tap}>
      <span className={css.who}>
        <b>{title(check)}</b>
        <small>{facts.join(" · ")}</small>
      </span>
      {check.draft_count > 0 ? (
        <em>{t("pos.tables.drafts", { count: check.draft_count })}</em>
      ) : null}
      <span className={css.sum}>{rupiah(check.balance)}</span>
    </button>
  );
}
