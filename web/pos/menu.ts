import type { Item, Menu } from "#shared/types.ts";

/** The menu as the till shows it: what is active, in the order of the card, 86 marked on each item. */
export interface Card extends Omit<Menu, "items" | "sold_out"> {
  items: Item[];
}

export function cardOf(menu: Menu): Card {
  const { sold_out, ...rest } = menu;
  const out = new Set(sold_out);
  const bySort = (a: { sort: number }, b: { sort: number }) => a.sort - b.sort;
  const categories = [...menu.categories].sort(bySort);
  const place = new Map(categories.map((category, at) => [category.id, at]));
  const at = (item: Item) => place.get(item.category) ?? categories.length;
  const items = menu.items
    .filter((item) => item.active)
    .map((item) => ({ ...item, sold_out: out.has(item.id) }))
    .sort((a, b) => at(a) - at(b) || bySort(a, b));
  return { ...rest, categories, items, tables: [...menu.tables].sort(bySort) };
}

export function withSoldOut(card: Card, itemId: string, soldOut: boolean): Card {
  const items = card.items.map((item) =>
    item.id === itemId ? { ...item, sold_out: soldOut } : item,
  );
  return { ...card, items };
}
