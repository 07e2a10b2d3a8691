import { Drawer } from "@mantine/core";
import { IconChevronUp } from "@tabler/icons-react";
import { useState } from "react";
import { useWords } from "#shared/i18n/index.ts";
import { rupiah } from "#shared/ui/rupiah.ts";
import { useDeskCheck, useDeskParty } from "../hooks.ts";
import { useTitle } from "../title.ts";
import css from "./CheckBar.module.css";
import { FireAndPay } from "./CheckFoot.tsx";
import { CheckPanel } from "./CheckPanel.tsx";
import { summaryOf } from "./shown.ts";

/** The check on a phone: one bar with the total, Fire and Pay; a tap draws the rest up. */
export function CheckBar() {
  const { t } = useWords();
  const check = useDeskCheck();
  const party = useDeskParty();
  const title = useTitle();
  const [opened, setOpened] = useState(false);
  const count = check ? summaryOf(check).line_count : 0;
  const owed = check?.totals;
  const amount = owed && owed.paid > 0 ? owed.balance : (owed?.total ?? 0);
  // Escape is heard by every dialog; it is meant for the topmost.
  const close = () => {
    if (document.querySelectorAll("[role=dialog]").length < 2) setOpened(false);
  };
  return (
    <div className={css.bar}>
      <button
        type="button"
        className={css.what}
        aria-expanded={opened}
        aria-description={t("pos.check.show")}
        onClick={() => setOpened(true)}
      >
        <span className={css.title}>
          <IconChevronUp size={18} aria-hidden />
          <span>{title(check ?? party)}</span>{" "}
          {count > 0 ? <small>{t("pos.check.items", { count })}</small> : null}
        </span>{" "}
        <output data-unsettled={check && !check.settled ? true : undefined} aria-live="polite">
          {rupiah(amount)}
        </output>
      </button>
      <FireAndPay check={check} words={t} />
      <Drawer.Root
        opened={opened}
        onClose={close}
        position="bottom"
        size="100%"
        lockScroll={false}
        transitionProps={{ duration: 120 }}
        classNames={{ content: css.content ?? "" }}
      >
        <Drawer.Content aria-label={t("pos.check")}>
          <Drawer.Body className={css.body ?? ""}>
            <CheckPanel onClose={() => setOpened(false)} />
          </Drawer.Body>
        </Drawer.Content>
      </Drawer.Root>
    </div>
  );
}
