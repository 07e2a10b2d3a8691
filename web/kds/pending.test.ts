import { describe, expect, test } from "vitest";
import { type Arrival, arrive, type Holding, NOTHING } from "./board.ts";
import { CONFIRM_WITHIN_MS, type Pending, unsettled, view } from "./pending.ts";
import { board, line, ticket } from "./samples.ts";
import type { Ticket } from "./tickets.ts";

const sate = ticket("sate", { fired_at_ms: 1_000 });
const soto = ticket("soto", { fired_at_ms: 2_000, lines: [line("soto-1"), line("soto-2")] });
const rawon = ticket("rawon", { fired_at_ms: 3_000 });
const all = [sate, soto, rawon];

function kitchen(...more: Arrival[]): Holding {
  const start: Arrival[] = all.map((t) => ({ kind: "ticket", ticket: t }));
  const listed = board(1, { sate: 1, soto: 1, rawon: 1 });
  return [...start, { kind: "board", board: listed } as Arrival, ...more].reduce(arrive, NOTHING);
}

function bump(answer: Ticket | null = null, mono = 0): Pending {
  return {
    id: "c1",
    intent: { kind: "bump", ticketId: "soto" },
    answer: answer && { ticket: answer, mono },
  };
}

const names = (tickets: Ticket[]) => tickets.map((t) => t.id);
const bumped: Ticket = { ...soto, rev: 2, state: "bumped" };

describe("a bump", () => {
  test("takes the ticket off at once, before the box answers", () => {
    expect(names(view(kitchen(), [bump()]))).toEqual(["sate", "rawon"]);
  });

  test("that is refused puts the ticket back in its place", () => {
    expect(names(view(kitchen(), []))).toEqual(["sate", "soto", "rawon"]);
  });

  test("that is answered stays off while the board still lists the old revision", () => {
    const holding = kitchen();
    expect(names(view(holding, [bump(bumped)]))).toEqual(["sate", "rawon"]);
    expect(unsettled(holding, [bump(bumped)], 100)).toHaveLength(1);
  });

  test("is settled by the board without the ticket", () => {
    const holding = kitchen({ kind: "board", board: board(2, { sate: 1, rawon: 1 }) });
    expect(unsettled(holding, [bump(bumped)], 100)).toEqual([]);
    expect(names(view(holding, []))).toEqual(["sate", "rawon"]);
  });

  test("gives way to a recall on another screen", () => {
    const back: Ticket = { ...soto, rev: 3 };
    const holding = kitchen(
      { kind: "ticket", ticket: back },
      { kind: "board", board: board(3, { sate: 1, soto: 3, rawon: 1 }) },
    );
    expect(names(view(holding, [bump(bumped)]))).toEqual(["sate", "soto", "rawon"]);
    expect(unsettled(holding, [bump(bumped)], 100)).toEqual([]);
  });

  test("the board never confirms is dropped in the end: the board is the truth", () => {
    expect(unsettled(kitchen(), [bump(bumped, 100)], 100 + CONFIRM_WITHIN_MS + 1)).toEqual([]);
  });

  test("without an answer waits for as long as it is being sent", () => {
    expect(unsettled(kitchen(), [bump()], 10 * CONFIRM_WITHIN_MS)).toHaveLength(1);
  });
});

describe("a recall", () => {
  const done = kitchen({ kind: "board", board: board(2, { sate: 1, rawon: 1 }) });
  const words: Ticket = {
    ...bumped,
    lines: [line("soto-1", { state: "ready" }), line("soto-2", { state: "voided" })],
  };
  const recall: Pending = {
    id: "c2",
    intent: { kind: "recall", ticketId: "soto", words },
    answer: null,
  };

  test("puts the ticket back between its neighbours with its lines to cook", () => {
    const back = view(done, [recall]);
    expect(names(back)).toEqual(["sate", "soto", "rawon"]);
    expect(back[1]?.lines.map((l) => l.state)).toEqual(["fired", "voided"]);
    expect(back[1]?.state).toBe("open");
  });

  test("shows the ticket once when the board already lists it", () => {
    expect(names(view(kitchen(), [recall]))).toEqual(["sate", "soto", "rawon"]);
  });

  test("shows what the box answered even if the drawer had no words", () => {
    const answered: Pending = {
      ...recall,
      intent: { ...recall.intent, words: null } as Pending["intent"],
      answer: { ticket: { ...soto, rev: 3 }, mono: 0 },
    };
    expect(names(view(done, [answered]))).toEqual(["sate", "soto", "rawon"]);
    expect(unsettled(done, [answered], 10)).toHaveLength(1);
    expect(unsettled(kitchen(), [answered], 10)).toEqual([]);
  });
});

describe("a line mark", () => {
  const mark = (to: "ready" | "fired", answer: Ticket | null = null): Pending => ({
    id: `c-${to}`,
    intent: { kind: "mark", ticketId: "soto", lineIds: ["soto-1"], to },
    answer: answer && { ticket: answer, mono: 0 },
  });
  const states = (tickets: Ticket[]) => tickets[1]?.lines.map((l) => l.state);

  test("shows at once and only on its line", () => {
    expect(states(view(kitchen(), [mark("ready")]))).toEqual(["ready", "fired"]);
  });

  test("and its undoing apply in the order of the taps", () => {
    expect(states(view(kitchen(), [mark("ready"), mark("fired")]))).toEqual(["fired", "fired"]);
  });

  test("yields to the box's own words once they are as new as the answer", () => {
    const newer: Ticket = {
      ...soto,
      rev: 2,
      lines: [line("soto-1", { state: "voided" }), line("soto-2")],
    };
    const holding = kitchen({ kind: "ticket", ticket: newer });
    expect(states(view(holding, [mark("ready", newer)]))).toEqual(["voided", "fired"]);
  });

  test("never un-voids a line", () => {
    const gone: Ticket = {
      ...soto,
      rev: 2,
      lines: [line("soto-1", { state: "voided" }), line("soto-2")],
    };
    const holding = kitchen({ kind: "ticket", ticket: gone });
    expect(states(view(holding, [mark("ready")]))).toEqual(["voided", "fired"]);
  });
});
