/**
 * One running kitchen screen: what it was told, what the cook did, and what is wrong with the link.
 *
 * React only draws from it. Times here are monotonic (`performance.now`), never the wall clock.
 */

import { createStore, type StoreApi } from "zustand/vanilla";
import { type Client, type Refusal, Refusal as Refused } from "#shared/client.ts";
import type { Sender, Sending } from "#shared/sender.ts";
import type { SessionKeeper } from "#shared/session.ts";
import type { Session, Ticket } from "#shared/types.ts";
import { boxNow, heardBeat, isStale, listening, type Pulse, STALE_AFTER_MS } from "./beat.ts";
import { type Arrival, arrive, awaited, type Holding, missing, NOTHING, seeded } from "./board.ts";
import { type Intent, type Pending, unsettled } from "./pending.ts";
import { read, topicsFor } from "./topics.ts";
import type { Wire, WireOptions } from "./wire.ts";

export type Link = "connecting" | "up" | "down";

export interface KitchenState {
  stations: readonly string[];
  holding: Holding;
  pending: readonly Pending[];
  pulse: Pulse;
  link: Link;
  /** The box's last will: false when the broker saw the box go. */
  boxOnline: boolean;
  /** Since when listed tickets have been missing (monotonic ms), or null when in step. */
  outOfStepSince: number | null;
  /** Topics the broker refuses to this screen. */
  denied: readonly string[];
  /** Box time (UTC ms) at the last tick, or null before the first beat. All timers draw from it. */
  now: number | null;
  stale: boolean;
  /** Counts the seconds this screen has run, for what must be drawn anew with each. */
  ticks: number;
  /** The last refusal, or null in it when the box did not answer at all. */
  trouble: { refusal: Refusal | null; at: number } | null;
  lastBump: { ticket: Ticket; at: number } | null;
}

export interface KitchenParts {
  client: Client;
  sender: Sender;
  keeper: SessionKeeper;
  /** Opens the subscription; by itself, so that the MQTT library loads after the first paint. */
  open: (options: WireTold) => Promise<Wire>;
  mono?: () => number;
}

export type WireTold = Omit<WireOptions, "url">;

/** A ticket and its board are told a moment apart; only a longer gap means one was lost. */
export const OUT_OF_STEP_AFTER_MS = 1_500;
const LONGEST_RETRY_MS = 15_000;
const GATHER_MS = 12;
const ASK_SESSION_EVERY_MS = 3_000;
const REOPEN_AFTER_MS = 2_000;

export class Kitchen {
  readonly state: StoreApi<KitchenState>;
  readonly mono: () => number;
  private readonly parts: KitchenParts;
  private wire: Wire | null = null;
  private running = 0;
  private gathered: Arrival[] = [];
  private gathering: ReturnType<typeof setTimeout> | null = null;
  private ticker: ReturnType<typeof setInterval> | null = null;
  private silence: ReturnType<typeof setTimeout> | null = null;
  private retryAt = 0;
  private retryAfterMs = OUT_OF_STEP_AFTER_MS;
  private askedSessionAt = Number.NEGATIVE_INFINITY;

  constructor(parts: KitchenParts) {
    this.parts = parts;
    this.mono = parts.mono ?? (() => performance.now());
    this.state = createStore<KitchenState>(() => this.blank([]));
  }

  start(stations: readonly string[]): void {
    this.stop();
    this.state.setState(this.blank(stations), true);
    this.running += 1;
    const run = this.running;
    for (const station of stations) void this.seed(station, run);
    this.takeUp();
    this.ticker = setInterval(() => this.tick(), 1_000);
    this.listenForSilence();
    void this.subscribe(run);
  }

  private async subscribe(run: number): Promise<void> {
    const wire = await this.opened(run);
    if (run === this.running) this.wire = wire;
    else wire?.close();
  }

  /**
   * A screen that loads while the box is away may miss the library as well; it is asked for again.
   */
  private async opened(run: number): Promise<Wire | null> {
    try {
      return await this.parts.open(this.told());
    } catch {
      this.state.setState({ link: "down" });
      await new Promise((go) => setTimeout(go, REOPEN_AFTER_MS));
      return run === this.running ? this.opened(run) : null;
    }
  }

  private told(): WireTold {
    return {
      credentials: () => this.credentials(),
      topics: () => topicsFor(this.root(), this.state.getState().stations),
      onUp: () => this.up(),
      onDown: () => this.down(),
      onDenied: (topic) =>
        this.state.setState(({ denied }) => ({ denied: [...new Set([...denied, topic])] })),
      onMessage: (topic, payload) => this.hear(topic, payload),
    };
  }

  stop(): void {
    this.running += 1;
    this.wire?.close();
    this.wire = null;
    if (this.ticker) clearInterval(this.ticker);
    if (this.gathering) clearTimeout(this.gathering);
    if (this.silence) clearTimeout(this.silence);
    this.ticker = this.gathering = this.silence = null;
    this.gathered = [];
  }

  bump(ticket: Ticket): void {
    this.state.setState({ lastBump: { ticket, at: this.mono() } });
    this.act({ kind: "bump", ticketId: ticket.id }, `/api/tickets/${ticket.id}/bump`, {});
  }

  recall(ticket: Ticket): void {
    const intent: Intent = { kind: "recall", ticketId: ticket.id, words: ticket };
    this.state.setState(({ lastBump }) => ({
      lastBump: lastBump?.ticket.id === ticket.id ? null : lastBump,
    }));
    this.act(intent, `/api/tickets/${ticket.id}/recall`, {});
  }

  mark(ticket: Ticket, lineId: string, to: "ready" | "fired"): void {
    const intent: Intent = { kind: "mark", ticketId: ticket.id, lineIds: [lineId], to };
    const verb = to === "ready" ? "bump" : "recall";
    this.act(intent, `/api/tickets/${ticket.id}/${verb}`, { line_ids: [lineId] });
  }

  /** Brings back the ticket bumped last, whoever bumped it. */
  async recallLast(): Promise<void> {
    const { stations, lastBump } = this.state.getState();
    if (lastBump) return this.recall(lastBump.ticket);
    const done = await this.done(stations).catch(() => null);
    // Not kept for later: a ticket that comes back by itself minutes after the key is no help.
    if (!done) return this.state.setState({ trouble: { refusal: null, at: this.mono() } });
    const back = new Set(this.state.getState().pending.map((one) => one.intent.ticketId));
    const last = done.find((ticket) => !back.has(ticket.id));
    if (last) this.recall(last);
    else if (stations[0]) this.askRecallLast(stations[0]);
  }

  /** Tickets bumped within the recall window, latest first. */
  async done(stations: readonly string[]): Promise<Ticket[]> {
    const answers = await Promise.all(
      stations.map((station) =>
        this.parts.client.get<{ tickets: Ticket[] }>(`/api/tickets/done?station=${station}`),
      ),
    );
    const found = answers.flatMap((answer) => answer.tickets);
    return found.sort((a, b) => (b.bumped_at_ms ?? 0) - (a.bumped_at_ms ?? 0));
  }

  dismiss(): void {
    this.state.setState({ trouble: null });
  }

  /** Ends the undoing of one bump; a later one keeps its own time. */
  forgetLastBump(ticketId: string): void {
    this.state.setState(({ lastBump }) => ({
      lastBump: lastBump?.ticket.id === ticketId ? null : lastBump,
    }));
  }

  /** The answer to a command of this screen, perhaps tapped before a reload. */
  answered(sending: Sending, answer: unknown): void {
    const ticket = answer as Ticket;
    const at = { ticket, mono: this.mono() };
    this.state.setState(({ pending }) => ({
      pending: pending.map((one) => (one.id === sending.id ? { ...one, answer: at } : one)),
    }));
    if (this.state.getState().stations.includes(ticket.station)) {
      this.take([{ kind: "ticket", ticket }]);
    }
  }

  refused(sending: Sending, refusal: Refusal): void {
    this.state.setState(({ pending, lastBump }) => ({
      pending: pending.filter((one) => one.id !== sending.id),
      trouble: { refusal, at: this.mono() },
      lastBump: lastBump && sending.lane === lane(lastBump.ticket.id) ? null : lastBump,
    }));
  }

  private act(intent: Intent, path: string, body: Record<string, unknown>): void {
    // Refusals come by `refused`, so that those of a reloaded screen are said as well.
    const sent = this.parts.sender.send<Ticket>({
      lane: lane(intent.ticketId),
      path,
      body,
      intent,
    });
    void sent.catch(() => undefined);
    this.takeUp();
  }

  private askRecallLast(station: string): void {
    const sent = this.parts.sender.send<Ticket>({
      lane: `station:${station}`,
      path: "/api/tickets/recall-last",
      body: { station },
    });
    void sent.catch(() => undefined);
  }

  /** Shows every command on its way, those from before a reload included. */
  takeUp(): void {
    const known = new Set(this.state.getState().pending.map((one) => one.id));
    const more = this.parts.sender.sending
      .getState()
      .filter((sending) => sending.intent && !known.has(sending.id))
      .map((sending) => ({ id: sending.id, intent: sending.intent as Intent, answer: null }));
    if (more.length > 0) this.state.setState(({ pending }) => ({ pending: [...pending, ...more] }));
  }

  private hear(topic: string, payload: string): void {
    const said = read(this.root(), topic, payload);
    if (said?.kind === "arrival") this.gather(said.arrival);
    else if (said?.kind === "box") this.setBoxOnline(said.online);
    else if (said?.kind === "beat") this.beat(said.beat);
  }

  private setBoxOnline(boxOnline: boolean): void {
    this.state.setState(({ stale }) => ({ boxOnline, stale: stale || !boxOnline }));
  }

  private beat(beat: { now_ms: number; boot: string }): void {
    const { boot } = this.state.getState().pulse;
    const mono = this.mono();
    const pulse = heardBeat(this.state.getState().pulse, beat, mono);
    this.state.setState({ pulse, boxOnline: true, stale: false, now: boxNow(pulse, mono) });
    this.listenForSilence();
    // A restarted box says everything anew; asking again also covers what was said before we came.
    if (boot !== null && boot !== beat.boot) this.wire?.again();
  }

  private listenForSilence(): void {
    if (this.silence) clearTimeout(this.silence);
    this.silence = setTimeout(() => this.tick(), STALE_AFTER_MS + 1);
  }

  /** Hundreds of retained messages come at once after a subscription: one drawing for all. */
  private gather(arrival: Arrival): void {
    this.gathered.push(arrival);
    this.gathering ??= setTimeout(() => {
      this.gathering = null;
      this.take(this.gathered.splice(0));
    }, GATHER_MS);
  }

  private take(arrivals: readonly Arrival[]): void {
    const mono = this.mono();
    this.state.setState((state) => {
      const holding = arrivals.reduce(arrive, state.holding);
      const pending = unsettled(holding, state.pending, mono);
      return { holding, pending, outOfStepSince: this.stepOf(state, holding, mono) };
    });
  }

  private stepOf(state: KitchenState, holding: Holding, mono: number): number | null {
    const behind = missing(holding).length > 0 || awaited(holding, state.stations).length > 0;
    if (!behind) this.retryAfterMs = OUT_OF_STEP_AFTER_MS;
    return behind ? (state.outOfStepSince ?? mono) : null;
  }

  private tick(): void {
    const mono = this.mono();
    this.take([]);
    this.state.setState(({ pulse, boxOnline, ticks }) => ({
      ticks: ticks + 1,
      now: boxNow(pulse, mono),
      stale: !boxOnline || isStale(pulse, mono),
    }));
    const { outOfStepSince, link } = this.state.getState();
    if (link !== "up" || outOfStepSince === null || mono < this.retryAt) return;
    if (mono - outOfStepSince < OUT_OF_STEP_AFTER_MS) return;
    this.retryAfterMs = Math.min(LONGEST_RETRY_MS, this.retryAfterMs * 2);
    this.retryAt = mono + this.retryAfterMs;
    this.wire?.again();
  }

  private up(): void {
    // What was gathered belongs to the subscription before this one.
    this.take([...this.gathered.splice(0), { kind: "subscribed" }]);
    this.state.setState({ link: "up", denied: [] });
  }

  private down(): void {
    this.state.setState({ link: "down" });
    void this.askSession();
  }

  /**
   * A refused handshake looks like a broken wire to a browser, so the box is asked over HTTP.
   * Its answer also renews the broker's password, which a restarted box may have changed.
   */
  private async askSession(): Promise<void> {
    const mono = this.mono();
    if (mono - this.askedSessionAt < ASK_SESSION_EVERY_MS) return;
    this.askedSessionAt = mono;
    const { keeper, client } = this.parts;
    const before = keeper.state.getState().signedIn;
    try {
      const session = await client.get<Session>("/api/session");
      if (before && keeper.token() === before.token) keeper.keep({ ...before, ...session });
    } catch (fault) {
      if (fault instanceof Refused && fault.signedOut) keeper.expire(before?.token ?? null);
    }
  }

  private async seed(station: string, run: number): Promise<void> {
    try {
      const path = `/api/tickets?station=${station}`;
      const { tickets } = await this.parts.client.get<{ tickets: Ticket[] }>(path);
      if (run !== this.running) return;
      this.state.setState(({ holding }) => ({ holding: seeded(holding, station, tickets) }));
    } catch {
      // The subscription brings the same; this was only the quicker way.
    }
  }

  private credentials() {
    const signedIn = this.parts.keeper.state.getState().signedIn;
    return signedIn && { token: signedIn.token, ...signedIn.mqtt };
  }

  private root(): string {
    return this.parts.keeper.state.getState().signedIn?.mqtt.topic_root ?? "";
  }

  private blank(stations: readonly string[]): KitchenState {
    return {
      stations,
      holding: arrive(NOTHING, { kind: "stations", stations }),
      pending: [],
      pulse: listening(this.mono()),
      link: "connecting",
      boxOnline: true,
      outOfStepSince: this.mono(),
      denied: [],
      now: null,
      stale: false,
      ticks: 0,
      trouble: null,
      lastBump: null,
    };
  }
}

function lane(ticketId: string): string {
  return `ticket:${ticketId}`;
}
