/**
 * The subscription to the kitchen's messages: MQTT 3.1.1 over a WebSocket of the box's own origin.
 *
 * Loaded by itself, after the first paint: the MQTT library is the heaviest part of this screen.
 */
import mqtt, { type IClientOptions } from "mqtt";

export interface WireOptions {
  url: string;
  /** Asked anew at every attempt: a restarted box may have given new ones. */
  credentials: () => { token: string; username: string; password: string } | null;
  topics: () => readonly string[];
  /** Subscribed: what is retained is about to come. */
  onUp: () => void;
  onDown: () => void;
  /** The broker will not let this screen read a topic. */
  onDenied: (topic: string) => void;
  onMessage: (topic: string, payload: string) => void;
}

export interface Wire {
  /** Asks for everything retained once more. */
  again: () => void;
  close: () => void;
}

const RECONNECT_MS = 1_000;
const CONNECT_WITHIN_MS = 5_000;
const KEEPALIVE_S = 5;
const DENIED = 128;

export function openWire(options: WireOptions): Wire {
  const wants: IClientOptions = {
    protocolVersion: 4,
    clean: true,
    reconnectPeriod: RECONNECT_MS,
    connectTimeout: CONNECT_WITHIN_MS,
    keepalive: KEEPALIVE_S,
    resubscribe: false,
    queueQoSZero: false,
    // The other variants start a worker from a blob, which a strict content policy refuses.
    timerVariant: "native",
    createWebsocket: (url, protocols, used) => {
      const now = options.credentials();
      Object.assign(used, { username: now?.username ?? "", password: now?.password ?? "" });
      return new WebSocket(url, [...protocols, `bearer.${now?.token ?? ""}`]);
    },
  };
  const first = options.credentials();
  const login = { username: first?.username ?? "", password: first?.password ?? "" };
  const client = mqtt.connect(options.url, { ...wants, ...login });
  const subscribe = () => subscribeTo(client, options);
  client.on("connect", subscribe);
  client.on("close", options.onDown);
  client.on("message", (topic, payload) => options.onMessage(topic, payload.toString()));
  // Every error is followed by `close`, which is what the screen speaks of.
  client.on("error", () => undefined);
  return {
    again: () => {
      if (client.connected) subscribe();
    },
    close: () => {
      client.removeListener("close", options.onDown);
      client.end(true);
    },
  };
}

function subscribeTo(client: mqtt.MqttClient, options: WireOptions): void {
  // Told first: the broker may send what is retained before it answers the subscription.
  options.onUp();
  client.subscribe([...options.topics()], { qos: 1 }, (_fault, granted) => {
    for (const { topic, qos } of granted ?? []) {
      if (qos === DENIED) options.onDenied(topic);
    }
  });
}
