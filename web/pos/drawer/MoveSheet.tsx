import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useWords } from "#shared/i18n/index.ts";
import type { CashMove } from "#shared/types.ts";
import { rupiah } from "#shared/ui/rupiah.ts";
import { Sheet } from "../screens/Sheet.tsx";
import { AmountPad } from "./AmountPad.tsx";
import { moveCash } from "./acts.ts";
import css from "./Drawer.module.css";

interface Props {
  sessionId: string;
  kind: CashMove["kind"];
  onClose: () => void;
}

const REASONS: Record<CashMove["kind"], string[]> = {
  paid_in: ["change", "owner"],
  paid_out: ["shopping", "ice", "courier"],
  drop: [],
};

/** Cash in or out that is no sale: how much, and what for. */
export function MoveSheet({ sessionId, kind, onClose }: Props) {
  const { t } = useWords();
  const [amount, setAmount] = useState(0);
  const [reason, setReason] = useState("");
  const [writing, setWriting] = useState(false);
  const [sending, setSending] = useState(false);
  const ready = amount > 0 && (kind === "drop" || reason.trim() !== "") && !sending;
  const send = async () => {
    if (!ready) return;
    setSending(true);
    try {
      await moveCash(sessionId, { kind, amount, reason: reason.trim() });
      onClose();
    } catch {
      setSending(false);
    }
  };
  return (
    <Sheet
      opened
      onClose={onClose}
      title={t(`pos.drawer.${kind}`)}
      size={460}
      foot={
        <Button h={64} fz={20} flex={1} disabled={!ready} loading={sending} onClick={send}>
          {t(`pos.drawer.${kind}.do`, { amount: rupiah(amount) })}
        </Button>
      }
    >
      <div className={css.sheet}>
        <div className={css.reasons}>
          {REASONS[kind].map((why) => (
            <button
              key={why}
              type="button"
              aria-pressed={reason === t(`pos.drawer.reason.${why}`)}
              onClick={() => setReason(t(`pos.drawer.reason.${why}`))}
            >
              {t(`pos.drawer.reason.${why}`)}
            </button>
          ))}
        </div>
        <TextInput
          size="md"
          aria-label={t("pos.drawer.reason")}
          placeholder={t(kind === "drop" ? "pos.drawer.reason.may" : "pos.drawer.reason")}
          maxLength={200}
          value={reason}
          onFocus={() => setWriting(true)}
          onBlur={() => setWriting(false)}
          onChange={(event) => setReason(event.target.value)}
        />
        <AmountPad
          label={t("pos.drawer.amount")}
          amount={amount}
          disabled={sending || writing}
          set={setAmount}
          onEnter={send}
          onLeave={onClose}
        />
      </div>
    </Sheet>
  );
}
