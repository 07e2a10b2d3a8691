/** What the screens ask of the hub, and how live messages keep the answers true. */

import {
  type QueryClient,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { Refusal } from "#shared/client.ts";
import { useNow } from "#shared/ui/clock.ts";
import { withBox, withSale } from "./happened.ts";
import { type Parts, useParts } from "./parts.ts";
import type {
  OfficeMenu,
  OfficeMessage,
  OutletRow,
  ReceiptProof,
  ReceiptRow,
  Sales,
} from "./types.ts";

export const PAGE = 50;
/** Sales come in bursts; the day's figures are asked for once a burst. */
const GATHER_MS = 400;

/** Silence is asked again a few times and then said; a refusal is an answer. */
const patience = {
  retry: (count: number, fault: Error) => !(fault instanceof Refusal) && count < 3,
} as const;

function useAsk(): <T>(path: string, signal?: AbortSignal) => Promise<T> {
  const { client, keeper } = useParts();
  return async <T>(path: string, signal?: AbortSignal) => {
    const token = keeper.token();
    try {
      return await client.get<T>(path, signal ? { signal } : {});
    } catch (fault) {
      if (fault instanceof Refusal && fault.signedOut) keeper.expire(token);
      throw fault;
    }
  };
}

export function useOutlets() {
  const ask = useAsk();
  return useQuery({
    queryKey: ["outlets"],
    queryFn: async ({ signal }) =>
      (await ask<{ outlets: OutletRow[] }>("/api/outlets", signal)).outlets,
    // Only what a box records is told at once; that it was heard of, and that a day began, is not.
    refetchInterval: 20_000,
    ...patience,
  });
}

export function useOutlet(id: string): OutletRow | null {
  return useOutlets().data?.find((outlet) => outlet.id === id) ?? null;
}

export function useSales(outlet: string, date: string | null) {
  const ask = useAsk();
  return useQuery({
    queryKey: ["sales", outlet, date],
    queryFn: ({ signal }) => ask<Sales>(`/api/outlets/${outlet}/sales?date=${date}`, signal),
    enabled: date !== null,
    refetchInterval: 60_000,
    ...patience,
  });
}

export function useReceipts(outlet: string, date: string | null) {
  const ask = useAsk();
  return useInfiniteQuery({
    queryKey: ["receipts", outlet, date],
    queryFn: async ({ pageParam, signal }) => {
      const before = pageParam === null ? "" : `&before=${pageParam}`;
      const path = `/api/outlets/${outlet}/receipts?date=${date}&limit=${PAGE}${before}`;
      return (await ask<{ receipts: ReceiptRow[] }>(path, signal)).receipts;
    },
    initialPageParam: null as number | null,
    getNextPageParam: (last) => (last.length < PAGE ? null : (last.at(-1)?.closed_at_ms ?? null)),
    enabled: date !== null,
    ...patience,
  });
}

export function useReceipt(outlet: string, checkId: string) {
  const ask = useAsk();
  return useQuery({
    queryKey: ["receipt", outlet, checkId],
    queryFn: ({ signal }) =>
      ask<ReceiptProof>(`/api/outlets/${outlet}/receipts/${checkId}`, signal),
    ...patience,
  });
}

export function useMenu(outlet: string) {
  const ask = useAsk();
  return useQuery({
    queryKey: ["menu", outlet],
    queryFn: ({ signal }) => ask<OfficeMenu>(`/api/outlets/${outlet}/menu`, signal),
    ...patience,
  });
}

/** The hub's time, renewed every few seconds. */
export function useHubNow(): number {
  const { wire } = useParts();
  const aheadMs = useStore(wire.state, (state) => state.aheadMs);
  return useNow(5_000) + aheadMs;
}

/** Keeps every answer on the screen true for as long as somebody is signed in. */
export function useLive(): void {
  const parts = useParts();
  const queries = useQueryClient();
  useEffect(() => follow(parts, queries), [parts, queries]);
}

function follow({ wire, client, keeper }: Parts, queries: QueryClient): () => void {
  const gathered = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  const again = (outlet: string) => {
    gathered.add(outlet);
    timer ??= setTimeout(() => {
      timer = null;
      for (const one of gathered) {
        void queries.invalidateQueries({ queryKey: ["sales", one] });
        void queries.invalidateQueries({ queryKey: ["receipts", one] });
      }
      gathered.clear();
    }, GATHER_MS);
  };
  const leave = wire.listen((message) => {
    if (message.t === "sale") again(message.outlet);
    apply(queries, message);
  });
  wire.onBack = () => void queries.invalidateQueries();
  wire.onFailed = () => {
    const token = keeper.token();
    // A refused handshake looks like a broken wire; asking tells them apart.
    void client.get("/api/session").catch((fault) => {
      if (fault instanceof Refusal && fault.signedOut) keeper.expire(token);
    });
  };
  wire.start();
  return () => {
    if (timer) clearTimeout(timer);
    leave();
    wire.stop();
  };
}

function apply(queries: QueryClient, message: OfficeMessage): void {
  const outlets = (change: (rows: OutletRow[]) => OutletRow[]) =>
    queries.setQueryData<OutletRow[]>(["outlets"], (rows) => rows && change(rows));
  if (message.t === "sale") {
    outlets((rows) => withSale(rows, message.outlet, message.receipt));
  } else if (message.t === "box") {
    outlets((rows) => withBox(rows, message.outlet, message.box));
  } else if (message.t === "menu") {
    const held = queries.getQueryData<OfficeMenu>(["menu", message.outlet]);
    if (held && held.rev < message.rev) {
      void queries.invalidateQueries({ queryKey: ["menu", message.outlet] });
    }
  }
}

/** True for a moment after `value` changed, for a subtle highlight. Not on the first showing. */
export function useFlash(value: unknown, forMs = 1_600): boolean {
  const [seen, setSeen] = useState({ value, flash: false });
  if (seen.value !== value) setSeen({ value, flash: seen.value !== undefined });
  useEffect(() => {
    if (!seen.flash) return;
    const timer = setTimeout(() => setSeen((now) => ({ ...now, flash: false })), forMs);
    return () => clearTimeout(timer);
  }, [seen, forMs]);
  return seen.flash;
}
