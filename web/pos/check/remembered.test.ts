import { beforeEach, expect, test } from "vitest";
import { keep, readKept } from "#shared/kept.ts";
import { desk } from "../desk.ts";
import { rememberDeskCheck } from "./remembered.ts";
import { check } from "./samples.ts";
import { checks, mergeCheck } from "./store.ts";

beforeEach(() => {
  checks.setState({ whole: {}, open: {}, listed: false });
  desk.setState({ checkId: "c" });
});

test("a reload shows the desk's check as it was last seen, until the box says otherwise", () => {
  keep("pos.check", JSON.stringify(check("c", 4)));
  rememberDeskCheck();
  expect(checks.getState().whole.c?.rev).toBe(4);
  mergeCheck(check("c", 5, { covers: 9 }));
  expect(checks.getState().whole.c?.covers).toBe(9);
  expect(JSON.parse(readKept("pos.check") ?? "{}").rev).toBe(5);
});

test("another party's check is not shown, nor what cannot be read", () => {
  keep("pos.check", JSON.stringify(check("other", 4)));
  rememberDeskCheck();
  expect(checks.getState().whole).toEqual({});
  keep("pos.check", "{half");
  rememberDeskCheck();
  expect(checks.getState().whole).toEqual({});
});
