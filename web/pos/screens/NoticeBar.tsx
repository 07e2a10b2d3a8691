import { IconAlertCircle, IconArrowBackUp, IconInfoCircle, IconX } from "@tabler/icons-react";
import { useStore } from "zustand";
import { useWords } from "#shared/i18n/index.ts";
import { dismiss, type Notice, notices, UNDO_MS } from "../notices.ts";
import { lockTill } from "../till.ts";
import css from "./NoticeBar.module.css";

const ICON = { undo: IconArrowBackUp, refusal: IconAlertCircle, fact: IconInfoCircle };

/** One bar at the foot: the way back for seven seconds, or why the box said no. */
export function NoticeBar() {
  const notice = useStore(notices, (said) => said.notice);
  return (
    <div className={css.place} role={notice?.tone === "refusal" ? "alert" : "status"}>
      {notice ? <Bar key={notice.id} notice={notice} /> : null}
    </div>
  );
}

function Bar({ notice }: { notice: Notice }) {
  const { t } = useWords();
  const Icon = ICON[notice.tone];
  const act = (work?: () => void) => () => {
    dismiss(notice.id);
    work?.();
  };
  return (
    <div className={css.bar} data-tone={notice.tone}>
      <Icon aria-hidden />
      <span className={css.words}>
        {notice.words}
        {notice.fine ? <small>{notice.fine}</small> : null}
      </span>
      {notice.handOver ? (
        <button type="button" className={css.undo} onClick={act(lockTill)}>
          {t("pos.staff.switch")}
        </button>
      ) : null}
      {notice.undo ? (
        <button type="button" className={css.undo} onClick={act(notice.undo)}>
          {t("app.undo")}
        </button>
      ) : (
        <button type="button" className={css.close} aria-label={t("app.close")} onClick={act()}>
          <IconX aria-hidden />
        </button>
      )}
      {notice.tone === "undo" ? (
        <i className={css.left} style={{ animationDuration: `${UNDO_MS}ms` }} />
      ) : null}
    </div>
  );
}
