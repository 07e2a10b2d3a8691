/** What the hub's office API answers. Money is whole rupiah; `*_ms` is UTC milliseconds of the hub's clock. */

import type { Category, Check, Item, ModifierGroup, Person, Station } from "#shared/types.ts";

export interface OfficeSession {
  token: string;
  expires_at_ms: number;
  user: { email: string; name: string };
}

export interface BoxSeen {
  id: string;
  last_seen_ms: number | null;
  seq: number | null;
  /** The hub holds everything the box recorded up to here. */
  synced_to_ms: number | null;
}

export interface OutletToday {
  date: string;
  total: number;
  checks: number;
  covers: number;
}

export interface OutletRow {
  id: string;
  name: string;
  city: string;
  zone: string;
  box: BoxSeen | null;
  today: OutletToday;
}

export interface HourSales {
  hour: number;
  total: number;
  checks: number;
}

export interface ItemSales {
  item_id: string;
  name_id: string;
  name_en: string;
  quantity: number;
  total: number;
}

export interface Sales {
  date: string;
  total: number;
  checks: number;
  covers: number;
  average: number;
  tax: number;
  service: number;
  discount: number;
  by_hour: HourSales[];
  by_item: ItemSales[];
  by_tender: { tender: string; total: number }[];
  true_to_ms: number | null;
}

export interface ReceiptRow {
  check_id: string;
  receipt_number: string;
  number: number;
  closed_at_ms: number;
  table_name: string | null;
  channel: string;
  total: number;
  tender: string;
  cashier: string;
}

/** The check as the box closed it, and where that fact stands in its journal. */
export interface ReceiptProof extends Check {
  cashier: Person | null;
  check_id: string;
  stream: string;
  seq: number;
  /** When the box recorded it. */
  at: number;
  hash: string;
}

export type OfficeItem = Item & {
  sold_out: boolean;
  /** Of the item's document; a price is changed only from the version it was read in. */
  version: number;
};

export interface OfficeMenu {
  rev: number;
  categories: Category[];
  items: OfficeItem[];
  stations: Station[];
  modifier_groups: ModifierGroup[];
}

export type OfficeMessage =
  | { t: "beat"; now_ms: number }
  | { t: "sale"; outlet: string; receipt: ReceiptRow }
  | { t: "box"; outlet: string; box: BoxSeen }
  | { t: "menu"; outlet: string; rev: number };
