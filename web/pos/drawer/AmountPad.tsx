import { rupiah } from "#shared/ui/rupiah.ts";
import { Keypad } from "../pay/Keypad.tsx";
import { keyed } from "../pay/quick.ts";
import css from "./Drawer.module.css";

interface Props {
  label: string;
  amount: number;
  disabled?: boolean;
  set: (change: (amount: number) => number) => void;
  onEnter: () => void;
  onLeave: () => void;
}

/** An amount, large, and the keys to type it. */
export function AmountPad({ label, amount, disabled = false, set, onEnter, onLeave }: Props) {
  return (
    <>
      <div className={css.amount} data-empty={amount === 0 || undefined}>
        <span>{label}</span>
        <output aria-live="polite">{rupiah(amount)}</output>
      </div>
      <Keypad
        disabled={disabled}
        onKey={(key) => set((now) => keyed(now, key))}
        onEnter={onEnter}
        onLeave={onLeave}
      />
    </>
  );
}
