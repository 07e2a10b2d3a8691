import { createStore, type StoreApi } from "zustand/vanilla";
import type { Client } from "./client.ts";
import type { SignedIn } from "./types.ts";

export interface SessionState {
  signedIn: SignedIn | null;
}

/** Who has this screen. Survives a reload of the tab, not the closing of the app. */
export class SessionKeeper {
  readonly state: StoreApi<SessionState>;
  private readonly key: string;
  private waiting: (() => void)[] = [];

  constructor(app: string) {
    this.key = `tilo.${app}.session`;
    this.state = createStore<SessionState>(() => ({ signedIn: this.read() }));
  }

  readonly token = (): string | null => this.state.getState().signedIn?.token ?? null;

  async signIn(client: Client, staffId: string, pin: string, device: string): Promise<SignedIn> {
    const body = { staff_id: staffId, pin, device };
    const signedIn = await client.post<SignedIn>("/api/sign-in", body, { token: null });
    this.keep(signedIn);
    return signedIn;
  }

  keep(signedIn: SignedIn): void {
    this.state.setState({ signedIn });
    write(this.key, JSON.stringify(signedIn));
    for (const go of this.waiting.splice(0)) go();
  }

  /** Leaves the screen at the sign-in. The server's session ends by itself or by `tell`. */
  leave(tell?: Client): void {
    const token = this.token();
    this.state.setState({ signedIn: null });
    write(this.key, null);
    if (tell && token) void tell.post("/api/sign-out", {}, { token }).catch(() => undefined);
  }

  /** Leaves only if `token` is still the one in use: an old command must not lock the next person out. */
  expire(token: string | null): void {
    if (token !== null && token === this.token()) this.leave();
  }

  /** Resolves when somebody is signed in. */
  arrival(): Promise<void> {
    if (this.token()) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  may(permission: string): boolean {
    return this.state.getState().signedIn?.permissions.includes(permission) ?? false;
  }

  private read(): SignedIn | null {
    try {
      const text = sessionStorage.getItem(this.key);
      const kept = text ? (JSON.parse(text) as SignedIn) : null;
      return kept && kept.expires_at_ms > Date.now() ? kept : null;
    } catch {
      return null;
    }
  }
}

function write(key: string, text: string | null): void {
  try {
    if (text === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, text);
  } catch {
    // Storage may be switched off; then a reload asks for the PIN again.
  }
}
