import type { Item } from "#shared/types.ts";

interface Entry {
  item: Item;
  names: string[];
  code: string;
}

/** Finds items by either name, id or barcode, from one letter. Built once per menu. */
export class ItemIndex {
  private readonly entries: Entry[];
  private readonly byCode = new Map<string, Item>();
  readonly byId = new Map<string, Item>();

  constructor(items: Item[]) {
    this.entries = items.map((item) => ({
      item,
      names: [plain(item.name_id), plain(item.name_en)],
      code: (item.barcode ?? "").toLowerCase(),
    }));
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
  let best = WORST;
  for (const name of entry.names) best = Math.min(best, rankName(name, sought, parts));
  if (best > 5 && sought.length >= 3 && entry.code.startsWith(sought)) best = 5;
  return best;
}

function rankName(name: string, sought: string, parts: string[]): number {
  if (name === sought) return 1;
  if (name.startsWith(sought)) return 2;
  const padded = ` ${name}`;
  if (padded.includes(` ${sought}`)) return 3;
  if (parts.length > 1 && parts.every((part) => padded.includes(` ${part}`))) return 4;
  // "nas gor" above; "ngr" for "nasi goreng" is too loose to be useful.
  return sought.length >= 2 && name.includes(sought) ? 6 : WORST;
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
