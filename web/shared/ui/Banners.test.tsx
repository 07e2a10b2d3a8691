import { expect, test } from "vitest";
import type { Words } from "../i18n/index.ts";
import type { BoxState } from "../types.ts";
import { notices } from "./Banners.tsx";

const t: Words = (key, facts) => `${key} ${JSON.stringify(facts ?? {})}`;
const well: BoxState = {
  box: { ok: true, disk: "ok", version: "1" },
  internet: true,
  hub: {
    connected: true,
    last_sync_ms: Date.UTC(2026, 10, 22, 7, 2),
    unsynced: 0,
    oldest_unsynced_ms: null,
    unsynced_rupiah: 0,
    reason: null,
  },
  broker: { ok: true },
  printers: [{ id: "kasir", name: "Kasir", state: "ok", waiting: 0, reason: null }],
};
const known = { live: "live" as const, state: well, waiting: 0, zone: "Asia/Jakarta" };
const tones = (state: BoxState) => notices({ ...known, state }, t).map(({ tone }) => tone);

test("nothing is said when nothing is down", () => {
  expect(notices(known, t)).toEqual([]);
});

test("internet down is calm: the shop goes on selling, with the count and the last sync", () => {
  const hub = { ...well.hub, connected: false, unsynced: 12 };
  const [notice] = notices({ ...known, state: { ...well, internet: false, hub } }, t);
  expect(notice?.tone).toBe("calm");
  expect(notice?.words).toContain("banner.internet_down");
  expect(notice?.words).toContain('"count":12,"time":"14.02"');
});

test("the box gone is red and hides what is no longer known", () => {
  const state = { ...well, broker: { ok: false } };
  const found = notices({ ...known, live: "down", state, waiting: 3 }, t);
  expect(found.map(({ tone }) => tone)).toEqual(["bad"]);
  expect(found[0]?.words).toContain('"count":3');
});

test("a stale feed counts as the box gone", () => {
  expect(notices({ ...known, live: "stale" }, t)[0]?.key).toBe("box");
});

test("a printer in trouble is named, with what waits", () => {
  const printers = [
    { id: "kasir", name: "Kasir", state: "offline" as const, waiting: 3, reason: null },
  ];
  const [notice] = notices({ ...known, state: { ...well, printers } }, t);
  expect(notice?.words).toContain('"name":"Kasir"');
  expect(notice?.words).toContain('"count":3');
});

test("a printer nobody has asked yet is not trouble", () => {
  const printers = [
    { id: "bar", name: "Bar", state: "unknown" as const, waiting: 0, reason: null },
  ];
  expect(tones({ ...well, printers })).toEqual([]);
});

test("what stops selling comes first", () => {
  const hub = { ...well.hub, connected: false };
  const box = { ...well.box, disk: "full" as const };
  expect(tones({ ...well, box, hub, broker: { ok: false } })).toEqual(["bad", "warn", "calm"]);
});
