import { expect, test } from "vitest";
import { Client } from "./client.ts";
import { SessionKeeper } from "./session.ts";
import type { SignedIn } from "./types.ts";

function signedIn(token: string, expires_at_ms = Date.now() + 60_000): SignedIn {
  return {
    token,
    expires_at_ms,
    staff: { id: "sari", name: "Sari", role: "cashier", language: "id" },
    permissions: ["sales.pay"],
    mqtt: { username: "screen", password: "", topic_root: "tilo/kemang" },
  };
}

test("a reload of the tab keeps the person; an expired session does not survive it", () => {
  new SessionKeeper("pos").keep(signedIn("t1"));
  expect(new SessionKeeper("pos").token()).toBe("t1");
  new SessionKeeper("pos").keep(signedIn("t2", Date.now() - 1));
  expect(new SessionKeeper("pos").token()).toBeNull();
});

test("an old command's expired token does not lock the next person out", () => {
  const keeper = new SessionKeeper("pos");
  keeper.keep(signedIn("new"));
  keeper.expire("old");
  expect(keeper.token()).toBe("new");
  keeper.expire("new");
  expect(keeper.token()).toBeNull();
});

test("whoever waits for a sign-in goes on when it comes, and not before", async () => {
  const keeper = new SessionKeeper("pos");
  let arrived = false;
  const waiting = keeper.arrival().then(() => {
    arrived = true;
  });
  await Promise.resolve();
  expect(arrived).toBe(false);
  keeper.keep(signedIn("t1"));
  await waiting;
  expect(arrived).toBe(true);
});

test("leaving tells the server with the token that leaves", async () => {
  const told: string[] = [];
  const client = new Client({
    fetch: (async (_: unknown, init: RequestInit = {}) => {
      told.push((init.headers as Record<string, string>).Authorization ?? "");
      return new Response(null, { status: 204 });
    }) as typeof fetch,
  });
  const keeper = new SessionKeeper("pos");
  keeper.keep(signedIn("t1"));
  keeper.leave(client);
  await Promise.resolve();
  expect(told).toEqual(["Bearer t1"]);
  expect(keeper.may("sales.pay")).toBe(false);
});
