import { describe, expect, test } from "vitest";
import {
  type Arrival,
  arrive,
  awaited,
  type Holding,
  missing,
  NOTHING,
  seeded,
  shown,
} from "./board.ts";
import { board, chance, ticket } from "./samples.ts";
import type { Board, Ticket } from "./tickets.ts";

function having(...arrivals: Arrival[]): Holding {
  return arrivals.reduce(arrive, NOTHING);
}

const said = (t: Ticket): Arrival => ({ kind: "ticket", ticket: t });
const listed = (b: Board): Arrival => ({ kind: "board", board: b });
const ids = (holding: Holding) => shown(holding).map((t) => t.id);

describe("the board decides which tickets are shown", () => {
  test("a ticket no board lists is not shown, however it lingers at the broker", () => {
    expect(ids(having(said(ticket("a")), said(ticket("b")), listed(board(1, { a: 1 }))))).toEqual([
      "a",
    ]);
  });

  test("a listed ticket that has not come is missing, and is shown as soon as it comes", () => {
    const waiting = having(listed(board(1, { a: 1, b: 1 })), said(ticket("a")));
    expect(missing(waiting)).toEqual(["b"]);
    const complete = arrive(waiting, said(ticket("b")));
    expect(missing(complete)).toEqual([]);
    expect(ids(complete)).toEqual(["a", "b"]);
  });

  test("a ticket in older words than the board's stays on the screen but counts as missing", () => {
    const behind = having(said(ticket("a", { rev: 1 })), listed(board(2, { a: 2 })));
    expect(ids(behind)).toEqual(["a"]);
    expect(missing(behind)).toEqual(["a"]);
  });

  test("an older wording that arrives late does not replace the newer one", () => {
    const twice = having(
      said(ticket("a", { rev: 2, table_name: "Meja 9" })),
      said(ticket("a", { rev: 1 })),
      listed(board(2, { a: 2 })),
    );
    expect(shown(twice)[0]?.table_name).toBe("Meja 9");
  });

  test("the oldest ticket comes first, and one that returns takes its old place", () => {
    const tickets = [3, 1, 2].map((n) => said(ticket(`t${n}`, { fired_at_ms: n * 1_000 })));
    const full = having(...tickets, listed(board(1, { t3: 1, t1: 1, t2: 1 })));
    expect(ids(full)).toEqual(["t1", "t2", "t3"]);
    const without = arrive(full, listed(board(2, { t1: 1, t3: 1 })));
    expect(ids(without)).toEqual(["t1", "t3"]);
    const back = arrive(
      arrive(without, said(ticket("t2", { rev: 3, fired_at_ms: 2_000 }))),
      listed(board(3, { t1: 1, t2: 3, t3: 1 })),
    );
    expect(ids(back)).toEqual(["t1", "t2", "t3"]);
  });

  test("two stations on one screen keep apart", () => {
    const both = having(
      said(ticket("a")),
      said(ticket("b", { station: "bar" })),
      listed(board(1, { a: 1 })),
      listed(board(4, { b: 1 }, "bar")),
    );
    expect(ids(both)).toEqual(["a", "b"]);
    expect(ids(arrive(both, listed(board(5, {}, "bar"))))).toEqual(["a"]);
    expect(ids(arrive(both, { kind: "stations", stations: ["bar"] }))).toEqual(["b"]);
  });
});

describe("a new subscription", () => {
  test("keeps what was shown until the new board comes", () => {
    const again = having(said(ticket("a")), listed(board(1, { a: 1 })), { kind: "subscribed" });
    expect(ids(again)).toEqual(["a"]);
    expect(awaited(again, ["kitchen"])).toEqual(["kitchen"]);
    const sure = arrive(again, listed(board(1, { a: 1 })));
    expect(awaited(sure, ["kitchen"])).toEqual([]);
  });

  test("drops a ticket that was cleared while the screen was away", () => {
    const back = having(
      said(ticket("a")),
      said(ticket("b")),
      listed(board(1, { a: 1, b: 1 })),
      { kind: "subscribed" },
      listed(board(2, { b: 1 })),
    );
    expect(ids(back)).toEqual(["b"]);
    expect(back.tickets.has("a")).toBe(false);
  });

  test("believes a box that counts its revisions anew after a restore", () => {
    const restored = having(
      said(ticket("a", { rev: 9, table_name: "Meja 1" })),
      listed(board(80, { a: 9 })),
      { kind: "subscribed" },
      listed(board(1, { a: 2 })),
      said(ticket("a", { rev: 2, table_name: "Meja 2" })),
    );
    expect(shown(restored)[0]?.table_name).toBe("Meja 2");
    expect(missing(restored)).toEqual([]);
  });

  test("asks again for a ticket whose held revision is not the restored box's", () => {
    const restored = having(
      said(ticket("a", { rev: 9 })),
      listed(board(80, { a: 9 })),
      { kind: "subscribed" },
      listed(board(1, { a: 2 })),
    );
    expect(missing(restored)).toEqual(["a"]);
  });
});

describe("a board that is resent", () => {
  test("does not bring back a bumped ticket", () => {
    const bumped = having(said(ticket("a")), listed(board(1, { a: 1 })), listed(board(2, {})));
    expect(ids(arrive(bumped, listed(board(1, { a: 1 }))))).toEqual([]);
  });

  test("of a restarted box that counts from one is believed by its time", () => {
    const before = having(said(ticket("a")), listed(board(7, {})));
    const restarted = arrive(before, listed({ ...board(1, { a: 1 }), at_ms: 60_000 }));
    expect(ids(restarted)).toEqual(["a"]);
  });
});

describe("a screen opened while the broker is away", () => {
  test("shows what the box answers over HTTP until the first board comes", () => {
    const opened = seeded(NOTHING, "kitchen", [ticket("a"), ticket("b")]);
    expect(ids(opened)).toEqual(["a", "b"]);
    expect(awaited(opened, ["kitchen"])).toEqual(["kitchen"]);
    const real = arrive(arrive(opened, { kind: "subscribed" }), listed(board(3, { b: 1 })));
    expect(ids(real)).toEqual(["b"]);
    expect(missing(real)).toEqual([]);
  });

  test("does not let a slow HTTP answer overrule a board", () => {
    const live = having(listed(board(3, {})));
    expect(ids(seeded(live, "kitchen", [ticket("a")]))).toEqual([]);
  });
});

/**
 * The box's day as the broker sees it: each topic keeps its order, topics mix freely, the link may
 * break at any point, and then only what is retained comes again.
 */
describe("any interleaving ends at the board's truth", () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    test(`seed ${seed}`, () => {
      const { topics, truth } = day(seed);
      const holding = played(seed, topics);
      expect(shown(holding)).toEqual(truth);
      expect(missing(holding)).toEqual([]);
    });
  }
});

interface Day {
  topics: Map<string, Arrival[]>;
  truth: Ticket[];
}

function day(seed: number): Day {
  const pick = chance(seed);
  const topics = new Map<string, Arrival[]>();
  const open = new Map<string, Ticket>();
  const done: Ticket[] = [];
  const say = (topic: string, arrival: Arrival) =>
    topics.set(topic, [...(topics.get(topic) ?? []), arrival]);
  const publish = (t: Ticket, rev: number) => {
    say(t.id, said(t));
    say("board", listed(board(rev, Object.fromEntries([...open].map(([id, o]) => [id, o.rev])))));
  };
  for (let step = 1; step <= 5 + pick(40); step += 1) {
    const kind = pick(5);
    const some = [...open.values()][pick(Math.max(1, open.size))];
    if (kind <= 1 || !some) {
      const fresh = ticket(`t${step}`, { fired_at_ms: step * 10, check_number: step });
      open.set(fresh.id, fresh);
      publish(fresh, step);
    } else if (kind === 2) {
      const bumped: Ticket = { ...some, rev: some.rev + 1, state: "bumped", bumped_at_ms: step };
      open.delete(some.id);
      done.push(bumped);
      publish(bumped, step);
      if (pick(2)) say(bumped.id, { kind: "cleared", station: "kitchen", id: bumped.id });
    } else if (kind === 3) {
      const changed: Ticket = { ...some, rev: some.rev + 1, table_name: `Meja ${step}` };
      open.set(some.id, changed);
      publish(changed, step);
    } else {
      const last = done.pop();
      if (!last) continue;
      const back: Ticket = { ...last, rev: last.rev + 1, state: "open", bumped_at_ms: null };
      open.set(back.id, back);
      publish(back, step);
    }
  }
  const truth = [...open.values()].sort((a, b) => a.fired_at_ms - b.fired_at_ms);
  return { topics, truth };
}

function played(seed: number, topics: Map<string, Arrival[]>): Holding {
  const pick = chance(seed * 7919);
  const next = new Map([...topics.keys()].map((topic) => [topic, 0]));
  let holding = arrive(NOTHING, { kind: "subscribed" });
  let breaks = pick(3);
  for (;;) {
    const left = [...next].filter(([topic, at]) => at < (topics.get(topic)?.length ?? 0));
    if (left.length === 0) return holding;
    if (breaks > 0 && pick(12) === 0) {
      breaks -= 1;
      holding = again(holding, topics, next, pick);
      continue;
    }
    const [topic, at] = left[pick(left.length)] ?? ["", 0];
    const arrival = topics.get(topic)?.[at];
    if (arrival) holding = arrive(holding, arrival);
    next.set(topic, at + 1);
    // A message of quality 1 may come twice.
    if (arrival && pick(10) === 0) holding = arrive(holding, arrival);
  }
}

/**
 * The link breaks; a random stretch of each topic is lost, and its retained message comes instead.
 */
function again(
  holding: Holding,
  topics: Map<string, Arrival[]>,
  next: Map<string, number>,
  pick: (below: number) => number,
): Holding {
  let found = arrive(holding, { kind: "subscribed" });
  for (const [topic, arrivals] of topics) {
    const at = next.get(topic) ?? 0;
    const to = at + pick(arrivals.length - at + 1);
    const retained = to > 0 ? arrivals[to - 1] : undefined;
    if (retained && retained.kind !== "cleared") found = arrive(found, retained);
    next.set(topic, to);
  }
  return found;
}
