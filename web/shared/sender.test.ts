import { expect, test, vi } from "vitest";
import { Client, Refusal } from "./client.ts";
import { Sender, type SenderOptions, type Sending } from "./sender.ts";
import { indexedShelf } from "./shelf.ts";

type Reply = "dead" | { status: number; body?: unknown; type?: string };

const OK: { status: number; body: unknown; type?: string } = { status: 200, body: { done: true } };
const no = (code: string, status: number) => ({
  status,
  body: { code, status, detail: code },
  type: "application/problem+json",
});

/** A box that answers in the order given; the last answer repeats. */
function box(replies: Reply[], options: Partial<SenderOptions> = {}) {
  const heard: { path: string; body: Record<string, unknown>; token: string | null }[] = [];
  const answer = async (path: RequestInfo | URL, init: RequestInit = {}) => {
    const headers = init.headers as Record<string, string>;
    const token = headers.Authorization?.slice("Bearer ".length) ?? null;
    heard.push({ path: String(path), body: JSON.parse(String(init.body)), token });
    const reply = replies[Math.min(heard.length, replies.length) - 1] ?? OK;
    if (reply === "dead") throw new TypeError("Failed to fetch");
    const type = reply.type ?? "application/json";
    const text = reply.body === undefined ? "" : JSON.stringify(reply.body);
    return new Response(text, { status: reply.status, headers: { "content-type": type } });
  };
  const waits: number[] = [];
  const sender = new Sender({
    client: new Client({ fetch: answer as typeof fetch }),
    token: () => "sari",
    random: () => 1,
    wait: async (ms) => {
      waits.push(ms);
    },
    ...options,
  });
  return { heard, sender, waits };
}

const ids = (heard: { body: Record<string, unknown> }[]) => heard.map(({ body }) => body.id);

test("a tap is repeated with the same id until the box has answered", async () => {
  const lost: Reply[] = ["dead", { status: 502, type: "text/html" }, no("server.busy", 503), OK];
  const { heard, sender, waits } = box(lost);
  await expect(sender.send({ lane: "c", path: "/api/checks/c/fire" })).resolves.toEqual({
    done: true,
  });
  expect(heard).toHaveLength(4);
  expect(new Set(ids(heard)).size).toBe(1);
  expect(waits).toEqual([250, 500, 1000]);
  expect(sender.sending.getState()).toEqual([]);
});

test("the wait between attempts never grows past five seconds", async () => {
  const { sender, waits } = box([...Array<Reply>(12).fill("dead"), OK]);
  await sender.send({ lane: "c", path: "/x" });
  expect(Math.max(...waits)).toBe(5000);
});

test("a refusal is an answer: said once, never repeated", async () => {
  const refused = vi.fn();
  const { heard, sender } = box([no("line.not_draft", 409)], { refused });
  const fault = await sender.send({ lane: "c", path: "/x" }).catch((cause: unknown) => cause);
  expect(fault).toBeInstanceOf(Refusal);
  expect(heard).toHaveLength(1);
  expect(refused).toHaveBeenCalledTimes(1);
});

test("a fault of the server is tried three times, then said, so that it cannot block the rest", async () => {
  const { heard, sender } = box([
    no("server.fault", 500),
    no("server.fault", 500),
    no("server.fault", 500),
    OK,
  ]);
  const first = sender.send({ lane: "c", path: "/first" });
  const second = sender.send({ lane: "c", path: "/second" });
  await expect(first).rejects.toMatchObject({ code: "server.fault" });
  await expect(second).resolves.toEqual({ done: true });
  expect(heard.map(({ path }) => path)).toEqual(["/first", "/first", "/first", "/second"]);
});

test("taps on one check arrive in the order of the taps, even when the first one is lost", async () => {
  const { heard, sender } = box(["dead", "dead", OK]);
  await Promise.all(["/a", "/b", "/c"].map((path) => sender.send({ lane: "c", path })));
  expect(heard.map(({ path }) => path)).toEqual(["/a", "/a", "/a", "/b", "/c"]);
});

test("another check does not wait for one that is stuck", async () => {
  let release = () => undefined as undefined;
  const stuck = new Promise<void>((resolve) => {
    release = () => resolve() as undefined;
  });
  const { sender } = box(["dead", OK], { wait: () => stuck });
  const slow = sender.send({ lane: "slow", path: "/slow" });
  await expect(sender.send({ lane: "quick", path: "/quick" })).resolves.toEqual({ done: true });
  expect(sender.sending.getState().map(({ lane }) => lane)).toEqual(["slow"]);
  release();
  await slow;
});

test("what hangs on a refused tap goes with it, with a single sentence", async () => {
  const refused = vi.fn();
  const { heard, sender } = box([no("item.sold_out", 409), OK], { refused });
  const open = sender.send({ lane: "c", path: "/open", makes: ["c", "l1"] });
  const change = sender.send({ lane: "c", path: "/change", needs: ["c", "l1"] });
  const other = sender.send({ lane: "c", path: "/other" });
  await expect(open).rejects.toBeInstanceOf(Refusal);
  await expect(change).rejects.toBeInstanceOf(Refusal);
  await other;
  expect(heard.map(({ path }) => path)).toEqual(["/open", "/other"]);
  expect(refused).toHaveBeenCalledTimes(1);
});

test("an expired session waits for the next PIN and goes on with the same id", async () => {
  let token = "old";
  const { heard, sender } = box([no("session.expired", 401), OK], {
    token: () => token,
    signedOut: async (gone) => {
      expect(gone).toBe("old");
      token = "new";
    },
  });
  await sender.send({ lane: "c", path: "/x" });
  expect(heard.map((one) => one.token)).toEqual(["old", "new"]);
  expect(new Set(ids(heard)).size).toBe(1);
});

test("a wrong PIN elsewhere is a refusal, not an expired session", async () => {
  const { sender } = box([no("sign_in.refused", 401)]);
  await expect(sender.send({ lane: "c", path: "/x" })).rejects.toMatchObject({
    code: "sign_in.refused",
  });
});

test("a reload takes up what was on its way, under the id and token it began with", async () => {
  const shelf = indexedShelf("reload");
  const never = new Promise<void>(() => undefined);
  const before = box(["dead"], { shelf, wait: () => never });
  void before.sender.send({ lane: "c", path: "/api/checks/c/pay", body: { amount: 5000 } });
  await vi.waitFor(() => expect(before.heard).toHaveLength(1));

  const answered = vi.fn();
  const after = box([OK], { shelf, answered, token: () => "budi" });
  await after.sender.resume();
  await vi.waitFor(() => expect(answered).toHaveBeenCalledTimes(1));
  expect(ids(after.heard)).toEqual(ids(before.heard));
  expect(after.heard[0]?.token).toBe("sari");
  expect(after.heard[0]?.body.amount).toBe(5000);
  await vi.waitFor(async () => expect(await shelf.all()).toEqual([]));
});

test("a browser without storage still sells", async () => {
  const broken = {
    all: async () => [],
    drop: async () => undefined,
    put: async (_: Sending) => {
      throw new DOMException("QuotaExceededError");
    },
  };
  const { sender } = box([OK], { shelf: broken });
  await expect(sender.send({ lane: "c", path: "/x" })).resolves.toEqual({ done: true });
});
