import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Sending, Shelf } from "./sender.ts";

interface Kept extends DBSchema {
  sending: { key: string; value: Sending };
}

/** Keeps commands on their way in IndexedDB until they are answered. */
export function indexedShelf(name: string): Shelf {
  let opened: Promise<IDBPDatabase<Kept>> | null = null;
  const db = () => {
    opened ??= openDB<Kept>(name, 1, {
      upgrade: (fresh) => {
        fresh.createObjectStore("sending", { keyPath: "id" });
      },
    });
    return opened;
  };
  return {
    all: async () => (await db()).getAll("sending"),
    put: async (sending) => {
      await (await db()).put("sending", sending);
    },
    drop: async (id) => {
      await (await db()).delete("sending", id);
    },
  };
}
