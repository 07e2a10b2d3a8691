import { createStore, type StoreApi } from "zustand/vanilla";
import type { Client } from "./client.ts";
import { uuid7 } from "./ids.ts";
import { Refusal } from "./refusal.ts";

/** A command on its way. It is kept until the server answers it, whatever that takes. */
export interface Sending {
  id: string;
  /** Commands of one lane (a check, a ticket) are sent one after the other, in order of the taps. */
  lane: string;
  path: string;
  body: Record<string, unknown>;
  /** Who tapped it: their token travels with it, even when somebody else now has the till. */
  token: string | null;
  tapped_at_ms: number;
  attempts: number;
  /** Ids this command brings into being, and ids it cannot do without. */
  makes: string[];
  needs: string[];
  /** What the screen shows meanwhile. Plain data, read only by the app that sent it. */
  intent: unknown;
}

export interface Tap {
  lane: string;
  path: string;
  body?: Record<string, unknown>;
  makes?: string[];
  needs?: string[];
  intent?: unknown;
}

/** Where commands on their way survive a reload. */
export interface Shelf {
  all(): Promise<Sending[]>;
  put(sending: Sending): Promise<void>;
  drop(id: string): Promise<void>;
}

export interface SenderOptions {
  client: Client;
  token: () => string | null;
  shelf?: Shelf;
  /** Called when a token is no longer good; resolves when somebody is signed in. */
  signedOut?: (token: string | null) => Promise<void>;
  /** Waits before the next attempt; resolves early when the wire is back. */
  wait?: (ms: number) => Promise<void>;
  random?: () => number;
  /** An answer to a command whose promise was lost in a reload. */
  answered?: (sending: Sending, answer: unknown) => void;
  refused?: (sending: Sending, refusal: Refusal) => void;
}

/** Codes that mean "nothing was decided, ask again". */
const NOT_AN_ANSWER = new Set(["server.busy", "request.too_many", "request.unreadable"]);
const FAULTS_BEFORE_GIVING_UP = 3;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5000;
const SHELF_WAIT_MS = 300;

type Settle = { resolve: (answer: unknown) => void; reject: (refusal: unknown) => void };

/** Sends commands: an id is minted once at the tap and repeated until the server has answered. */
export class Sender {
  readonly sending: StoreApi<Sending[]> = createStore<Sending[]>(() => []);
  private readonly options: SenderOptions;
  private readonly settles = new Map<string, Settle>();
  private readonly busy = new Set<string>();
  private readonly kept = new Map<string, Promise<void>>();

  constructor(options: SenderOptions) {
    this.options = options;
  }

  /** The server's answer to this tap. Rejects with `Refusal` only: silence is retried. */
  send<T>(tap: Tap): Promise<T> {
    const id = uuid7();
    const sending: Sending = {
      id,
      lane: tap.lane,
      path: tap.path,
      body: { id, ...tap.body },
      token: this.options.token(),
      tapped_at_ms: Date.now(),
      attempts: 0,
      makes: tap.makes ?? [],
      needs: tap.needs ?? [],
      intent: tap.intent ?? null,
    };
    const answer = new Promise<T>((resolve, reject) => {
      this.settles.set(id, { resolve: resolve as (answer: unknown) => void, reject });
    });
    this.sending.setState((all) => [...all, sending], true);
    this.kept.set(id, this.keep(sending));
    void this.run(sending.lane);
    return answer;
  }

  /** Takes up what a reload interrupted. Their answers go to `answered` and `refused`. */
  async resume(): Promise<void> {
    const kept = (await this.options.shelf?.all()) ?? [];
    const known = new Set(this.sending.getState().map((sending) => sending.id));
    const lost = kept.filter((sending) => !known.has(sending.id));
    if (lost.length === 0) return;
    const byTap = (a: Sending, b: Sending) => (a.id < b.id ? -1 : 1);
    this.sending.setState((all) => [...lost, ...all].sort(byTap), true);
    for (const lane of new Set(lost.map((sending) => sending.lane))) void this.run(lane);
  }

  /** A browser whose storage fails or hangs still sells; only a reload would lose the tap. */
  private async keep(sending: Sending): Promise<void> {
    const put = this.options.shelf?.put(sending).catch(() => undefined);
    if (put) await Promise.race([put, new Promise((go) => setTimeout(go, SHELF_WAIT_MS))]);
  }

  private next(lane: string): Sending | undefined {
    return this.sending.getState().find((sending) => sending.lane === lane);
  }

  private async run(lane: string): Promise<void> {
    if (this.busy.has(lane)) return;
    this.busy.add(lane);
    try {
      for (let head = this.next(lane); head; head = this.next(lane)) await this.deliver(head);
    } finally {
      // Reached with the lane empty, and nothing awaited since: no tap can slip in between.
      this.busy.delete(lane);
    }
  }

  private async deliver(sending: Sending): Promise<void> {
    await this.kept.get(sending.id);
    for (let attempt = 1; ; attempt++) {
      this.note(sending.id, attempt);
      try {
        const token = sending.token ?? this.options.token();
        const answer = await this.options.client.post(sending.path, sending.body, { token });
        return this.settle(sending, (to) => to.resolve(answer), answer);
      } catch (fault) {
        if (fault instanceof Refusal && fault.signedOut) {
          await this.options.signedOut?.(sending.token);
          sending.token = this.options.token();
          await this.keep(sending);
        } else if (fault instanceof Refusal && isAnswer(fault, attempt)) {
          return this.refuse(sending, fault);
        }
        await this.pause(attempt);
      }
    }
  }

  private pause(attempt: number): Promise<void> {
    const full = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempt - 1, 10));
    const random = this.options.random ?? Math.random;
    const wait = this.options.wait ?? pauseUntilOnline;
    return wait(Math.round(full * (0.5 + random() / 2)));
  }

  private note(id: string, attempts: number): void {
    this.sending.setState(
      (all) => all.map((sending) => (sending.id === id ? { ...sending, attempts } : sending)),
      true,
    );
  }

  private settle(sending: Sending, tell: (to: Settle) => void, answer: unknown): void {
    const to = this.settles.get(sending.id);
    // Told before it leaves the list, so that the screen never shows neither.
    this.options.answered?.(sending, answer);
    if (to) tell(to);
    this.forget(sending.id);
  }

  private refuse(sending: Sending, refusal: Refusal): void {
    this.options.refused?.(sending, refusal);
    this.settles.get(sending.id)?.reject(refusal);
    this.forget(sending.id);
    // What hangs on something that never came to be goes with it, without a second sentence.
    const gone = new Set(sending.makes);
    const orphan = this.sending
      .getState()
      .filter((other) => other.needs.some((need) => gone.has(need)));
    for (const other of orphan) {
      this.settles.get(other.id)?.reject(refusal);
      this.forget(other.id);
    }
  }

  private forget(id: string): void {
    this.settles.delete(id);
    this.kept.delete(id);
    this.sending.setState((all) => all.filter((sending) => sending.id !== id), true);
    void this.options.shelf?.drop(id).catch(() => undefined);
  }
}

function isAnswer(refusal: Refusal, attempt: number): boolean {
  if (NOT_AN_ANSWER.has(refusal.code)) return false;
  const fault = refusal.status >= 500 && refusal.code === "server.fault";
  return !fault || attempt >= FAULTS_BEFORE_GIVING_UP;
}

function pauseUntilOnline(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener("online", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    window.addEventListener("online", done);
  });
}
