import { uuid7 } from "#shared/ids.ts";
import type { Item, ModifierGroup, Variant } from "#shared/types.ts";
import type { ShownCheck, ShownLine, WishedLine } from "../check/shown.ts";
import type { Card } from "../menu.ts";

/** What was chosen of an item before it becomes a line. */
export interface Choice {
  variant: Variant | null;
  options: string[];
  quantity: number;
  note: string;
}

export function groupsOf(item: Item, menu: Card): ModifierGroup[] {
  const byId = new Map(menu.modifier_groups.map((group) => [group.id, group]));
  return item.modifier_groups.flatMap((id) => byId.get(id) ?? []);
}

export function defaultChoice(item: Item, groups: ModifierGroup[]): Choice {
  const options = groups.flatMap((group) =>
    group.options
      .filter((option) => option.default)
      .slice(0, group.max)
      .map((option) => option.id),
  );
  return { variant: item.variants[0] ?? null, options, quantity: 1, note: "" };
}

/** Something must be asked before this item can be sold. */
export function mustAsk(item: Item, groups: ModifierGroup[]): boolean {
  return item.variants.length > 0 || groups.some((group) => group.min > 0);
}

export const takenOf = (group: ModifierGroup, options: string[]) =>
  group.options.filter((option) => options.includes(option.id)).length;

/** The groups that still want a choice. */
export function lacking(groups: ModifierGroup[], options: string[]): ModifierGroup[] {
  return groups.filter((group) => takenOf(group, options) < group.min);
}

/** Options after a tap: one-of-one groups swap, the others fill up to their maximum. */
export function toggled(group: ModifierGroup, options: string[], tapped: string): string[] {
  if (options.includes(tapped)) {
    // The only choice of a group that needs one is not taken away, only exchanged.
    if (group.min > 0 && group.max === 1) return options;
    return options.filter((id) => id !== tapped);
  }
  if (group.max === 1) {
    const others = new Set(group.options.map((option) => option.id));
    return [...options.filter((id) => !others.has(id)), tapped];
  }
  return takenOf(group, options) >= group.max ? options : [...options, tapped];
}

export function wish(item: Item, groups: ModifierGroup[], choice: Choice): WishedLine {
  const options = groups.flatMap((group) =>
    group.options
      .filter((option) => choice.options.includes(option.id))
      .map(({ id, name_id, name_en }) => ({ id, name_id, name_en })),
  );
  return {
    line_id: uuid7(),
    item_id: item.id,
    variant_id: choice.variant?.id ?? null,
    name_id: item.name_id,
    name_en: item.name_en,
    variant_name_id: choice.variant?.name_id ?? null,
    variant_name_en: choice.variant?.name_en ?? null,
    quantity: choice.quantity,
    note: choice.note.trim(),
    station: item.station,
    options,
  };
}

/** A draft of exactly the same thing, which one more simply makes two. */
export function sameDraft(check: ShownCheck | null, wanted: WishedLine): ShownLine | null {
  const chosen = (options: { id: string }[]) =>
    options
      .map((option) => option.id)
      .sort()
      .join();
  return (
    check?.lines.find(
      (line) =>
        line.state === "draft" &&
        line.item_id === wanted.item_id &&
        line.variant_id === wanted.variant_id &&
        line.note === wanted.note &&
        chosen(line.options) === chosen(wanted.options) &&
        line.quantity + wanted.quantity <= 999,
    ) ?? null
  );
}
