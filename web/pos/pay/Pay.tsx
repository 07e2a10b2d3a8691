import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { desk } from "../desk.ts";
import { go } from "../go.ts";
import { useCheck } from "../hooks.ts";
import { Done } from "./Done.tsx";
import { TakeCash } from "./TakeCash.tsx";

/**
 * Paying the check of the desk, and the change, large, until the next sale.
 *
 * Whether money was taken is read from the check, not from the answer to the tap: the live feed may
 * bring the closed check first.
 */
export function Pay() {
  const checkId = useStore(desk, (lying) => lying.checkId);
  const check = useCheck(checkId);
  const [paymentId, setPaymentId] = useState<string | null>(null);
  const taken = check?.payments.find(({ id }) => id === paymentId);
  const payable = check !== null && (check.state === "open" || taken !== undefined);
  useEffect(() => {
    if (!payable) go("/");
  }, [payable]);
  if (!check || !payable) return null;
  if (taken) return <Done check={check} taken={taken} onRest={() => setPaymentId(null)} />;
  return <TakeCash check={check} onTap={setPaymentId} />;
}
