import { expect, test } from "vitest";
import { detailOf } from "./told.ts";

const told = (kind: string, body: object) => ({
  seq: 1,
  at_ms: 0,
  kind,
  actor_name: "Sari",
  body: JSON.stringify(body),
});
const tea = { quantity: 1, name_id: "Es Teh", name_en: "Iced Tea" };

test("a split says what went from which check to which", () => {
  const parcel = {
    source: { id: "a", number: 4 },
    target: { id: "b", number: 5 },
    parts: [{ quantity: 2, arrives: tea }],
  };
  const fact = told("check.split", { covers: 2, parcels: [parcel] });
  expect(detailOf(fact, "en")).toBe("#4 → #5: 2× Iced Tea");
  expect(detailOf(fact, "id")).toBe("#4 → #5: 2× Es Teh");
});

test("a void says how much and why", () => {
  const fact = told("check.line_voided", { amount: 9000, reason: "tumpah" });
  expect(detailOf(fact, "id")).toBe("Rp9.000; tumpah");
});

test("a payment says its amount, shares theirs, a fact without more nothing", () => {
  expect(detailOf(told("check.paid", { payment: { amount: 5000 } }), "id")).toBe("Rp5.000");
  const shares = [{ amount: 2000 }, { amount: 1000 }];
  expect(detailOf(told("check.shares_set", { shares }), "id")).toBe("Rp2.000 + Rp1.000");
  expect(detailOf(told("check.fired", { line_ids: [] }), "id")).toBe("");
});
