import { expect, test } from "vitest";
import { board, ticket } from "./samples.ts";
import { readBeat, readBoard, readTicket } from "./tickets.ts";

test("a ticket and a board survive the wire", () => {
  expect(readTicket(JSON.stringify(ticket("a")))).toEqual(ticket("a"));
  expect(readBoard(JSON.stringify(board(3, { a: 2 })))).toEqual(board(3, { a: 2 }));
  expect(readBeat('{"v":1,"now_ms":5,"boot":"x"}')).toEqual({ v: 1, now_ms: 5, boot: "x" });
});

test.each([
  "",
  "not json",
  "null",
  "[]",
  '{"v":2}',
  JSON.stringify({ ...ticket("a"), v: 2 }),
  JSON.stringify({ ...ticket("a"), rev: "1" }),
  JSON.stringify({ ...ticket("a"), state: "burnt" }),
  JSON.stringify({ ...ticket("a"), lines: [{ id: "x" }] }),
])("what is no ticket is not shown as one: %s", (payload) => {
  expect(readTicket(payload)).toBeNull();
});

test("what is no board changes nothing", () => {
  expect(readBoard(JSON.stringify({ ...board(1, {}), tickets: [{ id: "a" }] }))).toBeNull();
  expect(readBoard("{}")).toBeNull();
  expect(readBeat("{}")).toBeNull();
});
