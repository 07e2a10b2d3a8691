/** `live` heard from within 5 s; `stale` connected but silent; `down` not connected. */
export type LiveStatus = "connecting" | "live" | "stale" | "down";

export interface LiveOptions<M> {
  url: string;
  /** Read at every attempt, so a new sign-in is used by the next one. */
  token: () => string | null;
  protocol?: string;
  onMessage: (message: M) => void;
  onStatus: (status: LiveStatus) => void;
  /** Asked after a failed attempt: a refused handshake looks like a broken wire to a browser. */
  onFailed?: () => void;
  staleAfterMs?: number;
  socket?: (url: string, protocols: string[]) => WebSocket;
  random?: () => number;
}

const SHORTEST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 4000;

/** Keeps one WebSocket open for as long as it is started, and knows when it has gone quiet. */
export class Live<M extends { t: string }> {
  private readonly options: LiveOptions<M>;
  private socket: WebSocket | null = null;
  private attempts = 0;
  private wake: ReturnType<typeof setTimeout> | null = null;
  private silence: ReturnType<typeof setTimeout> | null = null;
  private started = false;
  private status: LiveStatus | null = null;

  constructor(options: LiveOptions<M>) {
    this.options = options;
  }

  start(): void {
    if (this.started) return;
    this.started = true;
    window.addEventListener("online", this.hurry);
    document.addEventListener("visibilitychange", this.hurry);
    this.tell("connecting");
    this.connect();
  }

  stop(): void {
    this.started = false;
    window.removeEventListener("online", this.hurry);
    document.removeEventListener("visibilitychange", this.hurry);
    if (this.wake) clearTimeout(this.wake);
    if (this.silence) clearTimeout(this.silence);
    this.wake = this.silence = null;
    this.drop();
  }

  private tell(status: LiveStatus): void {
    if (status === this.status) return;
    this.status = status;
    this.options.onStatus(status);
  }

  /** A tablet that wakes up, or has a new person, should not sit out a back-off begun before. */
  readonly hurry = (): void => {
    if (!this.started || this.socket || document.visibilityState === "hidden") return;
    this.attempts = 0;
    this.connect();
  };

  private connect(): void {
    if (this.wake) clearTimeout(this.wake);
    this.wake = null;
    const token = this.options.token();
    if (!token) {
      this.later();
      return;
    }
    const protocols = [this.options.protocol ?? "tilo.live", `bearer.${token}`];
    const make = this.options.socket ?? ((url, names) => new WebSocket(url, names));
    const socket = make(this.options.url, protocols);
    this.socket = socket;
    socket.onopen = () => this.heard(socket);
    socket.onmessage = (event) => this.read(socket, event.data);
    socket.onclose = () => this.lost(socket);
    this.listenForSilence(socket);
  }

  private read(socket: WebSocket, data: unknown): void {
    if (socket !== this.socket || typeof data !== "string") return;
    this.attempts = 0;
    this.heard(socket);
    this.options.onMessage(JSON.parse(data) as M);
  }

  private heard(socket: WebSocket): void {
    if (socket !== this.socket) return;
    this.tell("live");
    this.listenForSilence(socket);
  }

  private listenForSilence(socket: WebSocket): void {
    if (this.silence) clearTimeout(this.silence);
    this.silence = setTimeout(() => {
      if (socket !== this.socket) return;
      this.tell("stale");
      this.drop();
      this.later();
    }, this.options.staleAfterMs ?? 4500);
  }

  private lost(socket: WebSocket): void {
    if (socket !== this.socket) return;
    this.drop();
    this.tell("down");
    this.options.onFailed?.();
    this.later();
  }

  private later(): void {
    if (!this.started) return;
    const full = Math.min(LONGEST_WAIT_MS, SHORTEST_WAIT_MS * 2 ** Math.min(this.attempts, 10));
    this.attempts += 1;
    const random = this.options.random ?? Math.random;
    this.wake = setTimeout(() => this.connect(), full * (0.5 + random() / 2));
  }

  private drop(): void {
    const socket = this.socket;
    this.socket = null;
    if (this.silence) clearTimeout(this.silence);
    this.silence = null;
    socket?.close();
  }
}

/** The WebSocket address of a path on the origin this app came from. */
export function liveUrl(path = "/api/live"): string {
  const { protocol, host } = window.location;
  return `${protocol === "https:" ? "wss:" : "ws:"}//${host}${path}`;
}
