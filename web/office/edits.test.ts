import { QueryClient } from "@tanstack/react-query";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { Client } from "#shared/client.ts";
import { Sender } from "#shared/sender.ts";
import { Edits } from "./edits.ts";
import type { OfficeMenu } from "./types.ts";

const KEY = ["menu", "kemang"];
const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });

interface Sent {
  path: string;
  body: {
    id: string;
    price?: number;
    base_version?: number;
    variant_id?: string;
    sold_out?: boolean;
  };
}

/** A hub with two items; somebody else may change a price behind this screen's back. */
class Hub {
  readonly sent: Sent[] = [];
  menu = {
    rev: 1,
    items: [
      { id: "sate", price: 45_000, version: 3, variants: [], sold_out: false },
      {
        id: "kopi",
        price: 0,
        version: 7,
        sold_out: false,
        variants: [
          { id: "besar", price: 30_000 },
          { id: "kecil", price: 20_000 },
        ],
      },
    ],
  } as unknown as OfficeMenu;

  readonly fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const path = String(input);
    if (!init?.body) return json(this.menu);
    const body = JSON.parse(String(init.body)) as Sent["body"];
    this.sent.push({ path, body });
    const item = this.menu.items.find((one) => path.includes(`/items/${one.id}/`));
    if (!item) return json({ code: "item.unknown", status: 404 }, 404);
    if (body.sold_out !== undefined) return json({ item_id: item.id, sold_out: body.sold_out });
    if (body.base_version !== item.version) {
      return json({ code: "document.changed", status: 409, facts: { version: item.version } }, 409);
    }
    this.change(item.id, body.price ?? 0, body.variant_id);
    return json({ item, version: item.version });
  };

  change(id: string, price: number, variant?: string): void {
    const item = this.menu.items.find((one) => one.id === id);
    if (!item) return;
    item.version += 1;
    const sized = item.variants.find((one) => one.id === variant);
    if (sized) sized.price = price;
    else item.price = price;
  }
}

let hub: Hub;
let queries: QueryClient;
let edits: Edits;

const shown = (id: string, variant?: string) => {
  const item = queries.getQueryData<OfficeMenu>(KEY)?.items.find((one) => one.id === id);
  return item?.variants.find((one) => one.id === variant)?.price ?? item?.price;
};
const quiet = () => vi.waitFor(() => expect(edits.state.getState().saving.size).toBe(0));

beforeEach(async () => {
  hub = new Hub();
  const client = new Client({ fetch: hub.fetch });
  queries = new QueryClient({
    defaultOptions: { queries: { retry: false, networkMode: "always" } },
  });
  queries.setQueryDefaults(KEY, {
    queryFn: async () => structuredClone(await client.get<OfficeMenu>("/menu")),
    staleTime: Number.POSITIVE_INFINITY,
  });
  await queries.fetchQuery({ queryKey: KEY });
  edits = new Edits("kemang", new Sender({ client, token: () => "t" }), queries);
});

describe("a price changed at head office", () => {
  test("shows at once and names the version it was read in", async () => {
    edits.price({ itemId: "sate", variantId: null, price: 48_000 });
    expect(shown("sate")).toBe(48_000);
    await quiet();
    expect(hub.sent.map((one) => one.body.base_version)).toEqual([3]);
    expect(shown("sate")).toBe(48_000);
  });

  test("of two sizes in a row goes through for both: each names the version the last one made", async () => {
    edits.price({ itemId: "kopi", variantId: "besar", price: 32_000 });
    edits.price({ itemId: "kopi", variantId: "kecil", price: 22_000 });
    await quiet();
    expect(hub.sent.map((one) => one.body.base_version)).toEqual([7, 8]);
    expect([shown("kopi", "besar"), shown("kopi", "kecil")]).toEqual([32_000, 22_000]);
    expect(edits.state.getState().clashes.size).toBe(0);
  });

  test("that somebody else changed meanwhile shows both prices and changes neither", async () => {
    hub.change("sate", 47_000);
    edits.price({ itemId: "sate", variantId: null, price: 48_000 });
    await quiet();
    expect(edits.state.getState().clashes.get("sate")).toMatchObject({
      theirs: 47_000,
      edit: { price: 48_000 },
    });
    expect(shown("sate")).toBe(47_000);
    edits.price({ itemId: "sate", variantId: null, price: 48_000 });
    await quiet();
    expect(edits.state.getState().clashes.size).toBe(0);
    expect([shown("sate"), hub.menu.items[0]?.price]).toEqual([48_000, 48_000]);
  });

  test("to what somebody else just chose as well is no quarrel", async () => {
    hub.change("sate", 48_000);
    edits.price({ itemId: "sate", variantId: null, price: 48_000 });
    await quiet();
    expect(edits.state.getState().clashes.size).toBe(0);
    expect(shown("sate")).toBe(48_000);
  });

  test("that the hub refuses goes back with its words", async () => {
    hub.menu.items = hub.menu.items.filter((item) => item.id !== "sate");
    edits.price({ itemId: "sate", variantId: null, price: 48_000 });
    await quiet();
    expect(edits.state.getState().refusals.get("sate")?.code).toBe("item.unknown");
  });

  test("to itself is not sent", async () => {
    edits.price({ itemId: "sate", variantId: null, price: 45_000 });
    await quiet();
    expect(hub.sent).toEqual([]);
  });
});

test("an 86 that is refused is taken back with the hub's words", async () => {
  hub.menu.items = [];
  const done = edits.soldOut("sate", true);
  const item = () => queries.getQueryData<OfficeMenu>(KEY)?.items.find((one) => one.id === "sate");
  expect(item()?.sold_out).toBe(true);
  await done;
  expect(item()?.sold_out).toBe(false);
  expect(edits.state.getState().refusals.get("sate")?.code).toBe("item.unknown");
});
