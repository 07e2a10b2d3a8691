/** Changing an outlet's menu: shown at once, taken back with the hub's words when refused. */

import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { createStore, type StoreApi } from "zustand/vanilla";
import { Refusal } from "#shared/client.ts";
import type { Sender } from "#shared/sender.ts";
import { useParts } from "./parts.ts";
import { priceOf, withItem, withPrice, withSoldOut } from "./prices.ts";
import type { OfficeItem, OfficeMenu } from "./types.ts";

export interface PriceEdit {
  itemId: string;
  variantId: string | null;
  price: number;
}

/** Somebody else changed the item first: both prices, for a person to choose. */
export interface Clash {
  edit: PriceEdit;
  theirs: number;
}

export interface EditsState {
  /** Edits on their way, by item and variant. */
  saving: ReadonlySet<string>;
  clashes: ReadonlyMap<string, Clash>;
  refusals: ReadonlyMap<string, Refusal>;
}

export function editKey(itemId: string, variantId: string | null): string {
  return variantId === null ? itemId : `${itemId}/${variantId}`;
}

export class Edits {
  readonly state: StoreApi<EditsState> = createStore<EditsState>(() => ({
    saving: new Set(),
    clashes: new Map(),
    refusals: new Map(),
  }));
  private readonly outlet: string;
  private readonly sender: Sender;
  private readonly queries: QueryClient;
  private readonly lines = new Map<string, Promise<void>>();

  constructor(outlet: string, sender: Sender, queries: QueryClient) {
    this.outlet = outlet;
    this.sender = sender;
    this.queries = queries;
  }

  /**
   * One item's prices are changed one after the other: each names the version the last one made.
   */
  price(edit: PriceEdit): void {
    const key = editKey(edit.itemId, edit.variantId);
    const old = this.priceNow(edit);
    this.settle(key);
    if (old === null || old === edit.price) return;
    this.mark(key, true);
    this.change((menu) => withPrice(menu, edit.itemId, edit.variantId, edit.price));
    const before = this.lines.get(edit.itemId) ?? Promise.resolve();
    this.lines.set(
      edit.itemId,
      before.then(() => this.sendPrice(edit, old)),
    );
  }

  async soldOut(itemId: string, soldOut: boolean): Promise<void> {
    this.change((menu) => withSoldOut(menu, itemId, soldOut));
    this.settle(itemId);
    try {
      await this.sender.send({
        lane: `${this.outlet}:${itemId}:sold-out`,
        path: `/api/outlets/${this.outlet}/items/${itemId}/sold-out`,
        body: { sold_out: soldOut },
      });
    } catch (fault) {
      this.change((menu) => withSoldOut(menu, itemId, !soldOut));
      if (fault instanceof Refusal) this.refused(itemId, fault);
    }
  }

  /** Forgets what was said about a price. */
  settle(key: string): void {
    this.state.setState(({ clashes, refusals }) => ({
      clashes: without(clashes, key),
      refusals: without(refusals, key),
    }));
  }

  private async sendPrice(edit: PriceEdit, old: number): Promise<void> {
    const key = editKey(edit.itemId, edit.variantId);
    try {
      const answer = await this.sender.send<{ item: OfficeItem; version: number }>({
        lane: `${this.outlet}:${edit.itemId}:price`,
        path: `/api/outlets/${this.outlet}/items/${edit.itemId}/price`,
        body: {
          price: edit.price,
          base_version: this.item(edit.itemId)?.version ?? 0,
          ...(edit.variantId === null ? {} : { variant_id: edit.variantId }),
        },
      });
      this.change((menu) =>
        withItem(withPrice(menu, edit.itemId, edit.variantId, edit.price), edit.itemId, (item) => ({
          ...item,
          version: answer.version,
        })),
      );
    } catch (fault) {
      this.change((menu) => withPrice(menu, edit.itemId, edit.variantId, old));
      if (fault instanceof Refusal) await this.explain(key, edit, fault);
    } finally {
      this.mark(key, false);
      this.catchUp();
    }
  }

  /** What was not read because of a change here is read once the last one is through. */
  private catchUp(): void {
    if (this.state.getState().saving.size > 0) return;
    void this.queries.invalidateQueries({ queryKey: ["menu", this.outlet] });
  }

  private async explain(key: string, edit: PriceEdit, refusal: Refusal): Promise<void> {
    if (refusal.code !== "document.changed") return this.refused(key, refusal);
    await this.queries.refetchQueries({ queryKey: ["menu", this.outlet] });
    const theirs = this.priceNow(edit);
    if (theirs === null) return this.refused(key, refusal);
    if (theirs === edit.price) return;
    this.state.setState(({ clashes }) => ({
      clashes: new Map(clashes).set(key, { edit, theirs }),
    }));
  }

  private refused(key: string, refusal: Refusal): void {
    this.state.setState(({ refusals }) => ({ refusals: new Map(refusals).set(key, refusal) }));
  }

  private mark(key: string, saving: boolean): void {
    this.state.setState((state) => {
      const next = new Set(state.saving);
      if (saving) next.add(key);
      else next.delete(key);
      return { saving: next };
    });
  }

  private menu(): OfficeMenu | undefined {
    return this.queries.getQueryData<OfficeMenu>(["menu", this.outlet]);
  }

  private item(itemId: string): OfficeItem | undefined {
    return this.menu()?.items.find((one) => one.id === itemId);
  }

  private priceNow(edit: PriceEdit): number | null {
    const item = this.item(edit.itemId);
    return item ? priceOf(item, edit.variantId) : null;
  }

  private change(make: (menu: OfficeMenu) => OfficeMenu): void {
    // An answer already on its way would put the old price back for a moment.
    void this.queries.cancelQueries({ queryKey: ["menu", this.outlet] });
    this.queries.setQueryData<OfficeMenu>(["menu", this.outlet], (menu) => menu && make(menu));
  }
}

export function useEdits(outlet: string): Edits {
  const { sender } = useParts();
  const queries = useQueryClient();
  return useMemo(() => new Edits(outlet, sender, queries), [outlet, sender, queries]);
}

function without<T>(map: ReadonlyMap<string, T>, key: string): ReadonlyMap<string, T> {
  if (!map.has(key)) return map;
  const next = new Map(map);
  next.delete(key);
  return next;
}
