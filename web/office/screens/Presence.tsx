import { IconCircleCheck, IconCircleDashed, IconPlugConnectedX } from "@tabler/icons-react";
import { useWords, type Words } from "#shared/i18n/index.ts";
import { age, hourMinute } from "#shared/ui/clock.ts";
import { presence } from "../outlets.ts";
import { useHubNow } from "../queries.ts";
import type { OutletRow } from "../types.ts";
import css from "./Presence.module.css";

const ICONS = {
  online: IconCircleCheck,
  offline: IconPlugConnectedX,
  never: IconCircleDashed,
} as const;

/** Is the outlet's box there, and if not, since when. */
export function Presence({ outlet }: { outlet: OutletRow }) {
  const { t } = useWords();
  const now = useHubNow();
  const state = presence(outlet, now);
  const Icon = ICONS[state];
  const seen = outlet.box?.last_seen_ms ?? null;
  return (
    <span className={css.presence} data-state={state}>
      <Icon aria-hidden />
      {state === "offline" && seen !== null
        ? t("office.box.offline", { age: age(seen, now, t) })
        : t(`office.box.${state}`)}
    </span>
  );
}

/** Until when figures are whole: the box's later sales have not come up yet. */
export function trueTo(ms: number | null, nowMs: number, zone: string, t: Words): string {
  if (!ms) return t("office.true_to.never");
  const day = (at: number) =>
    new Intl.DateTimeFormat("en-CA", { dateStyle: "short", timeZone: zone }).format(at);
  if (day(ms) === day(nowMs)) return t("office.true_to", { time: hourMinute(ms, zone) });
  return t("office.true_to.day", { date: day(ms), time: hourMinute(ms, zone) });
}
