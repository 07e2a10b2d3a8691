import type { Words } from "#shared/i18n/index.ts";

const KNOWN = new Set(["cash", "qris", "card", "mixed", "none"]);

/** A tender in words; one this screen does not know yet keeps its own name. */
export function tenderName(tender: string, t: Words): string {
  return KNOWN.has(tender) ? t(`office.tender.${tender}`) : tender;
}

const CHANNELS = new Set(["dine_in", "take_away"]);

export function channelName(channel: string, t: Words): string {
  return CHANNELS.has(channel) ? t(`office.channel.${channel}`) : channel;
}

interface Party {
  table_name: string | null;
  name?: string | null;
  channel: string;
}

/** Where a check was: its table, its name, or how it left the shop. */
export function placeOf(check: Party, t: Words): string {
  if (check.table_name) return t("office.table", { name: check.table_name });
  return check.name ?? channelName(check.channel, t);
}
