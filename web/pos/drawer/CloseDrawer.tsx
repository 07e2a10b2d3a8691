import { Button } from "@mantine/core";
import { IconAlertTriangle, IconLock, IconUserCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useStore } from "zustand";
import { useWords } from "#shared/i18n/index.ts";
import type { Drawer, TillSession } from "#shared/types.ts";
import { rupiah } from "#shared/ui/rupiah.ts";
import { useOpenChecks } from "../hooks.ts";
import { till } from "../till.ts";
import { type Closing, closeDrawer } from "./acts.ts";
import css from "./Drawer.module.css";
import { Witness } from "./Witness.tsx";
import { offBy } from "./words.ts";

interface Props {
  drawer: Drawer;
  session: TillSession;
  onBack: () => void;
  onAgain: () => void;
  onClosed: () => void;
}

/** Counted: what was expected, how far off, and what is still under way. None of it blocks. */
export function CloseDrawer({ drawer, session, onBack, onAgain, onClosed }: Props) {
  const { t } = useWords();
  const [asking, setAsking] = useState(false);
  const [sending, setSending] = useState(false);
  const { count } = session;
  const off = session.over_short ?? 0;
  const beyond = Math.abs(off) > drawer.policy.limit;
  const close = async (closing: Closing) => {
    if (sending) return;
    setAsking(false);
    setSending(true);
    try {
      await closeDrawer(session.id, closing);
      onClosed();
    } catch {
      setSending(false);
    }
  };
  if (!count) return null;
  return (
    <div className={css.page}>
      <section className={css.side}>
        <h2>{t("pos.drawer.close.title")}</h2>
        <dl className={css.figures}>
          <div>
            <dt>{t("pos.drawer.counted")}</dt>
            <dd>{rupiah(count.counted)}</dd>
          </div>
          <div>
            <dt>{t("pos.drawer.expected")}</dt>
            <dd>{rupiah(count.expected)}</dd>
          </div>
        </dl>
        <p className={css.off} data-tone={off === 0 ? "good" : beyond ? "bad" : "small"}>
          {offBy(t, off)}
        </p>
        <Warnings />
      </section>
      <section className={css.work}>
        {beyond ? (
          <>
            <p className={css.hint}>
              {t("pos.drawer.beyond", { limit: rupiah(drawer.policy.limit) })}
            </p>
            <Button
              h={72}
              fz={20}
              loading={sending}
              leftSection={<IconUserCheck size={24} aria-hidden />}
              onClick={() => setAsking(true)}
            >
              {t("pos.drawer.close.approved")}
            </Button>
            <Button
              h={56}
              variant="default"
              disabled={sending}
              onClick={() => close({ unapproved: true })}
            >
              {t("pos.drawer.close.unapproved")}
            </Button>
          </>
        ) : (
          <Button
            h={72}
            fz={20}
            loading={sending}
            leftSection={<IconLock size={24} aria-hidden />}
            onClick={() => close({})}
          >
            {t("pos.drawer.close")}
          </Button>
        )}
        <div className={css.two}>
          <Button h={56} variant="default" disabled={sending} onClick={onAgain}>
            {t("pos.drawer.count.again")}
          </Button>
          <Button h={56} variant="subtle" disabled={sending} onClick={onBack}>
            {t("pos.drawer.later")}
          </Button>
        </div>
      </section>
      {asking ? (
        <Witness
          permission="till.approve"
          onApproved={(approval_id) => close({ approval_id })}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </div>
  );
}

/** What is under way still: told, never in the way. */
function Warnings() {
  const { t } = useWords();
  const open = useOpenChecks();
  const unsynced = useStore(till, (known) => known.state?.hub.unsynced ?? 0);
  const owed = open.reduce((sum, check) => sum + check.balance, 0);
  const told = [
    ...(open.length > 0
      ? [t("pos.drawer.warn.open", { count: open.length, amount: rupiah(owed) })]
      : []),
    ...(unsynced > 0 ? [t("pos.drawer.warn.unsynced", { count: unsynced })] : []),
  ];
  if (told.length === 0) return null;
  return (
    <ul className={css.warnings}>
      {told.map((words) => (
        <li key={words}>
          <IconAlertTriangle size={20} aria-hidden />
          <span>{words}</span>
        </li>
      ))}
    </ul>
  );
}
