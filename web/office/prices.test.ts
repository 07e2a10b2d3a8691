import { expect, test } from "vitest";
import { priceOf, readPrice, withPrice, withSoldOut } from "./prices.ts";
import type { OfficeItem, OfficeMenu } from "./types.ts";

test.each([
  ["25.000", 25_000],
  ["Rp25.000", 25_000],
  ["rp 1.250.000", 1_250_000],
  ["25000", 25_000],
  ["25 000", 25_000],
  ["0", 0],
])("%s is a price", (text, price) => {
  expect(readPrice(text)).toBe(price);
});

test.each(["", "Rp", "25.00", "2.50", "25,000", "-5", "25.000.00", "1e5", "dua", "99999999999"])(
  "%s is not a price, rather than a guess",
  (text) => {
    expect(readPrice(text)).toBeNull();
  },
);

const besar = { id: "besar", name_id: "Besar", name_en: "Large", price: 30_000 };
const kopi = { id: "kopi", price: 0, variants: [besar, { ...besar, id: "kecil", price: 20_000 }] };
const sate = { id: "sate", price: 45_000, variants: [], sold_out: false };
const menu = { rev: 1, items: [kopi, sate] } as unknown as OfficeMenu;
const of = (found: OfficeMenu, id: string) =>
  found.items.find((item) => item.id === id) as OfficeItem;

test("a price changes on its item or variant and nowhere else", () => {
  expect(priceOf(of(withPrice(menu, "sate", null, 48_000), "sate"), null)).toBe(48_000);
  const changed = of(withPrice(menu, "kopi", "besar", 32_000), "kopi");
  expect([priceOf(changed, "besar"), priceOf(changed, "kecil")]).toEqual([32_000, 20_000]);
  expect(of(menu, "sate").price).toBe(45_000);
});

test("an 86 is shown on its item", () => {
  expect(of(withSoldOut(menu, "sate", true), "sate").sold_out).toBe(true);
  expect(of(withSoldOut(menu, "sate", true), "kopi").sold_out).toBeFalsy();
});
