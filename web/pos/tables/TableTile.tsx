import { IconCircleDashed, IconUser } from "@tabler/icons-react";
import { useWords } from "#shared/i18n/index.ts";
import type { CheckSummary, Table } from "#shared/types.ts";
import { age, useNow } from "#shared/ui/clock.ts";
import { rupiah } from "#shared/ui/rupiah.ts";
import css from "./TableTile.module.css";

interface Props {
  table: Table;
  here: CheckSummary[];
  tap: () => void;
}

/** A table: free, or how long, how many and how much. */
export function TableTile({ table, here, tap }: Props) {
  const { t } = useWords();
  const now = useNow();
  const first = here[0];
  const drafts = here.reduce((sum, check) => sum + check.draft_count, 0);
  return (
    <button type="button" className={css.tile} data-busy={first ? true : undefined} onClick={tap}>
      <span className={css.top}>
        <b>{table.name}</b>
        {first && first.covers > 0 ? (
          <small>
            <IconUser size={15} aria-hidden />
            {first.covers}
          </small>
        ) : (
          <small>{t("pos.tables.seats", { count: table.seats })}</small>
        )}
      </span>
      {first ? (
        <>
          <span className={css.total}>
            {here.length > 1 ? t("pos.tables.more", { count: here.length }) : rupiah(first.balance)}
          </span>
          <span className={css.age}>
            {age(first.opened_at_ms, now, t)}
            {drafts > 0 ? (
              <em title={t("pos.tables.drafts", { count: drafts })}>
                <IconCircleDashed size={15} aria-hidden /> {drafts}
              </em>
            ) : null}
          </span>
        </>
      ) : (
        <span className={css.free}>{t("pos.tables.free")}</span>
      )}
    </button>
  );
}
