import { beforeEach, expect, test } from "vitest";
import { Refusal } from "#shared/refusal.ts";
import type { Sending } from "#shared/sender.ts";
import { approvedBody, wanted, wantsApproval } from "./approval.ts";

const sending: Sending = {
  id: "c1",
  lane: "check-1",
  path: "/api/checks/check-1/lines/l1/void",
  body: { id: "c1", reason: "Guest changed their mind" },
  token: "t",
  tapped_at_ms: 1,
  attempts: 1,
  makes: [],
  needs: [],
  intent: null,
};

const no = (code: string, facts: Record<string, string | number>) =>
  new Refusal({ code, status: 403, facts }, 403);

beforeEach(() => wanted.setState({ now: null }));

test("what a supervisor may do is offered for approval", () => {
  expect(wantsApproval(sending, no("permission.missing", { permission: "sales.void_fired" }))).toBe(
    true,
  );
  expect(wanted.getState().now).toEqual({ sending, permission: "sales.void_fired", shareBp: 0 });
});

test("a discount above the limit asks for somebody whose limit is high enough", () => {
  wantsApproval(sending, no("discount.above_limit", { asked_bp: 3000, limit_percent: 10 }));
  expect(wanted.getState().now).toMatchObject({ permission: "sales.discount", shareBp: 3000 });
});

test("any other refusal stays a refusal", () => {
  expect(wantsApproval(sending, no("check.not_open", { number: 3, state: "closed" }))).toBe(false);
  expect(wantsApproval(sending, no("permission.missing", { permission: "menu.sold_out" }))).toBe(
    false,
  );
  expect(wanted.getState().now).toBeNull();
});

test("the approved command is the same one under an id of its own", () => {
  expect(approvedBody(sending, "a1")).toEqual({
    reason: "Guest changed their mind",
    approval_id: "a1",
  });
});
