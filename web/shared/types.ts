/** The shapes the box speaks. Money is whole rupiah, `*_ms` is UTC milliseconds, `*_bp` is basis points. */
export type Lang = "id" | "en";

export interface Person {
  id: string;
  name: string;
}

export interface StaffTile extends Person {
  role: string;
  colour: string;
}

export interface Welcome {
  outlet: { id: string; name: string; city: string; language: Lang; zone: string };
  staff: StaffTile[];
  version: string;
  demo: boolean;
}

export interface Session {
  expires_at_ms: number;
  staff: { id: string; name: string; role: string; language: Lang };
  permissions: string[];
  mqtt: { username: string; password: string; topic_root: string };
}

export interface SignedIn extends Session {
  token: string;
}

export interface Outlet {
  id: string;
  name: string;
  address: string;
  city: string;
  zone: string;
  language: Lang;
  code: string;
  cash_rounding_unit: number;
}

export interface Category {
  id: string;
  name_id: string;
  name_en: string;
  sort: number;
  colour: string;
}

export interface ModifierOption {
  id: string;
  name_id: string;
  name_en: string;
  price: number;
  default: boolean;
}

export interface ModifierGroup {
  id: string;
  name_id: string;
  name_en: string;
  min: number;
  max: number;
  options: ModifierOption[];
}

export interface Variant {
  id: string;
  name_id: string;
  name_en: string;
  price: number;
}

export interface Item {
  id: string;
  name_id: string;
  name_en: string;
  description_id: string;
  description_en: string;
  category: string;
  price: number;
  tax_class: string;
  station: string | null;
  variants: Variant[];
  modifier_groups: string[];
  barcode: string | null;
  image: string | null;
  lead_s: number;
  sort: number;
  active: boolean;
  /** The hub says it of each item; the box lists it in the menu's `sold_out`. */
  sold_out: boolean;
}

export interface Table {
  id: string;
  name: string;
  area: string;
  seats: number;
  sort: number;
}

export interface Station {
  id: string;
  name: string;
  kind: "kitchen" | "bar" | "pass";
  sort: number;
  late_after_s: number;
}

export interface Menu {
  rev: number;
  outlet: Outlet;
  categories: Category[];
  modifier_groups: ModifierGroup[];
  items: Item[];
  /** Ids of the items that are 86'd. */
  sold_out: string[];
  tables: Table[];
  stations: Station[];
}

export type Channel = "dine_in" | "take_away";
export type LineState = "draft" | "fired" | "ready" | "served" | "voided";

export interface LineOption {
  id: string;
  name_id: string;
  name_en: string;
  price: number;
}

export interface Line {
  id: string;
  item_id: string;
  variant_id: string | null;
  name_id: string;
  name_en: string;
  variant_name_id: string | null;
  variant_name_en: string | null;
  options: LineOption[];
  quantity: number;
  unit_price: number;
  total: number;
  note: string;
  state: LineState;
  station: string | null;
  tax_class: string;
  fired_at_ms: number | null;
  added_by: Person;
  void_reason: string | null;
}

export interface TaxTotal {
  tax_class: string;
  name: string;
  kind: string;
  rate_bp: number;
  inclusive: boolean;
  base: number;
  dpp: number;
  amount: number;
}

export interface Totals {
  subtotal: number;
  discount: number;
  service: number;
  service_rate_bp: number;
  taxes: TaxTotal[];
  total: number;
  rounding: number;
  paid: number;
  change: number;
  balance: number;
  cash_due: number;
}

export interface Payment {
  id: string;
  tender: string;
  amount: number;
  tendered: number;
  change: number;
  rounding: number;
  at_ms: number;
  by: Person;
}

export type CheckState = "open" | "closed" | "voided";

export interface Check {
  id: string;
  rev: number;
  number: number;
  state: CheckState;
  channel: Channel;
  table_id: string | null;
  table_name: string | null;
  name: string | null;
  covers: number;
  business_date: string;
  opened_at_ms: number;
  opened_by: Person;
  closed_at_ms: number | null;
  receipt_number: string | null;
  lines: Line[];
  payments: Payment[];
  totals: Totals;
}

export interface CheckSummary {
  id: string;
  rev: number;
  number: number;
  state: CheckState;
  channel: Channel;
  table_id: string | null;
  table_name: string | null;
  name: string | null;
  covers: number;
  opened_at_ms: number;
  closed_at_ms: number | null;
  receipt_number: string | null;
  line_count: number;
  draft_count: number;
  total: number;
  balance: number;
  by: Person;
}

export interface NewLine {
  line_id: string;
  item_id: string;
  variant_id?: string;
  options: string[];
  quantity: number;
  note?: string;
}

export type ReceiptRow =
  | { kind: "text"; text: string; bold: boolean; size: number }
  | { kind: "qr"; data: string }
  | { kind: "feed"; lines: number }
  | { kind: "cut" }
  | { kind: "drawer" };

export interface Receipt {
  columns: number;
  rows: ReceiptRow[];
}

export interface PrinterState {
  id: string;
  name: string;
  state: "ok" | "offline" | "hanging" | "paper_out" | "unknown";
  waiting: number;
  reason: string | null;
}

export interface BoxState {
  box: { ok: boolean; disk: "ok" | "full"; version: string };
  internet: boolean | null;
  hub: {
    connected: boolean;
    last_sync_ms: number | null;
    unsynced: number;
    oldest_unsynced_ms: number | null;
    unsynced_rupiah: number;
    reason: string | null;
  };
  broker: { ok: boolean };
  printers: PrinterState[];
}

export type LiveMessage =
  | { t: "hello"; boot: string; menu_rev: number; state: BoxState }
  | { t: "beat"; now_ms: number }
  | { t: "check"; check: Check }
  | { t: "menu"; rev: number }
  | { t: "sold_out"; item_id: string; sold_out: boolean }
  | { t: "state"; state: BoxState };

export interface TicketLine {
  id: string;
  name_id: string;
  name_en: string;
  variant_name_id: string | null;
  variant_name_en: string | null;
  options: { name_id: string; name_en: string }[];
  quantity: number;
  note: string;
  state: "fired" | "ready" | "voided";
}

export interface Ticket {
  v: number;
  id: string;
  rev: number;
  station: string;
  check_id: string;
  check_number: number;
  channel: Channel;
  table_name: string | null;
  name: string | null;
  fired_at_ms: number;
  fired_by: string;
  add_on: boolean;
  state: "open" | "bumped";
  bumped_at_ms: number | null;
  lines: TicketLine[];
}
