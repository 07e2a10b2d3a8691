/** The long-lived parts of the kitchen screen, wired once. */

import { Client } from "#shared/client.ts";
import { uuid7 } from "#shared/ids.ts";
import { keep, readKept } from "#shared/kept.ts";
import { liveUrl } from "#shared/live.ts";
import { Sender } from "#shared/sender.ts";
import { SessionKeeper } from "#shared/session.ts";
import { indexedShelf } from "#shared/shelf.ts";
import { Kitchen } from "./kitchen.ts";

export interface Parts {
  client: Client;
  keeper: SessionKeeper;
  sender: Sender;
  kitchen: Kitchen;
  /** This screen's name in the box's records. */
  device: string;
}

export function wireUp(): Parts {
  // A kitchen screen stays signed in when the browser is closed at night.
  const keeper = new SessionKeeper("kds", "device");
  const client = new Client({ token: keeper.token });
  const sender = new Sender({
    client,
    token: keeper.token,
    shelf: indexedShelf("tilo.kds"),
    signedOut: async (token) => {
      keeper.expire(token);
      await keeper.arrival();
    },
    answered: (sending, answer) => kitchen.answered(sending, answer),
    refused: (sending, refusal) => kitchen.refused(sending, refusal),
  });
  const kitchen = new Kitchen({
    client,
    sender,
    keeper,
    open: async (told) => (await import("./wire.ts")).openWire({ ...told, url: liveUrl("/mqtt") }),
  });
  void sender.resume().then(() => kitchen.takeUp());
  return { client, keeper, sender, kitchen, device: deviceName() };
}

function deviceName(): string {
  const known = readKept("kds.device");
  if (known) return known;
  const fresh = `kds-${uuid7().slice(-6)}`;
  keep("kds.device", fresh);
  return fresh;
}
