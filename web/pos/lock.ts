import { useEffect } from "react";
import { useStore } from "zustand";
import { settings } from "./settings.ts";
import { lockTill } from "./till.ts";

const SIGNS_OF_LIFE = ["pointerdown", "keydown", "wheel"] as const;

/** Locks the till after the idle minutes set on this device. What is typed stays behind the lock. */
export function useAutoLock(): void {
  const rule = useStore(settings, (set) => set.autoLock);
  useEffect(() => {
    const minutes = Number(rule);
    if (!(minutes > 0)) return;
    let timer = setTimeout(lockTill, minutes * 60_000);
    const alive = () => {
      clearTimeout(timer);
      timer = setTimeout(lockTill, minutes * 60_000);
    };
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, alive, { passive: true });
    return () => {
      clearTimeout(timer);
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, alive);
    };
  }, [rule]);
}
