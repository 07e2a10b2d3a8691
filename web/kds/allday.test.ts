import { expect, test } from "vitest";
import { allDay } from "./allday.ts";
import { line, ticket } from "./samples.ts";

const pedas = { name_id: "Pedas", name_en: "Spicy" };
const besar = { variant_name_id: "Besar", variant_name_en: "Large" };

test("counts each item and size over all tickets, most first, leaving out what is done or voided", () => {
  const rows = allDay([
    ticket("a", {
      lines: [
        line("1", { quantity: 2, options: [pedas] }),
        line("2", { ...besar, quantity: 1 }),
        line("3", { state: "ready", quantity: 5 }),
      ],
    }),
    ticket("b", {
      lines: [
        line("4", { quantity: 3 }),
        line("5", { name_id: "Soto", name_en: "Soup", state: "voided" }),
      ],
    }),
  ]);
  expect(rows.map((row) => [row.name_id, row.variant_name_id, row.quantity])).toEqual([
    ["Nasi goreng", null, 5],
    ["Nasi goreng", "Besar", 1],
  ]);
  expect(rows[0]?.options).toEqual([{ ...pedas, quantity: 2 }]);
});

test("an empty board has nothing to cook", () => {
  expect(allDay([])).toEqual([]);
});
