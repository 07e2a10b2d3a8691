import { Button } from "@mantine/core";
import { IconCashRegister } from "@tabler/icons-react";
import { useState } from "react";
import { useWords } from "#shared/i18n/index.ts";
import type { Drawer } from "#shared/types.ts";
import { rupiah } from "#shared/ui/rupiah.ts";
import { go } from "../go.ts";
import { useDeskCheck, useMay, useWide } from "../hooks.ts";
import { AmountPad } from "./AmountPad.tsx";
import { openDrawer } from "./acts.ts";
import { ClosedDrawers } from "./ClosedDrawers.tsx";
import css from "./Drawer.module.css";
import { OtherDrawers } from "./OtherDrawers.tsx";

const USUAL = [100_000, 200_000, 300_000, 500_000];

interface Props {
  drawer: Drawer;
  onReport: (sessionId: string) => void;
  onOther: (sessionId: string) => void;
}

/** No drawer is open: the float, by the usual amounts or a keypad. */
export function OpenDrawer({ drawer, onReport, onOther }: Props) {
  const { t } = useWords();
  const may = useMay("till.open");
  const wide = useWide();
  const check = useDeskCheck();
  const [opening, setOpening] = useState(0);
  const [sending, setSending] = useState(false);
  const open = async () => {
    if (sending) return;
    setSending(true);
    try {
      await openDrawer(opening);
      // Somebody who was about to pay goes on paying.
      if (check?.state === "open" && check.lines.length > 0) go("/pay");
    } catch {
      setSending(false);
    }
  };
  return (
    <div className={css.page}>
      <section className={css.side}>
        <h2>{t("pos.drawer.closed")}</h2>
        <p className={css.hint}>
          {t(drawer.policy.shared ? "pos.drawer.hint.shared" : "pos.drawer.hint.cashier")}
        </p>
        <OtherDrawers drawer={drawer} chosen={null} onOther={onOther} />
        {wide ? <ClosedDrawers onReport={onReport} /> : null}
      </section>
      {may ? (
        <section className={css.work}>
          <div className={css.usual}>
            {USUAL.map((amount) => (
              <Button
                key={amount}
                h={56}
                px={4}
                variant="default"
                onClick={() => setOpening(amount)}
              >
                {rupiah(amount)}
              </Button>
            ))}
          </div>
          <AmountPad
            label={t("pos.drawer.float")}
            amount={opening}
            disabled={sending}
            set={setOpening}
            onEnter={open}
            onLeave={() => go("/")}
          />
          <Button
            h={64}
            fz={20}
            loading={sending}
            leftSection={<IconCashRegister size={24} aria-hidden />}
            onClick={open}
          >
            {t("pos.drawer.open", { amount: rupiah(opening) })}
          </Button>
        </section>
      ) : null}
      {wide ? null : (
        <section className={css.side}>
          <ClosedDrawers onReport={onReport} />
        </section>
      )}
    </div>
  );
}
