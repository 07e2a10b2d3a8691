/**
 * What the hub's office API answers, under the names the screens use. They are generated from the
 * hub's own description (`npm run api`). Money is whole rupiah; `*_ms` is UTC milliseconds of the
 * hub's clock.
 */
import type { components } from "#shared/api/hub.ts";

type Schemas = components["schemas"];

export type OfficeSession = Schemas["NewSession"];

export type OutletRow = Schemas["OutletSeen"];
export type BoxSeen = Schemas["BoxSeen"];

export type Sales = Schemas["DaySales"];
export type HourSales = Schemas["HourSales"];
export type ItemSales = Schemas["ItemSales"];

export type ReceiptRow = Schemas["ReceiptRow"];
/** The check as the box closed it, and where that fact stands in its journal. */
export type ReceiptProof = Schemas["Receipt"];

export type OfficeMenu = Schemas["OutletMenu"];
export type OfficeItem = Schemas["ItemInForce"];

/** What the live feed says. It is not part of the described API. */
export type OfficeMessage =
  | { t: "beat"; now_ms: number }
  | { t: "sale"; outlet: string; receipt: ReceiptRow }
  | { t: "box"; outlet: string; box: BoxSeen }
  | { t: "menu"; outlet: string; rev: number };
