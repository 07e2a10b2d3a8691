import { createStore } from "zustand/vanilla";
import { keep, readKept } from "#shared/kept.ts";

/** When the till asks for a PIN again: never, after every sale, or after idle minutes. */
export type AutoLock = "never" | "sale" | "1" | "5" | "15";
export const AUTO_LOCKS: AutoLock[] = ["never", "sale", "1", "5", "15"];

export interface Settings {
  autoLock: AutoLock;
  haptics: boolean;
}

function kept(): Settings {
  const lock = readKept("pos.lock") as AutoLock | null;
  return {
    autoLock: lock && AUTO_LOCKS.includes(lock) ? lock : "5",
    haptics: readKept("pos.haptics") !== "off",
  };
}

export const settings = createStore<Settings>(kept);

settings.subscribe(({ autoLock, haptics }) => {
  keep("pos.lock", autoLock);
  keep("pos.haptics", haptics ? "on" : "off");
});

/** A tick under the finger, where the device has one. */
export function tick(): void {
  if (settings.getState().haptics) navigator.vibrate?.(10);
}
