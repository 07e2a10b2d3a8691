import type { Check, Line } from "#shared/types.ts";
import type { WishedLine } from "./shown.ts";

export const SARI = { id: "sari", name: "Sari" };

export function line(id: string, over: Partial<Line> = {}): Line {
  return {
    id,
    item_id: "rendang",
    variant_id: null,
    name_id: "Rendang",
    name_en: "Beef Rendang",
    variant_name_id: null,
    variant_name_en: null,
    options: [],
    quantity: 1,
    unit_price: 48_000,
    total: 48_000,
    note: "",
    state: "draft",
    station: "dapur",
    lead_s: 0,
    tax: {
      id: "pbjt",
      name: "PBJT",
      kind: "pbjt",
      rate_bp: 1000,
      inclusive: false,
      serviced: true,
    },
    menu_rev: 1,
    fired_at_ms: null,
    added_by: SARI,
    void_reason: null,
    discount: 0,
    comp: null,
    seat: null,
    course: null,
    held: false,
    split_from: null,
    ...over,
  };
}

export function check(id: string, rev: number, over: Partial<Check> = {}): Check {
  return {
    id,
    rev,
    number: 7,
    state: "open",
    channel: "dine_in",
    table_id: "t4",
    table_name: "4",
    name: null,
    covers: 2,
    business_date: "2026-11-22",
    opened_at_ms: 1_790_000_000_000,
    opened_by: SARI,
    closed_at_ms: null,
    cashier: null,
    terms: {
      service: { rate_bp: 0, base: "after_discount" },
      rounding_unit: 100,
      rounding_mode: "nearest",
    },
    receipt_number: null,
    lines: [line("l1")],
    payments: [],
    in_charge: null,
    discounts: [],
    refunds: [],
    shares: [],
    last_operation: null,
    merged_into: null,
    totals: {
      subtotal: 48_000,
      discount: 0,
      service: 0,
      service_rate_bp: 0,
      service_inclusive: 0,
      taxes: [],
      total: 48_000,
      rounding: 0,
      paid: 0,
      change: 0,
      balance: 48_000,
      cash_due: 48_000,
    },
    ...over,
  };
}

export function wished(id: string, over: Partial<WishedLine> = {}): WishedLine {
  return {
    line_id: id,
    item_id: "es-teh",
    variant_id: null,
    name_id: "Es Teh",
    name_en: "Iced Tea",
    variant_name_id: null,
    variant_name_en: null,
    quantity: 1,
    note: "",
    station: null,
    options: [],
    ...over,
  };
}
