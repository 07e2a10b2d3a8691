import { say } from "#shared/i18n/index.ts";
import { uuid7 } from "#shared/ids.ts";
import type { CashMove, Pieces, TillSession, ZReport } from "#shared/types.ts";
import { fact } from "../notices.ts";
import { loadDrawer, sender } from "../till.ts";

/** What a finger can ask of a drawer. A refusal is said at the foot of the screen by the sender. */

const LANE = "till";

function send<T>(path: string, body: object): Promise<T> {
  const intent = { kind: "other" };
  return sender
    .send<T>({ lane: LANE, path: `/api/till${path}`, body: { ...body }, intent })
    .finally(() => void loadDrawer());
}

export function openDrawer(opening: number): Promise<TillSession> {
  return send("", { session_id: uuid7(), opening });
}

export interface Move {
  kind: CashMove["kind"];
  amount: number;
  reason: string;
}

export function moveCash(sessionId: string, move: Move): Promise<TillSession> {
  return send(`/${sessionId}/cash`, { move_id: uuid7(), ...move });
}

export function countDrawer(sessionId: string, pieces: Pieces[]): Promise<TillSession> {
  return send(`/${sessionId}/count`, { pieces });
}

export interface Closing {
  approval_id?: string;
  unapproved?: boolean;
}

export function closeDrawer(sessionId: string, closing: Closing): Promise<ZReport> {
  return send(`/${sessionId}/close`, closing);
}

export function printReport(sessionId: string): void {
  send<{ job_id: string | null }>(`/${sessionId}/report`, {}).then(
    ({ job_id }) => fact(say(job_id ? "pos.drawer.printing" : "pos.drawer.no_printer")),
    () => undefined,
  );
}
