import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Client } from "#shared/client.ts";
import { Sender } from "#shared/sender.ts";
import { SessionKeeper } from "#shared/session.ts";
import type { SignedIn, Ticket } from "#shared/types.ts";
import { missing } from "./board.ts";
import { Kitchen, type WireTold } from "./kitchen.ts";
import { view } from "./pending.ts";
import { board, ticket } from "./samples.ts";

const ROOT = "tilo/kemang";
const NOON = 1_795_000_000_000;

/** A broker at the other end of the wire: it keeps what is retained, and the link can be cut. */
class Broker {
  readonly retained = new Map<string, string>();
  subscriptions = 0;
  private told: WireTold | null = null;

  readonly open = async (told: WireTold) => {
    this.told = told;
    this.connect();
    return { again: () => this.connect(), close: () => undefined };
  };

  connect(): void {
    this.subscriptions += 1;
    this.told?.onUp();
    for (const [topic, payload] of this.retained) this.told?.onMessage(topic, payload);
  }

  cut(): void {
    this.told?.onDown();
  }

  say(topic: string, payload: unknown, lost = false): void {
    const text = payload === "" ? "" : JSON.stringify(payload);
    if (text === "") this.retained.delete(topic);
    else this.retained.set(topic, text);
    if (!lost) this.told?.onMessage(topic, text);
  }

  ticket(words: Ticket, lost = false): void {
    this.say(`${ROOT}/kitchen/kitchen/tickets/${words.id}`, words, lost);
  }

  board(rev: number, listed: Record<string, number>): void {
    this.say(`${ROOT}/kitchen/kitchen/board`, board(rev, listed));
  }

  beat(afterMs: number, boot = "b1"): void {
    this.told?.onMessage(
      `${ROOT}/box/beat`,
      JSON.stringify({ v: 1, now_ms: NOON + afterMs, boot }),
    );
  }
}

type Answer = (path: string, body: { id: string; line_ids?: string[] } | null) => Response;

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });

function screen(broker: Broker, answer: Answer) {
  const keeper = new SessionKeeper("kds-test");
  keeper.keep({
    token: "t",
    expires_at_ms: NOON * 2,
    mqtt: { username: "screen", password: "secret", topic_root: ROOT },
  } as SignedIn);
  const client = new Client({
    token: keeper.token,
    fetch: async (path, init) =>
      answer(String(path), init?.body ? JSON.parse(String(init.body)) : null),
  });
  const sender: Sender = new Sender({
    client,
    token: keeper.token,
    answered: (sending, found) => kitchen.answered(sending, found),
    refused: (sending, refusal) => kitchen.refused(sending, refusal),
  });
  const kitchen: Kitchen = new Kitchen({ client, sender, keeper, open: broker.open });
  return { kitchen, keeper };
}

const nothing: Answer = () => json({ tickets: [] });
const ids = ({ state }: Kitchen) =>
  view(state.getState().holding, state.getState().pending).map((one) => one.id);
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function opened(answer: Answer = nothing) {
  const broker = new Broker();
  const sate = ticket("sate", { fired_at_ms: NOON });
  const soto = ticket("soto", { fired_at_ms: NOON + 1_000 });
  broker.ticket(sate);
  broker.ticket(soto);
  broker.board(1, { sate: 1, soto: 1 });
  const { kitchen, keeper } = screen(broker, answer);
  kitchen.start(["kitchen"]);
  await pass(50);
  broker.beat(0);
  return { broker, kitchen, keeper, sate, soto };
}

describe("a kitchen screen", () => {
  test("shows what is retained as soon as it has subscribed", async () => {
    const { kitchen } = await opened();
    expect(ids(kitchen)).toEqual(["sate", "soto"]);
    expect(kitchen.state.getState()).toMatchObject({ link: "up", outOfStepSince: null });
    kitchen.stop();
  });

  test("says within five seconds that the box has gone quiet, and keeps its tickets", async () => {
    const { kitchen, broker } = await opened();
    for (let beat = 1; beat <= 3; beat += 1) {
      await pass(2_000);
      broker.beat(beat * 2_000);
    }
    expect(kitchen.state.getState().stale).toBe(false);
    await pass(4_700);
    expect(kitchen.state.getState().stale).toBe(false);
    await pass(300);
    expect(kitchen.state.getState().stale).toBe(true);
    expect(ids(kitchen)).toEqual(["sate", "soto"]);
    broker.beat(11_000);
    expect(kitchen.state.getState().stale).toBe(false);
    kitchen.stop();
  });

  test("believes the broker's word that the box is gone without waiting", async () => {
    const { kitchen, broker } = await opened();
    broker.say(`${ROOT}/box/state`, { v: 1, online: false });
    expect(kitchen.state.getState().stale).toBe(true);
    kitchen.stop();
  });

  test("asks again by itself for a ticket that was lost on the way", async () => {
    const { kitchen, broker } = await opened();
    broker.ticket(ticket("rawon", { fired_at_ms: NOON + 2_000 }), true);
    broker.board(2, { sate: 1, soto: 1, rawon: 1 });
    await pass(100);
    expect(missing(kitchen.state.getState().holding)).toEqual(["rawon"]);
    expect(broker.subscriptions).toBe(1);
    await pass(3_000);
    expect(broker.subscriptions).toBe(2);
    expect(ids(kitchen)).toEqual(["sate", "soto", "rawon"]);
    expect(kitchen.state.getState().outOfStepSince).toBeNull();
    kitchen.stop();
  });

  test("asks less and less often for what does not come", async () => {
    const { kitchen, broker } = await opened();
    broker.board(2, { sate: 1, soto: 1, ghost: 1 });
    await pass(60_000);
    expect(broker.subscriptions).toBeGreaterThan(4);
    expect(broker.subscriptions).toBeLessThan(10);
    kitchen.stop();
  });

  test("neither loses nor doubles a ticket when the link breaks and the board moved on", async () => {
    const { kitchen, broker, sate } = await opened();
    broker.cut();
    await pass(20);
    expect(ids(kitchen)).toEqual(["sate", "soto"]);
    broker.retained.clear();
    broker.ticket(sate, true);
    broker.ticket(ticket("rawon", { fired_at_ms: NOON + 5_000 }), true);
    broker.retained.set(
      `${ROOT}/kitchen/kitchen/board`,
      JSON.stringify(board(5, { sate: 1, rawon: 1 })),
    );
    broker.connect();
    await pass(50);
    expect(ids(kitchen)).toEqual(["sate", "rawon"]);
    kitchen.stop();
  });

  test("subscribes anew when the box has started again", async () => {
    const { kitchen, broker } = await opened();
    broker.beat(2_000, "b2");
    expect(broker.subscriptions).toBe(2);
    broker.beat(4_000, "b2");
    expect(broker.subscriptions).toBe(2);
    kitchen.stop();
  });

  test("leaves when the box no longer knows its session", async () => {
    const { kitchen, broker, keeper } = await opened((path) =>
      path === "/api/session"
        ? json({ code: "session.expired", status: 401 }, 401)
        : json({ tickets: [] }),
    );
    broker.cut();
    await pass(50);
    expect(keeper.token()).toBeNull();
    kitchen.stop();
  });

  test("takes the broker's new password from the box", async () => {
    const fresh = { username: "screen", password: "newer", topic_root: ROOT };
    const { kitchen, broker, keeper } = await opened((path) =>
      path === "/api/session" ? json({ mqtt: fresh }) : json({ tickets: [] }),
    );
    broker.cut();
    await pass(50);
    expect(keeper.state.getState().signedIn?.mqtt.password).toBe("newer");
    kitchen.stop();
  });
});

describe("a bump", () => {
  test("leaves at once, stays away, and comes back by Backspace in its place", async () => {
    const sent: string[] = [];
    const { kitchen, broker, sate, soto } = await opened((path, body) => {
      if (!body) return json({ tickets: [] });
      sent.push(path);
      const recalled = path.endsWith("/recall");
      return json({ ...sate, rev: recalled ? 3 : 2, state: recalled ? "open" : "bumped" });
    });
    kitchen.bump(sate);
    expect(ids(kitchen)).toEqual(["soto"]);
    await pass(400);
    broker.ticket({ ...sate, rev: 2, state: "bumped" });
    broker.board(2, { soto: 1 });
    await pass(50);
    expect(ids(kitchen)).toEqual(["soto"]);
    expect(kitchen.state.getState().pending).toEqual([]);
    await kitchen.recallLast();
    expect(ids(kitchen)).toEqual(["sate", "soto"]);
    await pass(400);
    broker.ticket({ ...sate, rev: 3 });
    broker.board(3, { sate: 3, soto: soto.rev });
    await pass(50);
    expect(ids(kitchen)).toEqual(["sate", "soto"]);
    expect(sent).toEqual(["/api/tickets/sate/bump", "/api/tickets/sate/recall"]);
    kitchen.stop();
  });

  test("that the box refuses is taken back with its words", async () => {
    const { kitchen, sate } = await opened((_, body) =>
      body ? json({ code: "ticket.bumped_already", status: 409 }, 409) : json({ tickets: [] }),
    );
    kitchen.bump(sate);
    expect(ids(kitchen)).toEqual(["soto"]);
    await pass(400);
    expect(ids(kitchen)).toEqual(["sate", "soto"]);
    expect(kitchen.state.getState().trouble?.refusal?.code).toBe("ticket.bumped_already");
    expect(kitchen.state.getState().lastBump).toBeNull();
    kitchen.stop();
  });

  test("whose answer is lost is sent again under the same id", async () => {
    const tried: string[] = [];
    const { kitchen, sate } = await opened((_, body) => {
      if (!body) return json({ tickets: [] });
      tried.push(body.id);
      if (tried.length === 1) throw new TypeError("the Wi-Fi went away");
      return json({ ...sate, rev: 2, state: "bumped" });
    });
    kitchen.bump(sate);
    await pass(2_000);
    expect(tried).toHaveLength(2);
    expect(new Set(tried).size).toBe(1);
    expect(ids(kitchen)).toEqual(["soto"]);
    kitchen.stop();
  });
});

test("Backspace with the box away says so instead of recalling later by itself", async () => {
  const { kitchen } = await opened(() => {
    throw new TypeError("no route");
  });
  await kitchen.recallLast();
  expect(kitchen.state.getState().trouble).toMatchObject({ refusal: null });
  kitchen.stop();
});
