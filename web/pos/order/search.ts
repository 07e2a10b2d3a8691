import type { Item } from "#shared/types.ts";

interface Entry {
  item: Item;
  /** Both names, plain, each with a space before it: a word begins after a space. */
  names: [string, string];
  code: string;
}

/** Plain names are made once per item: 86ing one of twenty thousand leaves the others as they are. */
const known = new WeakMap<Item, Entry>();

function entryOf(item: Item): Entry {
  const had = known.get(item);
  if (had) return had;
  const names: [string, string] = [` ${plain(item.name_id)}`, ` ${plain(item.name_en)}`];
  const entry = { item, names, code: (item.barcode ?? "").toLowerCase() };
  known.set(item, entry);
  return entry;
}

/** Finds items by either name or barcode, from one letter. Built once per menu. */
export class ItemIndex {
  private readonly entries: Entry[];
  private readonly byCode = new Map<string, Item>();
  readonly byId = new Map<string, Item>();

  constructor(items: Item[]) {
    this.entries = items.map(entryOf);
    for (const item of items) {
      this.byId.set(item.id, item);
      if (item.barcode) this.byCode.set(item.barcode.toLowerCase(), item);
    }
  }

  barcode(code: string): Item | null {
    return this.byCode.get(code.trim().toLowerCase()) ?? null;
  }

  /** Best first: whole name, beginning of the name, beginning of a word, inside; then menu order. */
  find(words: string, limit = 200): Item[] {
    const sought = plain(words);
    if (sought === "") return [];
    const exact = this.barcode(words);
    const parts = sought.split(" ");
    const ranked: { item: Item; rank: number; at: number }[] = [];
    for (let at = 0; at < this.entries.length; at++) {
      const entry = this.entries[at] as Entry;
      const rank = entry.item === exact ? 0 : rankOf(entry, sought, parts);
      if (rank < WORST) ranked.push({ item: entry.item, rank: rank + soldOut(entry.item), at });
    }
    ranked.sort((a, b) => a.rank - b.rank || a.at - b.at);
    return ranked.slice(0, limit).map((hit) => hit.item);
  }
}

const WORST = 9;
/** What cannot be sold now comes after what can, of the same kind of match. */
const soldOut = (item: Item) => (item.sold_out ? 0.5 : 0);

function rankOf(entry: Entry, sought: string, parts: string[]): number {
  const [first, second] = entry.names;
  const best = Math.min(rankName(first, sought, parts), rankName(second, sought, parts));
  if (best > 5 && sought.length >= 3 && entry.code.startsWith(sought)) return 5;
  return best;
}

/** `name` begins with a space. Most names hold nothing of what is sought: they leave first. */
function rankName(name: string, sought: string, parts: string[]): number {
  const at = name.indexOf(sought);
  if (at === 1) return name.length === sought.length + 1 ? 1 : 2;
  if (at > 1) {
    if (name.includes(` ${sought}`)) return 3;
    if (sought.length >= 2) return 6;
  }
  // "nas gor" finds "nasi goreng"; "ngr" would be too loose to be useful.
  return parts.length > 1 && parts.every((part) => name.includes(` ${part}`)) ? 4 : WORST;
}

/** Lower case, without accents and punctuation, single spaces. */
export function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
