import { IconAlertTriangle, IconPlugConnectedX, IconX } from "@tabler/icons-react";
import { useEffect } from "react";
import { useWords } from "#shared/i18n/index.ts";
import { countUp } from "../age.ts";
import { trueUntil } from "../beat.ts";
import { missing } from "../board.ts";
import { OUT_OF_STEP_AFTER_MS } from "../kitchen.ts";
import { useKitchen, useRunning } from "../running.ts";
import css from "./Banner.module.css";
import { clockWithSeconds } from "./clock.ts";

/** What is wrong with what is shown, above everything else. Nothing when nothing is. */
export function Banner() {
  const stale = useKitchen((state) => state.stale);
  const denied = useKitchen((state) => state.denied.length > 0);
  return (
    <>
      {stale ? <Stale /> : <OutOfStep />}
      {denied ? <Denied /> : null}
      <Trouble />
    </>
  );
}

function Stale() {
  const { zone, kitchen } = useRunning();
  const { t } = useWords();
  const pulse = useKitchen((state) => state.pulse);
  // Renders with every tick, so that the silence counts up.
  useKitchen((state) => state.ticks);
  const since = trueUntil(pulse);
  const silence = countUp(kitchen.mono() - pulse.heardAt);
  return (
    <div className={css.stale} role="alert">
      <IconPlugConnectedX aria-hidden />
      <div>
        <strong>
          {since === null
            ? t("kds.stale.never")
            : t("kds.stale", { time: clockWithSeconds(since, zone) })}
        </strong>
        <span aria-live="off">{t("kds.stale.for", { silence })}</span>
      </div>
    </div>
  );
}

function OutOfStep() {
  const { t } = useWords();
  const { kitchen } = useRunning();
  const since = useKitchen((state) => state.outOfStepSince);
  const holding = useKitchen((state) => state.holding);
  useKitchen((state) => state.ticks);
  if (since === null || kitchen.mono() - since < OUT_OF_STEP_AFTER_MS) return null;
  const count = missing(holding).length;
  return (
    <div className={css.behind} role="status">
      <IconAlertTriangle aria-hidden />
      <span>{count > 0 ? t("kds.out_of_step", { count }) : t("kds.out_of_step.board")}</span>
    </div>
  );
}

function Denied() {
  const { t } = useWords();
  return (
    <div className={css.behind} role="alert">
      <IconAlertTriangle aria-hidden />
      <span>{t("kds.denied")}</span>
    </div>
  );
}

const TROUBLE_MS = 10_000;

/** The box's no to something tapped here. The ticket is already back in its place. */
function Trouble() {
  const { kitchen } = useRunning();
  const { t, lang } = useWords();
  const trouble = useKitchen((state) => state.trouble);
  useEffect(() => {
    if (!trouble) return;
    const timer = setTimeout(() => kitchen.dismiss(), TROUBLE_MS);
    return () => clearTimeout(timer);
  }, [trouble, kitchen]);
  if (!trouble) return null;
  const { refusal } = trouble;
  return (
    <div className={css.trouble} role="alert">
      <IconAlertTriangle aria-hidden />
      <span>
        {refusal ? refusal.sentence(lang) : t("kds.no_answer")}
        {refusal?.requestId ? <small> {refusal.requestId}</small> : null}
      </span>
      <button type="button" aria-label={t("app.close")} onClick={() => kitchen.dismiss()}>
        <IconX aria-hidden />
      </button>
    </div>
  );
}
