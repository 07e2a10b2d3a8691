import { createStore } from "zustand/vanilla";
import { language, nameOf, say } from "#shared/i18n/index.ts";
import type { Item } from "#shared/types.ts";
import { type Intent, shown } from "../check/shown.ts";
import { checks } from "../check/store.ts";
import { addLines, changeLine } from "../commands.ts";
import { desk, newCheck } from "../desk.ts";
import { fact } from "../notices.ts";
import { tick } from "../settings.ts";
import { sender, till } from "../till.ts";
import { type Choice, defaultChoice, groupsOf, mustAsk, sameDraft, wish } from "./wish.ts";

/** Which sheet lies over the menu: the choices of an item, or what else can be done with it. */
export type Sheet = { kind: "choose" | "item"; itemId: string } | null;
export const sheet = createStore<{ sheet: Sheet }>(() => ({ sheet: null }));
export const openSheet = (next: Sheet) => sheet.setState({ sheet: next });

/** The check of the desk at this moment, outside React. */
export function deskCheck() {
  const { checkId } = desk.getState();
  const intents = sender.sending
    .getState()
    .filter((sending) => sending.lane === checkId)
    .map((sending) => sending.intent as Intent);
  return shown(checkId, checks.getState().whole[checkId] ?? null, intents);
}

/** A tap on an item: asks what must be asked, else adds one. */
export function tapItem(item: Item): void {
  const { menu } = till.getState();
  if (!menu) return;
  tick();
  const groups = groupsOf(item, menu);
  if (item.sold_out) openSheet({ kind: "item", itemId: item.id });
  else if (mustAsk(item, groups)) openSheet({ kind: "choose", itemId: item.id });
  else sell(item, defaultChoice(item, groups));
}

/** Puts the choice on the check of the desk; one more of the same draft is a greater quantity. */
export function sell(item: Item, choice: Choice): void {
  const { menu } = till.getState();
  if (!menu) return;
  if (deskCheck() && deskCheck()?.state !== "open") newCheck();
  const check = deskCheck();
  const wanted = wish(item, groupsOf(item, menu), choice);
  const same = sameDraft(check, wanted);
  if (check && same) {
    changeLine(check.id, same.id, { quantity: same.quantity + wanted.quantity });
  } else {
    const { checkId } = desk.getState();
    addLines(check !== null || checkId in checks.getState().open, [wanted]);
  }
  added.setState({
    itemId: item.id,
    words: nameOf(item, language()),
    count: added.getState().count + 1,
  });
}

/** What was added last, for the tile's flash and the screen reader. */
export const added = createStore<{ itemId: string; words: string; count: number }>(() => ({
  itemId: "",
  words: "",
  count: 0,
}));

/** A scanned code: sells the item, or says that nobody knows it. */
export function scanned(code: string): void {
  const item = till.getState().index.barcode(code);
  if (item) tapItem(item);
  else fact(say("pos.scan.unknown", { code }));
}
