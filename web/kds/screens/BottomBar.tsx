import { IconArrowBackUp, IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useEffect } from "react";
import { useStore } from "zustand";
import { useWords } from "#shared/i18n/index.ts";
import { useKitchen, useRunning } from "../running.ts";
import css from "./BottomBar.module.css";

const UNDO_MS = 7_000;

interface Props {
  page: number;
  pages: number;
  turn: (by: 1 | -1) => void;
}

/** Pages, the keys of the bump bar, and the way back from the last bump. */
export function BottomBar({ page, pages, turn }: Props) {
  const { t } = useWords();
  const { kitchen } = useRunning();
  return (
    <footer className={css.bar}>
      <button type="button" className={css.recall} onClick={() => void kitchen.recallLast()}>
        <IconArrowBackUp aria-hidden />
        {t("kds.recall.last")}
      </button>
      <Undo />
      <Waiting />
      <p className={css.keys}>{t("kds.keys")}</p>
      {pages > 1 ? (
        <nav className={css.pages}>
          <button
            type="button"
            disabled={page === 0}
            aria-label={t("kds.page.previous")}
            onClick={() => turn(-1)}
          >
            <IconChevronLeft aria-hidden />
          </button>
          <output aria-label={t("kds.page", { page: page + 1, pages })}>
            {page + 1} / {pages}
          </output>
          <button
            type="button"
            disabled={page >= pages - 1}
            aria-label={t("kds.page.next")}
            onClick={() => turn(1)}
          >
            <IconChevronRight aria-hidden />
          </button>
        </nav>
      ) : null}
    </footer>
  );
}

/**
 * For seven seconds after a bump: what left, so that a slip is seen. Backspace or the button
 * undoes it.
 */
function Undo() {
  const { t } = useWords();
  const { kitchen } = useRunning();
  const last = useKitchen((state) => state.lastBump);
  useEffect(() => {
    if (!last) return;
    const timer = setTimeout(() => kitchen.forgetLastBump(last.ticket.id), UNDO_MS);
    return () => clearTimeout(timer);
  }, [last, kitchen]);
  if (!last) return null;
  return (
    <span className={css.undo} role="status">
      {t("kds.bumped", { number: last.ticket.check_number })}
    </span>
  );
}

/** Tapped and not yet answered by the box. A moment's wait is nobody's worry. */
function Waiting() {
  const { t } = useWords();
  const { sender } = useRunning();
  const count = useStore(sender.sending, (all) => all.filter((one) => one.attempts > 1).length);
  return count > 0 ? <span className={css.waiting}>{t("kds.sending", { count })}</span> : null;
}
