/**
 * The shapes the box speaks, under the names the screens use. They are generated from the box's own
 * description of its API (`npm run api`). Money is whole rupiah, `*_ms` is UTC milliseconds, `*_bp`
 * is basis points.
 */
import type { components } from "./api/edge.ts";

type Schemas = components["schemas"];

export type Lang = "id" | "en";

export type Person = Schemas["Person"];
export type StaffTile = Schemas["WelcomePerson"];
export type Welcome = Schemas["WelcomeAnswer"];
export type Session = Schemas["SessionAnswer"];
export type SignedIn = Schemas["SignInAnswer"];

export type Menu = Schemas["MenuAnswer"];
export type Outlet = Schemas["Outlet"];
export type Category = Schemas["Category"];
/** An item as a screen shows it; on the wire the 86'd ones are a list of their own. */
export type Item = Schemas["Item"] & { sold_out: boolean };
export type Variant = Schemas["Variant"];
export type ModifierGroup = Schemas["ModifierGroup"];
export type ModifierOption = Schemas["Option"];
export type Table = Schemas["Table"];
export type Station = Schemas["Station"];

export type Check = Schemas["Check"];
export type CheckState = Check["state"];
export type CheckSummary = Schemas["CheckSummary"];
export type Channel = Check["channel"];
export type Line = Schemas["Line"];
export type LineState = Line["state"];
export type Totals = Schemas["Totals"];
export type Payment = Schemas["Payment"];
export type NewLine = Schemas["NewLine"];
export type RefundQuote = Schemas["RefundQuote"];

export type Receipt = Schemas["ReceiptAnswer"];
export type ReceiptRow = Receipt["rows"][number];

/** The drawer of whoever asks, and how the outlet handles its drawers. */
export type Drawer = Schemas["TillAnswer"];
/** A till session as whoever counts it may see it. */
export type TillSession = Schemas["TillView"];
export type CashMove = Schemas["CashMove"];
export type Pieces = Schemas["Pieces"];
export type TillReport = Schemas["ReportAnswer"];
export type ZReport = Schemas["Report"];

export type BoxState = Schemas["State"];
export type PrinterState = BoxState["printers"][number];

export type Ticket = Schemas["Ticket"];
export type TicketLine = Schemas["TicketLine"];

/** What the live feed says. It is not part of the described API. */
export type LiveMessage =
  | { t: "hello"; boot: string; menu_rev: number; state: BoxState }
  | { t: "beat"; now_ms: number }
  | { t: "check"; check: Check }
  | { t: "menu"; rev: number }
  | { t: "till" }
  | { t: "sold_out"; item_id: string; sold_out: boolean }
  | { t: "state"; state: BoxState };
