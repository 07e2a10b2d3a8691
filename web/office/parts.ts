/** The long-lived parts of the back office, wired once. */

import { createContext, useContext } from "react";
import { Client } from "#shared/client.ts";
import { Live, liveUrl } from "#shared/live.ts";
import { Sender } from "#shared/sender.ts";
import { TokenKeeper } from "#shared/session.ts";
import type { OfficeMessage, OfficeSession } from "./types.ts";
import { Wire } from "./wire.ts";

export interface Parts {
  client: Client;
  keeper: TokenKeeper<OfficeSession>;
  sender: Sender;
  wire: Wire;
}

export function wireUp(): Parts {
  const keeper = new TokenKeeper<OfficeSession>("office");
  const client = new Client({ token: keeper.token, timeoutMs: 15_000 });
  const sender = new Sender({
    client,
    token: keeper.token,
    signedOut: async (token) => {
      keeper.expire(token);
      await keeper.arrival();
    },
  });
  const wire = new Wire((told) => {
    const live = new Live<OfficeMessage>({ url: liveUrl(), token: keeper.token, ...told });
    return live;
  });
  return { client, keeper, sender, wire };
}

export const PartsContext = createContext<Parts | null>(null);

export function useParts(): Parts {
  const parts = useContext(PartsContext);
  if (!parts) throw new Error("the back office is not wired up");
  return parts;
}
