import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Live, type LiveStatus } from "./live.ts";

/** The wire end of a WebSocket, driven by the test. */
class Wire {
  static all: Wire[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;
  closed = false;
  readonly protocols: string[];

  constructor(protocols: string[]) {
    this.protocols = protocols;
    Wire.all.push(this);
  }

  close() {
    this.closed = true;
  }

  say(message: object) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

const last = () => Wire.all.at(-1) as Wire;
let statuses: LiveStatus[];
let heard: { t: string }[];
let failed: number;
let token: string | null;
let live: Live<{ t: string }>;

beforeEach(() => {
  vi.useFakeTimers();
  Wire.all = [];
  statuses = [];
  heard = [];
  failed = 0;
  token = "t1";
  live = new Live<{ t: string }>({
    url: "ws://box/api/live",
    token: () => token,
    onMessage: (message) => heard.push(message),
    onStatus: (status) => statuses.push(status),
    onFailed: () => {
      failed += 1;
    },
    socket: (_, protocols) => new Wire(protocols) as unknown as WebSocket,
    random: () => 1,
  });
});

afterEach(() => {
  live.stop();
  vi.useRealTimers();
});

test("the token travels as a subprotocol, never in the address", () => {
  live.start();
  expect(last().protocols).toEqual(["tilo.live", "bearer.t1"]);
});

test("beats keep it live; five seconds of silence make it stale and reconnect", () => {
  live.start();
  last().onopen?.();
  for (let beat = 0; beat < 5; beat++) {
    vi.advanceTimersByTime(2000);
    last().say({ t: "beat" });
  }
  expect(statuses).toEqual(["connecting", "live"]);
  vi.advanceTimersByTime(4999);
  expect(statuses).toEqual(["connecting", "live", "stale"]);
  expect(Wire.all[0]?.closed).toBe(true);
  expect(Wire.all).toHaveLength(2);
});

test("a closed wire is down at once and tried again, later each time, never past four seconds", () => {
  live.start();
  const gaps: number[] = [];
  for (let round = 0; round < 8; round++) {
    const wires = Wire.all.length;
    last().onclose?.();
    let waited = 0;
    while (Wire.all.length === wires) {
      vi.advanceTimersByTime(50);
      waited += 50;
    }
    gaps.push(waited);
  }
  expect(gaps).toEqual([250, 500, 1000, 2000, 4000, 4000, 4000, 4000]);
  expect(failed).toBe(8);
  expect(statuses).toEqual(["connecting", "down"]);
});

test("a new sign-in is used by the next attempt", () => {
  live.start();
  last().onclose?.();
  token = "t2";
  vi.advanceTimersByTime(300);
  expect(last().protocols).toContain("bearer.t2");
});

test("words from a wire that was given up are not heard", () => {
  live.start();
  const old = last();
  old.onopen?.();
  vi.advanceTimersByTime(5000);
  old.say({ t: "check" });
  expect(heard).toEqual([]);
});

test("a tablet that comes back online does not sit out its back-off", () => {
  live.start();
  for (let round = 0; round < 5; round++) {
    last().onclose?.();
    vi.advanceTimersByTime(4000);
  }
  last().onclose?.();
  const wires = Wire.all.length;
  window.dispatchEvent(new Event("online"));
  expect(Wire.all).toHaveLength(wires + 1);
});

test("nothing is tried after it was stopped", () => {
  live.start();
  live.stop();
  vi.advanceTimersByTime(20_000);
  expect(Wire.all).toHaveLength(1);
  expect(last().closed).toBe(true);
});
