import { createStore } from "zustand/vanilla";
import { language } from "#shared/i18n/index.ts";
import type { Refusal } from "#shared/refusal.ts";

/** What is said at the foot of the screen: something to undo, a refusal, or a fact. */
export interface Notice {
  id: number;
  tone: "undo" | "refusal" | "fact";
  words: string;
  /** Small print: a request id that support can search. */
  fine?: string;
  undo?: () => void;
  /** Somebody else may do this: the way to hand them the screen. */
  handOver?: boolean;
  ends_at_ms: number;
}

export const UNDO_MS = 7000;
const SAID_MS = 6000;

export const notices = createStore<{ notice: Notice | null }>(() => ({ notice: null }));

let count = 0;
let timer: ReturnType<typeof setTimeout> | null = null;

function show(notice: Omit<Notice, "id" | "ends_at_ms">, forMs: number): void {
  if (timer) clearTimeout(timer);
  count += 1;
  const id = count;
  notices.setState({ notice: { ...notice, id, ends_at_ms: Date.now() + forMs } });
  timer = setTimeout(() => dismiss(id), forMs);
}

/** Acts have happened already; this offers the way back for seven seconds. */
export function offerUndo(words: string, undo: () => void): void {
  show({ tone: "undo", words, undo }, UNDO_MS);
}

export function refused(refusal: Refusal): void {
  const fine = refusal.status >= 500 ? refusal.requestId : null;
  const notice = {
    tone: "refusal" as const,
    words: refusal.sentence(language()),
    handOver: refusal.code === "permission.missing",
    ...(fine ? { fine } : {}),
  };
  show(notice, SAID_MS);
}

export function fact(words: string): void {
  show({ tone: "fact", words }, SAID_MS);
}

export function dismiss(id?: number): void {
  const { notice } = notices.getState();
  if (notice && (id === undefined || notice.id === id)) notices.setState({ notice: null });
}
