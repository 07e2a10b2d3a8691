import { expect, test } from "vitest";
import { board, ticket } from "./samples.ts";
import { read, topicsFor } from "./topics.ts";

const root = "tilo/kemang";

test("a screen asks for its own stations and the box, nothing else", () => {
  expect(topicsFor(root, ["kitchen", "bar"])).toEqual([
    "tilo/kemang/box/beat",
    "tilo/kemang/box/state",
    "tilo/kemang/kitchen/kitchen/tickets/+",
    "tilo/kemang/kitchen/kitchen/board",
    "tilo/kemang/kitchen/bar/tickets/+",
    "tilo/kemang/kitchen/bar/board",
  ]);
});

test("tickets, clears, boards, beats and the last will are understood", () => {
  const words = ticket("a");
  expect(read(root, `${root}/kitchen/kitchen/tickets/a`, JSON.stringify(words))).toEqual({
    kind: "arrival",
    arrival: { kind: "ticket", ticket: words },
  });
  expect(read(root, `${root}/kitchen/kitchen/tickets/a`, "")).toEqual({
    kind: "arrival",
    arrival: { kind: "cleared", station: "kitchen", id: "a" },
  });
  const listed = board(2, { a: 1 });
  expect(read(root, `${root}/kitchen/kitchen/board`, JSON.stringify(listed))).toEqual({
    kind: "arrival",
    arrival: { kind: "board", board: listed },
  });
  expect(read(root, `${root}/box/beat`, '{"v":1,"now_ms":7,"boot":"b"}')).toEqual({
    kind: "beat",
    beat: { v: 1, now_ms: 7, boot: "b" },
  });
  expect(read(root, `${root}/box/state`, '{"v":1,"online":false}')).toEqual({
    kind: "box",
    online: false,
  });
});

test("words on the wrong topic are not believed", () => {
  const bar = `${root}/kitchen/bar`;
  expect(read(root, `${bar}/tickets/a`, JSON.stringify(ticket("a")))?.kind).toBe("unreadable");
  expect(read(root, `${bar}/tickets/b`, JSON.stringify(ticket("a")))?.kind).toBe("unreadable");
  expect(read(root, `${bar}/board`, JSON.stringify(board(1, {})))?.kind).toBe("unreadable");
  expect(read(root, "tilo/other/kitchen/bar/board", "{}")).toBeNull();
  expect(read(root, `${root}/orders`, "{}")).toBeNull();
});
