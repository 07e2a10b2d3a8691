import { useWords } from "#shared/i18n/index.ts";
import css from "./Skeleton.module.css";

/** Grey shapes where an answer is about to stand. */
export function Skeleton({ rows, height = 56 }: { rows: number; height?: number }) {
  const { t } = useWords();
  return (
    <div className={css.skeleton} role="status" aria-label={t("app.loading")}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: shapes without a life of their own
        <div key={row} style={{ height }} />
      ))}
    </div>
  );
}
