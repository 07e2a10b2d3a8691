import { createStore, type StoreApi } from "zustand/vanilla";
import type { Client } from "./client.ts";
import type { SignedIn } from "./types.ts";

/** What every server answers to a sign-in, whatever else it says. */
export interface Token {
  token: string;
  expires_at_ms: number;
}

export interface SessionState<S> {
  signedIn: S | null;
}

/** Where a session is kept: `tab` survives a reload, `device` the closing of the app as well. */
export type KeptFor = "tab" | "device";

/** Who has this screen. */
export class TokenKeeper<S extends Token> {
  readonly state: StoreApi<SessionState<S>>;
  private readonly key: string;
  private readonly keptFor: KeptFor;
  private waiting: (() => void)[] = [];

  constructor(app: string, keptFor: KeptFor = "tab") {
    this.key = `tilo.${app}.session`;
    this.keptFor = keptFor;
    this.state = createStore<SessionState<S>>(() => ({ signedIn: this.read() }));
  }

  readonly token = (): string | null => this.state.getState().signedIn?.token ?? null;

  keep(signedIn: S): void {
    this.state.setState({ signedIn });
    this.write(JSON.stringify(signedIn));
    for (const go of this.waiting.splice(0)) go();
  }

  /** Leaves the screen at the sign-in. The server's session ends by itself or by `tell`. */
  leave(tell?: Client): void {
    const token = this.token();
    this.state.setState({ signedIn: null });
    this.write(null);
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

  private storage(): Storage {
    return this.keptFor === "device" ? localStorage : sessionStorage;
  }

  private read(): S | null {
    try {
      const text = this.storage().getItem(this.key);
      const kept = text ? (JSON.parse(text) as S) : null;
      return kept && kept.expires_at_ms > Date.now() ? kept : null;
    } catch {
      return null;
    }
  }

  private write(text: string | null): void {
    try {
      if (text === null) this.storage().removeItem(this.key);
      else this.storage().setItem(this.key, text);
    } catch {
      // Storage may be switched off; then a reload asks for the PIN again.
    }
  }
}

/** The staff member at a screen of the box. */
export class SessionKeeper extends TokenKeeper<SignedIn> {
  async signIn(client: Client, staffId: string, pin: string, device: string): Promise<SignedIn> {
    const body = { staff_id: staffId, pin, device };
    const signedIn = await client.post<SignedIn>("/api/sign-in", body, { token: null });
    this.keep(signedIn);
    return signedIn;
  }

  may(permission: string): boolean {
    return this.state.getState().signedIn?.permissions.includes(permission) ?? false;
  }
}
