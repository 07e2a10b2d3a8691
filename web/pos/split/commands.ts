import { say } from "#shared/i18n/index.ts";
import { uuid7 } from "#shared/ids.ts";
import type { Check } from "#shared/types.ts";
import type { Arranged, Intent } from "../check/shown.ts";
import { fact, offerUndo } from "../notices.ts";
import { sender } from "../till.ts";

/** What can be asked of the box between checks: each tap is undone until something is paid. */

interface ChecksAfter {
  checks: Check[];
}

/** A line and how many of it are to be carried. */
export interface Pick {
  line_id: string;
  quantity: number;
}

function send<T>(checkId: string, verb: string, body: object, intent: Intent): Promise<T> {
  return sender.send<T>({
    lane: checkId,
    path: `/api/checks/${checkId}/${verb}`,
    body: { ...body },
    intent,
    needs: [checkId],
  });
}

const other: Intent = { kind: "other" };

/** The way back is offered once the box has said yes: an operation has its name from its answer. */
function undoably(checkId: string, words: string, done: Promise<ChecksAfter>): Promise<Check[]> {
  return done.then(({ checks }) => {
    const operation = checks.find((check) => check.id === checkId)?.last_operation;
    if (operation) offerUndo(words, () => undoOperation(checkId, operation));
    return checks;
  });
}

export function splitItems(checkId: string, lines: Pick[]): Promise<Check[]> {
  const parts = [{ check_id: uuid7(), lines }];
  const done = send<ChecksAfter>(checkId, "split", { parts }, other);
  return undoably(checkId, say("pos.split.done", { count: 2 }), done);
}

export function splitSeats(checkId: string, seats: number[]): Promise<Check[]> {
  const parts = seats.map((seat) => ({ check_id: uuid7(), seat }));
  const done = send<ChecksAfter>(checkId, "split-seats", { parts }, other);
  return undoably(checkId, say("pos.split.done", { count: seats.length + 1 }), done);
}

export function moveLines(
  checkId: string,
  to: string,
  lines: Pick[],
  where: string,
): Promise<Check[]> {
  const done = send<ChecksAfter>(checkId, "move-lines", { to, lines }, other);
  return undoably(checkId, say("pos.undo.moved", { where }), done);
}

export function mergeCheck(checkId: string, into: string, where: string): Promise<Check[]> {
  const done = send<ChecksAfter>(checkId, "merge", { into }, other);
  return undoably(checkId, say("pos.merge.done", { where }), done);
}

export function undoOperation(checkId: string, operation: string): void {
  send<ChecksAfter>(checkId, "undo", { operation }, other).then(
    () => fact(say("pos.split.undone")),
    () => undefined,
  );
}

export interface Shared {
  ways?: number;
  amounts?: number[];
}

/** With neither ways nor amounts the check is owed as a whole again. */
export function setShares(checkId: string, shared: Shared, balanceSeen: number): void {
  send(checkId, "shares", { ...shared, balance_seen: balanceSeen }, other).catch(() => undefined);
}

export function arrange(checkId: string, lineIds: string[], to: Arranged): void {
  const intent: Intent = { kind: "arrange", line_ids: lineIds, to };
  send(checkId, "arrange", { line_ids: lineIds, ...to }, intent).catch(() => undefined);
}

export function fireCourse(checkId: string, course: number): void {
  send(checkId, "fire", { course }, { kind: "fire", course }).catch(() => undefined);
}

export function transfer(checkId: string, staffId: string, name: string): void {
  send(checkId, "transfer", { staff_id: staffId }, other).then(
    () => fact(say("pos.transfer.done", { name })),
    () => undefined,
  );
}
