/** Prices as head office types and changes them. */

import type { OfficeItem, OfficeMenu } from "./types.ts";

const HIGHEST = 1_000_000_000;

/** `25.000`, `Rp25.000`, `25000` and `25 000` are the same price; anything else is none. */
export function readPrice(text: string): number | null {
  const bare = text.trim().replace(/^rp\.?\s*/i, "");
  if (!/^\d{1,3}([. ]\d{3})+$|^\d+$/.test(bare)) return null;
  const price = Number(bare.replace(/[. ]/g, ""));
  return price <= HIGHEST ? price : null;
}

export function priceOf(item: OfficeItem, variantId: string | null): number {
  if (variantId === null) return item.price;
  return item.variants.find((variant) => variant.id === variantId)?.price ?? 0;
}

/** The menu with one price changed, as the screen shows it while the hub decides. */
export function withPrice(
  menu: OfficeMenu,
  itemId: string,
  variantId: string | null,
  price: number,
): OfficeMenu {
  return withItem(menu, itemId, (item) =>
    variantId === null
      ? { ...item, price }
      : {
          ...item,
          variants: item.variants.map((one) => (one.id === variantId ? { ...one, price } : one)),
        },
  );
}

export function withSoldOut(menu: OfficeMenu, itemId: string, soldOut: boolean): OfficeMenu {
  return withItem(menu, itemId, (item) => ({ ...item, sold_out: soldOut }));
}

export function withItem(
  menu: OfficeMenu,
  itemId: string,
  change: (item: OfficeItem) => OfficeItem,
): OfficeMenu {
  return { ...menu, items: menu.items.map((item) => (item.id === itemId ? change(item) : item)) };
}
