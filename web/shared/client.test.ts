import { expect, test } from "vitest";
import { Client, Refusal, Unreachable } from "./client.ts";

type Answer = () => Response | Promise<Response>;

function wire(answer: Answer) {
  const asked: { url: string; init: RequestInit }[] = [];
  const fake = async (url: RequestInfo | URL, init: RequestInit = {}) => {
    asked.push({ url: String(url), init });
    return answer();
  };
  return { asked, client: new Client({ token: () => "t0k", fetch: fake as typeof fetch }) };
}

const json = (body: unknown, status = 200, type = "application/json") =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": type } });

test("a question carries the token and no body", async () => {
  const { asked, client } = wire(() => json({ rev: 3 }));
  expect(await client.get("/api/menu")).toEqual({ rev: 3 });
  const headers = asked[0]?.init.headers as Record<string, string>;
  expect(headers.Authorization).toBe("Bearer t0k");
  expect(asked[0]?.init.body).toBeUndefined();
});

test("a refusal speaks the language of the screen and keeps its facts", async () => {
  const problem = {
    code: "item.sold_out",
    status: 409,
    detail: "Habis.",
    detail_id: "Rendang habis.",
    detail_en: "Rendang is sold out.",
    facts: { item: "Rendang" },
    request_id: "a1",
  };
  const { client } = wire(() => json(problem, 409, "application/problem+json"));
  const refusal = await client.post("/api/checks", {}).catch((fault: unknown) => fault);
  expect(refusal).toBeInstanceOf(Refusal);
  const no = refusal as Refusal;
  expect([no.code, no.status, no.requestId]).toEqual(["item.sold_out", 409, "a1"]);
  expect(no.sentence("id")).toBe("Rendang habis.");
  expect(no.sentence("en")).toBe("Rendang is sold out.");
  expect(no.facts.item).toBe("Rendang");
});

test("a server error without words is silence, not a no", async () => {
  const { client } = wire(() => new Response("bad gateway", { status: 502 }));
  await expect(client.get("/api/menu")).rejects.toBeInstanceOf(Unreachable);
});

test("an answer cut off in the middle is silence", async () => {
  const { client } = wire(
    () => new Response('{"rev": 3', { headers: { "content-type": "application/json" } }),
  );
  await expect(client.get("/api/menu")).rejects.toBeInstanceOf(Unreachable);
});

test("a dead wire is silence", async () => {
  const { client } = wire(() => Promise.reject(new TypeError("Failed to fetch")));
  await expect(client.get("/api/menu")).rejects.toBeInstanceOf(Unreachable);
});

test("no content is an answer", async () => {
  const { client } = wire(() => new Response(null, { status: 204 }));
  expect(await client.post("/api/sign-out", {})).toBeUndefined();
});
