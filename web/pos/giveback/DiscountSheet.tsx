import { Button, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useWords } from "#shared/i18n/index.ts";
import { percent } from "#shared/ui/percent.ts";
import { rupiah } from "#shared/ui/rupiah.ts";
import { AmountPad } from "../drawer/AmountPad.tsx";
import { Sheet } from "../screens/Sheet.tsx";
import { giveDiscount } from "./commands.ts";
import css from "./giveback.module.css";
import { Reasons } from "./Reasons.tsx";

interface Props {
  checkId: string;
  /** Off this line; off the whole check when there is none. */
  line?: { id: string; name: string };
  onClose: () => void;
}

const RATES_BP = [500, 1000, 1500, 2000, 2500, 5000, 10_000];
const REASONS = ["regular", "complaint", "promotion", "staff", "owner"];

/** How much and why. Above one's own limit the box asks for a second person's PIN. */
export function DiscountSheet({ checkId, line, onClose }: Props) {
  const { t, lang } = useWords();
  const [by, setBy] = useState<"rate" | "amount">("rate");
  const [rateBp, setRateBp] = useState(1000);
  const [amount, setAmount] = useState(0);
  const [reason, setReason] = useState("");
  const [writing, setWriting] = useState(false);
  const what = by === "rate" ? percent(rateBp, lang) : rupiah(amount);
  const ready = reason.trim() !== "" && (by === "rate" || amount > 0);
  const give = () => {
    if (!ready) return;
    giveDiscount(checkId, {
      lineId: line?.id ?? null,
      rateBp: by === "rate" ? rateBp : null,
      amount: by === "amount" ? amount : null,
      reason: reason.trim(),
    });
    onClose();
  };
  return (
    <Sheet
      opened
      onClose={onClose}
      size={480}
      title={line ? t("pos.discount.line", { name: line.name }) : t("pos.discount.check")}
      foot={
        <Button h={64} fz={20} flex={1} disabled={!ready} onClick={give}>
          {t("pos.discount.give", { what })}
        </Button>
      }
    >
      <div className={css.sheet}>
        <Reasons reasons={REASONS} reason={reason} set={setReason} onWriting={setWriting} />
        <SegmentedControl
          size="md"
          value={by}
          onChange={(next) => setBy(next === "rate" ? "rate" : "amount")}
          data={[
            { value: "rate", label: t("pos.discount.rate") },
            { value: "amount", label: t("pos.discount.amount") },
          ]}
        />
        {by === "rate" ? (
          <div className={css.chips}>
            {RATES_BP.map((rate) => (
              <button
                key={rate}
                type="button"
                aria-pressed={rate === rateBp}
                onClick={() => setRateBp(rate)}
              >
                {percent(rate, lang)}
              </button>
            ))}
          </div>
        ) : (
          <AmountPad
            label={t("pos.discount.amount")}
            amount={amount}
            disabled={writing}
            set={setAmount}
            onEnter={give}
            onLeave={onClose}
          />
        )}
      </div>
    </Sheet>
  );
}
