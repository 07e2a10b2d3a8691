/**
 * What the hub tells without being asked: its state for the header, its messages for the queries.
 */

import { createStore, type StoreApi } from "zustand/vanilla";
import type { LiveStatus } from "#shared/live.ts";
import type { OfficeMessage } from "./types.ts";

export interface WireState {
  status: LiveStatus;
  /** The hub's clock minus this device's, ms: "last seen" is said in the hub's time. */
  aheadMs: number;
}

interface Told {
  onMessage: (message: OfficeMessage) => void;
  onStatus: (status: LiveStatus) => void;
  onFailed: () => void;
}

interface Link {
  start: () => void;
  stop: () => void;
}

export class Wire {
  readonly state: StoreApi<WireState> = createStore<WireState>(() => ({
    status: "connecting",
    aheadMs: 0,
  }));
  private readonly listeners = new Set<(message: OfficeMessage) => void>();
  private readonly link: Link;
  /** Called when the link is back after a break: what happened meanwhile was not told. */
  onBack: () => void = () => undefined;
  onFailed: () => void = () => undefined;

  constructor(open: (told: Told) => Link) {
    this.link = open({
      onMessage: (message) => this.hear(message),
      onStatus: (status) => this.note(status),
      onFailed: () => this.onFailed(),
    });
  }

  start(): void {
    this.link.start();
  }

  stop(): void {
    this.link.stop();
  }

  listen(listener: (message: OfficeMessage) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private hear(message: OfficeMessage): void {
    if (message.t === "beat") this.state.setState({ aheadMs: message.now_ms - Date.now() });
    else for (const listener of this.listeners) listener(message);
  }

  private note(status: LiveStatus): void {
    const before = this.state.getState().status;
    this.state.setState({ status });
    if (status === "live" && (before === "down" || before === "stale")) this.onBack();
  }
}
