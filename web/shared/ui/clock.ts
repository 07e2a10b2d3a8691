import { useEffect, useState } from "react";
import type { Words } from "../i18n/index.ts";

/** Hours and minutes with a dot, in the outlet's zone: `14.05`. */
export function hourMinute(ms: number, zone: string): string {
  const text = new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    timeZone: zone,
  }).format(ms);
  return text.replace(":", ".");
}

/** How long ago, in words short enough for a tile. */
export function age(sinceMs: number, nowMs: number, t: Words): string {
  const minutes = Math.max(0, Math.floor((nowMs - sinceMs) / 60_000));
  if (minutes < 1) return t("time.now");
  if (minutes < 60) return t("time.minutes", { count: minutes });
  if (minutes >= 48 * 60) return t("time.days", { count: Math.floor(minutes / 1440) });
  return t("time.hours", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** The time now, renewed every `everyMs`, for ages and clocks. */
export function useNow(everyMs = 15_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
