import {
  IconAlertTriangle,
  IconCloudOff,
  IconPlugConnectedX,
  IconPrinterOff,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWords, type Words } from "../i18n/index.ts";
import type { LiveStatus } from "../live.ts";
import type { BoxState } from "../types.ts";
import css from "./Banners.module.css";
import { hourMinute } from "./clock.ts";

export interface Notice {
  key: string;
  /** `bad` stops work; `warn` needs a hand; `calm` only informs. */
  tone: "bad" | "warn" | "calm";
  words: string;
}

interface Known {
  live: LiveStatus;
  state: BoxState | null;
  /** Commands tapped and not yet answered. */
  waiting: number;
  zone: string;
}

/** What is down, in the order in which it hurts. Losing the box is not losing the internet. */
export function notices(known: Known, t: Words): Notice[] {
  if (known.live === "down" || known.live === "stale") {
    const key = known.waiting > 0 ? "banner.box_lost.sending" : "banner.box_lost";
    return [{ key: "box", tone: "bad", words: t(key, { count: known.waiting }) }];
  }
  const { state } = known;
  if (!state) return [];
  const found: Notice[] = [];
  if (state.box.disk === "full") {
    found.push({ key: "disk", tone: "bad", words: t("banner.disk_full") });
  }
  for (const printer of state.printers) {
    if (printer.state === "ok" || (printer.state === "unknown" && printer.waiting === 0)) continue;
    const facts = {
      name: printer.name,
      state: t(`printer.${printer.state}`),
      count: printer.waiting,
    };
    found.push({ key: `printer.${printer.id}`, tone: "warn", words: t("banner.printer", facts) });
  }
  if (!state.broker.ok) {
    found.push({ key: "broker", tone: "warn", words: t("banner.broker_down") });
  }
  if (!state.hub.connected) {
    const time = state.hub.last_sync_ms
      ? hourMinute(state.hub.last_sync_ms, known.zone)
      : t("banner.never");
    const key = state.internet === false ? "banner.internet_down" : "banner.hub_down";
    found.push({ key: "hub", tone: "calm", words: t(key, { count: state.hub.unsynced, time }) });
  }
  return found;
}

const ICONS: Record<string, ReactNode> = {
  box: <IconPlugConnectedX size={20} aria-hidden />,
  hub: <IconCloudOff size={18} aria-hidden />,
  disk: <IconAlertTriangle size={20} aria-hidden />,
  broker: <IconAlertTriangle size={18} aria-hidden />,
};

/** The bar under the header. Nothing is shown when nothing is down. */
export function Banners(known: Known) {
  const { t } = useWords();
  const shown = notices(known, t);
  return (
    <div className={css.banners} role="status" aria-live="polite">
      {shown.map((notice) => (
        <div key={notice.key} className={css.banner} data-tone={notice.tone}>
          {ICONS[notice.key] ?? <IconPrinterOff size={18} aria-hidden />}
          <span>{notice.words}</span>
        </div>
      ))}
    </div>
  );
}
