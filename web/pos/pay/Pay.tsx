import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { Payment } from "#shared/types.ts";
import { useFreshCheck } from "../check/fresh.ts";
import { desk } from "../desk.ts";
import { go } from "../go.ts";
import { useCheck } from "../hooks.ts";
import { Done } from "./Done.tsx";
import { TakeCash } from "./TakeCash.tsx";

/** Paying the check of the desk, and the change, large, until the next sale. */
export function Pay() {
  const checkId = useStore(desk, (lying) => lying.checkId);
  const check = useCheck(checkId);
  const [taken, setTaken] = useState<Payment | null>(null);
  useFreshCheck(checkId);
  const payable = check !== null && (check.state === "open" || taken !== null);
  useEffect(() => {
    if (!payable) go("/");
  }, [payable]);
  if (!check || !payable) return null;
  if (taken) return <Done check={check} taken={taken} onRest={() => setTaken(null)} />;
  return <TakeCash check={check} onTaken={setTaken} />;
}
