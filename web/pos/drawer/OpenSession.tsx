import { Button } from "@mantine/core";
import {
  IconArrowDown,
  IconArrowUp,
  IconCalculator,
  IconReportMoney,
  IconShieldLock,
} from "@tabler/icons-react";
import { useState } from "react";
import { useWords } from "#shared/i18n/index.ts";
import type { CashMove, Drawer, TillSession } from "#shared/types.ts";
import { hourMinute } from "#shared/ui/clock.ts";
import { rupiah } from "#shared/ui/rupiah.ts";
import { useMay, useZone } from "../hooks.ts";
import css from "./Drawer.module.css";
import { MoveSheet } from "./MoveSheet.tsx";
import { OtherDrawers } from "./OtherDrawers.tsx";

interface Props {
  drawer: Drawer;
  session: TillSession;
  onCount: () => void;
  onReport: () => void;
  onOther: (sessionId: string) => void;
}

const MOVES = [
  { kind: "paid_in", icon: IconArrowDown },
  { kind: "paid_out", icon: IconArrowUp },
  { kind: "drop", icon: IconShieldLock },
] as const;

/** An open drawer: cash in and out, figures so far for who may see them, and the way to its end. */
export function OpenSession({ drawer, session, onCount, onReport, onOther }: Props) {
  const { t } = useWords();
  const zone = useZone();
  const [moving, setMoving] = useState<CashMove["kind"] | null>(null);
  const mayExpect = useMay("till.expect") || !drawer.policy.blind;
  const opened = hourMinute(session.opened_at_ms, zone);
  const date = session.business_date.split("-").reverse().join("/");
  return (
    <div className={css.page}>
      <section className={css.side}>
        <h2>{t("pos.drawer.session", { number: session.number })}</h2>
        <p className={css.hint}>
          {t("pos.drawer.opened", { name: session.cashier.name, date, time: opened })}
        </p>
        <dl className={css.figures}>
          <div>
            <dt>{t("pos.drawer.float")}</dt>
            <dd>{rupiah(session.opening)}</dd>
          </div>
        </dl>
        {session.moves.length > 0 ? (
          <ul className={css.moves} aria-label={t("pos.drawer.moves")}>
            {session.moves.map((move) => (
              <li key={move.id}>
                <time>{hourMinute(move.at_ms, zone)}</time>
                <span>
                  <b>{t(`pos.drawer.${move.kind}`)}</b>
                  <small>
                    {move.reason ? `${move.reason} · ` : ""}
                    {move.by.name}
                  </small>
                </span>
                <b>{rupiah(move.kind === "paid_in" ? move.amount : -move.amount)}</b>
              </li>
            ))}
          </ul>
        ) : (
          <p className={css.hint}>{t("pos.drawer.moves.none")}</p>
        )}
        <OtherDrawers drawer={drawer} chosen={session.id} onOther={onOther} />
      </section>
      <section className={css.work}>
        <div className={css.acts}>
          {MOVES.map(({ kind, icon: Icon }) => (
            <Button
              key={kind}
              h={72}
              fz={18}
              variant="default"
              classNames={{ label: css.wrapping ?? "" }}
              leftSection={<Icon size={24} aria-hidden />}
              onClick={() => setMoving(kind)}
            >
              {t(`pos.drawer.${kind}`)}
            </Button>
          ))}
          {mayExpect ? (
            <Button
              h={72}
              fz={18}
              variant="default"
              leftSection={<IconReportMoney size={24} aria-hidden />}
              onClick={onReport}
            >
              {t("pos.drawer.x")}
            </Button>
          ) : null}
        </div>
        <Button
          h={72}
          fz={20}
          className={css.last ?? ""}
          leftSection={<IconCalculator size={26} aria-hidden />}
          onClick={onCount}
        >
          {t("pos.drawer.count")}
        </Button>
      </section>
      {moving ? (
        <MoveSheet sessionId={session.id} kind={moving} onClose={() => setMoving(null)} />
      ) : null}
    </div>
  );
}
