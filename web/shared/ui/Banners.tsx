import {
  IconAlertTriangle,
  IconCloudOff,
  IconPlugConnectedX,
  IconPrinterOff,
} from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
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

/** The bar under the header: the worst first, the rest one tap away. Silent when nothing is down. */
export function Banners(known: Known) {
  const { t } = useWords();
  const [all, setAll] = useState(false);
  const found = notices(known, t);
  const [worst, ...rest] = found;
  if (!worst) return <div role="status" />;
  const shown = all ? found : [worst];
  return (
    <div className={css.banners} role="status" aria-live="polite">
      {shown.map((notice, place) => (
        <div key={notice.key} className={css.banner} data-tone={notice.tone}>
          {ICONS[notice.key] ?? <IconPrinterOff size={18} aria-hidden />}
          <span>{notice.words}</span>
          {place === 0 && rest.length > 0 ? (
            <button
              type="button"
              aria-expanded={all}
              aria-label={t(all ? "banner.less" : "banner.more", { count: rest.length })}
              onClick={() => setAll(!all)}
            >
              {all ? "−" : "+"}
              {rest.length}
            </button>
          ) : null}
        </div>
      ))}
    </div>
  );
}
