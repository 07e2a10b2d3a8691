import { useEffect } from "react";
import { fire } from "../commands.ts";
import { go } from "../go.ts";
import { tick } from "../settings.ts";
import type { ShownCheck } from "./shown.ts";

export interface Acts {
  drafts: number;
  canFire: boolean;
  canPay: boolean;
  fire: () => void;
  pay: () => void;
}

/** Firing and paying, and the keys for them: F8 and F9. */
export function useActs(check: ShownCheck | null): Acts {
  const open = check?.state === "open";
  const drafts = (check?.lines ?? [])
    .filter((line) => line.state === "draft" && !line.held)
    .reduce((sum, line) => sum + line.quantity, 0);
  const standing = check?.lines.some((line) => line.state !== "voided") ?? false;
  const canFire = open && drafts > 0;
  const canPay = open && standing && !check.paying;
  const acts = {
    drafts,
    canFire,
    canPay,
    fire: () => {
      if (!check || !canFire) return;
      tick();
      fire(check.id);
    },
    pay: () => {
      if (canPay) go("/pay");
    },
  };
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (document.querySelector("[role=dialog]")) return;
      if (event.key === "F8") acts.fire();
      else if (event.key === "F9") acts.pay();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  });
  return acts;
}
