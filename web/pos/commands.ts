import { say } from "#shared/i18n/index.ts";
import { uuid7 } from "#shared/ids.ts";
import type { Channel, Check, Item, Person } from "#shared/types.ts";
import type { Intent, Party, ShownCheck, ShownLine, WishedLine } from "./check/shown.ts";
import { desk } from "./desk.ts";
import { fact, offerUndo } from "./notices.ts";
import { keeper, markSoldOut, sender } from "./till.ts";

/** Everything a finger can ask of the box. Each tap shows at once; the box has the last word. */

function me(): Person {
  const staff = keeper.state.getState().signedIn?.staff;
  return { id: staff?.id ?? "", name: staff?.name ?? "" };
}

interface Extra {
  lineId?: string;
  makes?: string[];
}

function send<T = Check>(
  checkId: string,
  path: string,
  body: object,
  intent: Intent,
  extra: Extra = {},
): Promise<T> {
  return sender.send<T>({
    lane: checkId,
    path: `/api/checks/${checkId}${path}`,
    body: { ...body },
    intent,
    needs: extra.lineId ? [checkId, extra.lineId] : [checkId],
    makes: extra.makes ?? [],
  });
}

/** The refusal has been said already; the screen has gone back to what the box knows. */
function quietly(sent: Promise<unknown>): void {
  sent.catch(() => undefined);
}

const onWire = (line: WishedLine) => ({
  line_id: line.line_id,
  item_id: line.item_id,
  options: line.options.map((option) => option.id),
  quantity: line.quantity,
  ...(line.variant_id ? { variant_id: line.variant_id } : {}),
  ...(line.note ? { note: line.note } : {}),
});

/** Adds lines to the check on the desk, opening it with them if it is not open yet. */
export function addLines(opened: boolean, lines: WishedLine[]): void {
  const { checkId, party } = desk.getState();
  desk.setState({ lastSale: null });
  const by = me();
  const made = lines.map((line) => line.line_id);
  if (opened) {
    const intent: Intent = { kind: "add", lines, fire: false, by };
    quietly(send(checkId, "/lines", { lines: lines.map(onWire) }, intent, { makes: made }));
    return;
  }
  quietly(
    sender.send({
      lane: checkId,
      path: "/api/checks",
      body: { check_id: checkId, ...partyOnWire(party), lines: lines.map(onWire) },
      intent: { kind: "open", party, lines, fire: false, at_ms: Date.now(), by } satisfies Intent,
      makes: [checkId, ...made],
    }),
  );
}

function partyOnWire(party: Party): object {
  return {
    channel: party.channel,
    ...(party.table_id ? { table_id: party.table_id } : {}),
    ...(party.name ? { name: party.name } : {}),
    ...(party.covers > 0 ? { covers: party.covers } : {}),
  };
}

export function changeLine(checkId: string, lineId: string, to: Partial<WishedLine>): void {
  const { options, quantity, variant_id, note } = to;
  const body = {
    ...(quantity === undefined ? {} : { quantity }),
    ...(variant_id ? { variant_id } : {}),
    ...(options ? { options: options.map((option) => option.id) } : {}),
    ...(note === undefined ? {} : { note }),
  };
  const intent: Intent = { kind: "change", line_id: lineId, to };
  quietly(send(checkId, `/lines/${lineId}/change`, body, intent, { lineId }));
}

/** Takes a draft off at once, and offers to put it back. */
export function removeDraft(check: ShownCheck, line: ShownLine, name: string): void {
  const intent: Intent = { kind: "void_line", line_id: line.id };
  quietly(send(check.id, `/lines/${line.id}/void`, {}, intent, { lineId: line.id }));
  offerUndo(say("pos.undo.removed", { name }), () => {
    const again = { ...wishOf(line), line_id: uuid7() };
    const back: Intent = { kind: "add", lines: [again], fire: false, by: me() };
    const extra = { makes: [again.line_id] };
    quietly(send(check.id, "/lines", { lines: [onWire(again)] }, back, extra));
  });
}

export function wishOf(line: ShownLine): WishedLine {
  const { id, item_id, variant_id, name_id, name_en, variant_name_id, variant_name_en } = line;
  const { quantity, note, station, options } = line;
  return {
    line_id: id,
    item_id,
    variant_id,
    name_id,
    name_en,
    variant_name_id,
    variant_name_en,
    quantity,
    note,
    station,
    options,
  };
}

export function voidFired(checkId: string, lineId: string, reason: string): void {
  const intent: Intent = { kind: "void_line", line_id: lineId };
  quietly(send(checkId, `/lines/${lineId}/void`, { reason }, intent, { lineId }));
}

export function fire(checkId: string): void {
  quietly(send(checkId, "/fire", {}, { kind: "fire" }));
}

export function moveCheck(check: ShownCheck, to: Partial<Party>, where: string): void {
  const { table_id, table_name, name, channel } = check;
  const was: Partial<Party> = { table_id, table_name, name, channel };
  quietly(send(check.id, "/move", moveOnWire(to), { kind: "move", party: to }));
  // The box has no way back to a check without table and name.
  if (!table_id && !name) return;
  offerUndo(say("pos.undo.moved", { where }), () =>
    quietly(send(check.id, "/move", moveOnWire(was), { kind: "move", party: was })),
  );
}

function moveOnWire(to: Partial<Party>): object {
  return {
    ...(to.table_id ? { table_id: to.table_id } : {}),
    ...(to.name ? { name: to.name } : {}),
    ...(to.channel ? { channel: to.channel } : {}),
  };
}

/** The table stays when it is named too: a name alone would stand in its place. */
export function nameCheck(check: ShownCheck, name: string): void {
  const to = { name, table_id: check.table_id, table_name: check.table_name };
  quietly(send(check.id, "/move", moveOnWire(to), { kind: "move", party: to }));
}

/** Eating here or taking away; table and name stay. */
export function setChannel(check: ShownCheck, channel: Channel): void {
  quietly(send(check.id, "/move", { channel }, { kind: "move", party: { channel } }));
}

export function setCovers(checkId: string, covers: number): void {
  quietly(send(checkId, "/covers", { covers }, { kind: "covers", covers }));
}

export function voidCheck(checkId: string, reason: string): Promise<Check> {
  return send(checkId, "/void", { reason }, { kind: "void_check" });
}

export interface CashPaid {
  paymentId: string;
  amount: number;
  tendered: number;
  balanceSeen: number;
  /** The number of the share that is paid. */
  share?: number | null;
}

/** Takes cash. The payment's id is minted with the tap, like the command's. */
export function payCash(checkId: string, paid: CashPaid): Promise<Check> {
  const body = {
    payment_id: paid.paymentId,
    tender: "cash",
    amount: paid.amount,
    tendered: paid.tendered,
    balance_seen: paid.balanceSeen,
    ...(paid.share ? { share: paid.share } : {}),
  };
  return send(checkId, "/pay", body, { kind: "pay" });
}

export function printAgain(checkId: string): void {
  send<{ job_id: string }>(checkId, "/receipt", {}, { kind: "other" }).then(
    () => fact(say("pos.receipt.sent")),
    () => undefined,
  );
}

/** 86 or un-86: shown at once, taken back if the box refuses, and undoable. */
export function setSoldOut(item: Item, name: string, soldOut: boolean, undoable = true): void {
  markSoldOut(item.id, soldOut);
  sender
    .send({
      lane: `item.${item.id}`,
      path: `/api/items/${item.id}/sold-out`,
      body: { sold_out: soldOut },
      intent: { kind: "other" } satisfies Intent,
    })
    .catch(() => markSoldOut(item.id, !soldOut));
  if (!undoable) return;
  const words = say(soldOut ? "pos.undo.sold_out" : "pos.undo.back_on_sale", { name });
  offerUndo(words, () => setSoldOut(item, name, !soldOut, false));
}

export function testPrinter(printerId: string): void {
  sender.send({ lane: `printer.${printerId}`, path: `/api/printers/${printerId}/test` }).then(
    () => fact(say("pos.printer.tested")),
    () => undefined,
  );
}
