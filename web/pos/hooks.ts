import { useMediaQuery } from "@mantine/hooks";
import { useMemo } from "react";
import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import type { CheckSummary } from "#shared/types.ts";
import { type Intent, type Party, type ShownCheck, shown, summaryOf } from "./check/shown.ts";
import { checks } from "./check/store.ts";
import { desk } from "./desk.ts";
import { keeper, sender, till } from "./till.ts";

/** A check as it is shown: the box's word, with the taps on their way laid over it. */
export function useCheck(id: string): ShownCheck | null {
  const check = useStore(checks, (all) => all.whole[id] ?? null);
  const waiting = useStore(
    sender.sending,
    useShallow((all) => all.filter((sending) => sending.lane === id)),
  );
  return useMemo(
    () =>
      shown(
        id,
        check,
        waiting.map((sending) => sending.intent as Intent),
      ),
    [id, check, waiting],
  );
}

export function useDeskCheck(): ShownCheck | null {
  return useCheck(useStore(desk, (lying) => lying.checkId));
}

/** Every open check of the outlet, those on their way to the box included. */
export function useOpenChecks(): CheckSummary[] {
  const open = useStore(checks, (all) => all.open);
  const waiting = useStore(sender.sending);
  return useMemo(() => {
    const list = new Map(Object.entries(open));
    for (const { lane, intent } of waiting) {
      if ((intent as Intent | null)?.kind !== "open" || list.has(lane)) continue;
      const begun = shown(lane, null, [intent as Intent]);
      if (begun) list.set(lane, summaryOf(begun));
    }
    return [...list.values()].sort((a, b) => a.opened_at_ms - b.opened_at_ms);
  }, [open, waiting]);
}

export const useMenu = () => useStore(till, (known) => known.menu);
export const useZone = () => useStore(till, (known) => known.menu?.outlet.zone ?? "Asia/Jakarta");
export const useSignedIn = () => useStore(keeper.state, (state) => state.signedIn);
export const useMay = (permission: string) =>
  useStore(keeper.state, (state) => state.signedIn?.permissions.includes(permission) ?? false);

/** Room for the check beside the menu. */
export const useWide = () => useMediaQuery("(min-width: 760px)", window.innerWidth >= 760) ?? true;

/** Whose check lies on the desk, while no more of it is known. */
export function useDeskParty(): Party {
  const { checkId, party } = useStore(desk);
  return useStore(checks, (all) => all.open[checkId]) ?? party;
}
