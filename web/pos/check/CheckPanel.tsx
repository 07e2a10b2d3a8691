import { useStore } from "zustand";
import { desk } from "../desk.ts";
import { useCheck } from "../hooks.ts";
import { CheckFoot } from "./CheckFoot.tsx";
import { CheckHead } from "./CheckHead.tsx";
import { CheckLines } from "./CheckLines.tsx";
import css from "./CheckPanel.module.css";
import { CheckTotals } from "./CheckTotals.tsx";

/** The check of the desk: who, what, how much; firing and paying never scroll away. */
export function CheckPanel({ onClose }: { onClose?: () => void }) {
  const checkId = useStore(desk, (lying) => lying.checkId);
  const check = useCheck(checkId);
  return (
    <aside className={css.panel}>
      <CheckHead check={check} {...(onClose ? { onClose } : {})} />
      <CheckLines check={check} />
      {check && check.lines.length > 0 ? <CheckTotals check={check} /> : null}
      <CheckFoot check={check} />
    </aside>
  );
}
