import { Refusal, refusalFrom, Unreachable } from "./refusal.ts";

export interface ClientOptions {
  token?: () => string | null;
  fetch?: typeof fetch;
  /** How long one attempt may take before it counts as unanswered. */
  timeoutMs?: number;
}

export interface Asked {
  /** Overrides the session's token, for a command tapped by someone who has since left the till. */
  token?: string | null;
  signal?: AbortSignal;
}

/** One request, one answer: JSON in and out, refusals typed, silence told apart from a no. */
export class Client {
  private readonly token: () => string | null;
  private readonly fetch: typeof fetch;
  private readonly timeoutMs: number;

  constructor(options: ClientOptions = {}) {
    this.token = options.token ?? (() => null);
    this.fetch = options.fetch ?? ((input, init) => fetch(input, init));
    this.timeoutMs = options.timeoutMs ?? 8000;
  }

  get<T>(path: string, asked: Asked = {}): Promise<T> {
    return this.ask<T>("GET", path, undefined, asked);
  }

  /** A single attempt. Commands that change the shop go through `Sender`, which retries. */
  post<T>(path: string, body: unknown, asked: Asked = {}): Promise<T> {
    return this.ask<T>("POST", path, body, asked);
  }

  private async ask<T>(method: string, path: string, body: unknown, asked: Asked): Promise<T> {
    const headers: Record<string, string> = { Accept: "application/json" };
    const token = asked.token === undefined ? this.token() : asked.token;
    if (token) headers.Authorization = `Bearer ${token}`;
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const limit = AbortSignal.timeout(this.timeoutMs);
    const response = await this.reach(path, {
      method,
      headers,
      cache: "no-cache",
      signal: asked.signal ? AbortSignal.any([asked.signal, limit]) : limit,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw await refusalFrom(response);
    if (response.status === 204) return undefined as T;
    try {
      return (await response.json()) as T;
    } catch {
      throw new Unreachable("the answer was cut off", response.status);
    }
  }

  private async reach(path: string, init: RequestInit): Promise<Response> {
    try {
      return await this.fetch(path, init);
    } catch (fault) {
      throw new Unreachable(fault instanceof Error ? fault.message : "no answer");
    }
  }
}

export { Refusal, Unreachable };
