import type { Item, ModifierGroup } from "#shared/types.ts";

export function item(id: string, over: Partial<Item> = {}): Item {
  return {
    id,
    name_id: id,
    name_en: id,
    description_id: "",
    description_en: "",
    category: "food",
    price: 10_000,
    tax_class: "pbjt",
    station: "dapur",
    variants: [],
    modifier_groups: [],
    barcode: null,
    image: null,
    lead_s: 0,
    sort: 0,
    active: true,
    sold_out: false,
    ...over,
  };
}

export function group(id: string, min: number, max: number, options: string[]): ModifierGroup {
  return {
    id,
    name_id: id,
    name_en: id,
    min,
    max,
    options: options.map((option, place) => ({
      id: option,
      name_id: option,
      name_en: option,
      price: 0,
      default: place === 0 && min > 0,
    })),
  };
}
