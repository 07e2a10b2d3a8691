import { IconAlertCircle, IconArrowBackUp, IconInfoCircle, IconX } from "@tabler/icons-react";
import { useStore } from "zustand";
import { useWords } from "#shared/i18n/index.ts";
import { dismiss, notices, UNDO_MS } from "../notices.ts";
import css from "./NoticeBar.module.css";

const ICON = { undo: IconArrowBackUp, refusal: IconAlertCircle, fact: IconInfoCircle };

/** One bar at the foot: the way back for seven seconds, or why the box said no. */
export function NoticeBar() {
  const { t } = useWords();
  const notice = useStore(notices, (said) => said.notice);
  return (
    <div className={css.place} role={notice?.tone === "refusal" ? "alert" : "status"}>
      {notice ? (
        <Bar key={notice.id} notice={notice} close={t("app.close")} undo={t("app.undo")} />
      ) : null}
    </div>
  );
}

function Bar(props: {
  notice: NonNullable<ReturnType<typeof notices.getState>["notice"]>;
  close: string;
  undo: string;
}) {
  const { notice } = props;
  const Icon = ICON[notice.tone];
  const act = () => {
    dismiss(notice.id);
    notice.undo?.();
  };
  return (
    <div className={css.bar} data-tone={notice.tone}>
      <Icon aria-hidden />
      <span className={css.words}>
        {notice.words}
        {notice.fine ? <small>{notice.fine}</small> : null}
      </span>
      {notice.undo ? (
        <button type="button" className={css.undo} onClick={act}>
          {props.undo}
        </button>
      ) : (
        <button
          type="button"
          className={css.close}
          aria-label={props.close}
          onClick={() => dismiss(notice.id)}
        >
          <IconX aria-hidden />
        </button>
      )}
      {notice.tone === "undo" ? (
        <i className={css.left} style={{ animationDuration: `${UNDO_MS}ms` }} />
      ) : null}
    </div>
  );
}
